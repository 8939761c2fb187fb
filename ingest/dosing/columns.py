"""What each column of a dosing table tells: for whom or what, the dose, when it is given, or nothing of the dose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from msgspec import structs

from ingest.document import Cell, Table
from ingest.dosing.amounts import dose_amounts
from ingest.dosing.cell_doses import CellDose, cell_doses
from ingest.dosing.given_volumes import MILLILITERS, is_given_volume, volume_doses
from ingest.quantity import Dimension
from ingest.tokens import tokenize

ABOUT_DOSES = re.compile(r"\b(?:dos(?:e|es|age|ages|ing)|regimen)\b", re.IGNORECASE)
_PRESENTATION = re.compile(
    r"\b(?:presentation|strengths?|formulation|volume|vials?|syringes?|pens?|ml(?!\s*/\s*(?:min|h))|number\s+of|tablets?\s+(?:per|to)|packets?)\b",
    re.IGNORECASE,
)
_DOSAGE_FORM = re.compile(r"\bdosage\s+form\b", re.IGNORECASE)
_SCHEDULE = re.compile(r"\b(?:frequency|schedule|how\s+often|timing|interval|duration|days?)\b", re.IGNORECASE)
_OF_COURSE = re.compile(r"\btotal\b.*\bcourse\b", re.IGNORECASE)
_OF_INFUSION = re.compile(
    r"\b(?:duration|time)\s+of\s+(?:\w+\s+){0,2}(?:infusion|injection)\b|\b(?:infusion|injection)\s+(?:time|duration)\b",
    re.IGNORECASE,
)
"""A column of how long a dose is given, not when."""
_MAXIMUM = re.compile(r"(?:recommended\s+)?max(?:imum|\.)?\s+(?:\w+\s+){0,2}(?:dos(?:e|age)s?)\b", re.IGNORECASE)
"""A column of what doses may not exceed."""
_HAD_BEFORE = re.compile(r"(?:most\s+recent|current|previous|prior|last)\b", re.IGNORECASE)
"""A column of the dose that patients have had, on which the one beside it depends."""

_TOTAL = re.compile(r"\btotal\b", re.IGNORECASE)
_OF_DAY = re.compile(r"\b(?:total\s+daily|daily\s+total)\b", re.IGNORECASE)
_OF_EACH = re.compile(
    r"(?:single|each|individual|per)\s+dos(?:e|age)\b|dos(?:e|age)\s+per\s+administration\b", re.IGNORECASE
)
"""A column of what is given at a time, beside one of what that comes to in a day."""
_MOST_NAMES = 3
_NO_HEADING = frozenset(
    {"no", "not", "discontinue", "withhold", "continue", "avoid", "stop", "maintain", "interrupt", "same"}
)
_UNIT = re.compile(
    r"(?:\(\s*(?:in\s+)?|,\s*)(?P<unit>(?:mcg|mg|g|units?|IU|kg|m2|years?|months?|mL/min)(?:/\w+)*)\s*(?:\)|(?=\(|$))",
    re.IGNORECASE,
)
"""The unit of a column, in brackets or behind a comma at the end: "Dose (mg)", "Dose, mcg/kg/day (given once daily)"."""
_BARE_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:\s*(?:[-–]|to)\s*\d[\d,]*(?:\.\d+)?)?(?=\s*$|\s+(?:once|twice|every|daily|weekly|per|[QBT]ID|QD)\b)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"first|second|third|fourth|fifth|1st|2nd|3rd|4th", re.IGNORECASE)
"""A label that only counts: "First" in a column "Dose reduction"."""
_FIRST_LEVEL = re.compile(r"(?:first|1st)\b.*\breduc", re.IGNORECASE)
_QUANTITY_START = re.compile(
    r"[<>≤≥=~]|[-–−]?\d+(?!\d|st\b|nd\b|rd\b|th\b)|(?:less|more|greater|at\s+least|up\s+to|under|over|from|below|above)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(r"\w")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PHASES = frozenset(["starting", "initial", "oral", "intravenous"])
_PLAIN_HEADER = frozenset(
    [
        "recommended",
        "dose",
        "doses",
        "dosage",
        "dosages",
        "dosing",
        "schedule",
        "regimen",
        "level",
        "levels",
        "total",
        "starting",
        "initial",
        "adjusted",
        "modification",
        "modifications",
        "daily",
        "once",
        "twice",
        "the",
        "of",
        "for",
        "to",
        "be",
        "administered",
        "and",
        "(",
        ")",
        "/",
        ":",
        "intravenous",
        "oral",
    ]
)


class Role(Enum):
    """What a column is for."""

    CONDITION = auto()
    DOSE = auto()
    MAXIMUM = auto()
    SCHEDULE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its role, its header without the unit, the lowest line of that header, and that unit as printed ("kg")."""

    role: Role
    name: str
    lowest: str
    unit: str | None


