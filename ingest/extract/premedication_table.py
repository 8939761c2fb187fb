"""Premedication of tables: one medicine per row, and when to give it before the product (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator

from ingest.document import Cell, Part, Table
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import tokenize
from kg.codes import Form, PremedicationPurpose
from kg.facts import Premedication

_ABOUT = re.compile(r"\bpre-?\s?(?:medicat\w+|infusion\s+medic\w+|treatment\s+medic\w+)\b", re.IGNORECASE)
_AGENT = re.compile(r"\b(?:pre-?medications?|medications?|drugs?|agents?|class|examples?|medicines?)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:time|timing|when|schedule|prior|before)\b", re.IGNORECASE)
_PATIENTS = re.compile(r"\bpatients?\b", re.IGNORECASE)
_WHOM = re.compile(r"\b(?:patients?|cycles?|doses?|infusions?|population)\b", re.IGNORECASE)


def extract(reading: Reading) -> Iterator[Premedication]:
    """One per row of a table of section 2 that is about premedication and has a column that names medicines."""
    for placed in reading.tables:
        if placed.part is Part.FULL and is_within(placed.chapter, ("2",)) and placed.table.understood:
            column = _agent_column(placed.table)
            if column is not None:
                for row in grouped_rows(placed.table):
                    yield from _of_row(reading, placed, row, column)


def _heading(table: Table, column: int) -> str:
    return " ".join(cell.words for cell in table.headers(column))


def _agent_column(table: Table) -> int | None:
    """The first column that names medicines; None in a table that is not about premedication."""
    headings = [_heading(table, column) for column in range(table.columns)]
    if not _ABOUT.search(" ".join([*headings, table.caption.text if table.caption else ""])):
        return None
    named = (
        column for column, heading in enumerate(headings) if _AGENT.search(heading) and not _PATIENTS.search(heading)
    )
    return next(named, None)


def _of_row(reading: Reading, placed: PlacedTable, row: GroupedRow, column: int) -> Iterator[Premedication]:
    agent = _in_column(row, column)
    if agent is None:
        return
    others = {cell.column: _heading(placed.table, cell.column) for cell in row.cells if cell is not agent}
    timing = next((cell for cell in row.cells if _WHEN.search(others.get(cell.column, ""))), None)
    whom = [cell for cell in row.cells if cell.column < column and _WHOM.search(others.get(cell.column, ""))]
    told = [*row.groups, *whom]
    cells = tuple(dict.fromkeys((agent, *row.cells, *row.groups)))
    yield Premedication(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in cells
            if cell.text
        ),
        values=tuple(span for cell in cells if cell.text for span in quantity_spans(cell.text, tokenize(cell.words))),
        read_by="premedication.table",
        form=Form.TABLE,
        purpose=PremedicationPurpose.PREMEDICATION,
        agents=(agent.words.strip(),),
        timing=timing.words if timing is not None else None,
        condition=", ".join(cell.words.strip(" :") for cell in told) or None,
    )


def _in_column(row: GroupedRow, column: int) -> Cell | None:
    return next((cell for cell in row.cells if cell.column == column), None)
