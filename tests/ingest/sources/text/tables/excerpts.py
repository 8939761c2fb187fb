"""Reads a table from an excerpt, for the tests of each shape of table."""

from ingest.document import Table
from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import table_at


def read(text: str) -> Table:
    """The table that begins with the first line of a text."""
    found = table_at(lines_of(text), 0)
    assert found is not None, "no table begins with the first line"
    return found[0]


def header(table: Table) -> list[list[str]]:
    return [[cell.words for cell in table.cells if cell.row == row] for row in range(table.header_rows)]


def body(table: Table) -> list[list[str]]:
    return [[cell.words for cell in table.cells if cell.row == row] for row in range(table.header_rows, table.rows)]
