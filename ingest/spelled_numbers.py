"""Numbers that are spelled out: "three", "twenty-two", "one hundred and seventy-three"."""

import re
from decimal import Decimal

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: value for value, word in enumerate((*_ONES, *_TEENS))},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
}
_POWERS = frozenset({"hundred", "thousand"})
TENS_AND_ONES = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_ONES[1:10])})"
"""The pattern of a number that is spelled as one word with a hyphen, in lower case."""

ORDINALS = {word: place for place, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), start=1)}
"""Words that count cycles and occurrences, in lower case."""


def spelled_number(words: str) -> Decimal:
    """The value of number words; raises KeyError for any other word.

    >>> spelled_number("Twenty-two"), spelled_number("one thousand two hundred and six")
    (Decimal('22'), Decimal('1206'))
    """
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total, part = total + 1000 * part, 0
        elif word != "and":
            part += _VALUES[word]
    return Decimal(total + part)


def is_spelled_number(words: str) -> bool:
    """Whether some words are a spelled number: "Twenty-two" is, "22" and "twenty patients" are not."""
    found = re.findall(r"[a-z]+|\d", words.lower())
    return bool(found) and all(word in _VALUES or word in _POWERS for word in found)
