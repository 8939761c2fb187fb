"""Words as they are looked for: case, accents, the forms of characters and the signs between words make no difference.

A word is a run of letters or a number with its decimals. "CD22", "CD-22" and "CD 22" are the same two words one after the
other, and so are the three of "mg/m2", "mg/m²" and "mg/m^2". Greek letters are read by their names, as labels print them,
too: "TNF-α" is "TNF alpha"; but "µ" is "mc", as in "mcg". Singular and plural are the same.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_AS_DIGITS = str.maketrans(_RAISED + _LOWERED, "0123456789" * 2, ",")
_WORD = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*"
    rf"|[{_RAISED}]+|[{_LOWERED}]+|[^\W\d_{_RAISED}{_LOWERED}]+"
)
"""Numbers, with or without commas between thousands; raised and lowered ones are numbers of their own ("10⁹"); letters."""

_SIGNS = {"×": " x ", "μ": "mc", "µ": "mc"}
_SHORTEST_PLURAL = 4
_NO_PLURALS, _WITH_E = ("us", "ss", "is"), ("sses", "shes", "tches", "nches", "xes")
_GREEK = "GREEK SMALL LETTER "


class Place(NamedTuple):
    """The characters of a text that are read as a word."""

    start: int
    end: int


class _Folds(dict[int, str]):
    """What each character is folded to, told when it is first met. One that is not assigned is no word, and not kept."""

    def __missing__(self, code: int) -> str:
        if unicodedata.category(chr(code)) in ("Cn", "Co", "Cs"):
            return " "
        self[code] = _folded(chr(code))
        return self[code]


_FOLDS = _Folds()


def words_of(text: str) -> Sequence[str]:
    """The words of a text, folded, in their order.

    >>> words_of("Use 0.2 micron filters: 1,800 mg/m² (β-Lactam, naïve)")
    ['use', '0.2', 'micron', 'filter', '1800', 'mg', 'm', '2', 'beta', 'lactam', 'naive']
    """
    return [singular(word) if word[-1] == "s" else word for word in spelled_words(text)]


def spelled_words(text: str) -> Sequence[str]:
    """The words of a text as they are spelled, singular or plural."""
    return " ".join(_WORD.findall(text.translate(_FOLDS))).translate(_AS_DIGITS).split()


def singular(word: str) -> str:
    """A word without the ending of a plural. That it is no English word does no harm: all texts are read alike.

    >>> [singular(word) for word in ("antibodies", "rashes", "headaches", "doses", "hepatitis", "gas")]
    ['antibody', 'rash', 'headache', 'dose', 'hepatitis', 'gas']
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] != "s" or word.endswith(_NO_PLURALS):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_WITH_E) else word[:-1]


def places_of(text: str, numbers: Sequence[int]) -> Sequence[Place]:
    """Where some of the words of a text stand, given by their numbers.

    >>> places_of("at ½ dose", [0, 2, 3])
    [Place(start=0, end=2), Place(start=3, end=4), Place(start=5, end=9)]
    """
    spans = [match.span() for match in _WORD.finditer(text.translate(_FOLDS))]
    starts = [0, *accumulate(map(len, map(_FOLDS.__getitem__, map(ord, text))))]
    return [_traced(*spans[number], starts) for number in numbers]


def _traced(start: int, end: int, starts: Sequence[int]) -> Place:
    """Characters of a folded text as those of the text itself, whose characters begin at some offsets of the folded one."""
    last = bisect_right(starts, end) - 1
    return Place(bisect_right(starts, start) - 1, last if starts[last] == end else last + 1)


def _folded(character: str) -> str:
    """What stands for a character: nothing for accents and what is not printed."""
    if character in _SIGNS or character in _RAISED or character in _LOWERED:
        return _SIGNS.get(character, character)
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    if unicodedata.decomposition(character).startswith("<super>"):
        return " "  # trade marks, and the º of degrees
    parts = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    name = unicodedata.name(plain, "") if len(plain) == 1 else ""
    if name.startswith(_GREEK):
        return f" {name.split()[-1].lower()} "
    return f" {plain} " if "⁄" in plain else plain
