"""Tables of observations that are turned: their rows are arms and their columns the findings.

A table is turned if each of its rows states an arm with its number of patients ("DRUG-X (n = 200)"), or if the head of the
rows' labels says that they are treatments ("Dosage Regimen"), and if no column is headed by a grade, an arm or an N.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Cell, Table
from ingest.grade import ALL_GRADES, find_grade
from ingest.study_name import study_name
from ingest.tables.caption import table_title
from ingest.tables.cell_value import Unit, cell_value, is_value, states_nothing
from ingest.tables.grid import Grid, Row, filled
from ingest.tables.header import HeaderPart, header_part
from ingest.tables.observations import Observation
from ingest.tables.rows import plain_label

_OF_TREATMENTS = re.compile(
    r"(?:(?:dos(?:e|age|ing)|treatment)\s+)?regimen|treatment(?:\s+(?:arm|group))?|arms?", re.IGNORECASE
)
_NO_FINDING = re.compile(
    r"\b(?:placebo|vehicle|control|comparator|chemotherapy|monotherapy|m?c?g|mean|median|average|range|ratio|difference|"
    r"p[- ]?values?|CI|patients|subjects)\b|^n$",
    re.IGNORECASE,
)
"""Words of treatments and of statistics, which head no column of a finding."""

_PERCENT = re.compile(r"(?<![\d\s])\s*\(?%\)?\s*$")
_BOUND = re.compile(r"[<>≤≥]")


@dataclass(frozen=True, slots=True)
class _Finding:
    """What a column is about, and its header cells."""

    term: str
    is_percent: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Arm:
    """A row: its arm, the row above that heads it, and its numbers by column."""

    part: HeaderPart
    heading: Cell | None
    numbers: Mapping[int, Cell]


def turned(table: Table, product_names: Sequence[str]) -> tuple[Observation, ...]:
    """The observations of a turned table; none if a table is not turned."""
    rows = Grid(table, 0).rows
    body = next((place for place, row in enumerate(rows) if _is_label(row[0])), len(rows))
    arms = tuple(_arms(rows[body:]))
    is_headed = any(cell is not None and _OF_TREATMENTS.fullmatch(cell.words.strip()) for cell in _labels(rows[:body]))
    if not arms or not all(arm.part.name and (arm.part.patients or is_headed) for arm in arms):
        return ()
    findings = {place: _finding([row[place] for row in rows[:body]]) for place in range(1, table.columns)}
    if not all(_is_finding(finding, product_names) for finding in findings.values()):
        return ()
    trial = study_name(table_title(table), product_names)
    return tuple(one for arm in arms for place in arm.numbers for one in _observed(arm, findings[place], place, trial))


def _labels(rows: Sequence[Row]) -> Iterator[Cell | None]:
    return (row[0] for row in rows)


def _is_label(cell: Cell | None) -> bool:
    """Whether a cell is the label of a row, and not empty or the head of the labels."""
    return cell is not None and cell.text is not None and not _OF_TREATMENTS.fullmatch(cell.words.strip())


def _arms(rows: Sequence[Row]) -> Iterator[_Arm]:
    """The rows of numbers; a row that is none gives an arm without a name."""
    heading: Cell | None = None
    for row in rows:
        numbers = {place: cell for place, cell in enumerate(row) if place and cell and cell.text and cell != row[0]}
        if not numbers:
            heading = row[0]
        elif row[0] is None or not all(is_value(cell.words) or states_nothing(cell.words) for cell in numbers.values()):
            yield _Arm(HeaderPart(cell=next(iter(numbers.values())), name=""), heading, {})
        else:
            yield _Arm(header_part(row[0]), heading, numbers)


def _finding(heads: Sequence[Cell | None]) -> _Finding:
    """What the header cells of a column name together."""
    cells = tuple(cell for cell in filled(heads) if cell.column)
    term = ""
    for cell in cells:
        term = _narrowed(term, plain_label(_PERCENT.sub("", cell.words)))
    return _Finding(term, any(_PERCENT.search(cell.words) for cell in cells), cells)


def _narrowed(upper: str, lower: str) -> str:
    """A head with the one below it; of what both say, once.

    >>> _narrowed("LVEF Decrease", "≥ 10% decrease"), _narrowed("LVEF < 50% and Decrease", "LVEF < 50%")
    ('LVEF Decrease ≥ 10%', 'LVEF < 50%')
    """
    if upper.casefold().startswith(lower.casefold()):
        return lower
    first, _, last = lower.rpartition(" ")
    is_told = _BOUND.match(lower) is not None and last.casefold() in upper.casefold().split()
    return f"{upper} {first if is_told else lower}".strip()


def _is_finding(one: _Finding, product_names: Sequence[str]) -> bool:
    named = any(name.casefold() in one.term.casefold() for name in product_names)
    is_plain = find_grade(one.term) is None and all(header_part(cell).patients is None for cell in one.cells)
    return bool(one.term) and is_plain and not named and _NO_FINDING.search(one.term) is None


def _observed(arm: _Arm, finding: _Finding, place: int, trial: str | None) -> Iterator[Observation]:
    """The observation of a cell, if it is a percentage for sure."""
    cell = arm.numbers[place]
    value = cell_value(cell.text, Unit.PERCENT if finding.is_percent else None) if cell.text else None
    if value is None or value.percent is None or not ("%" in cell.words or finding.is_percent):
        return
    n = arm.part.patients
    yield Observation(
        term=finding.term,
        arm=arm.part.name,
        arm_n=value.n if value.n is not None else n[0] if n else None,
        grade=ALL_GRADES,
        percent=value.percent,
        comparison=value.comparison,
        count=value.count,
        study=plain_label(arm.heading.words) if arm.heading else trial,
        heading=None,
        included_terms=(),
        cells=(arm.part.cell, cell, *finding.cells, *([arm.heading] if arm.heading else [])),
        values=(*value.spans, *([n[1]] if n else [])),
    )
