"""Amounts of the preparation instructions that stand in tables: volumes and concentrations by vial (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator

from ingest.document import Cell, Part, Table
from ingest.passages import evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.tokens import quantity_of, tokenize
from kg.codes import Form, PreparationQuantity
from kg.facts import Preparation

_ABOUT = re.compile(r"reconstitut|dilut|prepar", re.IGNORECASE)
_RECONSTITUTION = re.compile(r"reconstitut", re.IGNORECASE)
_BAG = re.compile(r"\bbags?\b|\binfusion\b", re.IGNORECASE)
_DILUTION = re.compile(r"dilution|final\s+(?:infusion\s+)?solution|diluted", re.IGNORECASE)
_HEADINGS = (
    (
        PreparationQuantity.DELIVERABLE_VOLUME,
        Dimension.VOLUME,
        re.compile(r"\b(?:deliverable|withdrawable|extractable|available)\b", re.IGNORECASE),
    ),
    (
        PreparationQuantity.FINAL_VOLUME,
        Dimension.VOLUME,
        re.compile(r"\b(?:final|total)\s+(?:infusion\s+)?volume\b", re.IGNORECASE),
    ),
    (
        PreparationQuantity.RECONSTITUTION_VOLUME,
        Dimension.VOLUME,
        re.compile(
            r"(?:sterile\s+water|diluent|WFI|SWFI|sodium\s+chloride)\b.*\b(?:reconstitut|volume|to\s+be\s+added|required)"
            r"|\b(?:volume|amount)\s+of\s+(?:[\w.%]+\s+){0,3}(?:diluent|water)|\breconstitution\s+volume\b",
            re.IGNORECASE,
        ),
    ),
    (
        PreparationQuantity.FINAL_CONCENTRATION,
        Dimension.CONCENTRATION,
        re.compile(r"\bconcentration\b", re.IGNORECASE),
    ),
)
"""What a column holds, by its heading: the first that fits."""


def extract(reading: Reading) -> Iterator[Preparation]:
    """One per amount in a column of a table of section 2 that says what it is: diluent, concentration, volume."""
    for placed in reading.tables:
        in_two = placed.part is Part.FULL and placed.chapter is not None and is_within(placed.chapter, ("2",))
        if placed.table.understood and placed.table.header_rows and in_two and _ABOUT.search(_words(placed.table)):
            for column in range(placed.table.columns):
                yield from _of_column(reading, placed, column)


def _words(table: Table) -> str:
    headers = " ".join(cell.words for column in range(table.columns) for cell in table.headers(column))
    return " ".join((headers, table.caption.text if table.caption else ""))


def _of_column(reading: Reading, placed: PlacedTable, column: int) -> Iterator[Preparation]:
    heading = " ".join(cell.words for cell in placed.table.headers(column))
    found = next(((kind, dimension) for kind, dimension, pattern in _HEADINGS if pattern.search(heading)), None)
    if found is None:
        return
    kind = _of_vial(placed.table, heading) if found[0] is PreparationQuantity.FINAL_CONCENTRATION else found[0]
    if kind is PreparationQuantity.RECONSTITUTION_VOLUME and not _is_of_reconstitution(placed.table, heading):
        return
    cells = (placed.table.cell(row, column) for row in range(placed.table.header_rows, placed.table.rows))
    for cell in dict.fromkeys(cell for cell in cells if cell is not None and cell.text):
        yield from _of_cell(reading, placed, cell, kind, found[1])


def _is_of_reconstitution(table: Table, heading: str) -> bool:
    """Whether a volume of diluent goes into the vial: not into a bag, and not up to a final volume."""
    headings = [" ".join(cell.words for cell in table.headers(column)) for column in range(table.columns)]
    final = next(pattern for kind, _, pattern in _HEADINGS if kind is PreparationQuantity.FINAL_VOLUME)
    diluted = _BAG.search(heading) or any(final.search(other) for other in headings)
    return not diluted and bool(_RECONSTITUTION.search(_words(table)))


def _of_vial(table: Table, heading: str) -> PreparationQuantity:
    """Whose concentration a column holds: that of the vial, where the table is about reconstitution and not dilution."""
    words = _words(table)
    reconstituted = _RECONSTITUTION.search(heading) or (_RECONSTITUTION.search(words) and not _DILUTION.search(words))
    return PreparationQuantity.RECONSTITUTED_CONCENTRATION if reconstituted else PreparationQuantity.FINAL_CONCENTRATION


def _of_cell(
    reading: Reading, placed: PlacedTable, cell: Cell, kind: PreparationQuantity, dimension: Dimension
) -> Iterator[Preparation]:
    if cell.text is None:
        return
    tokens = tokenize(cell.words)
    read = [(token, quantity) for token in tokens if (quantity := quantity_of(token)) is not None]
    amounts = [(token, quantity) for token, quantity in read if quantity.dimension is dimension]
    if dimension is Dimension.CONCENTRATION:
        amounts = amounts[-1:]
    for token, quantity in amounts[:1]:
        if quantity.unit is not None:
            headers = [header for header in placed.table.headers(cell.column) if header.text]
            yield Preparation(
                evidence=tuple(
                    evidence(reading.document, part.text.span(), section=placed.section, table=placed.table)
                    for part in (cell, *headers)
                    if part.text
                ),
                values=(cell.text.span(token.idx, token.idx + len(token)),),
                read_by="preparation.table",
                form=Form.TABLE,
                quantity=kind,
                value=quantity.value,
                value_high=quantity.high,
                unit=quantity.unit,
            )
