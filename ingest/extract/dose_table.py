"""Recommended doses of tables: dosing schedules by day, doses by group of patients, levels of dose reduction."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.aligned import AlignedText
from ingest.document import Cell, Part
from ingest.dosing.cell_doses import CellDose
from ingest.dosing.columns import (
    ABOUT_DOSES,
    Column,
    Role,
    cell_amounts,
    columns_of,
    condition_of,
    distinguishes,
    is_telling,
    unit_of,
    with_header,
)
from ingest.dosing.routes import infusion_time_of_all, route_of_all
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.dosing.titles import disease, purpose, telling_more, titled
from ingest.matcher import patterns
from ingest.names import product_name
from ingest.passages import evidence
from ingest.quantity import Dimension
from ingest.reading import PlacedTable, Reading, is_within
from ingest.thresholds import quantity_spans
from ingest.tokens import tokenize
from kg.codes import Form
from kg.facts import Dose
from kg.locator import Span

_ABOUT_OTHER = re.compile(
    r"premedic|pre-medic|reconstitut|dilut|prepar|storage|equivalen|concomitant\s+medic|missed", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:recommended\s+)?(?:dose|dosage)(?:\s+level)?s?$", re.IGNORECASE)
_STARTING = re.compile(
    r"^(?:recommended\s+)?(?:starting|initial|full|recommended)\s+(?:dose|dosage)(?:\s+level)?$", re.IGNORECASE
)
_REGIMEN = re.compile(
    r"^(?:recommended\s+)?(?:dosing|dosage|doses?|schedule|regimen)(?:\s+(?:regimens?|schedule))?\s+(?:for|in|by)\s+"
    r"|,?\s*\(?\b(?:depending\s+on|by)\s+(?:the\s+)?response\b.*$",
    re.IGNORECASE,
)
_LEVELS = re.compile(r"\b(?:reduc\w+|levels?|modif\w+)\b", re.IGNORECASE)
_PHASE = re.compile(r"\b(?:loading|maintenance|induction|consolidation|starting|initial|titration)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:for|in|with|when)\s+(?P<purpose>.+)$", re.IGNORECASE)
_WHOM = re.compile(
    r"(?:^|\b(?:for|in)\s+)(?P<whom>(?:[^\s,;:()]+\s+){0,2}?(?:adults?|pediatric|patients|children)\b.*)", re.IGNORECASE
)
_AGES = re.compile(r"\b(?:adults?|pediatrics?|children|adolescents?|infants?|neonates?)\b", re.IGNORECASE)
_TIME_WORDS = frozenset({"on", "from", "and", "beyond", "after"})
_TELLING_BEHIND = re.compile(
    r"\b(?:criteri\w+|weight|age|indications?|populations?|patients|site|conditions?|route)\b", re.IGNORECASE
)
"""The columns behind a dose that tell of whom or when it is true."""

_HOW_OFTEN = re.compile(r"^(?:(?:once|twice|three times)[\s-]*)?(?:daily|weekly|monthly)$", re.IGNORECASE)
_FORMS = re.compile(
    r"^(?:[\w-]+\s+){0,2}(?:suspension|solution|use|injection|infusion|administration)$",
    re.IGNORECASE,
)
_REACTIONS = re.compile(r"\b(?:adverse|toxicit\w+|grade|severity|neutropenia|thrombocytopenia)\b", re.IGNORECASE)
_CHANGE = re.compile(r"^(?:dos\w+\s+)?(?:titration|increases?|adjustments?)\b", re.IGNORECASE)
_DAY = re.compile(r"\bdays?\b", re.IGNORECASE)
_JOINING = re.compile(r"^\W*(?:and|or)\W*$", re.IGNORECASE)
_LISTING = re.compile(r"\bany\s+of\s+the\s+following\W*$", re.IGNORECASE)
_INSTRUCTION = re.compile(r"\b(?:administer|give|take|divide)\b", re.IGNORECASE)
_NOTHING = re.compile(r"^(?:n/?a|not applicable|none|[-–—])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a row tells of a dose in a cell: the parts of its condition, when, and the cells that say so."""

    cell: Cell
    condition: tuple[str, ...]
    schedule: str | None
    cells: tuple[Cell, ...]
    is_grouped: bool
    is_starting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _DosingTable:
    """A table about doses, what its columns are for, and whom or what its section and its caption name."""

    placed: PlacedTable
    columns: Mapping[int, Column]
    names: frozenset[str]
    told: tuple[str, ...]
    row_unit: str | None = None

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns.values())

    @property
    def is_of_levels(self) -> bool:
        """Whether its rows are the levels of a dose, of which the first repeats the recommended one."""
        caption = self.placed.table.caption
        labels = (row.cells[0].words for row in grouped_rows(self.placed.table))
        return bool(_LEVELS.search(" ".join((*self.header, caption.text if caption else "", *labels))))

    @property
    def has_several_doses(self) -> bool:
        return sum(column.role in (Role.DOSE, Role.MAXIMUM) for column in self.columns.values()) > 1


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount in a cell of a dosing table of section 2 or of the guide."""
    found = product_name(reading.document)
    words = " ".join(filter(None, (found.name, found.substance))) if found else ""
    names = frozenset(words.casefold().split())
    for placed in reading.tables:
        if placed.table.understood and _is_about_doses(placed, _title(reading, placed), names):
            headed = replace(placed, table=with_header(placed.table))
            columns = columns_of(headed.table, names)
            told = tuple(_told_above(reading, placed, names))
            yield from _doses(reading, _DosingTable(placed=headed, columns=columns, names=names, told=told))


def _told_above(reading: Reading, placed: PlacedTable, names: frozenset[str]) -> Iterator[str]:
    """Whom or what the doses of a table are for: by the heading above it or its section's title, and by its caption."""
    title = _title(reading, placed)
    caption = placed.table.caption if placed.table.label else None
    captioned = purpose(caption.text, names) if caption else ""
    yield captioned
    above = next(filter(None, map(titled, (*placed.headings[-1:], title))), disease(title))
    yield "" if _WHOM.search(captioned) and _WHOM.search(above) else above


