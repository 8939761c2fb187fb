"""The header cells of a table taken apart: names of arms and studies, numbers of patients, grades and units."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.document import Cell, Table
from ingest.grade import Grade, find_grade, leading_grade
from ingest.tables.cell_value import Unit, is_value
from ingest.tables.grid import filled
from kg.folding import without_trade_marks
from kg.locator import Span


class Role(StrEnum):
    """What the cells of a column are for."""

    OBSERVATION = "observation"
    COUNT = "count"
    ROW_N = "number of patients of the row"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderPart:
    """A header cell taken apart: what is left of its words is the name of an arm, a phase or a study.

    `patients` is the N that it states, and where.
    """

    cell: Cell
    name: str
    patients: tuple[int, Span] | None = None
    grade: str | None = None
    unit: Unit | None = None
    role: Role = Role.OBSERVATION

    @property
    def is_plain(self) -> bool:
        """Whether the cell is words alone: no N, grade or unit, and no word for another statistic."""
        return self.patients is None and self.grade is None and self.unit is None and self.role is Role.OBSERVATION


# Closed shapes: "N=164", "(n = 1,234 patients)"; "N" alone heads a column of numbers of patients per row.
_N = re.compile(
    r"[(\[]?\s*(?:(?<![A-Za-z])n|N)\s*\*?\s*=\s*(?P<n>\d[\d,]*)(?P<more>\s*[-–—:]\s*\d[\d,]*)?\s*[*†‡]?"
    r"(?:\s*(?:patients|subjects|participants|women|men|episodes)\b)?(?:\s*;[^()]*(?=\)))?\s*[)\]]?"
)
_BOUND_BEHIND = re.compile(r"(?<=[\d\s]\))\s*[<>≤≥]\s*\d[\d,.]*\s*(?:but\b|/|[a-zµμ]).*")
"""A bound behind an N tells which patients are in the group, and is no name: "Group 1 (n = 20) ≥ 50 kg"."""

_OUTCOME = re.compile(
    r"\W*(?:patients\s+(?:who\s+)?)?(?:discontinued|discontinuations?|withheld|interrupted|resolved|resolution|hospitali[sz]ed|"
    r"(?:led|leading|resulted|resulting)\s+(?:to|in)\b.*|require[ds]?\b.*|(?:systemic|high-dose)\s+corticosteroids.*)\W*",
    re.IGNORECASE,
)
"""The head of a column that counts what became of patients with a reaction."""

_EXPOSURE = re.compile(r"\btotal\s+exposure\b[^()]*", re.IGNORECASE)
_ROW_N = re.compile(
    r"(?-i:N)|(?:(?:number|no\.?)\s+of\s+)?(?:subjects|patients)\b.*\bbaseline\b.*|(?:subjects|patients)\s*\(?n\)?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:placebo|control|vehicle)[- ](?:corrected|adjusted|subtracted)\b|\b(?:odds|hazard|risk|difference|differ|p[- ]?values?|confidence|CI|mean|median|changes?(?!\s+from\s+baseline\s+to\s+grade)|decrease[ds]?|increase[ds]?|shift|"
    r"events?\s+per|per\s+(?:cycle|100)|per\s+(?:patient|subject|person)[- ]years?|exposure[- ]adjusted|limit|criteria)\b"
    r"|/\s*(?:100\s*)?(?:pt|patient|person|subject)?[- ]?y(?:ea)?rs?\b",
    re.IGNORECASE,
)
_OF_PATIENTS = re.compile(
    r"^\s*of\s+(?:\w+\s+)?(?:patients|subjects|participants|women|men)\b|\breporting\b(?:\s+(?:reactions?|events?|adrs?)\b)?",
    re.IGNORECASE,
)
_UNITS: tuple[tuple[re.Pattern[str], Unit], ...] = (
    (re.compile(r"%\s*\(\s*n\s*\)"), Unit.PERCENT_COUNT),
    (re.compile(r"\(?\s*\bn\s*/\s*N\s*,?\s*\(?\s*%?\s*\)?\s*\)?"), Unit.COUNT_PERCENT),
    (
        re.compile(
            r"\(?\s*\b(?:n|N|No\.|number(?:\s*\(n\))?)\s*(?:,|\band\b)?\s*\(?\s*(?:%|percent(?:age)?)\s*\)?\s*\)?",
            re.IGNORECASE,
        ),
        Unit.COUNT_PERCENT,
    ),
    (
        re.compile(r"\(\s*(?:%|percent(?:age)?)\s*\)|(?<!\d)%|\bpercent(?:age)?s?\b(?:\s*\(\s*%\s*\))?", re.IGNORECASE),
        Unit.PERCENT,
    ),
    (re.compile(r"\(\s*n\s*\)|(?<![\w(])n(?![\w)])"), Unit.COUNT),
)
_LABEL_HEADER = re.compile(
    r"\b(?:adverse|reactions?|events?|terms?|systems?|organ|class|parameters?|laboratory|abnormalit(?:y|ies)|tests?|"
    r"toxicit(?:y|ies)|grades?|category|preferred|symptoms?|experience|variable|finding|n|no)\b",
    re.IGNORECASE,
)
_GRADE_ALONE = re.compile(
    r"(?:(?:(?:NCI|CTC|CTCAE|WHO|toxicity|severity)[\s-]+)*grades?|(?:toxicity|severity))", re.IGNORECASE
)
_BARE_GRADE = re.compile(r"[≥>]?\s*[1-5](?:\s*(?:[-–—‑−/&]|to|or|and)\s*[1-5])?")
_FILLERS = frozenset(
    """
    of in the with to per and or patient patients subject subjects participants women men cases reporting reported
    reaction reactions event events adr adrs teae teaes incidence number no frequency rate rates progressed
    experiencing adverse treatment arm arms group groups regimen ctc ctcae grade grades toxicity toxicities n
    """.split()  # noqa: SIM905
)


def header_part(cell: Cell) -> HeaderPart:
    """Take a header cell apart into name, N, grade and unit.

    The words of "DRUG-X 10 mg (N=164) %" give the name "DRUG-X 10 mg", N 164 and the unit percent.
    """
    words = cell.words
    if _ROW_N.fullmatch(words.strip()):
        return HeaderPart(cell=cell, name="", role=Role.ROW_N)
    if _OTHER.search(words):
        return HeaderPart(cell=cell, name="", role=Role.OTHER)
    stated = list(_N.finditer(words))
    n = stated[0] if len(stated) == 1 and not stated[0]["more"] else None
    rest = _EXPOSURE.sub(" ", _N.sub(" ", _BOUND_BEHIND.sub("", words)))
    grade = _grade(rest)
    rest = _without(rest, (grade.start, grade.end) if grade else None)
    unit, rest = _unit(rest)
    name = _name(rest)
    if _OUTCOME.fullmatch(name):
        return HeaderPart(cell=cell, name="", role=Role.OTHER)
    if not stated and unit is not None and name.isdigit():
        n, name = re.search(r"(?P<n>\d+)", words), ""
    return HeaderPart(
        cell=cell,
        name=name,
        patients=(int(n["n"].replace(",", "")), cell.text.span(*n.span("n"))) if n and cell.text else None,
        grade=grade.code if grade else None,
        unit=unit,
    )


def header_rows(table: Table, reads: Callable[[str], bool] = is_value) -> int:
    """How many rows at the top of a table are header: those before the first row of numbers, heading or phase.

    Sources declare too few rows or too many; what the rows hold decides, the declaration where it does not. `reads`
    tells cells of numbers.
    """
    starting: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text is not None:
            starting.setdefault(cell.row, []).append(cell)
    headed, was_graded, graded = False, False, frozenset[int]()
    for number in range(table.rows):
        cells = starting.get(number, [])
        declared = number < table.header_rows
        if headed and not cells and _heads_columns(starting.get(number + 1, [])):
            continue
        valued = [cell for cell in cells if cell.column and reads(cell.words)]
        are_grades = _are_grades(valued, graded) and not any(_is_row_label(cell) for cell in cells)
        if valued and not (are_grades or (declared and was_graded)):
            return number
        if not are_grades and _begins_body(cells, declared=declared, headed=headed, columns=table.columns):
            return number
        graded = frozenset(place for cell in cells if cell.column and _is_grade_alone(cell) for place in _places(cell))
        was_graded = was_graded or bool(graded)
        headed = (
            headed
            or any(cell.column for cell in cells)
            or any(header_part(cell).patients is not None for cell in cells)
        )
    return table.rows


def grades_beside(parts: Mapping[int, tuple[HeaderPart, ...]]) -> dict[int, tuple[HeaderPart, ...]]:
    """The parts of header cells by column, with names that are numbers of grades in rows that name a grade as grades."""
    graded = {part.cell.row for column in parts.values() for part in column if part.grade}
    return {place: tuple(_as_grade(part, graded) for part in column) for place, column in parts.items()}


def _as_grade(part: HeaderPart, graded: Collection[int]) -> HeaderPart:
    if part.cell.row not in graded or not _BARE_GRADE.fullmatch(part.name):
        return part
    grade = find_grade(f"Grade {part.name}")
    return replace(part, name="", grade=grade.code) if grade else part


def _is_grade_alone(cell: Cell) -> bool:
    """Whether a header cell says that what stands below it are grades: "Grade", "Toxicity Grade, n (%)"."""
    return _GRADE_ALONE.fullmatch(_unit(cell.words)[1].strip(" ,()")) is not None


def _are_grades(cells: Sequence[Cell], graded: frozenset[int]) -> bool:
    """Whether numbers are grades: they stand below a cell "Grade"."""
    found = [_BARE_GRADE.fullmatch(cell.words.strip()) and graded.issuperset(_places(cell)) for cell in cells]
    return bool(found) and all(found)


def _is_row_label(cell: Cell) -> bool:
    """Whether a cell stands before the first column of numbers and is no header of the row labels."""
    return cell.column == 0 and not _is_label_header(cell)


def _places(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _heads_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row below an empty one goes on with the header: words over several columns, none over the row labels."""
    return len(cells) > 1 and all(cell.column for cell in cells)


