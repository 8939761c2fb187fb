"""Instructions of a dose-modification table that stand above several rows of one finding: "Withhold. Upon recovery, resume at:"."""

from collections.abc import Iterator, Mapping, Sequence

from ingest.document import Cell, Table


def row_leads(table: Table) -> Mapping[int, Sequence[Cell]]:
    """The cells that lead to the rows below them, by row; the row of such a cell itself leads to none.

    A finding that spans several rows has them beside its first rows, over all other columns.
    """
    return {row: cells for finding in table.cells for row, cells in _of_finding(table, finding)}


def _of_finding(table: Table, finding: Cell) -> Iterator[tuple[int, Sequence[Cell]]]:
    if finding.column or finding.row < table.header_rows or finding.row_span == 1:
        return
    rows = range(finding.row, min(finding.row + finding.row_span, table.rows))
    wide = [cell for row in rows if (cell := _over_all(table, row, finding)) is not None]
    below = rows[len(wide) :]
    if wide and below and wide[-1].row == rows[len(wide) - 1]:
        yield from ((cell.row, ()) for cell in wide)
        yield from ((row, wide) for row in below)


def _over_all(table: Table, row: int, finding: Cell) -> Cell | None:
    """The cell that is all of a row beside a finding, over more than one column."""
    cell = table.cell(row, finding.column_span)
    is_wide = cell is not None and cell.row == row and cell.column == finding.column_span and cell.column_span > 1
    return cell if cell and is_wide and cell.text and cell.column + cell.column_span >= table.columns else None
