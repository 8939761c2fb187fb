"""The columns of numbers of a table: what the header cells above each say together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Cell
from ingest.grade import ALL_GRADES
from ingest.study_name import is_study
from ingest.tables.cell_value import Unit
from ingest.tables.grid import Grid, Row, filled
from ingest.tables.header import HeaderPart, Role, grades_beside, header_part, header_parts
from kg.locator import Span

_TOTAL = re.compile(r"\s+total$", re.IGNORECASE)
_DOSE = r"[≤<>≥]?\s*\d[\d.,]*(?:\s*(?:-|–|to|or)\s*\d[\d.,]*)?\s*(?:mg|mcg|µg|μg|g|mL|IU|units|mEq)\b"
_OF_DOSES = re.compile(r"\bdose$", re.IGNORECASE)
_STUDY_WORD = re.compile(r"\b(?i:stud(?:y|ies)|trials?|weeks?|cycles?|phase|period)\b|\d|\b[A-Z]{4,}-[IVX]+\b")
_BARE_DOSE = re.compile(rf"(?:all\s+)?{_DOSE}", re.IGNORECASE)
_TIME = r"(?:weeks?|months?|years?|days?|hours?|cycles?|courses?|visits?)"
_BARE_TIME = re.compile(
    rf"(?:all|any|each)\s+{_TIME}|(?:(?:at|up to|through|by|during|after|first|≤|≥)\s+)*(?:{_TIME}\s+\d[\d.]*(?:\s*(?:-|–|to|through|and)\s*(?:{_TIME}\s+)?\d[\d.]*)?"
    rf"|\d[\d.]*(?:\s*(?:-|–|to)\s*\d[\d.]*)?[\s-]{_TIME})",
    re.IGNORECASE,
)
"""A time alone, which is no treatment: "Week 12", "180 weeks", "Cycle 1"."""

_TREATMENT = re.compile(
    rf"{_DOSE}|\b(?:placebo|vehicle|control|comparator|chemotherapy|monotherapy|alone|standard of care|supportive care)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers.

    `patients` is the number of patients of its arm and where it stands; `study` is a phase or study that heads it.
    """

    place: int
    arm: str | None
    patients: tuple[int, Span] | None = None
    grade: str | None = None
    unit: Unit | None = None
    study: str | None = None
    role: Role = Role.OBSERVATION
    cells: tuple[Cell, ...] = ()


