"""The dates of the example label's regimen, and of made-up ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ingest.dosing.timing import timed
from ingest.pipeline import read_label
from kg.calculation.regimen import Regimen, regimen
from kg.codes import ScheduleElement
from kg.errors import PatientError
from kg.facts import Dose, Fact
from kg.locator import Evidence, Span
from tests.example import LABEL

MONDAY = date(2026, 1, 5)
_EVIDENCE = (Evidence(section="2.1", span=Span(0, 1), quote="x"),)


@pytest.fixture(scope="module")
def facts() -> Sequence[Fact]:
    return read_label(LABEL).facts


def _days(found: Regimen, cycle: int) -> list[tuple[int, str, str]]:
    return [(one.day, f"{one.dose.amount.normalize()}", one.at.isoformat()) for one in found.cycles[cycle - 1].doses]


def test_first_cycle_with_its_windows(facts: Sequence[Fact]) -> None:
    (cycle,) = regimen(facts, MONDAY, 1).cycles
    assert (cycle.days, cycle.longest) == (21, 28)
    assert [(one.day, one.earliest, one.latest) for one in cycle.doses] == [
        (1, None, None),
        (8, date(2026, 1, 11), date(2026, 1, 14)),
        (15, date(2026, 1, 18), date(2026, 1, 21)),
    ]


def test_later_cycles_depend_on_an_answer(facts: Sequence[Fact]) -> None:
    found = regimen(facts, MONDAY, 2)
    assert found.cycles[1].start == date(2026, 1, 26)
    (need,) = found.needs
    assert need.startswith("which holds in cycle 2: ")
    conditions = need.partition(": ")[2].split(" / ")
    assert len(conditions) == 2
    answered = regimen(facts, MONDAY, 3, {conditions[0]: True, conditions[1]: False})
    assert not answered.needs
    assert _days(answered, 2) == [(1, "0.5", "2026-01-26"), (8, "0.5", "2026-02-02"), (15, "0.5", "2026-02-09")]
    assert answered.cycles[2].start == date(2026, 2, 23)


def test_limits_are_told_with_their_words(facts: Sequence[Fact]) -> None:
    limits = {(one.element, one.value, one.unit) for one in regimen(facts, MONDAY, 1).limits}
    assert (ScheduleElement.DOSE_GAP, Decimal(6), "day") in limits
    assert (ScheduleElement.TREATMENT, Decimal(6), "{cycle}") in limits


def _dose(schedule: str) -> Dose:
    return Dose(evidence=_EVIDENCE, read_by="test", amount=Decimal(5), unit="mg/kg", schedule=schedule)


def test_a_dose_every_three_weeks_is_one_of_a_cycle_of_21_days() -> None:
    found = regimen(timed([_dose("every 3 weeks")]), MONDAY, 3)
    assert [cycle.doses[0].at for cycle in found.cycles] == [MONDAY, date(2026, 1, 26), date(2026, 2, 16)]


def test_where_the_length_of_a_cycle_is_not_stated_no_further_one_is_dated() -> None:
    found = regimen(timed([_dose("Days 1, 4, and 7")]), MONDAY, 2)
    assert [one.at.day for one in found.cycles[0].doses] == [5, 8, 11]
    assert found.needs == ("the length of cycle 1: the label states none, or several",)


def test_a_daily_dose_has_no_days_of_a_cycle() -> None:
    found = regimen(timed([_dose("once daily")]), MONDAY, 1)
    assert (found.cycles, len(found.needs)) == ((), 1)


def test_while_several_conditions_are_open_no_later_cycle_is_dated() -> None:
    two = [replace(_dose("once weekly"), condition="gout"), replace(_dose("every 4 weeks"), condition="rash")]
    found = regimen(timed(two), MONDAY, 3)
    assert [cycle.number for cycle in found.cycles] == [1]
    assert found.needs[0] == "which holds in cycle 1: gout / rash"
    answered = regimen(timed(two), MONDAY, 2, {"gout": False})
    assert [cycle.start for cycle in answered.cycles] == [MONDAY, date(2026, 2, 2)]


def test_an_answer_to_words_that_are_no_condition_is_refused() -> None:
    with pytest.raises(PatientError, match="'purple' is no condition of a dose"):
        regimen(timed([_dose("every 3 weeks")]), MONDAY, 1, {"purple": True})


@pytest.mark.parametrize("cycles", [0, -1, 101])
def test_a_number_of_cycles_out_of_range_is_refused(cycles: int) -> None:
    with pytest.raises(PatientError, match="1 to 100"):
        regimen((), MONDAY, cycles)


def test_the_doses_of_a_cycle_are_summed_and_reduced_by_a_share() -> None:
    found = regimen(timed([_dose("Days 1, 4, and 7")]), MONDAY, 1, reduced_by=Decimal(20))
    (cycle,) = found.cycles
    assert [(one.value, one.unit, one.derivation) for one in cycle.totals] == [
        (Decimal(15), "mg/kg", "5 + 5 + 5 mg/kg")
    ]
    assert [(one.value, one.derivation) for one in cycle.reduced] == [
        (Decimal(12), "15 mg/kg less 20 %, not divided among the doses; 5 + 5 + 5 mg/kg")
    ]


@pytest.mark.parametrize("share", ["0", "100", "-5"])
def test_a_share_that_leaves_no_dose_is_refused(share: str) -> None:
    with pytest.raises(PatientError, match="between 0 and 100"):
        regimen(timed([_dose("Days 1, 4, and 7")]), MONDAY, 1, reduced_by=Decimal(share))


def test_an_initial_dose_is_that_of_the_first_cycle() -> None:
    loading = replace(_dose("once"), amount=Decimal(8), schedule=None, condition="gastric cancer, initial dose")
    later = replace(_dose("every 3 weeks"), condition="gastric cancer, subsequent dose")
    found = regimen(timed([loading, later]), MONDAY, 3)
    assert [(one.dose.amount, one.at) for cycle in found.cycles for one in cycle.doses] == [
        (Decimal(8), MONDAY),
        (Decimal(5), date(2026, 1, 26)),
        (Decimal(5), date(2026, 2, 16)),
    ]


def test_an_initial_dose_of_other_patients_is_no_first_cycle() -> None:
    loading = replace(_dose("once"), schedule=None, condition="breast cancer, initial dose")
    later = replace(_dose("every 3 weeks"), condition="gastric cancer, subsequent dose")
    doses = timed([loading, later])
    found = regimen(doses, MONDAY, 1)
    assert [one.dose.condition for one in found.cycles[0].doses] == ["gastric cancer, subsequent dose"]
    assert not regimen(doses, MONDAY, 1, patients="Breast").cycles
    with pytest.raises(PatientError, match=r"no dose is for 'lung'.*breast cancer, initial dose; gastric cancer"):
        regimen(doses, MONDAY, 1, patients="lung")


def test_an_end_that_only_words_tell_is_needed() -> None:
    found = regimen(timed([_dose("once weekly for 4 weeks")]), MONDAY, 2)
    assert found.needs == ("when the doses end: the label says 'once weekly for 4 weeks'",)


def _daily(schedule: str, frequency: int, cycle_days: int = 28) -> Dose:
    daily = Dose(evidence=_EVIDENCE, read_by="x", amount=Decimal(125), unit="mg", schedule=schedule)
    return replace(daily, frequency=frequency, period=Decimal(1), period_unit="day", cycle_days=cycle_days)


def test_a_daily_dose_is_given_on_the_days_before_those_without_one() -> None:
    found = regimen(
        [_daily("once daily for 21 consecutive days followed by 7 days off, in 28-day cycles", 1)], MONDAY, 1
    )
    (cycle,) = found.cycles
    assert [one.day for one in cycle.doses] == list(range(1, 22))
    assert [(one.value, one.derivation) for one in cycle.totals] == [(Decimal(2625), "21 x 125 mg")]


def test_all_doses_of_a_day_are_in_the_total() -> None:
    twice = replace(_daily("twice daily on Days 1 and 2", 2), days=(1, 2))
    (cycle,) = regimen([twice], MONDAY, 1).cycles
    assert [(one.value, one.derivation) for one in cycle.totals] == [(Decimal(500), "125 + 125 + 125 + 125 mg")]
    divided = replace(twice, divided_into=2)
    assert regimen([divided], MONDAY, 1).cycles[0].totals[0].value == Decimal(250)


def test_a_daily_dose_without_days_is_not_dated() -> None:
    assert not regimen([_daily("once daily in 28-day cycles", 1)], MONDAY, 1).cycles
