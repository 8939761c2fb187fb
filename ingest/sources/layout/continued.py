"""Tables that go on over the ends of pages: the repeated header dropped, a row that the page's end cuts joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sources.layout.edges import TOUCH
from ingest.sources.layout.fragment import Fragment, printed
from ingest.sources.layout.grid import PrintedCell, PrintedTable

_ENDS = re.compile(r"[.:;!?]\W*$|\d\W*$")
_GOES_ON = re.compile(r"[a-z(,;.]")


def table_of(fragments: Sequence[Fragment]) -> PrintedTable:
    """The table that fragments on pages one after another make."""
    columns = _columns(fragments)
    first = fragments[0]
    cells, repeated = [_placed(cell, first, columns) for cell in first.cells], 0
    for fragment in fragments[1:]:
        own = [_placed(cell, fragment, columns) for cell in fragment.cells]
        same = repeated_rows(cells, own)
        repeated = max(repeated, same)
        own = [replace(cell, row=cell.row - same) for cell in own if cell.row >= same]
        cells = _appended(cells, own, is_cut=fragment.cut_above or first.cut_below)
        first = fragment
    return PrintedTable(
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        boxes=tuple((fragment.page, fragment.box) for fragment in fragments),
        header_rows=max(repeated, _header_rows(cells)),
    )


def goes_on(fragment: Fragment, following: Fragment) -> bool:
    """Whether the columns of a fragment at the top of a page are those of the one at the end of the page before."""
    if following.page != fragment.page + 1:
        return False
    own, others = fragment.distances, following.distances
    if abs(own[0] - others[0]) > TOUCH or abs(own[-1] - others[-1]) > TOUCH:
        return False
    return len(_merged([*own, *others])) == max(len(own), len(others))


def _columns(fragments: Sequence[Fragment]) -> Sequence[float]:
    """Where the columns of fragments begin, and the last ends."""
    if len(fragments) == 1:
        return fragments[0].distances
    return _merged([place for fragment in fragments for place in fragment.distances])


def _merged(places: Sequence[float]) -> list[float]:
    """Places in order, near ones as the first of them."""
    found = list[float]()
    for place in sorted(places):
        if not found or place - found[-1] > TOUCH:
            found.append(place)
    return found


def _placed(cell: PrintedCell, fragment: Fragment, columns: Sequence[float]) -> PrintedCell:
    """A cell with its column and span among the columns of all fragments."""
    first = _nearest(columns, fragment.distances[cell.column])
    after = _nearest(columns, fragment.distances[cell.column + cell.column_span])
    return replace(cell, column=first, column_span=max(1, after - first))


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))


def repeated_rows(cells: Sequence[PrintedCell], following: Sequence[PrintedCell]) -> int:
    """How many rows at the top of a fragment print those at the top of the table again."""
    rows = 0
    while True:
        own = [_content(cell) for cell in cells if cell.row <= rows]
        if not any(cell.row == rows for cell in following) or own != [
            _content(cell) for cell in following if cell.row <= rows
        ]:
            break
        rows += 1
    while rows and any(cell.row < rows < cell.row + cell.row_span for cell in following):
        rows -= 1
    return rows if any(cell.lines for cell in following if cell.row < rows) else 0


def _content(cell: PrintedCell) -> tuple[int, int, int, int, str]:
    return cell.row, cell.column, cell.row_span, cell.column_span, printed(cell)


def _appended(cells: list[PrintedCell], own: list[PrintedCell], *, is_cut: bool) -> list[PrintedCell]:
    """The cells of the next page below those before."""
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    last = {(cell.column, cell.column_span): cell for cell in cells if cell.row + cell.row_span == rows}
    first = [cell for cell in own if cell.row == 0]
    partners = {(cell.column, cell.column_span) for cell in first}
    empty = not any(cell.lines for cell in first) or not any(cell.lines for cell in cells if cell.row == rows - 1)
    joins = partners <= set(last) and (is_cut or empty or _is_one_row(first, last))
    shift = rows - 1 if joins else rows
    joined = {(cell.column, cell.column_span): cell for cell in first} if joins else {}
    if not joins:
        joined = {(cell.column, cell.column_span): cell for cell in first if _spans_on(cell, last, first)}
    kept = [
        _joined(cell, joined[cell.column, cell.column_span], spans=1 if joins else 0)
        if cell.row + cell.row_span == rows and (cell.column, cell.column_span) in joined
        else cell
        for cell in cells
    ]
    if joins:
        reach = max(cell.row_span for cell in first)
        kept = [_stretched(cell, rows, reach, joined) for cell in kept]
    return [*kept, *(replace(cell, row=cell.row + shift) for cell in own if cell not in joined.values())]


def _stretched(cell: PrintedCell, rows: int, reach: int, joined: dict[tuple[int, int], PrintedCell]) -> PrintedCell:
    """A cell of the last row with no part on the next page, stretched along its row there if that is one of several."""
    alone = cell.row + cell.row_span == rows and (cell.column, cell.column_span) not in joined
    return replace(cell, row_span=cell.row_span + reach - 1) if alone else cell


def _joined(cell: PrintedCell, below: PrintedCell, *, spans: int) -> PrintedCell:
    return replace(
        cell,
        lines=(*cell.lines, *below.lines),
        row_span=cell.row_span + below.row_span - spans,
        heading=cell.heading and (below.heading or not below.lines),
    )


def _is_one_row(first: Sequence[PrintedCell], last: dict[tuple[int, int], PrintedCell]) -> bool:
    """Whether the first row of a page goes on in the middle of the sentences of the last row of the page before."""
    pairs = [(last[cell.column, cell.column_span], cell) for cell in first if cell.lines]
    return bool(pairs) and all(
        above.lines and not _ENDS.search(printed(above)) and _GOES_ON.match(printed(cell)) for above, cell in pairs
    )


def _spans_on(cell: PrintedCell, last: dict[tuple[int, int], PrintedCell], first: Sequence[PrintedCell]) -> bool:
    """Whether an empty cell at the top of a page is the rest of one that spans rows at the end of the page before."""
    above = last.get((cell.column, cell.column_span))
    leading = all(other.lines or other.column <= cell.column for other in first)
    return above is not None and not cell.lines and leading and (above.row_span > 1 or cell.row_span > 1)


def _header_rows(cells: Sequence[PrintedCell]) -> int:
    """The rows at the top whose words are all bold; one cell alone over all columns is the heading of a group."""
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    reach = found = 0
    for row in range(rows):
        own = [cell for cell in cells if cell.row == row]
        filled = [cell for cell in own if cell.lines]
        bold = bool(filled) and all(cell.heading for cell in filled) and (row == 0 or len(filled) > 1 or len(own) == 1)
        if row >= reach and not bold:
            break
        reach = max([reach, row + 1, *(cell.row + cell.row_span for cell in own)])
        found = reach if len(own) > 1 else found
    return found if found < rows else 0
