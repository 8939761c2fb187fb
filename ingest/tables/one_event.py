"""Tables about one event: their rows are groups of patients, their columns arms, and the caption or a head names the event.

"Incidence of Rash" over "DRUG-X" and "Placebo", with the rows "Study 1" and "Study 2".
"""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Cell, Table
from ingest.grade import ALL_GRADES
from ingest.tables.caption import table_title
from ingest.tables.cell_value import Unit, cell_value
from ingest.tables.columns import Column, columns
from ingest.tables.grid import Grid, filled
from ingest.tables.header import Role, header_rows
from ingest.tables.observations import ROWS_OF_GROUPS, Observation
from ingest.tables.rows import number_cells, plain_label

_EVENT = re.compile(
    r"\bincidence(?:\s*\(%\))?\s+of\s+"
    r"(?P<event>(?!(?:an?y?|the|common)\b)(?:(?!(?:and\s+associated|reported|in|patients|subjects|reactions?|events?)\b)[\w/-]+(?:\s+|$))+)"
    r"(?=(?:reported\s+)?in\b|$)",
    re.IGNORECASE,
)
"""What a caption or a head says the incidence of: "Incidence (%) of Rash Reported in Adults"."""

_OF_STUDIES = re.compile(r"stud(?:y|ies)|trials?", re.IGNORECASE)


def of_one_event(table: Table, product_names: Sequence[str]) -> tuple[Observation, ...]:
    """The observations of a table about one event; none if it is no such table."""
    grid = Grid(table, header_rows(table))
    heads = [_head(grid, place) for place in range(grid.first_value_column)]
    event = _event(table, grid)
    if event is None or not all(map(ROWS_OF_GROUPS.fullmatch, heads)):
        return ()
    read = columns(grid, product_names)
    if not all(column.role is Role.OBSERVATION and column.arm and column.grade is None for column in read):
        return ()
    return tuple(_observations(grid, read, heads, event))


def _head(grid: Grid, place: int) -> str:
    """The words that head a column of labels."""
    return " ".join(dict.fromkeys(cell.words.strip() for row in grid.header for cell in filled(row[place : place + 1])))


def _event(table: Table, grid: Grid) -> str | None:
    """The event that a head over all columns of numbers names, else the caption."""
    over = [cell.words for row in grid.header for cell in filled(row[grid.first_value_column :])]
    found = next((match for words in (*over, table_title(table)) if (match := _EVENT.search(words))), None)
    return found["event"].strip() if found else None


def _observations(grid: Grid, read: Sequence[Column], heads: Sequence[str], event: str) -> Iterator[Observation]:
    for row in grid.rows[grid.body :]:
        labels = filled(row[: grid.first_value_column])
        numbers = number_cells(row, grid.first_value_column)
        group = ", ".join(_group(heads[label.column], label) for label in labels)
        for column in read:
            cell = numbers.get(column.place)
            value = cell_value(cell.text, column.unit or Unit.PERCENT) if cell is not None and cell.text else None
            if cell is None or value is None or value.percent is None:
                continue
            patients = column.patients
            yield Observation(
                term=event,
                arm=column.arm,
                arm_n=value.n if value.n is not None else patients[0] if patients else None,
                grade=ALL_GRADES,
                percent=value.percent,
                comparison=value.comparison,
                count=value.count,
                study=group or None,
                heading=None,
                included_terms=(),
                cells=(*labels, cell, *column.cells),
                values=(*value.spans, *([patients[1]] if patients and value.n is None else [])),
            )


def _group(head: str, label: Cell) -> str:
    """A group of patients as its label names it; the number of a study with the word for it."""
    words = plain_label(label.words)
    return f"{head} {words}" if _OF_STUDIES.fullmatch(head) and words[:1].isdigit() else words
