"""Reads a table of observations: arms, grades and numbers by cell, with the headers that say what each number is.

A table whose header is not understood gives no observations and a reason (`TableReading.problem`); nothing of it is
guessed. Used for adverse reactions and laboratory abnormalities, which share the shape of their tables.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Cell, Table
from ingest.grade import ALL_GRADES, grade_numbers
from ingest.study_name import study_name
from ingest.tables.blocks import blocks
from ingest.tables.caption import (
    is_group_of_caption,
    patients_of_caption,
    product_of_caption,
    table_grade,
    table_title,
)
from ingest.tables.cell_value import CellValue, Unit, cell_value
from ingest.tables.columns import Column, columns
from ingest.tables.grid import Grid, filled
from ingest.tables.header import Role, header_rows
from ingest.tables.included_terms import included_terms
from ingest.tables.rows import Line, lines, plain_label
from ingest.tables.stated_unit import PERCENT_WORDS, states_unit
from kg.codes import Comparison
from kg.locator import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A number cell of a table with all that its row and column say of it.

    `heading` is the system organ class; `cells` are the cells that state it, the row's label first.
    """

    term: str
    arm: str | None
    arm_n: int | None
    grade: str
    percent: Decimal
    comparison: Comparison | None
    count: int | None
    study: str | None
    heading: str | None
    included_terms: tuple[str, ...]
    cells: tuple[Cell, ...]
    values: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """What was read of a table: its observations, or why it could not be read."""

    observations: tuple[Observation, ...] = ()
    problem: str | None = None


