"""Values of tables that list no reactions."""

from decimal import Decimal

from ingest.extract import measure_table
from kg.codes import Statistic
from kg.facts import Measure, Setting
from tests.ingest.building import Writing


def _facts(rows: list[list[str]], caption: str, section: str = "5.6") -> list[Measure | Setting]:
    writing = Writing()
    table = writing.table(rows, caption=caption)
    return list(measure_table.extract(writing.add(writing.section(section, None, table)).reading()))


def test_a_mean_change_has_its_arm_and_its_patients() -> None:
    change, patients = _facts([["Parameter", "EXAMPLINE"], ["Glucose", "-8.9 (N=783)"]], "Mean Change (mg/dL)")
    assert isinstance(change, Measure)
    assert (change.subject, change.arm, change.statistic) == (
        "Mean Change (mg/dL), Glucose",
        "EXAMPLINE",
        Statistic.MEAN,
    )
    assert (change.value, change.unit) == (Decimal("-8.9"), "mg/dL")
    assert (patients.subject, patients.value) == ("Mean Change (mg/dL), Glucose: patients, EXAMPLINE", Decimal(783))


def test_a_share_with_a_shift_has_its_counts() -> None:
    share, some = _facts([["Shift", "EXAMPLINE"], ["Normal to High", "6% (15/253)"]], "Change in Lipids")
    assert isinstance(share, Measure)
    assert (share.value, share.unit) == (Decimal(6), "%")
    assert (some.subject, some.value) == ("Change in Lipids, Normal to High: patients, of 253", Decimal(15))


def test_tables_of_reactions_are_left_to_their_own_reader() -> None:
    assert not _facts([["Adverse Reaction", "EXAMPLINE (N=40) %"], ["Nausea", "13"]], "Adverse Reactions", "6.1")


def test_a_table_without_headers_states_nothing() -> None:
    writing = Writing()
    table = writing.table([["Glucose", "-8.9"]], caption="Mean Change", header_rows=0)
    assert not list(measure_table.extract(writing.add(writing.section("5.6", None, table)).reading()))
