"""Recommended doses of tables: dosing schedules by day, doses by group of patients, levels of dose reduction."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.aligned import AlignedText
from ingest.document import Cell, Part
from ingest.dosing.amounts import DoseAmount
from ingest.dosing.columns import (
    ABOUT_DOSES,
    Column,
    Role,
    cell_amounts,
    columns_of,
    condition_of,
    distinguishes,
    with_header,
)
from ingest.dosing.routes import infusion_minutes_of_all, route_of_all
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.matcher import patterns
from ingest.names import product_name
from ingest.passages import evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Dose

_ABOUT_OTHER = re.compile(r"premedic|pre-medic|reconstitut|dilut|prepar|storage|concomitant|missed", re.IGNORECASE)
_LABEL = re.compile(r"^(?:recommended\s+)?(?:dose|dosage)(?:\s+level)?s?$", re.IGNORECASE)
_STARTING = re.compile(
    r"^(?:recommended\s+)?(?:starting|initial|full|recommended)\s+(?:dose|dosage)(?:\s+level)?$", re.IGNORECASE
)
_REGIMEN = re.compile(
    r"^(?:recommended\s+)?(?:dosing|dosage|doses?|schedule|regimen)(?:\s+(?:regimens?|schedule))?\s+(?:for|in|by)\s+"
    r"|,?\s*\(?\b(?:depending\s+on|by)\s+(?:the\s+)?response\b.*$",
    re.IGNORECASE,
)
_PHASE = re.compile(r"\b(?:loading|maintenance|induction|consolidation|starting|initial|titration)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:for|in|by)\s+(?P<purpose>.+)$", re.IGNORECASE)
_PATIENTS = re.compile(r"patients?|adults?|pediatric|children|adolescents|neonates|infants", re.IGNORECASE)
_WHOM = re.compile(
    r".*\b(?:for|in)\s+(?P<whom>(?:(?!for\b|in\b)[^\s,;:()]+\s+){0,3}?"
    r"(?:adults?|pediatric|children|adolescents|neonates|infants)\b[^,;:()]{0,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a row tells of a dose in one of its cells: the parts of its condition, when, and the cells that say so."""

    condition: tuple[str, ...]
    schedule: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _DosingTable:
    """A table about doses, what its columns are for, and what its caption alone tells apart from a table of equal columns."""

    placed: PlacedTable
    columns: Mapping[int, Column]
    purpose: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name.casefold() for column in self.columns.values())


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount in a cell of a dosing table of section 2 or of the guide."""
    found = product_name(reading.document)
    words = " ".join(filter(None, (found.name, found.substance))) if found else ""
    names = frozenset(words.casefold().split())
    tables = [
        _DosingTable(placed=titled, columns=columns_of(titled.table, names))
        for placed in reading.tables
        if placed.table.understood and _is_about_doses(placed)
        for titled in [replace(placed, table=with_header(placed.table))]
    ]
    headers = Counter((table.placed.section, table.header) for table in tables)
    for table in tables:
        purpose = _purpose(table.placed) if headers[table.placed.section, table.header] > 1 else ""
        yield from _doses(reading, replace(table, purpose=purpose), names)


def _purpose(placed: PlacedTable) -> str:
    """What a table is for, from its caption: "Recommended Dosage for Exampleosis in Adults" gives "Exampleosis in Adults"."""
    caption = placed.table.caption if placed.table.label else None
    stated = _PURPOSE.search(caption.text) if caption else None
    return stated["purpose"] if stated else ""


def _doses(reading: Reading, table: _DosingTable, names: frozenset[str]) -> Iterator[Dose]:
    for row in grouped_rows(table.placed.table):
        for cell in row.cells:
            column = table.columns[cell.column]
            if column.role is Role.DOSE:
                told = _told(table, row, cell, names)
                yield from (_dose(reading, table.placed, told, amount) for amount in cell_amounts(cell, column, names))


def _is_about_doses(placed: PlacedTable) -> bool:
    if placed.chapter is not None and not is_within(placed.chapter, ("2",)):
        return False
    if placed.part not in (Part.GUIDE, Part.FULL):
        return False
    table = with_header(placed.table)
    heading = " ".join(cell.words for column in range(table.columns) for cell in table.headers(column))
    words = " ".join((heading, table.caption.text if table.caption else ""))
    labels = " ".join(row.cells[0].words for row in grouped_rows(table))
    return bool(ABOUT_DOSES.search(words + " " + labels)) and not _ABOUT_OTHER.search(words)


def _told(table: _DosingTable, row: GroupedRow, cell: Cell, names: frozenset[str]) -> _Told:
    placed, columns = table.placed, table.columns
    headers = placed.table.headers(cell.column)
    days = [header for header in headers if _is_period(header)]
    named = [header for header in headers if not _is_period(header) and distinguishes(header, names)]
    beside = [other for other in row.cells if columns[other.column].role is Role.CONDITION]
    labels = [other for other in beside if other.column < cell.column]
    parts = [table.purpose, *(_plain(group.words) for group in _groups(placed, row))]
    if labels and _is_period(labels[0]) and not days:
        days, labels = labels[:1], labels[1:]
    parts += [condition_of(label, columns[label.column]) for label in labels if not _is_plain_label(label)]
    when = next((other for other in row.cells if columns[other.column].role is Role.SCHEDULE), None)
    often = next(patterns("dose_schedule").find(tokenize(columns[cell.column].name)[:]), None)
    name = columns[cell.column].name
    in_header = name if often and _PHASE.search(name) else often.tokens.text if often else None
    schedule = days[0].words if days else when.words if when is not None else in_header
    if sum(column.role is Role.DOSE for column in columns.values()) > 1:
        parts += [header.words for header in named if header.words != schedule]
    cells = (*beside[:1], cell, *headers, *row.groups, *beside[1:], *([when] if when is not None else []))
    return _Told(condition=tuple(parts), schedule=schedule, cells=tuple(dict.fromkeys(cells)))


def _is_plain_label(label: Cell) -> bool:
    """Whether a row's label only says that a dose, or the starting dose, stands beside it."""
    return bool(_STARTING.match(label.words) or _LABEL.match(label.words))


def _dose(reading: Reading, placed: PlacedTable, told: _Told, amount: DoseAmount) -> Dose:
    within = tuple(reading.within("2"))
    parts = [*told.condition, *([told.schedule] if amount.schedule and told.schedule else [])]
    return Dose(
        evidence=tuple(
            evidence(reading.document, part.text.span(), section=placed.section, table=placed.table)
            for part in told.cells
            if part.text
        ),
        values=tuple(span for text in _texts(placed, told.cells) for span in quantity_spans(text, tokenize(text.text))),
        read_by="dose.table",
        form=Form.TABLE,
        amount=amount.quantity.value,
        amount_high=amount.quantity.high,
        unit=str(amount.quantity.unit),
        schedule=amount.schedule or told.schedule,
        condition=", ".join(part for part in (*_whom(reading, placed, parts), *parts) if part) or None,
        route=route_of_all(within),
        infusion_minutes=infusion_minutes_of_all(within),
    )


def _whom(reading: Reading, placed: PlacedTable, parts: Iterable[str]) -> Iterator[str]:
    """The patients that the title of the section or table names, where the row names none."""
    if any(_PATIENTS.search(part) for part in parts):
        return
    section = reading.document.section(placed.section) if placed.section else None
    for title in (section.title if section else None, placed.table.caption):
        named = _WHOM.match(title.text) if title else None
        if named:
            yield named["whom"].strip()
            return


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
