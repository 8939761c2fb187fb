"""Columns that bound laboratory values, whose cells are one finding together: "ANC | or | Platelets"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.document import Cell, Table

_JOINING = re.compile(r"(?:and|or|and\s*/\s*or)\W*", re.IGNORECASE)
_JOINED = re.compile(r"(?P<joining>and|or|and\s*/\s*or)\b\s*", re.IGNORECASE)
_BOUND = re.compile(
    r"[<>≤≥=~]|\d|any\b|normal\b|(?:less|more|greater|lower|higher|fewer|up|at\s+least|between|below|above)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s*[(\[,]\s*(?P<unit>[x×]\s*10[^()]*|cells\s*/[^()]+|/\s*mm[^()]*|[a-zA-Zµμ]+\s*/\s*[a-zA-Zµμ]+[^()]*)[)\]]?\s*$"
)
_HAS_UNIT = re.compile(r"[a-z]/|/\s*(?:mm|[a-zµμ]?L)|%|×|\bx\b", re.IGNORECASE)
_ANY = re.compile(r"any|n/a|[-–—]", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"\d[\d,.]*(?!.*\d)")


def bound_columns(table: Table, left: Sequence[int]) -> tuple[int, ...]:
    """The columns among some that bound a value which their heading names, if these are two or more."""
    found = tuple(column for column in left if _bounds(table, column))
    return found if len(found) > 1 else ()


def joining_columns(table: Table, left: Sequence[int]) -> tuple[int, ...]:
    """The columns whose cells only join those beside them: "and", "or"."""
    return tuple(c for c in left if (cells := _cells(table, c)) and all(_JOINING.fullmatch(w.strip()) for w in cells))


def joined_bounds(table: Table, bounded: Sequence[int], joining: Sequence[int], told: Mapping[int, Cell]) -> str:
    """The finding of a row: its bounds with the values that their headings name, joined as the row says.

    "ANC (cells/mm3) | or | Platelets (cells/mm3)" with "<500 | or | <50,000" is "ANC <500 cells/mm3 or Platelets <50,000
    cells/mm3".
    """
    return " ".join(_words(table, bounded, joining, told)).strip(" ,")


def _words(table: Table, bounded: Sequence[int], joining: Sequence[int], told: Mapping[int, Cell]) -> Iterator[str]:
    before: int | None = None
    for column in bounded:
        if column not in told or _ANY.fullmatch(told[column].words.strip()):
            continue
        words = told[column].words.strip()
        within = _JOINED.match(words)
        if before is not None:
            between = [told[c].words.strip() for c in joining if c in told and before < c < column]
            yield (between[-1] if between else within["joining"] if within else "and").lower()
        yield _bound(_heading(table, column), words[within.end() :] if within else words)
        before = column


def _bound(heading: str, words: str) -> str:
    """A bound with the value and the unit that its heading names."""
    unit = _UNIT.search(heading)
    if unit is None:
        return f"{heading} {words}"
    name = heading[: unit.start()].rstrip(" (,")
    bounded = (
        words if _HAS_UNIT.search(words) else _LAST_NUMBER.sub(lambda number: f"{number.group()} {unit['unit']}", words)
    )
    return f"{name} {bounded}"


def _bounds(table: Table, column: int) -> bool:
    cells = _cells(table, column)
    bounds = [words for words in cells if _BOUND.match(_JOINED.sub("", words.strip(), count=1))]
    return bool(_heading(table, column)) and bool(cells) and len(bounds) == len(cells)


def _cells(table: Table, column: int) -> list[str]:
    body = (cell for cell in table.cells if cell.column == column and cell.row >= table.header_rows and cell.text)
    return [cell.words for cell in body if cell.column_span < table.columns]


def _heading(table: Table, column: int) -> str:
    return " ".join(cell.words for cell in table.headers(column)[-1:])