ROWS_OF_GROUPS = re.compile(
    r"(?:stud(?:y|ies)|trials?|(?:(?:dos(?:e|age|ing)|treatment)\s+)?regimen|indication|age(?:\s+(?:range|group))?|dose(?:\s+range)?|(?:(?!of\b)[\w+-]+\s+){1,3}patients|population|treatment(?:\s+(?:arm|group))?|arms?|visit|"
    r"week|sex|race)\b(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_PER_TIME = re.compile(r"\bper\s+[\d,]+\s+(?:patient|person|subject)[- ]?years?\b|exposure[- ]adjusted", re.IGNORECASE)
"""Words of a caption whose numbers are percentages only where they bear the sign."""

_COUNTED = re.compile(
    r"(?:(?:number|no\.?|n)\s*(?:\(\s*%\s*\)|,\s*%)|percent(?:age)?|n\s*\(%\))\s*(?:of\s+)?(?:patients|subjects)?\s*"
    r"(?:with\s+(?:an?\s+|at\s+least\s+one\s+)?events?)?(?:\s*,?\s*\d+\s*%\s*(?:confidence\s+interval|CI)\b.*)?",
    re.IGNORECASE,
)
"""The label of a row that counts the patients with what its heading names: "Number (%) of Subjects with Event"."""

_MEASURED = re.compile(
    r"(?:per[- ]patient\s+)?(?:median|mean(?!\s+(?:arterial|cell|corpuscular|platelet))|average|range|minimum|maximum)\b"
    r"|.*(?:\bmedian\b|\((?:days|weeks|months|hours|years|mL)\)$)",
    re.IGNORECASE,
)
"""The label of a row whose numbers are no percentages unless they bear the sign: "Median Time to Recovery"."""


def read_table(table: Table, product_names: Sequence[str] = (), around: Sequence[str] = ()) -> TableReading:
    """Read a table of observations cell by cell; `product_names` help to tell arms from studies in its header.

    `around` are the words that stand above the table and may say what its numbers are: its headings and its lead.
    """
    if not table.understood:
        return TableReading(problem="the grid of the table could not be told")
    read = [_read_block(block, product_names) for block in blocks(table)]
    observations = tuple(one for block in read for one in block.observations)
    if observations and not states_unit(table, around):
        return TableReading(problem="nothing says that the numbers of the table are percentages of patients")
    return TableReading(observations=observations, problem=next((one.problem for one in read if one.problem), None))


def _read_block(table: Table, product_names: Sequence[str]) -> TableReading:
    grid = Grid(table, header_rows(table))
    if grid.first_value_column >= table.columns:
        has_digits = any(re.search(r"\d", cell.words) for cell in table.cells if cell.row >= grid.body and cell.column)
        problem = (
            "the table has no cells that are one number" if has_digits else "the table lists words, without numbers"
        )
        return TableReading(problem=problem)
    read = columns(grid, product_names)
    if ROWS_OF_GROUPS.fullmatch(_last_label_header(grid)):
        return TableReading(problem="the rows of the table are groups of patients, not reactions")
    if not any(column.role is Role.OBSERVATION for column in read):
        return TableReading(problem="no column of the table is headed by an arm, a grade or a percentage")
    observations = tuple(_observations(table, grid, read, product_names))
    if not observations:
        return TableReading(problem="no number of the table could be read as a percentage of patients")
    return TableReading(observations=observations)


def label_header(table: Table) -> str:
    """The words of the header of the column of row labels."""
    grid = Grid(table, header_rows(table))
    return " ".join(cell.words for row in grid.header for cell in filled(row[: min(grid.first_value_column, 1)]))


def header_words(table: Table) -> str:
    """The words of all header cells of a table, row by row: what a reader needs to see why it was not understood."""
    top = header_rows(table)
    return " | ".join(" ".join(cell.words.split()) for cell in table.cells if cell.row < top and cell.words.strip())


def _observations(
    table: Table, grid: Grid, read: tuple[Column, ...], product_names: Sequence[str]
) -> Iterator[Observation]:
    title = table_title(table)
    of_table = table_grade(title, label_header(table))
    fallback = Unit.PERCENT if PERCENT_WORDS.search(_all_words(table, grid)) else None
    rows = tuple(_of_its_heading(line) for line in lines(grid))
    signed = _PER_TIME.search(title) is not None
    phases = _phases(rows)
    trial = study_name(title, product_names)
    read = _of_patients(tuple(_of_study(column, trial) for column in read), title)
    is_sole = all((column.arm or "total").casefold() == "total" for column in read)
    arm = product_of_caption(title, product_names) if is_sole else None
    patients = patients_of_caption(table) if is_sole else None
    for line in rows:
        for observation in _of_line(table, line, read, grade=of_table or ALL_GRADES, fallback=fallback, signed=signed):
            phase = observation.heading if phases else None
            own = observation.study if observation.study and _is_named(observation.study, title) else None
            yield replace(
                _with_patients(observation, patients),
                arm=arm if is_sole else observation.arm,
                study=_joined(None if own else trial, observation.study, phase),
                heading=None if phases else observation.heading,
            )


def _of_study(column: Column, trial: str | None) -> Column:
    """A column, without an arm where its head is one of the studies that the caption names."""
    if trial is None or column.arm is None or not _is_named(column.arm, trial):
        return column
    return replace(column, arm=None, study=_joined(column.study, column.arm))


def _of_patients(read: tuple[Column, ...], title: str) -> tuple[Column, ...]:
    """The columns, without arms where the heads of all that hold observations are groups of patients of the caption."""
    arms = {column.arm for column in read if column.role is Role.OBSERVATION}
    if not all(arm and is_group_of_caption(arm, title) for arm in arms):
        return read
    return tuple(replace(column, arm=None, study=_joined(column.study, column.arm)) for column in read)


def _is_named(name: str, caption: str) -> bool:
    """Whether a head is the name of a study that a caption names, or says that it is one."""
    identifier = re.fullmatch(r"(?=.*(?:\d|[A-Z]{4}))[\w/-]+", name)
    found = identifier is not None and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", caption)
    return bool(found) or study_name(name) is not None


def _with_patients(one: Observation, patients: tuple[int, Span] | None) -> Observation:
    """An observation with the number of patients of the caption, if it has none of its own."""
    if patients is None or one.arm_n is not None:
        return one
    return replace(one, arm_n=patients[0], values=(*one.values, patients[1]))


def _of_its_heading(line: Line) -> Line:
    """A row, of what its heading names if its own label only says that patients with an event are counted."""
    if line.heading is None or not _COUNTED.fullmatch(line.term):
        return line
    return replace(line, term=plain_label(line.heading.words), label=line.heading, heading=None)


def _joined(*studies: str | None) -> str | None:
    """The names of studies and phases from the widest to the narrowest, without one that a narrower repeats."""
    named = [study for study in studies if study]
    telling = [name for place, name in enumerate(named) if not any(name in later for later in named[place + 1 :])]
    return ", ".join(telling) or None


def _last_label_header(grid: Grid) -> str:
    """The words of the header of the last column of row labels."""
    column = grid.first_value_column - 1
    return " ".join(
        dict.fromkeys(cell.words.strip() for row in grid.header for cell in filled(row[column : column + 1]))
    )


def _of_line(
    table: Table, line: Line, read: tuple[Column, ...], *, grade: str, fallback: Unit | None, signed: bool
) -> Iterator[Observation]:
    """The observations of a row: one for each filled cell in a column of observations.

    `grade` is that of the whole table, `fallback` the unit of cells whose header names none; `signed` says that only
    numbers with the sign are percentages.
    """
    signed = signed or _MEASURED.match(line.term) is not None
    of_arm = {column.arm: line.patients[column.place] for column in read if column.place in line.patients}
    of_row: tuple[int, Span] | None = None
    counted: tuple[Column, CellValue] | None = None
    for column in read:
        cell = line.numbers.get(column.place)
        if cell is None or cell.text is None or column.role is Role.OTHER:
            continue
        if column.role is not Role.OBSERVATION:
            number = cell_value(cell.text, Unit.COUNT)
            if number is not None and number.count is not None and column.role is Role.ROW_N:
                of_row = (number.count, number.spans[0])
            elif number is not None:
                counted = (column, number)
            continue
        value = cell_value(cell.text, column.unit or fallback)
        if value is None or value.percent is None or (signed and "%" not in cell.words):
            continue
        if value.count is None and counted is not None and counted[0].arm == column.arm:
            value = replace(value, count=counted[1].count, spans=(*value.spans, *counted[1].spans))
        patients = of_row or line.patients.get(column.place) or of_arm.get(column.arm) or column.patients
        yield _observation(table, line, column, value, patients=patients, table_grade=grade)


def _observation(
    table: Table,
    line: Line,
    column: Column,
    value: CellValue,
    *,
    patients: tuple[int, Span] | None,
    table_grade: str,
) -> Observation:
    labels = [line.label, *([line.owner] if line.owner else [])]
    if value.percent is None:
        raise ValueError(f"the cell beside {line.term!r} states no percentage; expected one")
    return Observation(
        term=line.term,
        arm=column.arm,
        arm_n=value.n if value.n is not None else patients[0] if patients else None,
        grade=_grade(line.grade, column.grade, table_grade),
        percent=value.percent,
        comparison=value.comparison,
        count=value.count,
        study=column.study,
        heading=plain_label(line.heading.words) if line.heading else None,
        included_terms=_included(table, labels),
        cells=tuple(dict.fromkeys((line.label, line.numbers[column.place], *labels, *column.cells))),
        values=(*value.spans, *([patients[1]] if patients else []), *_grade_numbers(labels, line, column)),
    )


def _grade(of_row: str | None, of_column: str | None, of_table: str) -> str:
    """The grade of a cell: the row's, unless it says all and the column says which; else the column's or the table's."""
    if of_row is not None and (of_row != ALL_GRADES or of_column is None):
        return of_row
    return of_column or of_table


def _grade_numbers(labels: Sequence[Cell], line: Line, column: Column) -> Iterator[Span]:
    """Where the numbers of a cell's grade stand: in the labels of its row or in the header of its column."""
    of_row = line.grade is not None and (line.grade != ALL_GRADES or column.grade is None)
    for cell in labels if of_row else column.cells if column.grade else ():
        if cell.text is not None:
            yield from (cell.text.span(start, end) for start, end in grade_numbers(cell.words))


def _all_words(table: Table, grid: Grid) -> str:
    heads = [cell.words for row in grid.header for cell in filled(row)]
    notes = [note.text.text for note in table.footnotes]
    return " ".join([table_title(table), *heads, *notes])


def _phases(rows: Sequence[Line]) -> bool:
    """Whether the headings are phases or groups, not system organ classes: then the same terms stand under several."""
    under: dict[str, set[str]] = {}
    for line in rows:
        if line.heading is not None and line.owner is None:
            under.setdefault(line.term.casefold(), set()).add(line.heading.words)
    repeated = sum(len(headings) > 1 for headings in under.values())
    return bool(under) and repeated * 2 > len(under)


def _included(table: Table, labels: Sequence[Cell]) -> tuple[str, ...]:
    notes = (table.footnote(marker) for label in labels for marker in label.markers)
    return next((terms for note in notes if note is not None and (terms := included_terms(note.text.text))), ())
