"""Tables out of lines: caption → grid → notes → `Table`.

Text taken from a PDF prints a table's cells one after another, wrapped and with blank lines between them. `_STRATEGIES`
holds one reader for each shape of table; each returns None for what it does not understand, and a table that none of them
reads is kept as one column of its lines, marked as not understood.
"""

from collections.abc import Callable, Sequence

from ingest.document import Cell, Footnote, Table
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.captions import Caption, caption_at
from ingest.sources.text.tables.grid import Grid, Place
from ingest.sources.text.tables.markers import Markers
from ingest.sources.text.tables.notes import Notes, notes_at
from ingest.sources.text.tables.numbers import numbers
from ingest.sources.text.tables.regions import full_width, hard_stop
from ingest.sources.text.tables.unread import unread
from kg.locator import Span

_STRATEGIES: tuple[Callable[[Sequence[Line], int, int], Grid | None], ...] = (numbers,)

__all__ = ["table_at"]


def table_at(lines: Sequence[Line], index: int) -> tuple[Table, int] | None:
    """The table that begins at a line and the index of the first line after it and its notes; None if none begins."""
    caption = caption_at(lines, index, full_width(lines, index))
    if caption is None:
        return None
    stop = hard_stop(lines, caption.after)
    read = (strategy(lines, caption.after, stop) for strategy in _STRATEGIES)
    grid = next((grid for grid in read if grid), None) or unread(lines, caption.after, stop)
    notes = notes_at(lines, grid.after, stop)
    return _table(lines, index, caption, grid, notes), notes.after


def _table(lines: Sequence[Line], first: int, caption: Caption, grid: Grid, notes: Notes) -> Table:
    markers = Markers({note.marker for note in notes.notes if note.marker}, lines, first, notes.after)
    rows = (*grid.header, *grid.body)
    last = next(line for line in reversed(lines[first : notes.after]) if not line.blank)
    return Table(
        label=caption.label,
        caption=markers.cut(caption.text)[0],
        cells=tuple(_cell(place, number, markers) for number, row in enumerate(rows) for place in row),
        header_rows=len(grid.header),
        columns=grid.columns,
        footnotes=tuple(
            Footnote(marker=note.marker, text=markers.cut(note.text, prose=True)[0]) for note in notes.notes
        ),
        span=Span(lines[first].span.start, last.span.end),
        understood=grid.understood,
    )


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
