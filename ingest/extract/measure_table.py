"""Values of the tables of sections 5, 6 and 8 that list no reactions: mean changes, shares with a shift, risks by age.

A cell is read where its row has a label and its column a header; what its numbers are is told by how they are printed:
"-8.9", "6% (15/253)", "1.8 (N=773)".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.document import Cell, Document, Table
from ingest.measures.settings import with_settings
from ingest.names import product_names
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading, is_within
from ingest.tables.caption import table_title
from ingest.tables.cell_value import COMPARISONS
from ingest.tables.kind import observed_in
from ingest.tables.observations import label_header
from kg.codes import Form, Statistic
from kg.facts import Measure, Setting
from kg.locator import Evidence, Span

_CELL = re.compile(
    r"^\s*(?P<comparison>[<>≤≥])?\s*(?P<sign>[-–−+])?\s*(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<percent>%)?\s*"
    r"(?:\(\s*(?:[nN]\s*=\s*(?P<n>\d[\d,]*)|(?P<count>\d[\d,]*)\s*/\s*(?P<of>\d[\d,]*)|(?P<share>\d[\d.]*)\s*%?)\s*\))?\W*$"
)
_COUNTED = re.compile(r"^\W*(?P<count>\d[\d,]*)\s*/\s*(?P<of>\d[\d,]*)\W*$")
_SIZE = re.compile(r"^\s*[nN]\s*=\s*(?P<n>\d[\d,]*)\W*$")
_PATIENTS = re.compile(r"\(?\s*\b[nN]\s*=\s*\d[\d,]*\s*\)?")
_UNIT = re.compile(r"\((?P<unit>mg/dL|mmol/L|kg|lbs?|mm\s?Hg|mmHg|bpm|beats/min|ng/mL|g/dL|msec|ms|cm|%)\)")
_UCUM = {
    "mmHg": "mm[Hg]",
    "mm Hg": "mm[Hg]",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "bpm": "/min",
    "beats/min": "/min",
    "msec": "ms",
}
_TITLE = re.compile(r"^\s*(?:Table|TABLE)\s+[\dA-Za-z.]+\s*[:.]?\s*")
_SECTIONS = ("5", "6", "8")
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """A cell with the label of its row, the heading above that and the headers of its column."""

    document: Document
    placed: PlacedTable
    title: str
    heading: Cell | None
    label: Cell
    headers: tuple[Cell, ...]
    cell: Cell
    is_arm: bool

    @property
    def column(self) -> str:
        return ", ".join(_plain(header.words) for header in self.headers)

    @property
    def about(self) -> str:
        """What the row, with the column where the row is of an arm, says that the cell is of; a long title is cut off."""
        heading = _plain(self.heading.words) if self.heading else ""
        row = ", ".join(filter(None, (heading, self.column if self.is_arm else _plain(self.label.words))))
        return f"{self.title}, {row}" if len(self.title) + len(row) < _LONGEST else row

    @property
    def arm(self) -> str:
        return _plain(self.label.words) if self.is_arm else self.column

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        quoted = (self.label, self.cell, *([self.heading] if self.heading else []), *self.headers)
        placed = self.placed
        return tuple(
            evidence(
                self.document, cell.text.span(), section=placed.section, table=placed.table, headings=placed.headings
            )
            for cell in quoted
            if cell.text is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Number:
    """A number of a cell: the group of its shape's match, and further groups that are read with it."""

    found: re.Match[str]
    group: str
    further: tuple[str, ...] = ()


def extract(reading: Reading) -> Iterator[Measure | Setting]:
    """One statement per number of the tables of sections 5, 6 and 8 that are none of reactions or laboratory findings."""
    names = product_names(reading.document)
    for placed in reading.tables:
        if not is_within(placed.chapter, _SECTIONS) or not placed.table.understood or not placed.table.header_rows:
            continue
        title = table_title(placed.table)
        if observed_in(title, label_header(placed.table), placed.chapter) is None:
            for at in _cells(reading.document, placed, _TITLE.sub("", title).strip(), names):
                yield from with_settings(_facts(at))


