"""A table as rows of places, whatever its cells span: what readers of tables look things up in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ingest.document import Cell, Table
from ingest.tables.cell_value import is_value

Row = tuple[Cell | None, ...]


@dataclass(frozen=True)
class Grid:
    """The cell that covers each place of a table. Header rows are those before `body`; `reads` tells cells of numbers.

    A header cell that is declared to span more rows than the header has pushes the rows beside it to the right; such
    rows are moved back.
    """

    table: Table
    body: int
    reads: Callable[[str], bool] = is_value

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._row(number) for number in range(self.table.rows))

    @property
    def header(self) -> tuple[Row, ...]:
        return self.rows[: self.body]

    @cached_property
    def first_value_column(self) -> int:
        """The first column that holds a number in the body; the number of columns if none does."""
        columns = (
            column
            for row in self.rows[self.body :]
            for column, cell in enumerate(row)
            if column and cell is not None and self.reads(cell.words)
        )
        return min(columns, default=self.table.columns)

    @cached_property
    def _starting(self) -> dict[int, list[Cell]]:
        starting: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            starting.setdefault(cell.row, []).append(cell)
        return starting

    def _row(self, number: int) -> Row:
        row: list[Cell | None] = [None] * self.table.columns
        for cell in self._covering(number):
            for column in range(cell.column, min(cell.column + cell.column_span, self.table.columns)):
                row[column] = cell
        overhang = 0
        while number >= self.body and overhang < len(row) and self._is_header(row[overhang]):
            overhang += 1
        return (*row[overhang:], *(None for _ in range(overhang)))

    def _covering(self, number: int) -> Iterable[Cell]:
        for start in range(number + 1):
            for cell in self._starting.get(start, ()):
                if cell.row + cell.row_span > number:
                    yield cell

    def _is_header(self, cell: Cell | None) -> bool:
        return cell is not None and cell.row < self.body


def filled(cells: Iterable[Cell | None]) -> tuple[Cell, ...]:
    """The cells that have words, each once, in order."""
    return tuple(dict.fromkeys(cell for cell in cells if cell is not None and cell.text is not None))