def _title(reading: Reading, placed: PlacedTable) -> str:
    section = reading.document.section(placed.section) if placed.section else None
    return section.title.text if section and section.title else ""


def _doses(reading: Reading, table: _DosingTable) -> Iterator[Dose]:
    for row in _with_labels(grouped_rows(table.placed.table)):
        seen = _as_row_sees(table, row)
        for cell in row.cells:
            column = seen.columns[cell.column]
            if column.role is Role.DOSE:
                told = _told(seen, row, cell)
                for dose in cell_amounts(cell, column, seen.names):
                    if not (dose.is_reduced and _is_after_reaction(seen, told)):
                        yield _dose(reading, seen, told, dose)


def _row_unit(label: str, names: frozenset[str]) -> str | None:
    """The unit that a row's label prints behind the product's name."""
    return unit_of(label) if names & {token.lower_ for token in tokenize(label)} else None


def _as_row_sees(table: _DosingTable, row: GroupedRow) -> _DosingTable:
    """The table for a row; all columns behind a label that names the product and a unit hold its doses.

    The label tells the unit that else a header tells: "EXAMPLINE (mg/m2) | 20 | - | 70".
    """
    unit = _row_unit(row.cells[0].words, table.names)
    if unit is None or row.cells[0].column:
        return table
    columns = {
        place: replace(column, role=Role.DOSE if place else Role.CONDITION, unit=unit)
        for place, column in table.columns.items()
    }
    return replace(table, columns=columns, row_unit=unit)


def _with_labels(rows: Iterable[GroupedRow]) -> Iterator[GroupedRow]:
    """The rows; one whose first cell is empty goes on with the label of the row above it."""
    above: GroupedRow | None = None
    for row in rows:
        goes_on = above is not None and row.cells[0].column == 1 and above.groups == row.groups
        label = above.cells[0] if above is not None and goes_on else None
        is_label = label is not None and (label.column, label.column_span) == (0, 1)
        above = replace(row, cells=(label, *row.cells)) if label is not None and is_label else row
        yield above


