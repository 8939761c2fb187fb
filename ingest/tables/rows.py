"""The rows of a table of observations: which reaction or parameter each row of numbers is about.

Rows without numbers are headings: of a system organ class, of a phase, or of a term whose grades are the rows below
("Infection" over "Any" and "Grade 3/4").
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ingest.document import Cell
from ingest.grade import ALL_GRADES, Grade, find_grade, leading_grade
from ingest.tables.cell_value import is_value, states_nothing
from ingest.tables.grid import Grid, Row, filled
from ingest.tables.header import header_part
from kg.locator import Span

Patients = Mapping[int, tuple[int, Span]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words that name what rows are about, and the cell they stand in."""

    words: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of numbers. `grade` is the row's own; `patients` are numbers of patients by column that a row above states."""

    term: str
    label: Cell
    owner: Cell | None
    heading: Cell | None
    grade: str | None
    patients: Patients
    numbers: Mapping[int, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """The headings in force: the inner one may turn out to be a term itself, if the rows below are its grades."""

    outer: Cell | None = None
    inner: Cell | None = None
    inner_is_term: bool = False
    follows_heading: bool = False
    owner: Label | None = None
    owner_has_numbers: bool = False
    parameter: Label | None = None
    grade: str | None = None
    patients: Patients = field(default_factory=dict)


_N_LABEL = re.compile(
    r"n|n\s*\(.*\)|(?:total\s+)?(?:no\.?|number)\s+(?:of\s+)?(?:patients|subjects)(?!\s+(?:with|who|report|experienc|having|discontinu)).*|"
    r"total\s+(?:patients|subjects)",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(r"(?:by|with|without|regardless)\b", re.IGNORECASE)
_BOUND = re.compile(r"\s*[<>≤≥]")
_DETAIL = re.compile(r"\s*(?:\(?\s*(?:[<>≤≥]|\d).*)?", re.DOTALL)
_WHOLE_GRADE_HEADING = re.compile(
    r"[\s,;:*]*(?:adverse|laboratory|drug|events?|reactions?|abnormalit(?:y|ies)|toxicit(?:y|ies)|\s)*", re.IGNORECASE
)
_BULLET = re.compile(r"^[-–—‑−•▪·○]\s*")
_LETTER = re.compile(r"[A-Za-z]")
_MARKS = " *†‡§¶#:,;"
_MEASURE = re.compile(
    r"(?:^|[\s,:–—-]+)(?:(?:n|no\.?|number)\s*(?:,\s*%|\(\s*%\s*\))|\(\s*%\s*\)|(?<=,)\s*%)$", re.IGNORECASE
)
"""What a label says that the numbers of its row are: ", n (%)"."""

_INCIDENCE = re.compile(r"^(?:per[- ]patient\s+incidence(?:\s+of)?|incidence\s+of)\s+(?=\S)", re.IGNORECASE)
"""What a label says that its row counts, before what was counted."""

_MARK_BEHIND = re.compile(r"(?<=[a-z])(?:[*†‡§¶#]+[a-z0-9]|\([1-9]\))$")


def lines(grid: Grid) -> Iterator[Line]:
    """The rows of numbers of a table's body, each with what it is about."""
    outline = _Outline(parameter=_parameter(grid))
    for row in grid.rows[grid.body :]:
        labels = filled(row[: grid.first_value_column])
        numbers = number_cells(row, grid.first_value_column)
        beside = [cell for cell in numbers.values() if cell.text is not None and cell not in labels]
        if not labels and not beside:
            continue
        patients = _patients(labels, numbers)
        if patients:
            outline = replace(outline, patients={**outline.patients, **patients})
            if labels and not _N_LABEL.fullmatch(plain_label(labels[0].words)):
                outline = _headed(outline, labels[0])
        elif not beside and labels:
            outline = _headed(outline, labels[0])
        elif not labels and len(set(beside)) == 1 and not is_value(beside[0].words):
            outline = _headed(outline, beside[0])
        elif (
            labels
            and _LETTER.search(labels[-1].words)
            and any(is_value(cell.words) or states_nothing(cell.words) for cell in beside)
        ):
            line, outline = _line(outline, labels, numbers)
            yield line


def _parameter(grid: Grid) -> Label | None:
    """The header of the row labels, for tables whose rows are only ranges of what it names."""
    heads = [cell for row in grid.header for cell in filled(row[:1]) if not header_part(cell).unit]
    return Label(words=plain_label(heads[-1].words), cell=heads[-1]) if heads else None


def plain_label(words: str) -> str:
    """A row's label without bullets and marks of footnotes.

    >>> plain_label("- Superficial edema*"), plain_label("Transaminase elevation†d"), plain_label("Fluid retention(2)")
    ('Superficial edema', 'Transaminase elevation', 'Fluid retention')
    """
    return _MARK_BEHIND.sub("", _BULLET.sub("", words.strip()).strip(_MARKS))


def _measured(term: str) -> str:
    """A term without what its label says of the numbers of its row.

    >>> _measured("Anemia, n (%)"), _measured("Patients with any event (%)"), _measured("n (%)")
    ('Anemia', 'Patients with any event', 'n (%)')
    >>> _measured("Per-patient incidence of rash"), _measured("Incidence rate")
    ('rash', 'Incidence rate')
    """
    return _MEASURE.sub("", _INCIDENCE.sub("", term)) or term


def number_cells(row: Row, first: int) -> dict[int, Cell]:
    """The cells in the columns of numbers; one that spans columns counts for its last."""
    cells: dict[Cell, int] = {}
    for place in range(first, len(row)):
        cell = row[place]
        if cell is not None:
            cells[cell] = place
    return {place: cell for cell, place in cells.items()}


def _patients(labels: tuple[Cell, ...], numbers: Mapping[int, Cell]) -> dict[int, tuple[int, Span]]:
    """The numbers of patients that a row states and nothing else: "N = 131", or counts beside "No. of patients"."""
    counted = bool(labels) and _N_LABEL.fullmatch(plain_label(labels[0].words)) is not None
    found: dict[int, tuple[int, Span]] = {}
    for place, cell in numbers.items():
        if cell.text is None or cell in labels:
            continue
        part = header_part(cell)
        if counted:
            digits = re.match(r"\d[\d,]*", cell.words)
            if digits is not None and cell.words[digits.end() :].lstrip().startswith("("):
                return {}
            if digits is not None:
                found[place] = (int(digits.group().replace(",", "")), cell.text.span(0, digits.end()))
        elif part.patients is not None and not part.name:
            found[place] = part.patients
        else:
            return {}
    return found


def _headed(outline: _Outline, cell: Cell) -> _Outline:
    """The outline below a heading row."""
    words = plain_label(cell.words)
    grade = find_grade(words)
    if grade is not None and grade.start == 0 and _WHOLE_GRADE_HEADING.fullmatch(words[grade.end :]):
        return replace(outline, grade=grade.code)
    if _QUALIFIER.match(words) and outline.inner is not None:
        owner = Label(words=f"{plain_label(outline.inner.words)} {words}", cell=outline.inner)
        return replace(outline, owner=owner, owner_has_numbers=False, inner_is_term=True, follows_heading=False)
    return replace(
        outline,
        outer=outline.inner if outline.follows_heading else None,
        inner=cell,
        inner_is_term=False,
        follows_heading=True,
        owner=Label(words=words, cell=cell),
        owner_has_numbers=False,
    )


def _line(outline: _Outline, labels: tuple[Cell, ...], numbers: Mapping[int, Cell]) -> tuple[Line, _Outline]:
    """The line of a row of numbers, and the outline below it."""
    label = labels[-1]
    words = plain_label(label.words)
    outline = replace(outline, follows_heading=False)
    if len(labels) > 1 and _BOUND.match(label.words):
        label, words = labels[0], f"{plain_label(labels[0].words)} {label.words.strip()}"
    elif len(labels) > 1:
        outline = replace(outline, outer=None, inner=labels[0], inner_is_term=False)
    owner = outline.owner
    grade, rest = _row_grade(words)
    if grade is not None and owner is not None and not (grade.code == ALL_GRADES and outline.owner_has_numbers):
        next_owner = Label(words=rest, cell=label) if rest else owner
        below = replace(outline, inner_is_term=True, owner=next_owner, owner_has_numbers=not rest)
        return _made(below, owner.words, label, numbers, owner=owner.cell, grade=grade.code), below
    if _BOUND.match(words):
        owner = owner or outline.parameter
    elif owner is not None and not (owner.cell is outline.inner and _QUALIFIER.match(words)):
        owner = None
    if owner is not None:
        below = replace(outline, inner_is_term=True)
        return _made(below, f"{owner.words} {words}", label, numbers, owner=owner.cell), below
    words, own_grade = _without_grade(words)
    below = replace(outline, owner=Label(words=words, cell=label), owner_has_numbers=True)
    return _made(below, words, label, numbers, grade=own_grade), below


def _without_grade(words: str) -> tuple[str, str | None]:
    """A term without the grade that its label ends with, and that grade.

    >>> _without_grade("Adverse reactions, Grades ≥3")
    ('Adverse reactions', '>=3')
    """
    grade = find_grade(words)
    if grade is None or grade.start == 0 or words[grade.end :].strip(" )"):
        return words, None
    before = words[: grade.start].rstrip()
    return (before.rstrip(" ,("), grade.code) if before.endswith((",", "(")) else (words, None)


def _row_grade(words: str) -> tuple[Grade | None, str]:
    """The grade that a row's label is, and the words after it that name the next rows; no grade for a term.

    Two lines of a source run together give "All severe events Weight gain": the grade of this row, the term of the next.
    """
    grade = leading_grade(words)
    if grade is None:
        return None, ""
    rest = words[grade.end :]
    if _DETAIL.fullmatch(rest):
        return grade, ""
    if re.search(r"\bevents?$", words[: grade.end], re.IGNORECASE):
        return grade, rest.strip()
    return None, ""


def _made(
    outline: _Outline,
    term: str,
    label: Cell,
    numbers: Mapping[int, Cell],
    *,
    owner: Cell | None = None,
    grade: str | None = None,
) -> Line:
    return Line(
        term=_measured(term),
        label=label,
        owner=owner,
        heading=outline.outer if outline.inner_is_term else outline.inner,
        grade=grade or outline.grade,
        patients=outline.patients,
        numbers=numbers,
    )
