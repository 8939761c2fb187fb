"""The dates of a regimen: its cycles and doses, the windows around them, and the limits that hold for all of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter

from kg.calculation.amounts import Amount
from kg.calculation.cycle_total import cycle_totals, reduced
from kg.codes import Comparison, Modality, ScheduleElement
from kg.errors import PatientError
from kg.facts import Dose, Fact, Schedule

MOST_CYCLES = 100
"""More cycles are not planned."""
_DAYS = {"day": 1, "week": 7}
_LIMITS = frozenset(ScheduleElement) - {ScheduleElement.CYCLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDose:
    """A dose on its day of a cycle. `earliest` and `latest` are told where the label states a window."""

    dose: Dose
    day: int
    at: date
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCycle:
    """A cycle with its doses. `days` is its length, `longest` what it may be extended to, and `facts` state these lengths.

    `totals` is what its doses come to together, for each condition; `reduced` what is left of each total.
    """

    number: int
    start: date
    days: int | None
    longest: int | None
    doses: tuple[PlannedDose, ...]
    facts: tuple[Fact, ...]
    totals: tuple[Amount, ...] = ()
    reduced: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """The cycles of a regimen as far as they can be dated, and what the label states of all of them.

    `limits` are gaps, windows and numbers of cycles, to be read with their conditions. `needs` is what is missing to go on.
    """

    cycles: tuple[PlannedCycle, ...]
    limits: tuple[Schedule, ...]
    needs: tuple[str, ...] = ()


def regimen(
    facts: Iterable[Fact],
    start: date,
    cycles: int,
    answers: Mapping[str, bool] | None = None,
    reduced_by: Decimal | None = None,
) -> Regimen:
    """The first cycles of a label's regimen from the day on which it starts.

    `answers` tells of conditions of doses, as printed, whether they hold; doses of which one does not hold are left out. A
    dose every so many days or weeks counts as that of a cycle of this length. Windows hold for each dose but the first of a
    cycle; where a least gap between doses is stated, no dose is earlier than that after the one before it.

    Where doses of one cycle have several conditions, no later cycle is dated until answers leave one of them. `reduced_by` is
    the share in percent by which a dose rule reduces the dose.

    Raises `PatientError` for less than one cycle, more than `MOST_CYCLES`, an answer to words that are no condition, and a share
    that is not between 0 and 100.
    """
    if not 1 <= cycles <= MOST_CYCLES:
        raise PatientError(f"{cycles} cycles are asked for", expected=f"1 to {MOST_CYCLES}")
    stated = tuple(facts)
    schedules = [fact for fact in stated if isinstance(fact, Schedule)]
    _check(answers or {}, stated)
    doses = [fact for fact in stated if isinstance(fact, Dose) and (answers or {}).get(fact.condition or "", True)]
    planned, needs = list[PlannedCycle](), list[str]()
    for number in range(1, cycles + 1):
        cycle = _cycle(number, start, doses, schedules)
        if cycle is None:
            needs.append(f"the days of the doses of cycle {number}: the label states none as numbers")
            break
        totals = tuple(cycle_totals(one.dose for one in cycle.doses))
        less = () if reduced_by is None else tuple(reduced(total, reduced_by) for total in totals)
        planned.append(replace(cycle, totals=totals, reduced=less))
        choices = list(_choices(cycle))
        needs += choices
        if choices and number < cycles:
            needs.append(f"the start of cycle {number + 1}: it may depend on which holds")
            break
        if cycle.days is None:
            needs.append(f"the length of cycle {number}: the label states none, or several")
            break
        start += timedelta(days=cycle.days)
    limits = tuple(fact for fact in schedules if fact.element in _LIMITS)
    return Regimen(cycles=tuple(planned), limits=limits, needs=tuple(needs))


def _check(answers: Mapping[str, bool], facts: Iterable[Fact]) -> None:
    conditions = dict.fromkeys(fact.condition for fact in facts if isinstance(fact, Dose) and fact.condition)
    for words in answers:
        if words not in conditions:
            told = "; ".join(conditions) or "the label has none"
            raise PatientError(f"{words!r} is no condition of a dose", expected=f"one of: {told}")


def _cycle(number: int, start: date, doses: Iterable[Dose], schedules: Sequence[Schedule]) -> PlannedCycle | None:
    given = [dose for dose in doses if _is_in(dose, number) and _days(dose)]
    if not given:
        return None
    lengths = {fact: days for fact in schedules if _is_in(fact, number) and (days := _length(fact))}
    usual = {fact: days for fact, days in lengths.items() if not _is_extension(fact)}
    usual = {fact: days for fact, days in usual.items() if fact.first_cycle is not None} or usual
    told = set(usual.values()) or {days for dose in given if (days := _cycle_days(dose))}
    days = told.pop() if len(told) == 1 else None
    longer = {fact: longest for fact, longest in lengths.items() if _is_extension(fact) and days and longest > days}
    return PlannedCycle(
        number=number,
        start=start,
        days=days,
        longest=max(longer.values(), default=None),
        doses=tuple(_planned(given, start, schedules)),
        facts=(*usual, *longer),
    )


def _planned(doses: Iterable[Dose], start: date, schedules: Iterable[Schedule]) -> Iterator[PlannedDose]:
    """The doses by day, each with its window."""
    window, gap = (_only(schedules, element) for element in (ScheduleElement.DOSE_WINDOW, ScheduleElement.DOSE_GAP))
    by_day = sorted(((day, dose) for dose in doses for day in _days(dose)), key=itemgetter(0))
    days = list(dict.fromkeys(day for day, _ in by_day))
    before = dict(pairwise(reversed(days)))
    for day, dose in by_day:
        planned = PlannedDose(dose=dose, day=day, at=start + timedelta(days=day - 1))
        if window is None or day not in before:
            yield planned
            continue
        first = day - window
        if gap is not None and before[day] + gap <= day:
            first = max(first, before[day] + gap)
        earliest, latest = (start + timedelta(days=one - 1) for one in (first, day + window))
        yield replace(planned, earliest=earliest, latest=latest)


def _choices(cycle: PlannedCycle) -> Iterator[str]:
    """The conditions between which a cycle leaves open, where two doses of one day have two."""
    for day in sorted({planned.day for planned in cycle.doses}):
        conditions = dict.fromkeys(planned.dose.condition or "" for planned in cycle.doses if planned.day == day)
        if len(conditions) > 1:
            yield f"which holds in cycle {cycle.number}: {' / '.join(conditions)}"
            return


def _days(dose: Dose) -> tuple[int, ...]:
    """The days of a cycle on which a dose is given."""
    return dose.days or ((1,) if _cycle_days(dose) else ())


def _cycle_days(dose: Dose) -> int | None:
    """The length of a dose's cycle: as stated, or that of a period of a week or more with one dose."""
    if dose.cycle_days is not None or dose.period is None or dose.frequency != 1:
        return dose.cycle_days
    days = _in_days(dose.period, dose.period_unit or "")
    return days if days is not None and days >= _DAYS["week"] else None


def _is_in(fact: Dose | Schedule, number: int) -> bool:
    return (fact.first_cycle or 1) <= number <= (fact.last_cycle or number)


def _length(fact: Schedule) -> int | None:
    """The length of a cycle in days."""
    is_length = fact.element is ScheduleElement.CYCLE and fact.value_high is None
    return _in_days(fact.value, fact.unit) if is_length else None


def _is_extension(fact: Schedule) -> bool:
    return fact.modality is Modality.MAY or fact.comparison is Comparison.AT_MOST


def _only(schedules: Iterable[Schedule], element: ScheduleElement) -> int | None:
    """The days of an element, where the label states one number only."""
    found = {_in_days(fact.value, fact.unit) for fact in schedules if fact.element is element}
    return found.pop() if len(found) == 1 else None


def _in_days(value: Decimal, unit: str) -> int | None:
    days = value * _DAYS[unit] if unit in _DAYS else None
    return int(days) if days is not None and days == int(days) else None
