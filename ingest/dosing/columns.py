"""What each column of a dosing table tells: for whom or what, the dose, when it is given, or nothing of the dose."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from msgspec import structs

from ingest.document import Cell, Table
from ingest.dosing.amounts import DoseAmount, dose_amounts
from ingest.tokens import tokenize

ABOUT_DOSES = re.compile(r"\b(?:dos(?:e|es|age|ages|ing)|regimen)\b", re.IGNORECASE)
_PRESENTATION = re.compile(
    r"\b(?:presentation|strengths?|formulation|volume|vials?|syringes?|pens?|ml|number\s+of|tablets?\s+(?:per|to)|packets?)\b",
    re.IGNORECASE,
)
_DOSAGE_FORM = re.compile(r"\bdosage\s+form\b", re.IGNORECASE)
_SCHEDULE = re.compile(r"\b(?:frequency|schedule|how\s+often|timing|interval)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\(\s*(?:in\s+)?(?P<unit>(?:mcg|mg|g|units?|IU|kg|m2|years?|months?|mL/min)(?:/\w+)*)\s*\)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?=\s*$|\s+(?:once|twice|every|daily|weekly|per)\b)", re.IGNORECASE)
_ORDINAL = re.compile(r"first|second|third|fourth|fifth|1st|2nd|3rd|4th", re.IGNORECASE)
"""A label that only counts: "First" in a column "Dose reduction"."""
_QUANTITY_START = re.compile(
    r"[<>≤≥=~]|\d|(?:less|more|greater|at\s+least|up\s+to|under|over|from|below|above)\b", re.IGNORECASE
)
_TELLING = re.compile(r"\w")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_INTRODUCTION = frozenset(
    [
        "one",
        "1",
        "a",
        "the",
        "dose",
        "doses",
        "of",
        "starting",
        "initial",
        "loading",
        "maintenance",
        "increase",
        "decrease",
        "reduce",
        "to",
        "take",
        "administer",
        "give",
        ":",
        "–",
    ]
)
_BETWEEN = frozenset(["or", "then", ",", ";"])
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
    SCHEDULE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its role, its header without the unit, and that unit as printed ("kg", "mcg")."""

    role: Role
    name: str
    unit: str | None


def with_header(table: Table) -> Table:
    """The table with its first row as header, if the source shows none and only that row is without a digit."""
    if table.header_rows or table.rows < 2:
        return table
    rows = [[cell for cell in table.cells if cell.row == row and cell.text] for row in range(table.rows)]
    digits = [any(character.isdigit() for cell in row for character in cell.words) for row in rows]
    is_header = len(rows[0]) > 1 and not digits[0] and all(digits[1:])
    return structs.replace(table, header_rows=1) if is_header else table


def columns_of(table: Table, names: frozenset[str]) -> Mapping[int, Column]:
    """The columns of a dosing table by their place. `names` are the product's words, in lower case.

    The first column holds doses only where no other does and one tells when: else they are doses before a change.
    """
    columns = {place: _column(table, place, names) for place in range(table.columns)}
    roles = [column.role for place, column in columns.items() if place]
    if columns and columns[0].role is Role.DOSE and (Role.DOSE in roles or Role.SCHEDULE not in roles):
        columns[0] = replace(columns[0], role=Role.CONDITION)
    return columns


def _column(table: Table, place: int, names: frozenset[str]) -> Column:
    header = " ".join(cell.words for cell in table.headers(place))
    unit = _UNIT.search(header)
    name = " ".join(_UNIT.sub(" ", header).split())
    found = Column(role=Role.CONDITION, name=name, unit=unit["unit"] if unit else None)
    if _DOSAGE_FORM.search(header) or (_PRESENTATION.search(header) and not ABOUT_DOSES.search(header)):
        return replace(found, role=Role.OTHER)
    body = [cell for cell in table.cells if cell.column == place and cell.row >= table.header_rows and cell.text]
    if any(True for cell in body for _ in cell_amounts(cell, found, names)) and (place or ABOUT_DOSES.search(header)):
        return replace(found, role=Role.DOSE)
    if place and _SCHEDULE.search(header):
        return replace(found, role=Role.SCHEDULE)
    return found


def distinguishes(header: Cell, names: frozenset[str]) -> bool:
    """Whether a header says more of a column than that it holds doses of the product.

    >>> from ingest.aligned import AlignedText
    >>> from kg.locator import Span
    >>> cells = [Cell(text=AlignedText.of(words, Span(0, len(words))), row=0, column=1) for words in ("Recommended Dose", "First Dose Reduction")]
    >>> [distinguishes(cell, frozenset()) for cell in cells]
    [False, True]
    """
    words = {token.lower_ for token in tokenize(_UNIT.sub(" ", header.words))}
    return any(_TELLING.search(word) for word in words - _PLAIN_HEADER - names)


def cell_amounts(cell: Cell, column: Column, names: frozenset[str]) -> Iterator[DoseAmount]:
    """The doses that a cell begins with, and those that follow them at once; a bare number has the unit of its column.

    A name of the product and words such as "starting dose of" may stand in front.
    """
    text = cell.words
    bare = _BARE_NUMBER.match(text)
    if bare and column.unit and ABOUT_DOSES.search(column.name):
        text = f"{bare.group()} {column.unit}{text[bare.end() :]}"
    end = None
    for amount in dose_amounts(tokenize(text)):
        allowed = _INTRODUCTION | names | (_BETWEEN if end is not None else frozenset[str]())
        if not all(token.lower_ in allowed for token in amount.token.doc[end or 0 : amount.token.i]):
            return
        yield amount
        end = amount.when.end if amount.when is not None else amount.token.i + 1


def condition_of(cell: Cell, column: Column) -> str:
    """What a cell says of whom a row is for: a range has its column's name and unit, an ordinal the name of its column.

    >>> from ingest.aligned import AlignedText
    >>> from kg.locator import Span
    >>> cell = Cell(text=AlignedText.of("4 to less than 6", Span(0, 16)), row=1, column=0)
    >>> condition_of(cell, Column(role=Role.CONDITION, name="Body weight", unit="kg"))
    'Body weight 4 to less than 6 kg'
    >>> first = Cell(text=AlignedText.of("First", Span(0, 5)), row=1, column=0)
    >>> condition_of(first, Column(role=Role.CONDITION, name="Dose reduction", unit=""))
    'First dose reduction'
    """
    words = cell.words
    if column.name and _ORDINAL.fullmatch(words.strip()):
        return f"{words.strip()} {column.name.casefold()}"
    if not column.name or not _QUANTITY_START.match(words):
        return words
    numbers = list(_NUMBER.finditer(words))
    if column.unit and numbers and column.unit.casefold() not in words.casefold():
        words = f"{words[: numbers[-1].end()]} {column.unit}{words[numbers[-1].end() :]}"
    return f"{column.name} {words}"