def _begins_body(cells: Sequence[Cell], *, declared: bool, headed: bool, columns: int) -> bool:
    """Whether a row of words is the first below the header; `headed` if a row above has headed columns."""
    beside = [cell for cell in cells if cell.column]
    if not headed:
        return False
    if not cells:
        return not declared
    if all(map(_is_grade_alone, beside)) and len(beside) == len(cells):
        return False
    parts = [header_part(cell) for cell in cells]
    if len(cells) == 1 and (not beside or cells[0].column_span in (1, columns - 1, columns)):
        is_heading = cells[0].column == 0 and parts[0].patients is None and parts[0].unit is None
        return not declared and (is_heading or parts[0].is_plain)
    if all(part.patients is not None and not part.name for part in parts if part.cell.column):
        return not declared and cells[0].column == 0 and not _is_label_header(cells[0])
    goes_on = len(beside) > 1 and _is_label_header(cells[0])
    return (
        not (declared or goes_on) and cells[0].column == 0 and all(part.is_plain for part in parts if part.cell.column)
    )


def _is_label_header(cell: Cell) -> bool:
    return _LABEL_HEADER.search(cell.words) is not None


def header_parts(cells: Iterable[Cell | None]) -> tuple[HeaderPart, ...]:
    """The header cells above a column, taken apart; below a cell "Grade", bare numbers are grades."""
    parts: list[HeaderPart] = []
    for cell in filled(cells):
        part = header_part(cell)
        below_grade = any(_is_grade_alone(above.cell) for above in parts)
        grade = find_grade(f"Grade {cell.words}") if below_grade else None
        parts.append(replace(part, name="", patients=None, grade=grade.code) if grade else part)
    return tuple(parts)


def _grade(words: str) -> Grade | None:
    found = find_grade(words)
    if found is not None:
        return found
    rest = _unit(words)[1]
    leading = leading_grade(rest.strip())
    if leading is None or _name(rest.strip()[leading.end :]):
        return None
    start = words.casefold().find(rest.strip()[: leading.end].casefold())
    return Grade(leading.code, start, start + leading.end) if start >= 0 else None


def _unit(words: str) -> tuple[Unit | None, str]:
    for shape, unit in _UNITS:
        match = shape.search(words)
        if match is not None:
            return unit, f"{words[: match.start()]} {_OF_PATIENTS.sub(' ', words[match.end() :])}"
    return None, words


def _without(words: str, span: tuple[int, int] | None) -> str:
    return words if span is None else f"{words[: span[0]]} {words[span[1] :]}"


def _name(words: str) -> str:
    """What is left of a header cell as a name, without signs of trade marks; nothing if only fillers are left."""
    plain = " ".join(re.sub(r"[(\[]\s*[)\]]", " ", without_trade_marks(words)).split()).strip(" ,;:*†‡§¶#/-–—=").strip()
    telling = [word for word in re.findall(r"[^\W_]+", plain.casefold()) if word not in _FILLERS]
    return plain if telling else ""
