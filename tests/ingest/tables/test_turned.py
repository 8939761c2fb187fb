from collections.abc import Sequence
from decimal import Decimal

import pytest

from ingest.tables.observations import Observation
from ingest.tables.turned import turned
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _read(rows: Sequence[Row], header_rows: int = 1) -> tuple[Observation, ...]:
    return turned(Writing().table(rows, caption="Heart Findings", header_rows=header_rows), ("DRUG-X",))


def test_rows_are_arms_and_columns_findings_below_heads_that_they_share() -> None:
    rows: list[Row] = [
        ["", "EF < 40%", ("EF Decrease", 2)],
        ["", "", "≥ 5% decrease", "≥ 9%"],
        ["Study 7", "", "", ""],
        ["DRUG-X (n = 200)", "8.5% (17)", "3% (6)", "-"],
        ["Placebo (n = 100)", "0", "1% (1)", "1% (1)"],
    ]
    read = _read(rows)
    assert [(one.term, one.arm, one.arm_n, one.percent, one.count) for one in read] == [
        ("EF < 40%", "DRUG-X", 200, Decimal("8.5"), 17),
        ("EF Decrease ≥ 5%", "DRUG-X", 200, Decimal(3), 6),
        ("EF Decrease ≥ 5%", "Placebo", 100, Decimal(1), 1),
        ("EF Decrease ≥ 9%", "Placebo", 100, Decimal(1), 1),
    ]
    assert {one.study for one in read} == {"Study 7"}
    assert [cell.words for cell in read[0].cells] == ["DRUG-X (n = 200)", "8.5% (17)", "EF < 40%", "Study 7"]


def test_rows_of_regimens_need_no_number_of_patients() -> None:
    rows: list[Row] = [["Dosage Regimen", "Rash %", "Fever %"], ["2-day", "4", "1.4"], ["8-day", "2", "<1"]]
    assert [(one.term, one.arm, one.percent) for one in _read(rows)] == [
        ("Rash", "2-day", Decimal(4)),
        ("Fever", "2-day", Decimal("1.4")),
        ("Rash", "8-day", Decimal(2)),
        ("Fever", "8-day", Decimal(1)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["", "DRUG-X", "Placebo"], ["Women (n = 20)", "5%", "2%"]],
        [["", "Grade 3", "Grade 4"], ["Group A (n = 20)", "5%", "2%"]],
        [["", "Rash", "Fever"], ["Week 4", "5%", "2%"]],
        [["Reaction", "Group A (n = 20)"], ["Rash", "5%"]],
    ],
)
def test_other_tables_are_not_turned(rows: Sequence[Row]) -> None:
    assert _read(rows) == ()
