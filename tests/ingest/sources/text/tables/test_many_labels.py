"""Reaction tables of many labels, printed as the text of a PDF prints them, come back cell by cell or not at all."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from lxml import html

from ingest.document import Table
from tests.ingest.sources.text.tables.excerpts import body, read

CAPTION = "Table 1. Adverse Reactions in Those Who Were Treated in the Trial and Who Were Followed for Long\n\n"
BELOW = "\nThis is running text that goes on and on for a very long line so that the width of the page is known.\n"
HEADER_WIDTH, LABEL_WIDTH = 14, 28
NUMBER = re.compile(r"[<>≤≥~]?\s?\d|[-–—]+$")
LEAST_ROWS, LEAST_NUMBERS = 3, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A row of a published table: the text, column and width of its cells that are not empty."""

    in_header: bool
    cells: tuple[tuple[str, int, int], ...]

    @property
    def texts(self) -> list[str]:
        return [text for text, _, _ in self.cells]


@pytest.fixture(scope="module")
def published(shared: Path) -> list[list[Printed]]:
    """Tables of reactions with a header and three rows of numbers or more."""
    tables = []
    for path in sorted((shared / "labels" / "openfda").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        label = content["results"][0] if "results" in content else content
        tables += [list(_rows(html.fromstring(table))) for table in label.get("adverse_reactions_table", [])]
    return [rows for rows in tables if _is_numeric(rows)]


def _rows(table: html.HtmlElement) -> Iterator[Printed]:
    taken = set[tuple[int, int]]()
    rows = (row for row in table.iter("tr") if not any(above.tag == "tfoot" for above in row.iterancestors()))
    for number, row in enumerate(rows):
        cells = []
        for cell in row.iterchildren("td", "th"):
            column = next(column for column in count() if (number, column) not in taken)
            width, height = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            taken |= {(number + down, column + right) for down in range(height) for right in range(width)}
            cells.append((_text(cell), column, width))
        in_header = any(above.tag == "thead" for above in row.iterancestors())
        yield Printed(in_header=in_header, cells=tuple(cell for cell in cells if cell[0]))


def _text(cell: html.HtmlElement) -> str:
    for note in list(cell.iter("footnote")):
        note.drop_tag() if not note.text_content() else note.clear(keep_tail=True)
    return " ".join(cell.text_content().split())


def _is_numeric(rows: list[Printed]) -> bool:
    data = [row.texts for row in rows if not row.in_header and len(row.texts) > 1]
    numeric = [texts for texts in data if len(texts) == _columns(rows) and all(map(NUMBER.match, texts[1:]))]
    has_header = any(row.in_header for row in rows)
    return has_header and len(numeric) >= max(LEAST_ROWS, LEAST_NUMBERS * len(data))


def _columns(rows: list[Printed]) -> int:
    return max((column + width for row in rows for _, column, width in row.cells), default=0)


def _printed(rows: list[Printed], gap: str) -> str:
    """The table as lines: a wrapped cell above the next one; cells of one line side by side, but for the header's."""
    lines = list[str]()
    for row in rows:
        wrapped = [textwrap.wrap(text, HEADER_WIDTH) for text in row.texts]
        if row.in_header:
            lines += [line for cell in wrapped for line in (*cell, *([gap] if gap else []))]
            continue
        label, values = textwrap.wrap(row.texts[0], LABEL_WIDTH if len(row.texts) > 1 else 90), row.texts[1:]
        lines += [" ".join((*label, *values))] if len(label) == 1 else [*label, " ".join(values)]
        lines += [gap] if gap else []
    return CAPTION + "\n".join(line.strip() for line in lines if line) + "\n" + BELOW


def _same(table: Table, rows: list[Printed]) -> bool:
    """Whether a table read has the rows and, in any order, the words of the headers of a published one."""
    read_rows = [["".join(text.split()) for text in row] for row in body(table) if len(row) > 1]
    true_rows = [
        ["".join(text.split()) for text in row.texts] for row in rows if not row.in_header and len(row.texts) > 1
    ]
    heads = [_letters(" ".join(cell.words for cell in table.headers(column))) for column in range(1, table.columns)]
    true_heads = [_letters(_header(rows, column)) for column in range(1, _columns(rows))]
    return read_rows == true_rows and heads == true_heads


def _header(rows: list[Printed], column: int) -> str:
    return " ".join(
        t for row in rows if row.in_header for t, start, width in row.cells if start <= column < start + width
    )


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@pytest.mark.shared
@pytest.mark.parametrize("gap", ["", " "], ids=["without blank lines", "with blank lines"])
def test_tables_come_back_or_are_not_understood(published: list[list[Printed]], gap: str) -> None:
    results = Counter[str]()
    for rows in published:
        table = read(_printed(rows, gap))
        results["refused" if not table.understood else "same" if _same(table, rows) else "other"] += 1
    assert results.total() > 200
    assert results["same"] > 0.55 * results.total(), results
    assert results["other"] < 0.08 * results.total(), results