def _is_after_reaction(table: _DosingTable, told: _Told) -> bool:
    """Whether a row tells what to do after an adverse reaction: a dose rule."""
    caption = table.placed.table.caption
    return bool(_REACTIONS.search(" ".join((*told.condition, *table.header, caption.text if caption else ""))))


def _is_about_doses(placed: PlacedTable, title: str, names: frozenset[str]) -> bool:
    """Whether a table is about the product's doses: by its header, its caption and its rows, one of which may name the
    product and a unit, or, where it has no caption, by the title of its subsection.
    """
    if placed.chapter is not None and not is_within(placed.chapter, ("2",)):
        return False
    if placed.part not in (Part.GUIDE, Part.FULL):
        return False
    table = with_header(placed.table)
    heading = " ".join(cell.words for column in range(table.columns) for cell in table.headers(column))
    words = " ".join((heading, table.caption.text if table.caption else ""))
    labels = [row.cells[0].words for row in grouped_rows(table)]
    about = " ".join((words, *labels, *([title] if table.caption is None and "." in (placed.section or "") else [])))
    is_told = ABOUT_DOSES.search(about) or any(_row_unit(label, names) for label in labels)
    return bool(is_told) and not _ABOUT_OTHER.search(words)


def _told(table: _DosingTable, row: GroupedRow, cell: Cell) -> _Told:
    placed, columns = table.placed, table.columns
    headers = _headers(placed, row, cell)
    days = [header for header in headers if _is_period(header)]
    beside = [other for other in row.cells if columns[other.column].role is Role.CONDITION]
    labels = [
        other
        for other in beside
        if other.column < cell.column and not (other.column and _CHANGE.search(columns[other.column].name))
    ]
    parts = [_plain(group.words) for group in _groups(placed, row)]
    when = next((other for other in row.cells if columns[other.column].role is Role.SCHEDULE), None)
    if labels and _is_period(labels[0]) and not days and (when is None or not _tells_day(when, columns[when.column])):
        days, labels = labels[:1], labels[1:]
    telling = [label for label in labels if not (table.is_of_levels and _is_plain_label(label))]
    parts += [condition_of(label, columns[label.column]) for label in telling if not _tells_nothing(table, label)]
    often = _often(columns[cell.column].name)
    schedule = days[0].words if days else condition_of(when, columns[when.column]) if when is not None else often
    parts += [words for header in headers if (words := _named(table, header)) and words != schedule]
    parts += [
        f"{columns[other.column].name} {other.words}"
        for other in beside
        if other.column > cell.column and _tells_behind(other, columns[other.column])
    ]
    cells = (*beside[:1], cell, *headers, *row.groups, *beside[1:], *([when] if when is not None else []))
    return _Told(
        cell=cell,
        condition=tuple(parts),
        schedule=schedule,
        cells=tuple(dict.fromkeys(cells)),
        is_grouped=bool(row.groups),
        is_starting=not any(parts) and len(telling) < len(labels),
    )


def _headers(placed: PlacedTable, row: GroupedRow, cell: Cell) -> tuple[Cell, ...]:
    """The headers above a cell, without those in whose place a group row below stands that goes over the same columns."""
    replaced = {(group.column, group.column_span) for group in row.groups if group.column}
    above = placed.table.headers(cell.column)
    return tuple(header for header in above if (header.column, header.column_span) not in replaced)


def _named(table: _DosingTable, header: Cell) -> str:
    """What a header tells of its doses: all of it among several columns of doses, else whom or what it names."""
    if _is_period(header) or not distinguishes(header, table.names, among_doses=table.has_several_doses):
        return ""
    if table.has_several_doses:
        return header.words.rstrip(", ")
    named = _PURPOSE.search(header.words)
    return named["purpose"] if named and not _FORMS.match(named["purpose"]) else ""


