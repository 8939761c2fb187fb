"""Tables out of lines: caption → grid → notes → `Table`.

Text taken from a PDF prints a table's cells one after another, wrapped and with blank lines between them. `STRATEGIES`
holds one reader for each shape of table; each returns None for what it does not understand, and a table that none of them
reads is kept as one column of its lines, marked as not understood.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.document import Table
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.actions import actions, begins_actions
from ingest.sources.text.tables.assembly import Found, assembled, markers_in
from ingest.sources.text.tables.captions import caption_at, caption_begins, caption_until, parted_from
from ingest.sources.text.tables.columnwise import columnwise
from ingest.sources.text.tables.doses import doses
from ingest.sources.text.tables.grid import Grid, Region, words_of
from ingest.sources.text.tables.groups import begins_groups, groups
from ingest.sources.text.tables.header_items import ITEM
from ingest.sources.text.tables.infusion_rates import infusion_rates
from ingest.sources.text.tables.interactions import begins_interactions, interactions, is_drug_below
from ingest.sources.text.tables.markers import PrintedWords, printed_words
from ingest.sources.text.tables.notes import notes_apart, notes_at
from ingest.sources.text.tables.numbers import numbers
from ingest.sources.text.tables.regions import full_width, hard_stop
from ingest.sources.text.tables.requirements import begins_requirements, requirements
from ingest.sources.text.tables.schedule import begins_schedule, schedule
from ingest.sources.text.tables.stacked import stacked
from ingest.sources.text.tables.stages import begins_stages, stages
from ingest.sources.text.tables.unread import unread

__all__ = ["STRATEGIES", "PrintedWords", "printed_words", "table_at"]


@dataclass(frozen=True, slots=True)
class _Strategy:
    """A way to read a grid. `begins` tells cheaply where such a table may begin without a caption; None if it never does."""

    read: Callable[[Region], Grid | None]
    begins: Callable[[Sequence[Line], int], bool] | None = None


STRATEGIES = (
    _Strategy(schedule, begins_schedule),
    _Strategy(actions, begins_actions),
    _Strategy(stages, begins_stages),
    _Strategy(requirements, begins_requirements),
    _Strategy(interactions, begins_interactions),
    _Strategy(groups, begins_groups),
    _Strategy(infusion_rates),
    _Strategy(doses),
    _Strategy(columnwise),
    _Strategy(numbers),
    _Strategy(stacked),
)
_PROSE = 0.75
"""Two lines in a row that are wider than this part of a full line are running text below a table."""


def table_at(lines: Sequence[Line], index: int, words: PrintedWords | None = None) -> tuple[Table, int] | None:
    """The table that begins at a line and the index of the first line after it and its notes; None if none begins.

    `words` are those of the whole document, if there is more of it than `lines`.
    """
    captioned = not lines[index].blank and caption_begins(lines, index)
    fitting = STRATEGIES if captioned else _fitting(lines, index)
    if not fitting:
        return None
    words = words or printed_words(lines)
    found = (_captioned if captioned else _uncaptioned)(lines, index, fitting, words.text)
    if found is None:
        return None
    after = found.grid.after
    notes = notes_at(lines, after, found.stop, remarks=captioned)
    if notes.notes or captioned:
        return assembled(lines, found, notes, notes.after, words), notes.after
    tables = [assembled(lines, found, apart, after, words) for apart in notes_apart(lines, index, after)]
    marked = [table for table in tables if markers_in(table)]
    return max(marked, key=markers_in, default=assembled(lines, found, notes, after, words)), after


def _fitting(lines: Sequence[Line], index: int) -> tuple[_Strategy, ...]:
    """The strategies for a table without a caption that may begin at a line."""
    if lines[index].blank:
        return ()
    return tuple(strategy for strategy in STRATEGIES if strategy.begins and strategy.begins(lines, index))


def _captioned(lines: Sequence[Line], index: int, fitting: Sequence[_Strategy], document: str) -> Found:
    """The table below a caption, whose last line is a heading where doses need one heading more, or a drug's name.

    Where nothing is read, its last lines are the header's if they would have found room on the line above.
    """
    full = full_width(lines, index)
    caption = caption_at(lines, index, full)
    last = caption.after - 1
    if last > index and not lines[last].blank and is_drug_below(lines, last, full):
        caption = caption_until(lines, index, last)
    stop = hard_stop(lines, caption.after)
    region = Region(lines=words_of(lines, caption.after, stop), document=document)
    grid = _grid(region, fitting)
    if grid is None and caption.after > index + 1:
        last = caption.after - 1
        lower = Region(lines=words_of(lines, last, stop), document=document)
        grid = doses(lower) or interactions(lower)
        caption = caption_until(lines, index, last) if grid else caption
    last = parted_from(lines, index, caption.after)
    if grid is None and last:
        grid = stacked(Region(lines=words_of(lines, last, stop), document=document))
        grid = grid if grid and _has_size(grid) else None
        caption = caption_until(lines, index, last) if grid else caption
    grid = grid or unread(region.lines, caption.after, full * _PROSE)
    return Found(first=index, caption=caption, grid=grid, stop=stop)


def _has_size(grid: Grid) -> bool:
    return any(match["size"] for row in grid.header for place in row for match in ITEM.finditer(place.text.text))


def _uncaptioned(lines: Sequence[Line], index: int, fitting: Sequence[_Strategy], document: str) -> Found | None:
    stop = hard_stop(lines, index)
    grid = _grid(Region(lines=words_of(lines, index, stop), document=document), fitting)
    return Found(first=index, caption=None, grid=grid, stop=stop) if grid else None


def _grid(region: Region, fitting: Sequence[_Strategy]) -> Grid | None:
    """The grid that the first strategy reads which understands the region."""
    return next(filter(None, (strategy.read(region) for strategy in fitting)), None)
