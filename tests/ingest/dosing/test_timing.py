"""When doses are given, as numbers, from the words of labels."""

from decimal import Decimal

import pytest

from ingest.dosing.timing import Timing, timed, timing
from kg.codes import ScheduleElement
from kg.facts import Dose, Fact, Schedule
from kg.locator import Evidence, Span


@pytest.mark.parametrize(
    ("words", "frequency", "period", "unit"),
    [
        ("once daily", 1, "1", "day"),
        ("twice daily (every 12 hours) for 14 days", 2, "1", "day"),
        ("every 3 weeks", 1, "3", "week"),
        ("once every 3 weeks (21-day cycle)", 1, "3", "week"),
        ("three times a day", 3, "1", "day"),
        ("every other day", 1, "2", "day"),
        ("once monthly", 1, "1", "month"),
    ],
)
def test_how_often(words: str, frequency: int, period: str, unit: str) -> None:
    found = timing(words)
    assert (found.frequency, found.period, found.period_unit) == (frequency, Decimal(period), unit)


@pytest.mark.parametrize(
    ("words", "days", "cycle_days"),
    [
        ("Days 1, 4, and 7", (1, 4, 7), None),
        ("once weekly on Days 1 and 9 of 28-day treatment cycles", (1, 9), 28),
        ("once daily on Day 5 through Day 7", (5, 6, 7), None),
        ("twice daily for the first 4 days of each 21-day cycle", (1, 2, 3, 4), 21),
        ("every 3 weeks (21-day cycle)", (), 21),
    ],
)
def test_on_which_days(words: str, days: tuple[int, ...], cycle_days: int | None) -> None:
    found = timing(words)
    assert (found.days, found.cycle_days) == (days, cycle_days)


@pytest.mark.parametrize(
    "words",
    ["from Day 2", "at Week 0, Week 2, and every 4 weeks", "once daily or twice daily", "every 8 to 12 hours", ""],
)
def test_what_no_numbers_hold_is_not_told(words: str) -> None:
    assert timing(words) == Timing()


_EVIDENCE = (Evidence(section=None, span=Span(0, 1), quote="x"),)


def _dose(schedule: str, condition: str) -> Fact:
    return Dose(
        evidence=_EVIDENCE, read_by="test", amount=Decimal(5), unit="mg", schedule=schedule, condition=condition
    )


def test_subsequent_cycles_are_those_behind_the_numbered_ones() -> None:
    length = Schedule(
        evidence=_EVIDENCE,
        read_by="test",
        element=ScheduleElement.CYCLE,
        value=Decimal(28),
        unit="day",
        condition="Subsequent cycles, adults",
    )
    found = timed(
        [
            _dose("Day 1", "Cycle 1"),
            _dose("Day 1 of Cycles 2 to 4", "adults"),
            _dose("Day 1", "subsequent cycles"),
            length,
        ]
    )
    told = [(one.first_cycle, one.last_cycle) for one in found if isinstance(one, Dose | Schedule)]
    assert told == [(1, 1), (2, 4), (5, None), (5, None)]


def test_subsequent_cycles_of_none_with_a_number_have_none() -> None:
    (found,) = timed([_dose("Day 1", "subsequent cycles")])
    assert isinstance(found, Dose)
    assert (found.days, found.first_cycle) == ((1,), None)
