"""Tables of real labels, printed to PDF by Chromium with a line around each cell, are read as they are in the source."""

import html
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from ingest.document import Table
from ingest.sources import read
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.ruled import ruled_tables
from ingest.sources.pdf.pages import pages_of
from tests.golden_grids import tables_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_LABELS = ("apixaban", "gabapentin", "clopidogrel")
_STYLE = "@page { size: Letter; margin: 0.8in } body { font: 9pt sans-serif } table { border-collapse: collapse } "
_STYLE += "td { border: 1px solid black; padding: 1pt 3pt }"

Place = tuple[int, int, int, int, str]


def _html(table: Table) -> str:
    rows = ("".join(_cell(table, row)) for row in range(table.rows))
    return f"<p>Before</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(table: Table, row: int) -> Iterator[str]:
    for cell in table.cells:
        if cell.row == row:
            yield f"<td rowspan={cell.row_span} colspan={cell.column_span}>{html.escape(cell.words)}</td>"


def _pdf(page_html: str) -> bytes:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(page_html)
        data = page.pdf(prefer_css_page_size=True)
        browser.close()
    return data


def _expected(table: Table) -> set[Place]:
    return {(c.row, c.column, c.row_span, c.column_span, _plain(c.words)) for c in table.cells}


def _found(table: PrintedTable) -> set[Place]:
    lines = ((c, "".join(word.text for line in c.lines for word in line)) for c in table.cells)
    return {(c.row, c.column, c.row_span, c.column_span, _plain(text)) for c, text in lines}


def _plain(text: str) -> str:
    return "".join(text.split()).replace("∙", "·").replace("•", "")


def _is_grid(table: Table) -> bool:
    """Whether a table is one for the eye too: words in more than one column and in every row."""
    rows = {cell.row for cell in table.cells if cell.words}
    return table.columns > 1 and len(rows) > 1 and rows >= {cell.row for cell in table.cells}


@pytest.mark.shared
@pytest.mark.browser
def test_most_tables_are_read_cell_by_cell(shared: Path) -> None:
    documents = (read(shared / "labels" / "spl" / f"{name}.xml") for name in _LABELS)
    tables = [table for document in documents for _, table in tables_of(document) if _is_grid(table)]
    data = _pdf(f"<meta charset='utf-8'><style>{_STYLE}</style>{''.join(map(_html, tables))}")
    found: Sequence[PrintedTable] = ruled_tables(pages_of("tables.pdf", data))
    assert len(found) == len(tables)
    pairs = [(_expected(table), _found(one)) for table, one in zip(tables, found, strict=True)]
    cells = sum(len(expected) for expected, _ in pairs)
    assert sum(len(expected & one) for expected, one in pairs) >= 0.98 * cells
    assert sum(expected == one for expected, one in pairs) >= 0.95 * len(pairs)
