"""Words: a text cut into quantities, cross-references, abbreviations, words and signs, before terms are marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.quantity import Quantity, quantities
from ingest.spelled_numbers import TENS_AND_ONES

REFERENCE = re.compile(r"\[\s*see\b[^\]]*\]|\(\s*see\b[^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE)
"""A reference in brackets to another part of the label: "[see Warnings and Precautions (5.1, 5.3)]", "(see Table 2)"."""

_WORD = re.compile(
    r"(?i:i\.e\.?(?!\w)|e\.g\.?(?!\w)|(?:vs|cf|al|approx|inc|ltd|corp|fig|dr|st|mr|mrs|ca)\.(?=[\s,;)\]]|$)|no\.(?=\s*\d))"
    rf"|(?:[A-Za-z]\.){{2,}}|(?i:{TENS_AND_ONES})(?!\w)|v\d+(?:\.\d+)+|\w+(?:['’]\w+)*|\+/[-−–]|\S"
)
"""An abbreviation with its stops, a number spelled with a hyphen, a version ("v4.0"), a word with its apostrophes, or a sign."""

HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its characters in the text. `quantity` is set if it is one, `is_reference` if it is a cross-reference."""

    text: str
    start: int
    end: int
    quantity: Quantity | None = None
    is_reference: bool = False


def words(text: str) -> list[Word]:
    """The words of a text from left to right; white space is between words only.

    >>> [word.text for word in words("Infuse over 1 hour, i.e. slowly [see Adverse Reactions (6.1)].")]
    ['Infuse', 'over', '1 hour', ',', 'i.e.', 'slowly', '[see Adverse Reactions (6.1)]', '.']
    >>> [word.text for word in words("Twenty-two of them, well-known")]
    ['Twenty-two', 'of', 'them', ',', 'well', '-', 'known']
    """
    found: list[Word] = []
    position = 0
    for match in REFERENCE.finditer(text):
        found.extend(_words(text, position, match.start()))
        found.append(Word(match[0], match.start(), match.end(), is_reference=True))
        position = match.end()
    found.extend(_words(text, position, len(text)))
    return found


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of a stretch without cross-references."""
    position = start
    for found in quantities(text, start, end):
        yield from _plain(text, position, found.start)
        yield Word(text[found.start : found.end], found.start, found.end, quantity=found.quantity)
        position = found.end
    yield from _plain(text, position, end)


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        yield Word(match[0], match.start(), match.end())
