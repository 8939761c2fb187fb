"""Tables about doses of the product: which are, what their columns are for, and whom the words above them name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.document import Part
from ingest.dosing.columns import ABOUT_DOSES, Column, Role, columns_of, unit_of, with_header
from ingest.dosing.table_groups import GroupedRow, grouped_rows
from ingest.dosing.titles import disease, purpose, titled
from ingest.reading import PlacedTable, Reading, is_within
from ingest.tokens import tokenize

_ABOUT_OTHER = re.compile(
    r"premedic|pre-medic|reconstitut|dilut|prepar|storage|equivalen|concomitant\s+medic|missed", re.IGNORECASE
)
_LEVELS = re.compile(r"\b(?:reduc\w+|levels?|modif\w+)\b", re.IGNORECASE)
WHOM = re.compile(
    r"(?:^|\b(?:for|in)\s+)(?P<whom>(?:[^\s,;:()]+\s+){0,2}?(?:adults?|pediatric|patients|children)\b.*)", re.IGNORECASE
)
"""Whom a heading or a caption names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DosingTable:
    """A table about doses, what its columns are for, and whom or what its section and its caption name."""

    placed: PlacedTable
    columns: Mapping[int, Column]
    names: frozenset[str]
    told: tuple[str, ...]
    row_unit: str | None = None

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns.values())

    @property
    def is_of_levels(self) -> bool:
        """Whether its rows are the levels of a dose, of which the first repeats the recommended one."""
        caption = self.placed.table.caption
        labels = (row.cells[0].words for row in grouped_rows(self.placed.table))
        return bool(_LEVELS.search(" ".join((*self.header, caption.text if caption else "", *labels))))

    @property
    def has_several_doses(self) -> bool:
        return sum(column.role in (Role.DOSE, Role.MAXIMUM) for column in self.columns.values()) > 1


def dosing_table(reading: Reading, placed: PlacedTable, names: frozenset[str]) -> DosingTable | None:
    """A table as one about doses of the product, whose words are `names`; None where it is about something else."""
    if not placed.table.understood or not _is_about_doses(placed, _title(reading, placed), names):
        return None
    headed = replace(placed, table=with_header(placed.table))
    told = tuple(_told_above(reading, placed, names))
    return DosingTable(placed=headed, columns=columns_of(headed.table, names), names=names, told=told)


def _told_above(reading: Reading, placed: PlacedTable, names: frozenset[str]) -> Iterator[str]:
    """Whom or what the doses of a table are for: by the heading above it or its section's title, and by its caption."""
    title = _title(reading, placed)
    caption = placed.table.caption if placed.table.label else None
    captioned = purpose(caption.text, names) if caption else ""
    yield captioned
    above = next(filter(None, map(titled, (*placed.headings[-1:], title))), disease(title))
    yield "" if WHOM.search(captioned) and WHOM.search(above) else above


def _title(reading: Reading, placed: PlacedTable) -> str:
    section = reading.document.section(placed.section) if placed.section else None
    return section.title.text if section and section.title else ""


def _row_unit(label: str, names: frozenset[str]) -> str | None:
    """The unit that a row's label prints behind the product's name."""
    return unit_of(label) if names & {token.lower_ for token in tokenize(label)} else None


def as_row_sees(table: DosingTable, row: GroupedRow) -> DosingTable:
    """The table for a row; all columns behind a label that names the product and a unit hold its doses.

    The label tells the unit that else a header tells: "EXAMPLINE (mg/m2) | 20 | - | 70".
    """
    unit = _row_unit(row.cells[0].words, table.names)
    if unit is None or row.cells[0].column:
        return table
    columns = {
        place: replace(column, role=Role.DOSE if place else Role.CONDITION, unit=unit)
        for place, column in table.columns.items()
    }
    return replace(table, columns=columns, row_unit=unit)


def with_labels(rows: Iterable[GroupedRow]) -> Iterator[GroupedRow]:
    """The rows; one whose first cell is empty goes on with the label of the row above it."""
    above: GroupedRow | None = None
    for row in rows:
        goes_on = above is not None and row.cells[0].column == 1 and above.groups == row.groups
        label = above.cells[0] if above is not None and goes_on else None
        is_label = label is not None and (label.column, label.column_span) == (0, 1)
        above = replace(row, cells=(label, *row.cells)) if label is not None and is_label else row
        yield above


def _is_about_doses(placed: PlacedTable, title: str, names: frozenset[str]) -> bool:
    """Whether a table is about the product's doses: by its header, its caption and its rows, one of which may name the
    product and a unit, or, where it has no caption, by the title of its subsection.
    """
    if placed.chapter is not None and not is_within(placed.chapter, ("2",)):
        return False
    if placed.part not in (Part.GUIDE, Part.FULL):
        return False
    table = with_header(placed.table)
    heading = " ".join(cell.words for column in range(table.columns) for cell in table.headers(column))
    words = " ".join((heading, table.caption.text if table.caption else ""))
    labels = [row.cells[0].words for row in grouped_rows(table)]
    about = " ".join((words, *labels, *([title] if table.caption is None and "." in (placed.section or "") else [])))
    is_told = ABOUT_DOSES.search(about) or any(_row_unit(label, names) for label in labels)
    return bool(is_told) and not _ABOUT_OTHER.search(words)
