"""Tables out of lines: caption → grid → notes → `Table`.

Text taken from a PDF prints a table's cells one after another, wrapped and with blank lines between them. `_STRATEGIES`
holds one reader for each shape of table; each returns None for what it does not understand, and a table that none of them
reads is kept as one column of its lines, marked as not understood.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.document import Cell, Footnote, Table
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.actions import actions, begins_actions
from ingest.sources.text.tables.captions import Caption, caption_at, caption_begins
from ingest.sources.text.tables.grid import Grid, Place, Words, words_of
from ingest.sources.text.tables.markers import Markers
from ingest.sources.text.tables.notes import Notes, notes_apart, notes_at
from ingest.sources.text.tables.numbers import numbers
from ingest.sources.text.tables.regions import full_width, hard_stop
from ingest.sources.text.tables.requirements import begins_requirements, requirements
from ingest.sources.text.tables.schedule import begins_schedule, schedule
from ingest.sources.text.tables.stages import begins_stages, stages
from ingest.sources.text.tables.unread import unread
from kg.locator import Span


@dataclass(frozen=True, slots=True)
class _Strategy:
    """A way to read a grid. `begins` tells cheaply where such a table may begin without a caption; None if it never does."""

    read: Callable[[Sequence[Words]], Grid | None]
    begins: Callable[[Sequence[Line], int], bool] | None = None


_STRATEGIES = (
    _Strategy(schedule, begins_schedule),
    _Strategy(actions, begins_actions),
    _Strategy(stages, begins_stages),
    _Strategy(requirements, begins_requirements),
    _Strategy(numbers),
)
_PROSE = 0.75
"""Two lines in a row that are wider than this part of a full line are running text below a table."""


def table_at(lines: Sequence[Line], index: int) -> tuple[Table, int] | None:
    """The table that begins at a line and the index of the first line after it and its notes; None if none begins."""
    if lines[index].blank:
        return None
    if caption_begins(lines, index):
        return _captioned(lines, index)
    fitting = [strategy for strategy in _STRATEGIES if strategy.begins and strategy.begins(lines, index)]
    stop = hard_stop(lines, index) if fitting else index
    words = words_of(lines, index, stop)
    grid = next(filter(None, (strategy.read(words) for strategy in fitting)), None)
    if grid is None:
        return None
    notes = notes_at(lines, grid.after, stop)
    if notes.notes:
        return _table(lines, index, None, grid, notes), notes.after
    tables = [_table(lines, index, None, grid, notes) for notes in notes_apart(lines, index, grid.after)]
    marked = [table for table in tables if any(cell.markers for cell in table.cells)]
    return max(marked, key=_marks, default=_table(lines, index, None, grid, notes)), grid.after


def _captioned(lines: Sequence[Line], index: int) -> tuple[Table, int]:
    full = full_width(lines, index)
    caption = caption_at(lines, index, full)
    stop = hard_stop(lines, caption.after)
    words = words_of(lines, caption.after, stop)
    grid = next(filter(None, (strategy.read(words) for strategy in _STRATEGIES)), None)
    grid = grid or unread(words, caption.after, full * _PROSE)
    notes = notes_at(lines, grid.after, stop)
    return _table(lines, index, caption, grid, notes), notes.after


def _marks(table: Table) -> int:
    return sum(len(cell.markers) for cell in table.cells)


def _table(lines: Sequence[Line], first: int, caption: Caption | None, grid: Grid, notes: Notes) -> Table:
    after = max(grid.after, notes.after if notes.notes else 0)
    markers = Markers({note.marker for note in notes.notes if note.marker}, lines, first, after)
    rows = (*grid.header, *grid.body)
    last = next(line for line in reversed(lines[first:after]) if not line.blank)
    title = caption.text if caption else grid.title
    return Table(
        label=caption.label if caption else None,
        caption=markers.cut(title)[0] if title else None,
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