def columns(grid: Grid, product_names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of numbers of a table, read from its header rows; `product_names` tell treatments from studies."""
    places = range(grid.first_value_column, grid.table.columns)
    heads = tuple(_naming(grid))
    parts = {place: header_parts(row[place] for row in heads if not _is_title(row[place])) for place in places}
    parts = grades_beside(parts)
    found = tuple(_column(place, parts[place], parts, product_names) for place in places)
    return _without_totals(_of_all_grades(_counts_beside(found, grid)))


def _naming(grid: Grid) -> Iterator[Row]:
    """The header rows, without one that its own label says to give the doses of the arms that the row above it names."""
    named: tuple[HeaderPart, ...] = ()
    for row in grid.header:
        label, beside = row[0], filled(row[grid.first_value_column :])
        is_dose = label is not None and _OF_DOSES.search(label.words) is not None
        if not (is_dose and 0 < len(named) == len(beside) and all(part.name and part.patients for part in named)):
            yield row
        named = tuple(map(header_part, beside))


def _counts_beside(read: tuple[Column, ...], grid: Grid) -> tuple[Column, ...]:
    """The columns, with those of counts told: of two below the same heads the first, where the second alone bears the sign."""
    pairs = zip(read, (*read[1:], None), strict=False)
    return tuple(
        replace(one, role=Role.COUNT)
        if other is not None and one.cells == other.cells and not _signed(grid, one) and _signed(grid, other)
        else one
        for one, other in pairs
    )


def _signed(grid: Grid, column: Column) -> bool:
    """Whether the numbers of a column bear the sign of percentages."""
    cells = (row[column.place] for row in grid.rows[grid.body :])
    return any("%" in cell.words for cell in cells if cell is not None)


def _is_title(cell: Cell | None) -> bool:
    """Whether a header cell stands over the row labels too and is no arm: a caption that the source prints in the grid."""
    return cell is not None and cell.column == 0 and header_part(cell).patients is None


def _of_all_grades(read: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with "Total" beside grades as all grades, and "N" beside the percentage of a grade as a count."""
    is_graded = any(column.grade for column in read)
    grades = {column.grade for column in read if column.role is Role.ROW_N}
    return tuple(_counted(_total(column) if is_graded else column, is_count=len(grades) > 1) for column in read)


def _total(column: Column) -> Column:
    is_total = column.grade is None and (column.arm or "").casefold() == "total"
    return replace(column, arm=None, grade=ALL_GRADES) if is_total else column


def _counted(column: Column, *, is_count: bool) -> Column:
    """A column "N", as a count where each grade has one, or where the head of its arm states the number of patients."""
    counts = column.role is Role.ROW_N and (is_count or column.patients is not None)
    return replace(column, role=Role.COUNT) if counts else column


def _without_totals(read: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns without "Total" after an arm that has no parts beside it."""
    arms = {column.arm for column in read if column.arm}
    plain: list[Column] = []
    for column in read:
        base = _TOTAL.sub("", column.arm or "")
        parts = [arm for arm in arms if arm != column.arm and arm.startswith(base)]
        plain.append(replace(column, arm=base) if base and base != column.arm and not parts else column)
    return tuple(plain)


def _column(
    place: int,
    parts: tuple[HeaderPart, ...],
    all_parts: dict[int, tuple[HeaderPart, ...]],
    product_names: Sequence[str],
) -> Column:
    named = [part for part in parts if part.name]
    names = [part for part in named if part.name.casefold() != "total"] or named
    arm, study = _arm_and_study(names, all_parts, product_names)
    unit = next((part.unit for part in reversed(parts) if part.unit is not None), None)
    role = next((part.role for part in parts if part.role is not Role.OBSERVATION), Role.OBSERVATION)
    return Column(
        place=place,
        arm=arm,
        patients=next((part.patients for part in reversed(parts) if part.patients is not None), None),
        grade=next((part.grade for part in reversed(parts) if part.grade is not None), None),
        unit=unit,
        study=study,
        role=Role.COUNT if role is Role.OBSERVATION and unit is Unit.COUNT else role,
        cells=tuple(part.cell for part in parts),
    )


def _arm_and_study(
    names: Sequence[HeaderPart], all_parts: dict[int, tuple[HeaderPart, ...]], product_names: Sequence[str]
) -> tuple[str | None, str | None]:
    """The arm and the study of a column, from the names above it, the uppermost first.

    A name that stands over further names is a treatment if it names the product or a dose, or if the names below are
    bare doses; else it is a study, a phase or a group of patients.
    """
    arm: list[str] = []
    study: list[str] = []
    for position, part in enumerate(names):
        below = [lower.name for lower in names[position + 1 :] if not _BARE_TIME.fullmatch(lower.name)]
        if _BARE_TIME.fullmatch(part.name) or is_study(part.name):
            study.append(part.name)
        elif (
            not below
            or _BARE_DOSE.match(part.name)
            or all(map(_BARE_DOSE.match, below))
            or _heads_parts(part.name, below, product_names)
        ):
            arm.append(part.name)
        elif not _spans_everything(part, all_parts) or _names_study(part.name):
            study.append(part.name)
    told = [
        name
        for place, name in enumerate(arm)
        if not any(name.casefold() in lower.casefold() for lower in arm[place + 1 :])
    ]
    return " ".join(told) or None, ", ".join(study) or None


def _heads_parts(name: str, below: Sequence[str], product_names: Sequence[str]) -> bool:
    """Whether a name over others is a treatment too: it names the product, or no name below is a treatment as well."""
    if _names_product(name, product_names):
        return True
    return _is_treatment(name, product_names) and not any(
        _is_treatment(lower, product_names) and not _BARE_DOSE.match(lower) for lower in below
    )


def _is_treatment(name: str, product_names: Sequence[str]) -> bool:
    return _TREATMENT.search(name) is not None or _names_product(name, product_names)


def _names_product(name: str, product_names: Sequence[str]) -> bool:
    lowered = name.casefold()
    return any(product.casefold() in lowered for product in product_names)


def _spans_everything(part: HeaderPart, all_parts: dict[int, tuple[HeaderPart, ...]]) -> bool:
    return all(any(other.cell == part.cell for other in parts) for parts in all_parts.values())


def _names_study(name: str) -> bool:
    return _STUDY_WORD.search(name) is not None
