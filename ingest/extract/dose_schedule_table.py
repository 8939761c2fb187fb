"""Recommended doses of tables that tell only when: by week or cycle, for the one dose that the text before them states."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from ingest.document import Cell, Part, Table
from ingest.dosing.amounts import DoseAmount, dose_amounts
from ingest.dosing.columns import ABOUT_DOSES, with_header
from ingest.dosing.routes import infusion_time_of_all, route_of_all
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.dosing.titles import purpose
from ingest.matcher import patterns
from ingest.names import product_names
from ingest.passages import Passage, evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Dose

_WHEN = re.compile(r"\b(?:schedule|frequency|days?|how\s+often|dosing|interval)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s*\((?:a\s+)?total\b[^()]*\)", re.IGNORECASE)
"""How many doses a time holds, which is no part of when they are given: "weekly (total of 8 doses)"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """The amount that a sentence before a table states, and the passage that holds it."""

    passage: Passage
    amount: DoseAmount


@dataclass(frozen=True, slots=True, kw_only=True)
class _TimeTable:
    """A table of times: which column tells them, the dose they are of, and what the caption says that dose is for."""

    placed: PlacedTable
    column: int
    stated: _Stated
    purpose: str


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per row of a table of times in section 2 that the text before it gives one amount to."""
    names = frozenset(" ".join(product_names(reading.document)).casefold().split())
    for placed in reading.tables:
        if placed.part is Part.FULL and is_within(placed.chapter, ("2",)) and placed.table.understood:
            headed = replace(placed, table=with_header(placed.table))
            column = _times(headed.table)
            stated = _stated(reading, placed, names) if column is not None else None
            if column is not None and stated is not None:
                caption = placed.table.caption.text if placed.table.caption else ""
                table = _TimeTable(placed=headed, column=column, stated=stated, purpose=purpose(caption, names))
                for row in grouped_rows(headed.table):
                    yield from _dose(reading, table, row)


def _times(table: Table) -> int | None:
    """The column that tells when doses are given, of a table about doses that holds no amount."""
    body = [cell for cell in table.cells if cell.row >= table.header_rows and cell.text]
    headers = [cell.words for cell in table.cells if cell.row < table.header_rows]
    about = " ".join([*headers, table.caption.text if table.caption else ""])
    if not ABOUT_DOSES.search(about) or any(dose_amounts(tokenize(cell.words)) for cell in body):
        return None
    for column in range(1, table.columns):
        cells = [cell for cell in body if cell.column == column]
        header = " ".join(cell.words for cell in table.headers(column))
        if cells and _WHEN.search(header) and all(_is_time(tokenize(cell.words)) for cell in cells):
            return column
    return None


def _is_time(tokens: Doc) -> bool:
    """Whether a cell begins with when something is given."""
    found = next(patterns("dose_schedule").find(tokens[:]), None)
    return len(tokens) > 0 and (
        tokens[0].ent_type_ == Dimension.DAY_LIST.value or (found is not None and found.tokens.start == 0)
    )


def _stated(reading: Reading, placed: PlacedTable, names: frozenset[str]) -> _Stated | None:
    """The one amount of the product in the paragraphs that introduce a table; None where they state none or several."""
    lead = (
        passage
        for passage in reading.passages
        if passage.section == placed.section and passage.text.text in placed.lead
    )
    found = [
        _Stated(passage=passage, amount=amount)
        for passage in lead
        for sentence in passage.sentences
        for amount in dose_amounts(sentence, names)
    ]
    amounts = {
        (stated.amount.quantity.value, stated.amount.quantity.high, stated.amount.quantity.unit) for stated in found
    }
    return found[0] if len(amounts) == 1 else None


def _dose(reading: Reading, table: _TimeTable, row: GroupedRow) -> Iterator[Dose]:
    placed, stated = table.placed, table.stated
    time = next((cell for cell in row.cells if cell.column == table.column), None)
    if time is None:
        return
    cells = tuple(dict.fromkeys((row.cells[0], time, *row.groups)))
    beside = tuple(passage for passage in reading.within("2") if passage.section == placed.section)
    parts = [table.purpose, *(cell.words.strip(" :") for cell in _told(row, time))]
    quantity, length = stated.amount.quantity, infusion_time_of_all(beside)
    yield Dose(
        evidence=(
            *(
                evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
                for cell in cells
                if cell.text
            ),
            stated.passage.evidence(stated.amount.token.sent),
        ),
        values=(
            stated.passage.token_span(stated.amount.token),
            *(span for cell in cells if cell.text for span in quantity_spans(cell.text, tokenize(cell.words))),
        ),
        read_by="dose.schedule_table",
        form=Form.TABLE,
        amount=quantity.value,
        amount_high=quantity.high,
        unit=str(quantity.unit),
        schedule=_COUNTED.sub("", time.words).strip(),
        condition=", ".join(filter(None, parts)) or None,
        route=route_of_all(beside, reading.document) or route_of_all(reading.within("2"), reading.document),
        infusion_minutes=length.low,
        infusion_minutes_high=length.high,
    )


def _told(row: GroupedRow, time: Cell) -> Iterable[Cell]:
    """The cells that tell of which doses a row is: its groups and what stands left of the time."""
    return (*row.groups, *(cell for cell in row.cells if cell.column < time.column))
