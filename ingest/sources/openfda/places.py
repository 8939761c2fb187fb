"""Where the tables of a field stand in its flattened text: their words are found in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain
from xml.etree.ElementTree import Element

from msgspec import Struct

from ingest.sources.spl.parsing import local, parse_fragment
from ingest.sources.spl.tables import grid_of
from ingest.sources.writing.grids import Grid
from kg.locator import Span

_CAPTION = re.compile(
    r"(Table(?<![^.;:)\]\s]Table)\s+\d+[A-Za-z]?\s*[.:–-]?\s+(?:(?!Table\s+\d)[^.\[\]]|\.\d){3,300})$"
)
_BEGINNING = 120
"""How many characters of many are looked for first: from 100 on, `find` skips parts of a long text."""


class Fragment(Struct, frozen=True, kw_only=True, gc=False):
    """The SPL of a table, and the field that holds it."""

    field: str
    text: str


class PlacedGrid(Struct, frozen=True, kw_only=True, gc=False):
    """A table and what it prints, and the characters of the field's text that print it, its caption with it.

    `where` is None if they are not found.
    """

    grid: Grid
    words: str
    where: Span | None


def placed(name: str, text: str, fragments: Iterable[Fragment]) -> tuple[PlacedGrid, ...]:
    """The tables of some SPL fragments, those found in order of their place.

    A table that is given again, with no further place that prints it, is left out. Each is made a grid at once, so that
    its XML need not be kept. Raises SourceError if one is no XML, or as `grid_of` does.
    """
    places = Places(text)
    found: list[PlacedGrid] = []
    taken: list[Span] = []
    printed: set[str] = set()
    for fragment in fragments:
        field = f"{name}, {fragment.field}"
        for element in _tables(parse_fragment(field, fragment.text)):
            words = words_of(element)
            where = places.find(words, taken)
            if where:
                taken.append(where)
                where = _with_caption(element, text, where)
            elif words in printed:
                continue
            printed.add(words)
            found.append(PlacedGrid(grid=grid_of(element, field), words=words, where=where))
    return tuple(sorted(found, key=lambda one: one.where.start if one.where else len(text)))


def _tables(element: Element) -> Iterable[Element]:
    """The tables in an element: those without a namespace, as openFDA gives them, are found at once.

    Words without a table are one of a single cell: they may stand nowhere else.
    """
    found = list(element.iter("table")) or list(_named(element, "table"))
    return found or ([_of_one_cell(element)] if words_of(element) else [])


def _of_one_cell(cell: Element) -> Element:
    table, row = Element("table"), Element("tr")
    cell.tag = "td"
    row.append(cell)
    table.append(row)
    return table


def _named(element: Element, *names: str) -> Iterator[Element]:
    """An element and those inside it that have one of some names, in any namespace."""
    return (found for found in element.iter() if local(found.tag) in names)


def words_of(element: Element) -> str:
    """What an element prints, with single blanks between words, as openFDA flattens it: each text apart from the others."""
    return " ".join(" ".join(element.itertext()).split())


def _with_caption(element: Element, text: str, where: Span) -> Span:
    """The place with the line "Table 2: ..." in front of it, which becomes the table's caption if it has none."""
    first = next((one for one in _named(element, "caption", "tr") if local(one.tag) == "tr" or words_of(one)), None)
    if first is not None and (local(first.tag) == "caption" or words_of(first).startswith("Table")):
        return where
    printed = _CAPTION.search(text[max(0, where.start - 330) : where.start].rstrip())
    if printed is None:
        return where
    caption = Element("caption")
    caption.text = printed[1]
    element.insert(0, caption)
    return Span(text.rindex(printed[1], 0, where.start), where.end)


class Places:
    """Tells where a text prints some words. Both have single blanks between words."""

    def __init__(self, text: str):
        self._text = text

    def find(self, words: str, taken: Sequence[Span]) -> Span | None:
        """The first place that prints some words and is not taken; else the first that prints them with other blanks."""
        found = chain(_places(self._text, words), self._otherwise_spaced(words))
        return next((where for where in found if not any(map(where.overlaps, taken))), None)

    def _otherwise_spaced(self, words: str) -> Iterator[Span]:
        for found in _places(self._squeezed, words.replace(" ", "")):
            yield Span(self._offset(found.start), self._offset(found.end - 1) + 1)

    @cached_property
    def _squeezed(self) -> str:
        """The text without blanks."""
        return self._text.replace(" ", "")

    @cached_property
    def _begins(self) -> Sequence[int]:
        """Where each word begins in the text without blanks."""
        return list(accumulate(map(len, self._text.split(" ")), initial=0))

    def _offset(self, place: int) -> int:
        """Where in the text a character stands: behind as many blanks as there are words in front of it."""
        return place + bisect_right(self._begins, place) - 1


def _places(text: str, words: str) -> Iterator[Span]:
    start = place_of(words, text) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = place_of(words, text, start + 1)


def place_of(words: str, text: str, start: int = 0) -> int:
    """Where some words, which may be many, first stand in a text from an offset on; -1 if they do not.

    They are told by their beginning first: `find` takes long to prepare for all of them.
    """
    place = text.find(words[:_BEGINNING], start)
    return place if place < 0 or text.startswith(words, place) else text.find(words, place + 1)
