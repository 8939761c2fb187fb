from collections.abc import Sequence

import pytest

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.tables.cell_value import Unit
from ingest.tables.header import Role, header_part, header_rows
from kg.locator import Span
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


@pytest.mark.parametrize(
    ("words", "name", "n", "grade", "unit"),
    [
        ("DRUG-X (N=1,234)", "DRUG-X", 1234, None, None),
        ("DRUG-X 75 mg/m2 + other 5 mg n=406 %", "DRUG-X 75 mg/m2 + other 5 mg", 406, None, Unit.PERCENT),
        ("DRUG-X® 10 mg N=33", "DRUG-X 10 mg", 33, None, None),
        ("DRUG-X cream, 5% N=330", "DRUG-X cream, 5%", 330, None, None),
        ("All Grades %", "", None, "all", Unit.PERCENT),
        ("Any %", "", None, "all", Unit.PERCENT),
        ("Any Grade TEAE (n=82)", "", 82, "all", None),
        ("Progressed to Grade greater than or equal to 3 (n, %)", "", None, ">=3", Unit.COUNT_PERCENT),
        ("Percentage of Patients Reporting Reaction", "", None, None, Unit.PERCENT),
        ("Total N = 102 % of patients", "Total", 102, None, Unit.PERCENT),
        ("425 (%)", "", 425, None, Unit.PERCENT),
        ("Number (%) of Patients", "", None, None, Unit.COUNT_PERCENT),
        ("(N=699-974; all tumors)", "", None, None, None),
        ("DRUG-X 600 mg n = 223 400 mg n = 37", "DRUG-X 600 mg 400 mg", None, None, None),
        ("DRUG-X N=65:67", "DRUG-X", None, None, None),
        ("(N=57) Total exposure in patient years= 31.2", "", 57, None, None),
        ("Grade 3-4 Toxicity (%)", "", None, "3-4", Unit.PERCENT),
    ],
)
def test_takes_a_header_cell_apart(words: str, name: str, n: int | None, grade: str | None, unit: Unit | None) -> None:
    part = header_part(Cell(text=AlignedText.of(words, Span(0, len(words))), row=0, column=1))
    assert (part.name, part.patients[0] if part.patients else None, part.grade, part.unit) == (name, n, grade, unit)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("N", Role.ROW_N),
        ("Subjects (n) with baseline Grade less than or equal to 2", Role.ROW_N),
        ("95% CI", Role.OTHER),
        ("Odds-ratio", Role.OTHER),
        ("Events per 100 patient-years", Role.OTHER),
        ("Placebo-corrected", Role.OTHER),
        ("Discontinued n (%)", Role.OTHER),
        ("DRUG-X", Role.OBSERVATION),
    ],
)
def test_tells_what_a_column_is_for(words: str, role: Role) -> None:
    assert header_part(Cell(text=AlignedText.of(words, Span(0, len(words))), row=0, column=1)).role is role


@pytest.mark.parametrize(
    ("rows", "declared", "expected"),
    [
        ([["", "DRUG-X"], ["Term", "N=9 %"], ["Rash", "1"]], 1, 2),
        ([["", "DRUG-X N=9 %"], ["Any reaction", "1"], ["Rash", "2"]], 3, 1),
        ([["Term", "DRUG-X N=9 %"], [("Skin", 2)], ["Rash", "1"]], 1, 1),
        ([["", ("Toxicity Grade, n (%)", 2)], ["Term", "3", "≥4"], ["Rash", "12 (7)", "0"]], 0, 2),
        ([["Term", ("Toxicity Grade", 2)], ["Rash", "12", "4"]], 0, 1),
        (
            [
                ["Term", ("Percentage (N=9)", 2)],
                ["", ("Toxicity Grade", 2)],
                ["", "Grade 3 %", "All %"],
                ["Rash", "2", "4"],
            ],
            0,
            3,
        ),
        (
            [
                ["", "DRUG-X (n, %)", "Control (n, %)"],
                ["Induction", "N = 131", "N = 137"],
                ["Rash", "6 (5%)", "3 (2%)"],
            ],
            1,
            1,
        ),
        (
            [
                ["", ("Newly diagnosed", 2)],
                ["", ("", 2)],
                ["", "DRUG-X", "Control"],
                ["Term", "%", "%"],
                ["Rash", "12", "1"],
            ],
            1,
            4,
        ),
        ([["", ("DRUG-X", 2)], ["", ("Grade", 2)], ["Term", "All %", "≥ 3 %"], ["Rash", "12", "1"]], 3, 3),
    ],
)
def test_counts_header_rows_by_what_they_hold(rows: Sequence[Row], declared: int, expected: int) -> None:
    assert header_rows(Writing().table(rows, header_rows=declared)) == expected
