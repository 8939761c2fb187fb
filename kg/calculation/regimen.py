"""The dates of a regimen: its cycles and doses, the windows around them, and the limits that hold for all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter

from kg.calculation.amounts import Amount
from kg.calculation.calendar import within_calendar
from kg.calculation.cycle_total import cycle_totals, reduced
from kg.calculation.given import Given, given, in_days
from kg.codes import Comparison, Modality, ScheduleElement
from kg.errors import PatientError
from kg.facts import Dose, Fact, Schedule

MOST_CYCLES = 100
"""More cycles are not planned."""
_LASTS = re.compile(r"\bfor\b.*\d")
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


@within_calendar()
def regimen(
    facts: Iterable[Fact],
    start: date,
    cycles: int,
    answers: Mapping[str, bool] | None = None,
    *,
    reduced_by: Decimal | None = None,
    patients: str | None = None,
) -> Regimen:
    """The first cycles of a label's regimen from the day on which it starts.

    `answers` tells of conditions of doses, as printed, whether they hold; doses of which one does not hold are left out. A
    dose every so many days or weeks counts as that of a cycle of this length; an initial dose is that of the first cycle.
    Windows hold for each dose but the first of a cycle; where a least gap between doses is stated, no dose is earlier than
    that after the one before it.

    `patients` keeps the doses whose condition has these words ("gastric"), in any case: one of several indications. Where doses
    of one cycle have several conditions, no later cycle is dated until answers leave one of them. `reduced_by` is
    the share in percent by which a dose rule reduces the dose.

    Raises `PatientError` for less than one cycle, more than `MOST_CYCLES`, an answer to words that are no condition, and a share
    that is not between 0 and 100; and for patients that no dose names.
    """
    if not 1 <= cycles <= MOST_CYCLES:
        raise PatientError(f"{cycles} cycles are asked for", expected=f"1 to {MOST_CYCLES}")
    stated = tuple(facts)
    schedules = [fact for fact in stated if isinstance(fact, Schedule)]
    all_doses = [fact for fact in stated if isinstance(fact, Dose)]
    _check(answers or {}, all_doses)
    held = [dose for dose in _of(patients, all_doses) if (answers or {}).get(dose.condition or "", True)]
    doses = tuple(given(held))
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
    needs += dict.fromkeys(_ends(planned))
    limits = tuple(fact for fact in schedules if fact.element in _LIMITS)
    return Regimen(cycles=tuple(planned), limits=limits, needs=tuple(needs))


def _of(patients: str | None, doses: Sequence[Dose]) -> Sequence[Dose]:
    """The doses for some patients; all of them for None."""
    words = (patients or "").casefold()
    found = [dose for dose in doses if words in (dose.condition or "").casefold()]
    if doses and not found:
        raise PatientError(f"no dose is for {patients!r}", expected=f"words of one of: {_conditions(doses)}")
    return found


def _ends(cycles: Iterable[PlannedCycle]) -> Iterator[str]:
    """What tells the end of doses in words alone: they are dated as far as was asked for."""
    for planned in (planned for cycle in cycles for planned in cycle.doses):
        if _LASTS.search(planned.dose.schedule or "") and planned.dose.last_cycle is None:
            yield f"when the doses end: the label says {planned.dose.schedule!r}"


def _conditions(doses: Iterable[Dose]) -> str:
    return "; ".join(dict.fromkeys(dose.condition for dose in doses if dose.condition)) or "the label has none"


def _check(answers: Mapping[str, bool], doses: Sequence[Dose]) -> None:
    for words in answers:
        if not words or words not in {dose.condition for dose in doses}:
            raise PatientError(f"{words!r} is no condition of a dose", expected=f"one of: {_conditions(doses)}")


def _cycle(number: int, start: date, doses: Iterable[Given], schedules: Sequence[Schedule]) -> PlannedCycle | None:
    due = [one for one in doses if one.is_in(number)]
    if not due:
        return None
    lengths = {fact: days for fact in schedules if _is_in(fact, number) and (days := _length(fact))}
    usual = {fact: days for fact, days in lengths.items() if not _is_extension(fact)}
    usual = {fact: days for fact, days in usual.items() if fact.first_cycle is not None} or usual
    told = set(usual.values()) or {one.cycle_days for one in due if one.cycle_days}
    days = told.pop() if len(told) == 1 else None
    longer = {fact: longest for fact, longest in lengths.items() if _is_extension(fact) and days and longest > days}
    return PlannedCycle(
        number=number,
        start=start,
        days=days,
        longest=max(longer.values(), default=None),
        doses=tuple(_planned(due, start, schedules)),
        facts=(*usual, *longer),
    )


def _planned(doses: Iterable[Given], start: date, schedules: Iterable[Schedule]) -> Iterator[PlannedDose]:
    """The doses by day, each with its window."""
    window, gap = (_only(schedules, element) for element in (ScheduleElement.DOSE_WINDOW, ScheduleElement.DOSE_GAP))
    by_day = sorted(((day, one.dose) for one in doses for day in one.days), key=itemgetter(0))
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


def _is_in(fact: Schedule, number: int) -> bool:
    return (fact.first_cycle or 1) <= number <= (fact.last_cycle or number)


def _length(fact: Schedule) -> int | None:
    """The length of a cycle in days."""
    is_length = fact.element is ScheduleElement.CYCLE and fact.value_high is None
    return in_days(fact.value, fact.unit) if is_length else None


def _is_extension(fact: Schedule) -> bool:
    return fact.modality is Modality.MAY or fact.comparison is Comparison.AT_MOST


def _only(schedules: Iterable[Schedule], element: ScheduleElement) -> int | None:
    """The days of an element, where the label states one number only."""
    found = {in_days(fact.value, fact.unit) for fact in schedules if fact.element is element}
    return found.pop() if len(found) == 1 else None
