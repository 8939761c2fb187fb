"""Recommended doses of tables: dosing schedules by day, doses by group of patients, levels of dose reduction."""

import re
from collections.abc import Iterable, Iterator

from ingest.aligned import AlignedText
from ingest.document import Cell, Part
from ingest.dosing.amounts import DoseAmount, dose_amounts
from ingest.dosing.routes import infusion_minutes_of_all, route_of_all
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.passages import evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Dose

_ABOUT_DOSES = re.compile(r"\b(?:dos(?:e|es|age|ing)|regimen)\b", re.IGNORECASE)
_ABOUT_OTHER = re.compile(r"premedic|pre-medic|reconstitut|dilut|prepar|volume|storage|concomitant", re.IGNORECASE)
_LABEL = re.compile(r"^(?:recommended\s+)?(?:dose|dosage)(?:\s+level)?s?$", re.IGNORECASE)
_STARTING = re.compile(
    r"^(?:recommended\s+)?(?:starting|initial|full|recommended)\s+(?:dose|dosage)(?:\s+level)?$", re.IGNORECASE
)
_REGIMEN = re.compile(
    r"^(?:recommended\s+)?(?:dosing|dosage|doses?|schedule|regimen)(?:\s+(?:regimens?|schedule))?\s+(?:for|in|by)\s+"
    r"|,?\s*\(?\b(?:depending\s+on|by)\s+(?:the\s+)?response\b.*$",
    re.IGNORECASE,
)


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount in a cell of a dosing table of section 2 or of the guide."""
    for placed in reading.tables:
        if placed.table.understood and _is_about_doses(placed):
            for row in grouped_rows(placed.table):
                for cell in row.cells[1:]:
                    for amount in dose_amounts(tokenize(cell.words)):
                        if amount.token.i == 0:
                            yield _dose(reading, placed, row, cell, amount)


def _is_about_doses(placed: PlacedTable) -> bool:
    if placed.section is not None and not is_within(placed.section, ("2",)):
        return False
    if placed.part not in (Part.GUIDE, Part.FULL):
        return False
    table = placed.table
    heading = " ".join(cell.words for column in range(table.columns) for cell in table.headers(column))
    words = " ".join((heading, table.caption.text if table.caption else ""))
    labels = " ".join(row.cells[0].words for row in grouped_rows(table))
    return bool(_ABOUT_DOSES.search(words + " " + labels)) and not _ABOUT_OTHER.search(words)


def _dose(reading: Reading, placed: PlacedTable, row: GroupedRow, cell: Cell, amount: DoseAmount) -> Dose:
    headers = placed.table.headers(cell.column)
    days = [header for header in headers if _is_period(header)]
    named = [header for header in headers if not _is_period(header) and not _ABOUT_DOSES.search(header.words)]
    label = row.cells[0]
    is_starting = bool(_STARTING.match(label.words))
    parts = [_plain(group.words) for group in _groups(placed, row)]
    if _is_period(label) and not days:
        days = [label]
    elif not is_starting and not _LABEL.match(label.words):
        parts.append(label.words)
    parts += [header.words for header in named]
    within = tuple(reading.within("2"))
    read = [label, cell, *headers, *row.groups]
    return Dose(
        evidence=tuple(
            evidence(reading.document, part.text.span(), section=placed.section, table=placed.table)
            for part in read
            if part.text
        ),
        values=tuple(span for text in _texts(placed, read) for span in quantity_spans(text, tokenize(text.text))),
        read_by="dose.table",
        form=Form.TABLE,
        amount=amount.quantity.value,
        amount_high=amount.quantity.high,
        unit=str(amount.quantity.unit),
        schedule=amount.schedule or (days[0].words if days else None),
        condition=", ".join(part for part in parts if part) or None,
        route=route_of_all(within),
        infusion_minutes=infusion_minutes_of_all(within),
    )


def _texts(placed: PlacedTable, read: Iterable[Cell]) -> Iterator[AlignedText]:
    """The texts whose numbers a dose holds: its cells, and the caption, which names the cycles."""
    yield from (part.text for part in read if part.text)
    if placed.table.caption is not None:
        yield placed.table.caption


def _groups(placed: PlacedTable, row: GroupedRow) -> tuple[Cell, ...]:
    """The group rows above a row; the caption of a table without a number stands for the outer one."""
    caption = placed.table.caption
    if placed.table.label is None and caption is not None and len(row.groups) < 2:
        return (Cell(text=caption, row=0, column=0), *row.groups)
    return row.groups


def _is_period(header: Cell) -> bool:
    tokens = tokenize(header.words)
    return len(tokens) > 0 and tokens[0].ent_type_ in (Dimension.DAY_LIST.value, Dimension.CYCLE_LIST.value)


def _plain(group: str) -> str:
    """A group's name without "Dosing regimen for" and "depending on ...".

    >>> _plain("Dosing regimen for later cycles depending on response"), _plain("All patients:")
    ('later cycles', 'All patients')
    """
    return _REGIMEN.sub("", group.strip()).strip(" :")
