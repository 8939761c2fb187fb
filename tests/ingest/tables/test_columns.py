from collections.abc import Sequence

from ingest.tables.columns import columns
from ingest.tables.grid import Grid
from ingest.tables.header import Role, header_rows
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _columns(rows: Sequence[Row], header: int = 1) -> list[tuple[str | None, str | None, str | None]]:
    table = Writing().table(rows, header_rows=header)
    return [(one.arm, one.grade, one.study) for one in columns(Grid(table, header_rows(table)), ("DRUG-X",))]


def test_bare_numbers_below_grade_are_grades() -> None:
    rows: list[Row] = [["", ("DRUG-X N=9", 2)], ["", ("Grade", 2)], ["Term", "All %", "≥ 3 %"], ["Rash", "12", "1"]]
    assert _columns(rows, 3) == [("DRUG-X", "all", None), ("DRUG-X", ">=3", None)]


def test_total_is_dropped_from_an_arm_without_parts() -> None:
    whole: list[Row] = [["", "DRUG-X Total N=9 %", "Placebo N=8 %"], ["Rash", "12", "1"]]
    assert [arm for arm, _, _ in _columns(whole)] == ["DRUG-X", "Placebo"]
    parts: list[Row] = [["", "DRUG-X 5 mg N=4 %", "DRUG-X Total N=9 %"], ["Rash", "12", "1"]]
    assert [arm for arm, _, _ in _columns(parts)] == ["DRUG-X 5 mg", "DRUG-X Total"]


def test_a_caption_in_the_grid_is_no_arm() -> None:
    rows: list[Row] = [[("Table 2: Reactions", 2)], ["Term", "DRUG-X N=9 %"], ["Rash", "12"]]
    assert _columns(rows) == [("DRUG-X", None, None)]


def test_columns_of_patients_and_of_other_statistics_are_told() -> None:
    table = Writing().table([["", "N", "DRUG-X %", "p-value"], ["Rash", "9", "12", "0.02"]])
    read = columns(Grid(table, 1), ())
    assert [one.role for one in read] == [Role.ROW_N, Role.OBSERVATION, Role.OTHER]


def test_a_time_alone_is_no_treatment() -> None:
    below: list[Row] = [["", ("DRUG-X N=9", 2)], ["Term", "Week 12", "Week 24"], ["Rash", "12%", "1%"]]
    assert _columns(below) == [("DRUG-X", None, "Week 12"), ("DRUG-X", None, "Week 24")]
    alone: list[Row] = [["Term", "Cycle 1 (N=9)", "Cycle 2 (N=8)"], ["Rash", "12%", "1%"]]
    assert _columns(alone) == [(None, None, "Cycle 1"), (None, None, "Cycle 2")]


def test_a_group_of_patients_over_treatments_is_no_treatment() -> None:
    group = "Low Intensity Chemotherapy Subgroup"
    rows: list[Row] = [["", (group, 2), ("Others", 2)], ["", "DRUG-X", "Placebo", "DRUG-X", "Placebo"]]
    assert _columns([*rows, ["Rash", "12%", "1%", "2%", "1%"]])[:2] == [
        ("DRUG-X", None, group),
        ("Placebo", None, group),
    ]
    dose: list[Row] = [["", "Placebo", "10 mg/day"], ["", "N=9", "DRUG-X N=8"], ["Rash", "1%", "2%"]]
    assert _columns(dose) == [("Placebo", None, None), ("10 mg/day DRUG-X", None, None)]


def test_a_study_that_heads_a_column_is_no_treatment() -> None:
    rows: list[Row] = [["Term", "Study 1 (N=9)", "Study 2 (N=8)"], ["Rash", "12%", "1%"]]
    assert _columns(rows) == [(None, None, "Study 1"), (None, None, "Study 2")]


def test_total_beside_grades_is_all_grades_and_n_beside_each_is_a_count() -> None:
    rows: list[Row] = [["", ("N=111", 4)], ["", ("Total", 2), ("Grade 3", 2)], ["Term", "N", "%", "N", "%"]]
    table = Writing().table([*rows, ["Rash", "12", "11", "3", "3"]], header_rows=3)
    read = columns(Grid(table, header_rows(table)), ())
    assert [(one.arm, one.grade, one.role) for one in read] == [
        (None, "all", Role.COUNT),
        (None, "all", Role.OBSERVATION),
        (None, "3", Role.COUNT),
        (None, "3", Role.OBSERVATION),
    ]


def test_numbers_beside_a_grade_are_grades() -> None:
    rows: list[Row] = [["", ("DRUG-X N=9", 2)], ["Term", "All grades", "3 or 4"], ["Rash", "12%", "1%"]]
    assert _columns(rows, 2) == [("DRUG-X", "all", None), ("DRUG-X", "3-4", None)]


def test_n_below_an_arm_with_its_patients_is_a_count() -> None:
    table = Writing().table([["", ("DRUG-X (N=56)", 2)], ["", "N", "(%)"], ["Rash", "13", "(23.2)"]], header_rows=2)
    read = columns(Grid(table, header_rows(table)), ())
    assert [one.role for one in read] == [Role.COUNT, Role.OBSERVATION]


def test_a_row_of_doses_below_named_arms_names_none() -> None:
    rows: list[Row] = [
        ["Weight", "Group A (n = 20) ≥ 50 kg", "Group B (n = 30) < 50 kg"],
        ["DRUG-X Dose", "2 mg", "1 mg"],
        ["Rash", "12%", "1%"],
    ]
    assert _columns(rows, 2) == [("Group A", None, None), ("Group B", None, None)]