def with_header(table: Table) -> Table:
    """The table with the rows that name its columns as header, where the source shows none or only the upper ones."""
    if table.rows < 2:
        return table
    rows = [[cell for cell in table.cells if cell.row == row and cell.text] for row in range(table.rows)]
    if not table.header_rows and (above := _rows_of_names(table, rows)):
        return structs.replace(table, header_rows=above)
    if table.header_rows and table.rows > table.header_rows + 1 and _names_columns(table, rows):
        return structs.replace(table, header_rows=table.header_rows + 1)
    return table


def _rows_of_names(table: Table, rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows above the first dose name the columns of a table that shows no header; 0 if it is not sure."""
    digits = [any(character.isdigit() for cell in row for character in cell.words) for row in rows]
    if len(rows[0]) < 2 or (not digits[0] and all(digits[1:])):
        return int(len(rows[0]) > 1)
    doses = [any(dose_amounts(tokenize(cell.words)) for cell in row) for row in rows]
    above = doses.index(True) if True in doses else 0
    named = [*(cell.words for cell in rows[0] if cell.column), table.caption.text if table.caption else ""]
    words = {token.lower_ for row in rows[:above] for cell in row for token in tokenize(cell.words)}
    is_sure = all(len(row) != 1 for row in rows[:above]) and not words & _NO_HEADING
    return above if is_sure and above <= _MOST_NAMES and any(map(ABOUT_DOSES.search, named)) else 0


def _names_columns(table: Table, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row below a header with a cell over several columns holds no dose, but names columns of doses."""
    above, named, below = (rows[table.header_rows + step] for step in (-1, 0, 1))
    is_wide = any(cell.column and cell.column_span > 1 for cell in above)
    words = {token.lower_ for cell in named for token in tokenize(cell.words)}
    holding = {cell.column for cell in below if dose_amounts(tokenize(cell.words))}
    columns = {cell.column for cell in named}
    has_dose = any(dose_amounts(tokenize(cell.words)) for cell in named)
    return is_wide and bool(holding) and holding <= columns and not has_dose and not words & _NO_HEADING


def _of_volumes(columns: Mapping[int, Column], table: Table) -> Mapping[int, Column]:
    """The columns; where none holds amounts of the substance, those of the volume that is given do: "Volume (mL)"."""
    if any(column.role is Role.DOSE for column in columns.values()):
        return columns
    given = {place for place in columns if is_given_volume(" ".join(cell.words for cell in table.headers(place)))}
    return {
        place: replace(column, role=Role.DOSE, unit=MILLILITERS) if place in given - {0} else column
        for place, column in columns.items()
    }


def columns_of(table: Table, names: frozenset[str]) -> Mapping[int, Column]:
    """The columns of a dosing table by their place. `names` are the product's words, in lower case.

    The first column holds doses only where no other does, or only their total, and one tells when: else they are doses
    before a change.
    """
    found = {place: _column(table, place, names) for place in range(table.columns)}
    columns = _of_volumes(_by_administration(found), table)
    if not columns or columns[0].role is not Role.DOSE or _FIRST_LEVEL.match(columns[0].name) or _is_period(columns[0]):
        return columns
    behind = {place: column for place, column in columns.items() if place}
    totals = {place for place, column in behind.items() if column.role is Role.DOSE and _TOTAL.search(column.name)}
    others = any(column.role is Role.DOSE and place not in totals for place, column in behind.items())
    if others or Role.SCHEDULE not in {column.role for column in behind.values()}:
        return {**columns, 0: replace(columns[0], role=Role.CONDITION)}
    return {place: replace(column, role=Role.OTHER) if place in totals else column for place, column in columns.items()}


def _by_administration(columns: Mapping[int, Column]) -> Mapping[int, Column]:
    """The columns; where one holds what is given at a time and another the day's total, the doses are those of the first."""
    doses = {place: column for place, column in columns.items() if column.role is Role.DOSE}
    if not any(_OF_EACH.match(column.name) for column in doses.values()):
        return columns
    of_day = {place for place, column in doses.items() if _OF_DAY.search(column.name)}
    return {
        place: replace(column, role=Role.OTHER)
        if place in of_day
        else replace(column, name="")
        if of_day and place in doses and _OF_EACH.fullmatch(column.name)
        else column
        for place, column in columns.items()
    }


def _is_period(column: Column) -> bool:
    """Whether a column is headed by days or cycles: its doses are those of that time, and none before a change."""
    tokens = tokenize(column.name)
    return len(tokens) > 0 and tokens[0].ent_type_ in (Dimension.DAY_LIST.value, Dimension.CYCLE_LIST.value)


def _column(table: Table, place: int, names: frozenset[str]) -> Column:
    headers = table.headers(place)
    header = " ".join(cell.words for cell in headers)
    lowest = headers[-1].words if headers else ""
    found = Column(
        role=Role.CONDITION,
        name=_without_unit(header),
        lowest=_without_unit(lowest),
        unit=unit_of(header),
    )
    if _MAXIMUM.match(lowest):
        return replace(found, role=Role.MAXIMUM)
    if (
        _OF_COURSE.search(header)
        or _OF_INFUSION.search(lowest)
        or _DOSAGE_FORM.search(header)
        or (_PRESENTATION.search(header) and not ABOUT_DOSES.search(header))
    ):
        return replace(found, role=Role.OTHER)
    body = [cell for cell in table.cells if cell.column == place and cell.row >= table.header_rows and cell.text]
    may_hold = not _HAD_BEFORE.match(lowest) and (place or ABOUT_DOSES.search(header) or _is_period(found))
    if may_hold and any(True for cell in body for _ in cell_amounts(cell, found, names)):
        return replace(found, role=Role.DOSE)
    if place and _SCHEDULE.search(lowest):
        return replace(found, role=Role.SCHEDULE)
    return found


def unit_of(name: str) -> str | None:
    """The unit that a header or a row's label prints in brackets or behind a comma: "Body weight (kg)"."""
    found = _UNIT.search(name)
    return found["unit"] if found else None


def _without_unit(header: str) -> str:
    return " ".join(_UNIT.sub(" ", header).split())


def distinguishes(header: Cell, names: frozenset[str], *, among_doses: bool = False) -> bool:
    """Whether a header says more of a column than that it holds doses of the product; among columns of doses, whether it
    tells of starting doses, too.

    >>> from ingest.aligned import AlignedText
    >>> from kg.locator import Span
    >>> cells = [Cell(text=AlignedText.of(words, Span(0, len(words))), row=0, column=1) for words in ("Recommended Dose", "First Dose Reduction")]
    >>> [distinguishes(cell, frozenset()) for cell in cells]
    [False, True]
    """
    words = {token.lower_ for token in tokenize(_UNIT.sub(" ", header.words))}
    phases = _PHASES if among_doses else frozenset[str]()
    return any(word in phases or is_telling(word) for word in words - names)


def is_telling(word: str) -> bool:
    """Whether a word of a header, in lower case, tells more than that doses stand below it."""
    return bool(_TELLING.search(word)) and word not in _PLAIN_HEADER


def cell_amounts(cell: Cell, column: Column, names: frozenset[str]) -> Iterator[CellDose]:
    """The doses that a cell, or a part of it behind a label, begins with, and those that follow them at once.

    A bare number has the unit of its column. A name of the product and words such as "starting dose of" may stand in front.
    """
    text = cell.words
    bare = _BARE_NUMBER.match(text)
    if column.unit == MILLILITERS:
        return volume_doses(bare.group(), column.name) if bare else iter(())
    if (
        bare
        and column.unit
        and (column.role is Role.DOSE or ABOUT_DOSES.search(column.name) or names & _words(column.name))
    ):
        text = f"{bare.group()} {column.unit}{text[bare.end() :]}"
    return cell_doses(text, names)


def _words(text: str) -> frozenset[str]:
    return frozenset(token.lower_ for token in tokenize(text))


def condition_of(cell: Cell, column: Column) -> str:
    """What a cell says of whom a row is for: a range has its column's name and unit, an ordinal the name of its column.

    >>> from ingest.aligned import AlignedText
    >>> from kg.locator import Span
    >>> cell = Cell(text=AlignedText.of("4 to less than 6", Span(0, 16)), row=1, column=0)
    >>> condition_of(cell, Column(role=Role.CONDITION, name="Body weight", lowest="Body weight", unit="kg"))
    'Body weight 4 to less than 6 kg'
    >>> first = Cell(text=AlignedText.of("First", Span(0, 5)), row=1, column=0)
    >>> condition_of(first, Column(role=Role.CONDITION, name="Dose reduction", lowest="Dose reduction", unit=""))
    'First dose reduction'
    """
    words = cell.words
    if column.lowest and _ORDINAL.fullmatch(words.strip()):
        return f"{words.strip()} {column.lowest.casefold()}"
    if not column.lowest or not _QUANTITY_START.match(words):
        return words
    numbers = list(_NUMBER.finditer(words))
    if column.unit and numbers and column.unit.casefold() not in words.casefold():
        words = f"{words[: numbers[-1].end()]} {column.unit}{words[numbers[-1].end() :]}"
    return f"{column.lowest} {words}"
