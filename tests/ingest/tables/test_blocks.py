from collections.abc import Sequence

from ingest.tables.blocks import blocks
from ingest.tables.observations import read_table
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _read(rows: Sequence[Row]) -> list[tuple[str, str | None, int | None, str, int]]:
    table = Writing().table(rows, caption="Adverse Reactions (%)")
    found = read_table(table, ("DRUG-X",)).observations
    return [(one.term, one.arm, one.arm_n, one.grade, int(one.percent)) for one in found]


def test_labels_once_more_to_the_right_begin_a_block() -> None:
    rows = [
        ["System", "% Patients", "System", "% Patients"],
        ["Chills", "52", "Fever", "40"],
        ["Rash", "29", "Pain", "3"],
    ]
    assert _read(rows) == [
        ("Chills", "DRUG-X", None, "all", 52),
        ("Rash", "DRUG-X", None, "all", 29),
        ("Fever", "DRUG-X", None, "all", 40),
        ("Pain", "DRUG-X", None, "all", 3),
    ]


def test_a_further_header_below_has_arms_of_its_own() -> None:
    rows = [["Reaction", "DRUG-X (N=10)", "Placebo (N=11)"], ["Nausea", "10", "5"]]
    more = [["Reaction", "DRUG-X + Other (N=20)", "Other (N=21)"], ["Rash", "3", "1"]]
    assert _read([*rows, *more]) == [
        ("Nausea", "DRUG-X", 10, "all", 10),
        ("Nausea", "Placebo", 11, "all", 5),
        ("Rash", "DRUG-X + Other", 20, "all", 3),
        ("Rash", "Other", 21, "all", 1),
    ]


def test_the_grades_of_the_first_header_hold_below_the_next() -> None:
    rows: list[Row] = [["Reaction", ("DRUG-X (N=10)", 2), ("Placebo (N=11)", 2)]]
    rows += [["", "All Grades", "Grade 3", "All Grades", "Grade 3"], ["Nausea", "10", "5", "3", "1"]]
    rows += [["Laboratory test", ("DRUG-X (N=9)", 2), ("Placebo (N=8)", 2)], ["ALT increased", "4", "2", "1", "0"]]
    assert _read(rows)[4:] == [
        ("ALT increased", "DRUG-X", 9, "all", 4),
        ("ALT increased", "DRUG-X", 9, "3", 2),
        ("ALT increased", "Placebo", 8, "all", 1),
        ("ALT increased", "Placebo", 8, "3", 0),
    ]


def test_other_tables_are_one_block() -> None:
    table = Writing().table([["Reaction", "DRUG-X", "Placebo"], ["Males", "N=9", "N=8"], ["Rash", "3", "1"]])
    assert blocks(table) == (table,)
