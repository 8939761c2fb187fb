"""Ways of giving of tables of infusions: the rate of flow, the time, or both of each row (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Cell, Part, Table
from ingest.dosing.routes import MINUTES, InfusionTime, in_minutes
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.passages import evidence
from ingest.quantity import Dimension, Quantity
from ingest.reading import PlacedTable, Reading, is_within
from ingest.tokens import quantity_of, tokenize
from kg.codes import Form
from kg.facts import Administration
from kg.locator import Span

_STEPS = re.compile(r"\b(?:increment\w*|increase\w*|maximum|max)\b", re.IGNORECASE)
"""Columns of what a rate is changed by or up to: the first rate of a row is that at which it begins."""
_ELAPSED = re.compile(r"\b(?:elapsed|after|from|until|observ\w+|absence|interval)\b", re.IGNORECASE)
"""Columns of times within an infusion or beside it, which are not how long it takes."""
_INFUSION_TIME = re.compile(
    r"\b(?:duration|time|length)\s+of\s+infusion\b|\binfusion\s+(?:time|duration)\b", re.IGNORECASE
)
_UNIT = re.compile(r"\(\s*(?P<unit>mL\s*/\s*\w+|minutes?|min|hours?|hr?)\s*\)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """A quantity that is all of a cell, with the unit of the column's header where the cell has none, and its characters."""

    cell: Cell
    quantity: Quantity
    span: Span


def extract(reading: Reading) -> Iterator[Administration]:
    """One per row of a table of section 2 or of a guide that has a rate of infusion, or a time under a heading that says so."""
    for placed in reading.tables:
        in_two = placed.chapter is not None and is_within(placed.chapter, ("2",))
        if placed.table.understood and (in_two or placed.part is Part.GUIDE) and _is_about_infusions(placed.table):
            for row in grouped_rows(placed.table):
                yield from _of_row(reading, placed, row)


def _is_about_infusions(table: Table) -> bool:
    """Whether a table tells of infusions, and a column of it of their rate, or of how long they take."""
    headers = [" ".join(cell.words for cell in table.headers(column)).casefold() for column in range(table.columns)]
    caption = table.caption.text.casefold() if table.caption else ""
    is_timed = any(map(_INFUSION_TIME.search, headers))
    return is_timed or ("infusion" in " ".join((*headers, caption)) and any("rate" in header for header in headers))


def _of_row(reading: Reading, placed: PlacedTable, row: GroupedRow) -> Iterator[Administration]:
    rate = _amount_of(placed.table, row, Dimension.RATE)
    time = _amount_of(placed.table, row, Dimension.DURATION)
    if rate is None and (time is None or not _INFUSION_TIME.search(_heading(placed.table, time.cell))):
        return
    told = [amount for amount in (time, rate) if amount is not None]
    cells = [row.cells[0], *(amount.cell for amount in told)]
    taken = in_minutes(time.quantity) if time is not None else InfusionTime()
    yield Administration(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in dict.fromkeys(cells)
            if cell.text
        ),
        values=tuple(amount.span for amount in told),
        read_by="administration.table",
        form=Form.TABLE,
        route="intravenous",
        infusion_minutes=taken.low,
        infusion_minutes_high=taken.high,
        rate=rate.quantity.value if rate is not None else None,
        rate_unit=rate.quantity.unit if rate is not None else None,
    )


def _heading(table: Table, cell: Cell) -> str:
    return " ".join(above.words for above in table.headers(cell.column))


def _amount_of(table: Table, row: GroupedRow, dimension: Dimension) -> _Amount | None:
    """The first quantity of a dimension that is all of a cell of a row: no step of a rate, and no stretch of an infusion."""
    for cell in row.cells:
        header = _heading(table, cell)
        is_whole = not (_STEPS if dimension is Dimension.RATE else _ELAPSED).search(header)
        found = _amount(cell, header) if is_whole else None
        if found is not None and found.quantity.dimension is dimension and _is_read(found.quantity):
            return found
    return None


def _is_read(quantity: Quantity) -> bool:
    """Whether a quantity is one value, and of a unit that ways of giving have."""
    return quantity.high is None and (quantity.dimension is Dimension.RATE or quantity.unit in MINUTES)


def _amount(cell: Cell, header: str) -> _Amount | None:
    """The quantity that is all of a cell; a bare number has the unit of its header."""
    unit = _UNIT.search(header)
    bare = _NUMBER.fullmatch(cell.words)
    tokens = tokenize(f"{cell.words.strip()} {unit['unit']}" if unit and bare else cell.words)
    if len(tokens) != 1 or cell.text is None:
        return None
    read = quantity_of(tokens[0])
    return _Amount(cell=cell, quantity=read, span=cell.text.span()) if read is not None else None
