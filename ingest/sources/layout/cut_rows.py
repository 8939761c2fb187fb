"""Rows and cells that the end of a page cuts, joined with their rest on the next page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sources.layout.fragment import FragmentCell, printed

_ENDS = re.compile(r"[.:;!?%]\W*$|\d\W*$")
_GOES_ON = re.compile(r"[a-z(,;.]")

Cells = Sequence[FragmentCell]
Pair = tuple[FragmentCell, FragmentCell]


def joined(cells: Cells, following: Cells) -> list[FragmentCell]:
    """The cells of a table with those of its next page below; their rows are counted from that page's top."""
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    pairs = _pairs(cells, following, rows)
    whole = len(pairs) == sum(cell.row == 0 for cell in following) and _is_one_row(pairs)
    held = pairs if whole else [pair for pair in pairs if _spans_on(pair, pairs)]
    shift = rows - 1 if whole else rows
    below = {id(above): rest for above, rest in held}
    longest = max((rest.row_span for _, rest in held), default=1)
    kept = [_with_rest(cell, below.get(id(cell)), rows, longest, whole=whole) for cell in cells]
    used = {id(rest) for _, rest in held}
    return [*kept, *(replace(cell, row=cell.row + shift) for cell in following if id(cell) not in used)]


def _pairs(cells: Cells, following: Cells, rows: int) -> list[Pair]:
    """The cells of the last row, each with the one of the next page's first row in the same columns."""
    last = {(cell.column, cell.column_span): cell for cell in cells if cell.row + cell.row_span == rows}
    first = sorted((cell for cell in following if cell.row == 0), key=lambda cell: cell.column)
    return [(last[place], cell) for cell in first if (place := (cell.column, cell.column_span)) in last]


def _is_one_row(pairs: Sequence[Pair]) -> bool:
    """Whether the row below a page's end is the rest of the one above it.

    No line closes a row that is cut. Some programs draw one: there the words tell. What goes on left no room above, and
    goes on in the middle of a sentence.
    """
    filled = [(above, rest) for above, rest in pairs if rest.lines]
    if not filled or not any(above.lines for above, _ in pairs) or all(map(_is_open, pairs)):
        return bool(pairs)
    return all(_goes_on(pair) and not pair[0].has_room for pair in filled)


def _is_open(pair: Pair) -> bool:
    return pair[0].open_below or pair[1].cut_above


def _goes_on(pair: Pair) -> bool:
    """Whether a cell's words go on below in the middle of a sentence."""
    above, rest = printed(pair[0]), printed(pair[1])
    return bool(above) and not _ENDS.search(above) and bool(_GOES_ON.match(rest))


def _spans_on(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """Whether a cell at the top of a page is the rest of one that spans rows up to the end of the page before."""
    above, rest = pair
    if _is_open(pair) and not all(map(_is_open, pairs)):
        return True
    if rest.lines or not any(other.lines for _, other in pairs):
        return False
    leads = all(other.lines or other.column <= rest.column for _, other in pairs)
    return leads and (above.row_span > 1 or rest.row_span > 1)


def _with_rest(cell: FragmentCell, rest: FragmentCell | None, rows: int, longest: int, *, whole: bool) -> FragmentCell:
    """A cell with its rest on the next page; one of a joined row that has none is as high as the row."""
    if rest is None:
        ends = whole and cell.row + cell.row_span == rows
        return replace(cell, row_span=cell.row_span + longest - 1) if ends else cell
    return replace(
        cell,
        lines=(*cell.lines, *rest.lines),
        row_span=cell.row_span + rest.row_span - whole,
        heading=cell.heading and (rest.heading or not rest.lines),
        open_below=rest.open_below,
        has_room=rest.has_room,
    )
