"""Tables of pages as rows of strings, as tests compare them."""

from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.phrases import text_of


def rows_of(table: PrintedTable) -> list[list[str]]:
    """The rows of a grid: a cell's words at its first place, "<" where it spans columns and "^" where it spans rows."""
    height = max(cell.row + cell.row_span for cell in table.cells)
    width = max(cell.column + cell.column_span for cell in table.cells)
    grid = [["" for _ in range(width)] for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = "<" if column > cell.column else "^" if row > cell.row else ""
        grid[cell.row][cell.column] = " ".join(text_of(line) for line in cell.lines)
    return grid
