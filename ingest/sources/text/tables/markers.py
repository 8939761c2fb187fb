"""Footnote markers glued to the words they mark: "Thrombocytopeniad", "N=143b", "CRia,b"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from ingest.aligned import AlignedText
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.lexicon import lexicon

_MARKERS = r"[a-z*†‡§¶#](?:,[a-z*†‡§¶#])*"
_TOKEN = re.compile(rf"[^\s,;:()\[\]]*[^\s,;:()\[\].](?:,{_MARKERS}(?!\w))?|[)\]]{_MARKERS}(?!\w)")
_GLUED = re.compile(rf"(?P<word>.*?[^\s,]),?(?P<markers>{_MARKERS})$")
_PROSE = 60
"""Lines of so many characters are running text, where words stand without markers."""
_TIMES = 3
"""How much oftener a word must be printed without a letter than with it, for the letter to be a marker."""


class Markers:
    """The markers of a table's footnotes, and the words around it, to tell them from the ends of words."""

    def __init__(self, markers: Iterable[str], lines: Sequence[Line], first: int, after: int):
        self._markers = frozenset(markers)
        if not self._markers:
            return
        outside = (*lines[:first], *lines[after:])
        self._known = Counter(_tokens(lines))
        self._prose = Counter(_tokens(line for line in outside if len(line.text) >= _PROSE))

    def cut(self, text: AlignedText, *, prose: bool = False) -> tuple[AlignedText, tuple[str, ...]]:
        """The text without its footnote markers, and the markers. In prose only signs and abbreviations are marked."""
        found = list[str]()
        for match in reversed(list(_TOKEN.finditer(text.text)) if self._markers else []):
            glued = _GLUED.fullmatch(match.group())
            if glued is None or (prose and (glued["word"][1:].islower() or glued["word"] in ")]")):
                continue
            markers = glued["markers"].split(",")
            if self._are_marked(glued["word"], match.group(), markers):
                start = match.start() + glued.end("word")
                text = text.slice(0, start).plus(text.slice(match.end(), len(text.text)))
                found = [*markers, *found]
        return text, tuple(found)

    def _are_marked(self, word: str, whole: str, markers: Sequence[str]) -> bool:
        """Whether the end of a word is markers: signs, or letters that do not belong to the word."""
        if not self._markers.issuperset(markers) or whole.lower() in STOP_WORDS:
            return False
        if not markers[0].isalpha() or not word[-1].isalpha():
            return True
        known = _count(self._known, word) + bool(lexicon().stub.fullmatch(word))
        printed = _count(self._prose, whole)
        return known > 0 if not printed else not whole.islower() and known >= _TIMES * printed


def _tokens(lines: Iterable[Line]) -> Iterator[str]:
    return (word for line in lines for word in _TOKEN.findall(line.text))


def _count(counts: Counter[str], word: str) -> int:
    return counts[word] + (counts[word.lower()] if not word.islower() else 0)