def _often(name: str) -> str | None:
    """When the doses below a header are given, if that is a name and not an instruction; all of it where it names a phase and times: "Loading dose (on Day 1)"."""
    tokens = tokenize(name)
    often = next(patterns("dose_schedule").find(tokens[:]), None)
    if often is None or _INSTRUCTION.search(name):
        return None
    others = {token.lower_ for token in tokens if token not in often.tokens and not token.ent_type_} - _TIME_WORDS
    is_phase = _PHASE.search(name) and not any(is_telling(word) for word in others if not _PHASE.fullmatch(word))
    return name if is_phase else often.tokens.text


def _tells_behind(cell: Cell, column: Column) -> bool:
    return bool(_TELLING_BEHIND.search(column.name)) and not _NOTHING.match(cell.words.strip())


def _tells_day(when: Cell, column: Column) -> bool:
    """Whether a cell tells the day of a cycle or week that another cell of its row names."""
    return _is_period(when) or bool(_DAY.search(column.name))


def _tells_nothing(table: _DosingTable, label: Cell) -> bool:
    """Whether a label says no more than that a dose of the product stands beside it, or only joins two others."""
    is_name = table.row_unit is not None and label.column == 0
    return is_name or bool(_LABEL.match(label.words) or _JOINING.match(label.words))


def _is_plain_label(label: Cell) -> bool:
    """Whether a row's label only says that a dose, or the starting dose, stands beside it."""
    return bool(_STARTING.match(label.words) or _LABEL.match(label.words))


def _dose(reading: Reading, table: _DosingTable, told: _Told, dose: CellDose) -> Dose:
    placed, amount = table.placed, dose.amount
    beside = tuple(passage for passage in reading.within("2") if passage.section == placed.section)
    time = infusion_time_of_all(beside)
    is_told_apart = amount.schedule and told.schedule and not _HOW_OFTEN.match(told.schedule)
    parts = [*told.condition, dose.label, *([told.schedule] if is_told_apart and told.schedule else [])]
    row = ", ".join(part for part in parts if part)
    return Dose(
        evidence=tuple(
            evidence(reading.document, span, section=placed.section, table=placed.table)
            for span in (*(part.text.span() for part in told.cells if part.text), *_label_span(told.cell, dose))
        ),
        values=tuple(span for text in _texts(placed, told.cells) for span in quantity_spans(text, tokenize(text.text))),
        read_by="dose.table",
        form=Form.TABLE,
        amount=amount.quantity.value,
        amount_high=amount.quantity.high,
        unit=str(amount.quantity.unit),
        schedule=amount.schedule or told.schedule,
        condition=", ".join(filter(None, (*telling_more(_above(table, told, row), row), row))) or None,
        route=route_of_all(beside, reading.document) or route_of_all(reading.within("2"), reading.document),
        infusion_minutes=time.low,
        infusion_minutes_high=time.high,
    )


def _label_span(cell: Cell, dose: CellDose) -> Iterator[Span]:
    """Where a cell of several doses prints the label of one: two doses of a cell are apart though they are equal."""
    start = cell.words.find(dose.label) if dose.label else -1
    if cell.text is not None and start >= 0:
        yield cell.text.span(start, start + len(dose.label))


def _above(table: _DosingTable, told: _Told, row: str) -> Iterator[str]:
    """What the section and the caption tell of a row; below group rows, which name its case, only the patients.

    A row of the starting dose, which repeats a sentence, takes nothing from them.
    """
    if told.is_starting:
        return
    for words in table.told:
        if _AGES.search(row) and _AGES.search(words):
            continue
        patients = _WHOM.search(words) if told.is_grouped else None
        yield patients["whom"] if patients else "" if told.is_grouped else words


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
    """A group's name without "Dosing regimen for" and "depending on ..."; none of one that only introduces a list.

    >>> _plain("Dosing regimen for later cycles depending on response"), _plain("All patients:")
    ('later cycles', 'All patients')
    """
    return "" if _LISTING.search(group) else _REGIMEN.sub("", group.strip()).strip(" :")
