"""Ways of giving of tables of infusion rates: a time and a rate of flow in one row (21 CFR 201.57(c)(3))."""

from collections.abc import Iterator

from spacy.tokens import Token

from ingest.document import Cell, Part, Table
from ingest.dosing.routes import MINUTES
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.passages import evidence
from ingest.quantity import Dimension, Quantity
from ingest.reading import PlacedTable, Reading, is_within
from ingest.tokens import quantity_of, tokenize
from kg.codes import Form
from kg.facts import Administration
from kg.locator import Span


def extract(reading: Reading) -> Iterator[Administration]:
    """One per row of a table of section 2 or of a guide that has both an infusion time and a rate of infusion."""
    for placed in reading.tables:
        in_two = placed.chapter is not None and is_within(placed.chapter, ("2",))
        if placed.table.understood and (in_two or placed.part is Part.GUIDE) and _is_about_infusions(placed.table):
            for row in grouped_rows(placed.table):
                yield from _of_row(reading, placed, row)


def _is_about_infusions(table: Table) -> bool:
    headers = " ".join(cell.words for column in range(table.columns) for cell in table.headers(column)).casefold()
    return "infusion" in headers and "rate" in headers


def _of_row(reading: Reading, placed: PlacedTable, row: GroupedRow) -> Iterator[Administration]:
    time = _cell_of(row, Dimension.DURATION)
    rate = _cell_of(row, Dimension.RATE)
    if time is None or rate is None:
        return
    minutes, flow = _quantity(time[1]), _quantity(rate[1])
    if minutes.unit not in MINUTES:
        return
    yield Administration(
        evidence=tuple(
            evidence(reading.document, cell.text.span(), section=placed.section, table=placed.table)
            for cell in dict.fromkeys((row.cells[0], time[0], rate[0]))
            if cell.text
        ),
        values=tuple(span for found in (time, rate) for span in _value(*found)),
        read_by="administration.table",
        form=Form.TABLE,
        route="intravenous",
        infusion_minutes=minutes.value * MINUTES[minutes.unit],
        rate=flow.value,
        rate_unit=flow.unit,
    )


def _cell_of(row: GroupedRow, dimension: Dimension) -> tuple[Cell, Token] | None:
    """The cell of a row that is one quantity of a dimension, with that quantity's token."""
    for cell in row.cells:
        tokens = tokenize(cell.words)
        if len(tokens) == 1 and tokens[0].ent_type_ == dimension.value:
            return cell, tokens[0]
    return None


def _quantity(token: Token) -> Quantity:
    found = quantity_of(token)
    if found is None:
        raise ValueError(f"{token.text!r} is no quantity; expected a time or a rate")
    return found


def _value(cell: Cell, token: Token) -> Iterator[Span]:
    if cell.text is not None:
        yield cell.text.span(token.idx, token.idx + len(token))
