"""Footnote markers glued to the words they mark: "Thrombocytopeniad", "N=143b", "CRia,b"."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import structs
from spacy.lang.en.stop_words import STOP_WORDS

from ingest.aligned import AlignedText
from ingest.document import Cell, Table
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.lexicon import lexicon

_MARKERS = r"[a-z*†‡§¶#](?:,[a-z*†‡§¶#])*"
_TOKEN = re.compile(rf"[^\s,;:()\[\]]*[^\s,;:()\[\].](?:,{_MARKERS}(?!\w))?|[)\]]{_MARKERS}(?!\w)")
_GLUED = re.compile(rf"(?P<word>.*?[^\s,]),?(?P<markers>{_MARKERS})$")
_ENDING = re.compile(r"(?<=[a-z]e)[drsn]$|(?<=[a-z])s$")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]?", re.IGNORECASE)
"""An abbreviation whose letters have points: "i.e."."""
_PROSE = 60
"""Lines of so many characters are running text, where words stand without markers."""
_TIMES = 3
"""How much oftener a word must be printed without a letter than with it, for the letter to be a marker."""


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """How often each word is printed in a document, how often of that in running text, and all of them in a row."""

    anywhere: Counter[str]
    prose: Counter[str]
    text: str


def printed_words(lines: Sequence[Line]) -> PrintedWords:
    """The words of some lines, with their footnote markers where they have any."""
    found = [(line, _TOKEN.findall(line.text)) for line in lines]
    return PrintedWords(
        anywhere=Counter(word for _, words in found for word in words),
        prose=Counter(word for line, words in found if len(line.text) >= _PROSE for word in words),
        text=" ".join(word for line in lines for word in line.text.split()),
    )


class Markers:
    """The markers of a table's notes, told from the ends of words by the words of the document.

    `texts` are the cells and caption of the table, `own` its lines. A letter that may also be the ending of a word
    ("dosed") is a marker only if no other word of the table has that marker.
    """

    def __init__(self, markers: Iterable[str], texts: Iterable[AlignedText], words: PrintedWords, own: Sequence[Line]):
        self._markers, self._words = frozenset(markers), words
        self._own = printed_words(own if self._markers else ())
        tokens = (match.group() for text in texts if self._markers for match in _TOKEN.finditer(text.text))
        self._certain = frozenset(marker for token in tokens for marker in self._of(token, certain=True)[1])

    def cut(self, text: AlignedText, *, prose: bool = False) -> tuple[AlignedText, tuple[str, ...]]:
        """The text without its footnote markers, and the markers. In prose only abbreviations are marked."""
        found = list[str]()
        for match in reversed(list(_TOKEN.finditer(text.text)) if self._markers else []):
            word, markers = self._of(match.group())
            if markers and not (prose and (word[1:].islower() or word in ")]")):
                text = text.slice(0, match.start() + len(word)).plus(text.slice(match.end(), len(text.text)))
                found = [*markers, *found]
        return text, tuple(found)

    def _of(self, token: str, *, certain: bool = False) -> tuple[str, list[str]]:
        """A word of the table without its markers, and the markers; `certain` leaves out those that may be endings."""
        glued = _GLUED.fullmatch(token)
        if glued is None or _DOTTED.fullmatch(token):
            return token, []
        word, markers = glued["word"], glued["markers"].split(",")
        if not self._markers.issuperset(markers) or token.lower() in STOP_WORDS:
            return token, []
        if not markers[0].isalpha() or not word[-1].isalpha():
            return word, markers
        if _ENDING.search(token) and (certain or markers[0] in self._certain):
            return token, []
        return (word, markers) if self._is_word(word, token) else (token, [])

    def _is_word(self, word: str, token: str) -> bool:
        """Whether the document prints a word, and not the same with its last letter in running text."""
        known = _count(self._words.anywhere, word) + bool(lexicon().stub.fullmatch(word))
        printed = _count(self._words.prose, token) - _count(self._own.prose, token)
        return known > 0 if printed <= 0 else not token.islower() and known >= _TIMES * printed


def without_markers(table: Table, words: PrintedWords, own: Sequence[Line]) -> Table:
    """A table without the markers of its notes that are glued to the words of its cells; `own` are its lines."""
    texts = [cell.text for cell in table.cells if cell.text]
    markers = Markers((note.marker for note in table.footnotes if note.marker), texts, words, own)
    return structs.replace(table, cells=tuple(_without(cell, markers) for cell in table.cells))


def _without(cell: Cell, markers: Markers) -> Cell:
    if cell.text is None:
        return cell
    text, found = markers.cut(cell.text)
    return structs.replace(cell, text=text, markers=(*cell.markers, *found)) if found else cell


def _count(counts: Counter[str], word: str) -> int:
    return counts[word] + (counts[word.lower()] if not word.islower() else 0)
