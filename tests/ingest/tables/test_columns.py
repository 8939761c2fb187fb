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