def _cells(document: Document, placed: PlacedTable, title: str, names: tuple[str, ...]) -> Iterator[_At]:
    """The number cells of a table with a label and a header."""
    table = placed.table
    heading: Cell | None = None
    for row in range(table.header_rows, table.rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.text is not None]
        label = next((cell for cell in cells if cell.column == 0), None)
        numbers = [cell for cell in cells if cell.column and _is_number(cell.words)]
        if label is None:
            continue
        if not numbers or all(_SIZE.match(cell.words) for cell in numbers):
            heading = label
        if not numbers:
            continue
        for cell in numbers:
            headers = _headers(table, cell)
            if headers:
                is_arm = _is_arm(label.words, names)
                yield _At(
                    document=document,
                    placed=placed,
                    title=title,
                    heading=heading,
                    label=label,
                    headers=headers,
                    cell=cell,
                    is_arm=is_arm,
                )


def _headers(table: Table, cell: Cell) -> tuple[Cell, ...]:
    return tuple(header for header in table.headers(cell.column) if header is not table.cell(0, 0))


def _is_number(words: str) -> bool:
    return any(shape.match(words) for shape in (_CELL, _COUNTED, _SIZE))


def _facts(at: _At) -> Iterator[Measure]:
    words = at.cell.words
    sized, counted, value = _SIZE.match(words), _COUNTED.match(words), _CELL.match(words)
    if sized is not None:
        yield _fact(at, "patients", Statistic.COUNT, _Number(found=sized, group="n"), reader="group_size")
    elif counted is not None:
        yield _some(at, counted)
    elif value is not None:
        yield _fact(at, "", _statistic(at), _Number(found=value, group="value"))
        if value["n"]:
            yield _fact(at, "patients", Statistic.COUNT, _Number(found=value, group="n"), reader="group_size")
        if value["count"]:
            yield _some(at, value)
        if value["share"]:
            yield _fact(at, "", Statistic.VALUE, _Number(found=value, group="share"))


def _statistic(at: _At) -> Statistic:
    told = " ".join(
        (at.title, at.heading.words if at.heading else "", at.label.words, *(one.words for one in at.headers))
    )
    if re.search(r"\bmedian\b", told, re.IGNORECASE):
        return Statistic.MEDIAN
    return Statistic.MEAN if re.search(r"\b(?:mean|average)\b", told, re.IGNORECASE) else Statistic.VALUE


def _some(at: _At, found: re.Match[str]) -> Measure:
    """Some of the patients of a group: "15/253"."""
    read = _Number(found=found, group="count", further=("of",))
    return _fact(at, f"patients, of {found['of']}", Statistic.COUNT, read)


def _fact(at: _At, what: str, statistic: Statistic, read: _Number, *, reader: str = "table") -> Measure:
    is_value = read.group == "value"
    return Measure(
        evidence=at.evidence,
        values=tuple(_span(at.cell, read.found, name) for name in (read.group, *read.further)),
        read_by=f"measure.{reader}",
        form=Form.TABLE,
        subject=": ".join(filter(None, (at.about, what))) or at.arm,
        statistic=statistic,
        comparison=COMPARISONS.get(read.found["comparison"] or "") if is_value else None,
        value=_value(read.found, read.group),
        unit=_unit(at, read.found, read.group),
        arm=at.arm,
    )


def _value(found: re.Match[str], group: str) -> Decimal:
    number = Decimal(found[group].replace(",", ""))
    return -number if group == "value" and found["sign"] in {"-", "–", "−"} else number


def _unit(at: _At, found: re.Match[str], group: str) -> str | None:
    """The unit of a value: a percent sign behind it, or the unit in brackets of its row, its headers or the title."""
    if group != "value":
        return "%" if group == "share" else None
    if found["percent"]:
        return "%"
    told = (at.label.words, *(header.words for header in at.headers), at.heading.words if at.heading else "", at.title)
    stated = next((unit["unit"] for words in told if (unit := _UNIT.search(words))), None)
    return _UCUM.get(stated, stated) if stated is not None else None


def _is_arm(label: str, names: tuple[str, ...]) -> bool:
    """Whether a row is of an arm, where a table has its arms in rows."""
    return any(label.strip().casefold().startswith(name.casefold()) for name in ("placebo", *names))


def _plain(words: str) -> str:
    return " ".join(_PATIENTS.sub(" ", words).split()).strip(" ,;:*†‡§")


def _span(cell: Cell, found: re.Match[str], group: str) -> Span:
    if cell.text is None:
        raise ValueError(f"the cell in row {cell.row}, column {cell.column} is empty; expected one with a number")
    return cell.text.span(*found.span(group))
