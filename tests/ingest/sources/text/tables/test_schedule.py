"""Dosing schedules by day."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import table_at
from tests.ingest.sources.text.tables.excerpts import body, header, read

SCHEDULE = """\
Table 1.  Dosing Regimen of Exampline

Day 1 Day 8a Day 15a

Dosing regimen for Cycle 1
All patients:

Doseb 2 mg/m2 1-1.5 mg/m2 1 mg/m2

Cycle length 21 daysc

Patients who respond:

Doseb 1 mg/m2 1 mg/m2 0.5 mg/m2
a Within 2 days.
b The dose is given once.
c All days count.
"""


def test_amounts_stand_below_their_days() -> None:
    table = read(SCHEDULE)
    assert header(table) == [["Day 1", "Day 8", "Day 15"]]
    assert body(table) == [
        ["Dosing regimen for Cycle 1"],
        ["All patients:"],
        ["Dose", "2 mg/m2", "1-1.5 mg/m2", "1 mg/m2"],
        ["Cycle length", "21 days"],
        ["Patients who respond:"],
        ["Dose", "1 mg/m2", "1 mg/m2", "0.5 mg/m2"],
    ]
    length = next(cell for cell in table.cells if cell.words == "21 days")
    assert (length.column, length.column_span, length.markers) == (1, 3, ("c",))


def test_without_a_caption_the_line_above_is_the_title() -> None:
    table = read("Dosing for Cycle 2\nDay 1 Day 8\n\nDose 5 mg 6 mg\n")
    assert (table.label, table.caption and table.caption.text) == (None, "Dosing for Cycle 2")
    assert body(table) == [["Dose", "5 mg", "6 mg"]]


def test_notes_may_stand_apart_above() -> None:
    text = "a Within 2 days.\n\nNEWS ABOUT EXAMPLINE\nIt is new.\n\nDay 1 Day 8a\n\nDose 5 mg 6 mg\n\nMore about it.\n"
    lines = lines_of(text)
    found = table_at(lines, 5)
    assert found is not None
    table, after = found
    assert header(table) == [["Day 1", "Day 8"]]
    assert [note.text.text for note in table.footnotes] == ["Within 2 days."]
    assert lines[after + 1].text == "More about it."


@pytest.mark.parametrize("text", ["Day 1 Day 8\n\nPatients are seen.\n", "Days 1, 8, and 15 are dose days.\nDose 5 mg"])
def test_days_without_amounts_are_no_schedule(text: str) -> None:
    assert table_at(lines_of(text), 0) is None
