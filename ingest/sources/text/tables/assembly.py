"""A grid and its notes put together to a table: footnote markers cut, and places made cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Cell, Footnote, Table
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.captions import Caption
from ingest.sources.text.tables.grid import Grid, Place
from ingest.sources.text.tables.markers import Markers, PrintedWords
from ingest.sources.text.tables.notes import Notes
from kg.locator import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A grid found in some lines: the table's `first` line, and `stop`, before which the table with its notes ends."""

    first: int
    caption: Caption | None
    grid: Grid
    stop: int


def assembled(lines: Sequence[Line], found: Found, notes: Notes, after: int, words: PrintedWords) -> Table:
    """The table of a grid and its notes, which takes the lines up to `after`."""
    own, grid = lines[found.first : after], found.grid
    rows = (*grid.header, *grid.body)
    title = found.caption.text if found.caption else grid.title
    texts = [*(place.text for row in rows for place in row), *([title] if title else [])]
    marked = {note.marker for note in notes.notes if note.marker}
    markers = Markers(marked, texts, words, own)
    last = next(line for line in reversed(own) if not line.blank)
    return Table(
        label=found.caption.label if found.caption else None,
        caption=markers.cut(title)[0] if title else None,
        cells=tuple(_cell(place, number, markers) for number, row in enumerate(rows) for place in row),
        header_rows=len(grid.header),
        columns=grid.columns,
        footnotes=tuple(
            Footnote(marker=note.marker, text=markers.cut(note.text, prose=True)[0]) for note in notes.notes
        ),
        span=Span(own[0].span.start, last.span.end),
        understood=grid.understood,
        left_out=grid.left_out,
    )


def markers_in(table: Table) -> int:
    """How many footnote markers the cells of a table have."""
    return sum(len(cell.markers) for cell in table.cells)


def _cell(place: Place, row: int, markers: Markers) -> Cell:
    text, cut = markers.cut(place.text)
    return Cell(
        text=text,
        row=row,
        column=place.column,
        row_span=place.row_span,
        column_span=place.column_span,
        markers=cut,
    )
