"""Where the tables of a field stand in its flattened text: their characters, without blanks, are found in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from ingest.sources.spl.parsing import parse, tag
from kg.locator import Span

_CAPTION = re.compile(
    r"(?:(?<=^)|(?<=[.;:)\]\s]))(Table\s+\d+[A-Za-z]?\s*[.:–-]?\s+(?:(?!Table\s+\d)[^.\[\]]|\.\d){3,300})$"
)
_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The SPL of a table, and the field that holds it."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFragment:
    """A table, and the characters of the field's text that print it, its caption with it; None if they are not found."""

    field: str
    element: etree._Element
    where: Span | None


def placed(name: str, text: str, fragments: Iterable[Fragment]) -> tuple[PlacedFragment, ...]:
    """The tables of some SPL fragments, those found in order of their place. Raises SourceError if one is no XML.

    A table that is given again, with no further place that prints it, is left out.
    """
    fragments = tuple(fragments)
    if not fragments:
        return ()
    squeezed = Squeezed.of(text)
    found, taken, printed = list[PlacedFragment](), list[Span](), set[str]()
    for fragment in fragments:
        for element in _tables(f"{name}, {fragment.field}", fragment.text):
            words = _BLANK.sub("", "".join(map(str, element.itertext())))
            where = squeezed.find(words, taken)
            if where:
                taken.append(where)
                where = _with_caption(element, text, where)
            elif words in printed:
                continue
            printed.add(words)
            found.append(PlacedFragment(field=fragment.field, element=element, where=where))
    return tuple(sorted(found, key=lambda one: one.where.start if one.where else len(text)))


def _tables(name: str, fragment: str) -> list[etree._Element]:
    root = parse(name, f"<text>{fragment}</text>".encode())
    return [element for element in root.iter() if tag(element) == "table"]


def _with_caption(element: etree._Element, text: str, where: Span) -> Span:
    """The place with the line "Table 2: ..." in front of it, which becomes the table's caption if it has none."""
    rows = [child for child in element.iter() if tag(child) in ("caption", "tr")]
    if rows and (tag(rows[0]) == "caption" or "".join(map(str, rows[0].itertext())).strip().startswith("Table")):
        return where
    printed = _CAPTION.search(text[max(0, where.start - 330) : where.start].rstrip())
    if printed is None:
        return where
    caption = etree.Element("caption")
    caption.text = printed[1]
    element.insert(0, caption)
    return Span(text.rindex(printed[1], 0, where.start), where.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Squeezed:
    """A text without blanks: `words` tells where each of its words begins in it, `starts` where in the text."""

    text: str
    words: Sequence[int]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Squeezed":
        found = [match.span() for match in _WORD.finditer(text)]
        words = list(accumulate([end - start for start, end in found], initial=0))
        return cls(text=_BLANK.sub("", text), words=words[:-1], starts=[start for start, _ in found])

    def find(self, printed: str, taken: Sequence[Span]) -> Span | None:
        """The first place that prints some words and is not taken."""
        words = _BLANK.sub("", printed)
        start = self.text.find(words) if words else -1
        while start >= 0:
            where = Span(self._offset(start), self._offset(start + len(words) - 1) + 1)
            if all(where.end <= span.start or span.end <= where.start for span in taken):
                return where
            start = self.text.find(words, start + 1)
        return None

    def _offset(self, place: int) -> int:
        """Where in the text a character stands."""
        word = bisect_right(self.words, place) - 1
        return self.starts[word] + place - self.words[word]
