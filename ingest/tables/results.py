"""Reads a table of study results: for each endpoint and arm a share of patients, a value, an interval or a p-value.

What a cell states is told by the words of its row, its heading and its column; a cell whose words do not say what its
numbers are is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.document import Cell, Table
from ingest.tables.columns import Column, columns
from ingest.tables.grid import Grid, Row, filled
from ingest.tables.header import Role, header_rows
from ingest.tables.result_value import Result, interval, is_result
from ingest.tables.result_words import INTERVAL, P_VALUE, RATIO, Words, is_p_value, result_of, with_unit
from ingest.tables.rows import number_cells, plain_label
from kg.locator import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A cell of results with what its row and column say of it. `cells` are where it stands, the row's label first."""

    endpoint: str
    outcome: str | None
    arm: str | None
    arm_n: int | None
    result: Result
    ci_level: Decimal | None
    cells: tuple[Cell, ...]
    values: tuple[Span, ...]


_PATIENTS = re.compile(
    r"(?-i:N)|(?:number|no\.?)\s+of\s+patients|patients\s+with\s+measurable\s+disease", re.IGNORECASE
)
_SHAPE_WORDS = re.compile(
    r"[,(\[]?\s*\bn\s*\(\s*%\s*\)|\(\s*n?\s*,?\s*%\s*\)|,\s*%|(?:[,(–-]\s*|\bin\s+|(?<=\bmedian)\s+)\b(?:months|weeks|days|years|hours|mos?\.?)\b\.?\s*\)?|^\s*n\s*$",
    re.IGNORECASE,
)
_NO_RESULTS = re.compile(
    r"\b(?:baseline|demographics?|characteristics|disposition|dosing|dosage|schedule|criteria|pharmacokinetic|adverse)\b",
    re.IGNORECASE,
)
_ARMS_IN_ROWS = re.compile(r"(?:treatment|regimen|drug|dose|arm|group)s?\b", re.IGNORECASE)
_NUMBERS = re.compile(r"[\W\d]*\([\W\d]*")
_PUNCTUATION = " ,;:.()[]–-"


def is_results(title: str, label_header: str) -> bool:
    """Whether a table of section 14 holds results, with its arms in columns: not a description of the patients or of the treatment."""
    return not _NO_RESULTS.search(f"{title} {label_header}") and not _ARMS_IN_ROWS.match(label_header)


def read_results(table: Table, product_names: Sequence[str] = ()) -> Iterator[Finding]:
    """The results of a table, row by row; a row that only states an interval completes the row before it."""
    grid = Grid(table, header_rows(table, is_result), is_result)
    read = {column.place: column for column in columns(grid, product_names)}
    has_arms = any(column.patients or _is_arm(column.arm or "", product_names) for column in read.values())
    heading: Cell | None = None
    topic: str | None = None
    patients: dict[int, tuple[int, Span]] = {}
    pending: dict[int, Finding] = {}
    for row in grid.rows[grid.body :]:
        labels = filled(row[: grid.first_value_column])
        cells = {place: cell for place, cell in number_cells(row, grid.first_value_column).items() if cell.text}
        cells = {place: cell for place, cell in cells.items() if cell not in labels}
        if not labels:
            continue
        if not cells:
            yield from pending.values()
            heading, topic, patients, pending = labels[0], None, {}, {}
            continue
        if _PATIENTS.fullmatch(plain_label(labels[0].words)):
            patients = {place: stated for place, cell in cells.items() if (stated := _patients(cell))}
            continue
        if any(_is_arm(label.words, product_names) for label in labels) or _NUMBERS.fullmatch(labels[-1].words):
            continue
        line = _Line(
            label=labels[-1], heading=heading, topic=topic, row=row, read=read, patients=patients, has_arms=has_arms
        )
        if line.is_interval_alone:
            pending = {place: line.completed(finding, cells.get(place)) for place, finding in pending.items()}
            continue
        yield from pending.values()
        pending = line.findings(cells)
        topic = line.endpoint if line.is_endpoint else topic
    yield from pending.values()


def _is_arm(label: str, product_names: Sequence[str]) -> bool:
    """Whether a row is of an arm, where a table has its arms in rows."""
    return any(plain_label(label).casefold().startswith(name.casefold()) for name in ("placebo", *product_names))


