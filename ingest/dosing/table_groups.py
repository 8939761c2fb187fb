"""Rows of a table with the group rows above them: rows of one cell that names what the rows below are about."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Cell, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedRow:
    """A row's filled cells from left to right, and the group rows above it from the outermost."""

    groups: tuple[Cell, ...]
    cells: tuple[Cell, ...]


def grouped_rows(table: Table) -> Iterator[GroupedRow]:
    """The body rows that are no groups. Of two group rows in a row the first is the outer one; a lone group row takes the
    place of the inner one where both end with a colon, and else of all.
    """
    groups: list[Cell] = []
    after_group = False
    for row in range(table.header_rows, table.rows):
        covering = (table.cell(row, column) for column in range(table.columns))
        cells = tuple(dict.fromkeys(cell for cell in covering if cell is not None and cell.text))
        if len(cells) == 1 and _is_group(cells[0], table):
            if after_group:
                groups = [*groups[:1], cells[0]]
            elif len(groups) > 1 and _ends_alike(groups[-1], cells[0]):
                groups = [*groups[:-1], cells[0]]
            else:
                groups = [cells[0]]
            after_group = True
        elif cells:
            after_group = False
            yield GroupedRow(groups=tuple(groups), cells=cells)


def _is_group(cell: Cell, table: Table) -> bool:
    """Whether the only filled cell of a row names a group: it goes over all columns or all but the first, or ends with a colon."""
    is_over_doses = cell.column == 1 and table.columns > 2 and cell.column_span == table.columns - 1
    is_wide = cell.column_span >= table.columns or cell.words.rstrip().endswith(":")
    return is_over_doses or (cell.column == 0 and is_wide and table.columns > 1)


def _ends_alike(one: Cell, other: Cell) -> bool:
    return one.words.rstrip().endswith(":") and other.words.rstrip().endswith(":")
