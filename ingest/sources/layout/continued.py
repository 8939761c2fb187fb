"""Tables that go on over the ends of pages: the repeated header dropped, a row that the page's end cuts joined."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.sources.layout.cut_rows import Cells, joined
from ingest.sources.layout.edges import TOUCH
from ingest.sources.layout.fragment import Fragment, FragmentCell, printed, text_of
from ingest.sources.layout.grid import PrintedCell, PrintedTable
from ingest.sources.layout.values import is_value


def table_of(fragments: Sequence[Fragment]) -> PrintedTable:
    """The table that fragments on pages one after another make."""
    columns = _columns(fragments)
    cells, repeated = list[FragmentCell](), 0
    for fragment in fragments:
        own = [_placed(cell, fragment, columns) for cell in fragment.cells]
        same = _repeated_rows(cells, own)
        repeated = max(repeated, same)
        cells = joined(cells, [replace(cell, row=cell.row - same) for cell in own if cell.row >= same])
    return PrintedTable(
        cells=tuple(_plain(cell) for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))),
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


def _placed(cell: FragmentCell, fragment: Fragment, columns: Sequence[float]) -> FragmentCell:
    """A cell with its column and span among the columns of all fragments."""
    first = _nearest(columns, fragment.distances[cell.column])
    after = _nearest(columns, fragment.distances[cell.column + cell.column_span])
    return replace(cell, column=first, column_span=max(1, after - first))


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - place))


def _repeated_rows(cells: Cells, following: Cells) -> int:
    """How many rows at the top of a fragment print those at the top of the table again."""
    rows = 0
    while any(cell.row == rows for cell in following) and _first_rows(cells, rows) == _first_rows(following, rows):
        rows += 1
    while rows and any(cell.row < rows < cell.row + cell.row_span for cell in following):
        rows -= 1
    return rows if any(cell.lines for cell in following if cell.row < rows) else 0


def _first_rows(cells: Cells, last: int) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, printed(cell)) for cell in cells if cell.row <= last
    ]


def _header_rows(cells: Cells) -> int:
    """The rows at the top whose words are all bold; a cell alone over all columns below them heads a group of rows."""
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
    return (found or _below_corner(cells)) if found < rows else 0


def _below_corner(cells: Cells) -> int:
    """1 if only the corner of the first row is empty and none of its other cells is a value, else 0."""
    own = [cell for cell in cells if cell.row == 0]
    others = [text_of(cell) for cell in own if cell.column]
    corner = any(not cell.lines for cell in own if cell.column == 0)
    single = all(cell.row_span == 1 for cell in own)
    return int(corner and single and len(others) > 1 and not any(not text or is_value(text) for text in others))


def _plain(cell: FragmentCell) -> PrintedCell:
    return PrintedCell(
        lines=cell.lines,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        heading=cell.heading,
    )
