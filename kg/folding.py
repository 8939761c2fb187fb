"""Text without what differs between printings of the same words: case, white space, signs, forms of characters."""

import re
import unicodedata

_SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"×": "x", "⁄": "/"})
_DROPPED = re.compile(r"(?<!\d)[^\w<>≤≥%+±]+|[^\w<>≤≥%+±]+(?!\d)|[\s_^*]+")
TRADE_MARKS = frozenset("®™℠")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,/-]\d+)*|[<>≤≥%]")


def without_trade_marks(text: str) -> str:
    """A text without the signs of trade marks.

    >>> without_trade_marks("EXAMPLINE® 10 mg")
    'EXAMPLINE 10 mg'
    """
    return "".join(character for character in text if character not in TRADE_MARKS)


def folded(text: str) -> str:
    """The letters, figures and signs of quantity of a text, run together. Signs between two figures stay.

    >>> folded("50 × 10^9 /L") == folded("50 x 10 9/L"), folded("C max, 1.5"), folded("1–2 ‘Weeks’")
    (True, 'cmax1.5', '1-2weeks')
    """
    return _DROPPED.sub("", _plain(text))


def words_of(text: str) -> frozenset[str]:
    """The words and figures of a text, folded.

    >>> sorted(words_of("Grade 3: 23/164 Patients"))
    ['23/164', '3', 'grade', 'patients']
    """
    return frozenset(_WORD.findall(_plain(text)))


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, from 0 to 1 (Dice); two texts without words are alike.

    >>> likeness("severe hepatic impairment", "Severe Impairment")
    0.8
    """
    words, other_words = words_of(one), words_of(other)
    if not words and not other_words:
        return 1.0
    return 2 * len(words & other_words) / (len(words) + len(other_words))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
