"""Tables that are several: with row labels once more to their right, or with other arms in a further header below."""

from collections.abc import Iterator

from msgspec import structs

from ingest.document import Cell, Table
from ingest.tables.cell_value import is_value
from ingest.tables.header import header_part, header_rows


def blocks(table: Table) -> tuple[Table, ...]:
    """The parts of a table, each with row labels and a header of its own; the table if it has one part."""
    starts = [0, *_repeated(table)]
    if len(starts) == 1:
        return tuple(_below(table))
    beside = (_block(table, start, end) for start, end in zip(starts, [*starts[1:], table.columns], strict=True))
    return tuple(part for block in beside for part in _below(block))


def _below(table: Table) -> Iterator[Table]:
    """The parts of a table that stand below one another, each from the row on that names arms with their patients."""
    top = header_rows(table)
    starts = [0, *(row for row in range(top + 1, table.rows) if _names_arms(table, row))]
    for start, end in zip(starts, [*starts[1:], table.rows], strict=True):
        yield _rows(table, start, end, top) if len(starts) > 1 else table


def _names_arms(table: Table, row: int) -> bool:
    """Whether a row below the header is a header too: each of several cells beside its label is an arm with its N."""
    beside = [cell for cell in table.cells if cell.row == row and cell.column and cell.text is not None]
    parts = [header_part(cell) for cell in beside]
    return len(parts) > 1 and all(part.name and part.patients for part in parts)


def _rows(table: Table, start: int, end: int, top: int) -> Table:
    """The rows from one header to the next; lower rows of the first header, which name grades, hold below it too."""
    rows = max(cell.row_span for cell in table.cells if cell.row == start) if start else top
    lower = [cell for cell in table.cells if start and rows <= cell.row < top]
    more = top - rows if lower else 0
    own = (cell for cell in table.cells if start <= cell.row < end)
    moved = (structs.replace(cell, row=cell.row - start + (more if cell.row >= start + rows else 0)) for cell in own)
    return structs.replace(table, cells=(*lower, *moved), header_rows=max(top, rows))


def _repeated(table: Table) -> Iterator[int]:
    """The columns that the header of the row labels heads once more, and that hold words below."""
    top = header_rows(table)
    heads = [
        cell for cell in table.cells if cell.row < top and cell.text is not None and cell.column_span < table.columns
    ]
    of_labels = {cell.words.casefold() for cell in heads if cell.column == 0}
    for place in sorted({cell.column for cell in heads if cell.column and cell.words.casefold() in of_labels}):
        below = [cell for cell in table.cells if cell.row >= top and cell.column == place and cell.text is not None]
        if below and not any(is_value(cell.words) for cell in below):
            yield place


def _block(table: Table, start: int, end: int) -> Table:
    cells = (_within(cell, start, end) for cell in table.cells)
    return structs.replace(table, cells=tuple(cell for cell in cells if cell is not None), columns=end - start)


def _within(cell: Cell, start: int, end: int) -> Cell | None:
    """A cell as far as it stands in some columns, counted from the first of them."""
    first, last = max(cell.column, start), min(cell.column + cell.column_span, end)
    return structs.replace(cell, column=first - start, column_span=last - first) if first < last else None
