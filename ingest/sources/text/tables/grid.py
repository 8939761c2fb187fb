"""Grids: what a strategy reads out of a table's lines, before footnote markers are cut and cells are made."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.aligned import AlignedText
from ingest.sources.text.joining import joined
from ingest.sources.text.lines import Line
from kg.locator import Span

_OPEN_END = re.compile(r"[^\s\-–—][-/]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the grid with its text, markers included; `row_span` counts the rows it takes from its own on."""

    text: AlignedText
    column: int
    column_span: int = 1
    row_span: int = 1


Row = tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Header rows and body rows below a title. `after` is the index of the first line that is not part of the grid.

    `left_out` are the words of rows that are in no row of the grid, since it is not certain how they belong together.
    """

    title: AlignedText | None = None
    header: tuple[Row, ...]
    body: tuple[Row, ...]
    columns: int
    after: int
    understood: bool = True
    left_out: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line, or several as one; `set_off` when a blank line stands above; `after` is the index of the next line."""

    lines: tuple[Line, ...]
    after: int
    set_off: bool

    @cached_property
    def words(self) -> str:
        return self.text.text if len(self.lines) > 1 else " ".join(self.lines[0].text.split())

    @property
    def page(self) -> int:
        return self.lines[0].page

    @cached_property
    def text(self) -> AlignedText:
        return run_on(joined([line]) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The lines in which a table stands and must end, and the text of the whole document with single spaces."""

    lines: Sequence[Words]
    document: str


def words_of(lines: Sequence[Line], start: int, stop: int) -> list[Words]:
    """The lines from `start` to `stop` that are not blank."""
    found = list[Words]()
    for index in range(start, stop):
        if not lines[index].blank:
            set_off = index > start and lines[index - 1].blank
            found.append(Words(lines=(lines[index],), after=index + 1, set_off=set_off))
    return found


def stretches(lines: Iterable[Words]) -> list[Words]:
    """Lines between blank ones as one: most of them are cells, where each cell of a table stands apart."""
    parted = list[list[Words]]()
    for line in lines:
        if line.set_off or not parted:
            parted.append([])
        parted[-1].append(line)
    return [
        Words(lines=tuple(part for line in cell for part in line.lines), after=cell[-1].after, set_off=cell[0].set_off)
        for cell in parted
    ]


def run_on(texts: Iterable[AlignedText]) -> AlignedText:
    """Texts that follow one another in a cell: with a space between, but for one after a hyphen or slash."""
    whole = AlignedText("", ())
    for text in texts:
        whole = whole.plus(text) if not whole.text or _OPEN_END.search(whole.text) else AlignedText.join((whole, text))
    return whole


def row(texts: Iterable[AlignedText], first: int = 0) -> Row:
    """A row of one text to a column, from the column `first` on."""
    return tuple(Place(text=text, column=column) for column, text in enumerate(texts, first))


def group(text: AlignedText, columns: int) -> Row:
    """A row of one place over all columns."""
    return (Place(text=text, column=0, column_span=columns),)