def _patients(cell: Cell) -> tuple[int, Span] | None:
    if cell.text is None or not re.fullmatch(r"\s*\d[\d,]*\s*", cell.words):
        return None
    return int(cell.words.replace(",", "")), cell.text.strip().span()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row of results: its label, the heading and the endpoint above it, and the columns.

    `has_arms` if a column is certainly one of an arm; in another table, the columns may be what was measured.
    """

    label: Cell
    heading: Cell | None
    topic: str | None
    row: Row
    read: Mapping[int, Column]
    patients: Mapping[int, tuple[int, Span]]
    has_arms: bool

    @property
    def is_interval_alone(self) -> bool:
        return self._words("").is_interval_alone

    @property
    def is_endpoint(self) -> bool:
        """Whether the row names an endpoint of its own, which later rows of ratios and p-values are about."""
        return not is_p_value(self.label.words) and not RATIO.search(self.label.words)

    @property
    def endpoint(self) -> str:
        above = plain_label(self.heading.words) if self.heading else self.topic if not self.is_endpoint else None
        own = _named(_SHAPE_WORDS.sub(" ", P_VALUE.sub(" ", self._words("").plain)))
        if is_p_value(self.label.words):
            own = "" if above else own
        return ", ".join(part for part in (above, own) if part) or plain_label(self.label.words)

    def findings(self, cells: Mapping[int, Cell]) -> dict[int, Finding]:
        """What the cells of the row state, by column; an interval in a column of its own completes the cell before it."""
        found: dict[int, Finding] = {}
        for place, cell in cells.items():
            finding = self.finding(place, cell)
            if finding is not None:
                found[place] = finding
            elif found and self._is_interval(place):
                before = max(found)
                found[before] = self.completed(found[before], cell, *self.read[place].cells)
        return found

    def _is_interval(self, place: int) -> bool:
        words = " ".join(head.words for head in self.read[place].cells[-1:])
        return Words(label=words, heading="", column="").is_interval_alone

    def finding(self, place: int, cell: Cell) -> Finding | None:
        """What a cell of the row states; None if the words do not say what its numbers are."""
        column = self.read[place]
        header = " ".join(head.words for head in column.cells)
        words = self._words(header)
        is_other = column.role is Role.OTHER
        if is_other and not (P_VALUE.search(header) or RATIO.search(header)):
            return None
        if words.is_measured and not self.has_arms:
            return None
        result = result_of(cell, words, of_column=is_other)
        if result is None:
            return None
        shared = [self.read[other] for other, at in enumerate(self.row) if at is cell and other in self.read]
        compares = is_other or len({one.arm for one in shared}) > 1
        level, level_cell, level_span = (
            _level(self.label, self.heading, *column.cells) if result.ci_low or result.ci_high else _NO_LEVEL
        )
        counted = self.patients.get(place) or column.patients
        stated = None if compares else counted
        result = _with_denominator(result, stated[0] if stated else None)
        cells = (
            self.label,
            cell,
            *([self.heading] if self.heading else []),
            *column.cells,
            *([level_cell] if level_cell else []),
        )
        return Finding(
            endpoint=self.endpoint if not is_other else f"{self.endpoint}, {_named(INTERVAL.sub(' ', header))}",
            outcome=column.study,
            arm=None if compares else column.arm,
            arm_n=stated[0] if stated else None,
            result=with_unit(result, words, ratio=header if is_other else self.label.words),
            ci_level=level,
            cells=tuple(dict.fromkeys(cells)),
            values=(*result.spans, *([level_span] if level_span else []), *([stated[1]] if stated else [])),
        )

    def completed(self, finding: Finding, cell: Cell | None, *headers: Cell) -> Finding:
        """A finding with the confidence interval that a further cell, in this row or column, states for it."""
        stated = interval(cell.text) if cell is not None and cell.text is not None else None
        if cell is None or stated is None:
            return finding
        level, level_cell, level_span = _level(self.label, *headers)
        return replace(
            finding,
            result=replace(finding.result, ci_low=stated.ci_low, ci_high=stated.ci_high),
            ci_level=level,
            cells=(*finding.cells, cell, *([level_cell] if level_cell else [])),
            values=(*finding.values, *stated.spans, *([level_span] if level_span else [])),
        )

    def _words(self, column: str) -> Words:
        return Words(label=self.label.words, heading=self.heading.words if self.heading else "", column=column)


_Level = tuple[Decimal | None, Cell | None, Span | None]
_NO_LEVEL: _Level = (None, None, None)


def _with_denominator(found: Result, patients: int | None) -> Result:
    """A count with the number of patients of its arm as denominator, if its printed percentage is just that share."""
    if found.count is None or found.percent is None or found.n is not None or not patients:
        return found
    places = -int(found.percent.as_tuple().exponent)
    share_of_arm = Decimal(found.count) * 100 / patients
    return replace(found, n=patients) if abs(share_of_arm - found.percent) <= Decimal(6) / 10 ** (places + 1) else found


def _level(*cells: Cell | None) -> _Level:
    """The confidence level that the first of some cells with one names."""
    for cell in cells:
        match = INTERVAL.search(cell.words) if cell is not None else None
        if cell is not None and cell.text is not None and match is not None and match["level"]:
            return Decimal(match["level"]), cell, cell.text.span(*match.span("level"))
    return _NO_LEVEL


def _named(words: str) -> str:
    """Words as a name: without brackets and punctuation left over at their ends, empty if no letter is left."""
    plain = " ".join(re.sub(r"\(\s*\)|\[\s*\]", " ", words).split()).strip(_PUNCTUATION)
    closed = plain + ")" if plain.count("(") > plain.count(")") else plain
    return closed if re.search(r"[A-Za-z0-9]", closed) else ""
