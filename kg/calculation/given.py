"""When a dose is given: on which days of a cycle, in which cycles, and how long its cycle is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.facts import Dose

DAYS = {"day": 1, "week": 7}
_DAYS_ON = re.compile(
    r"\bfor\s+(?:the\s+first\s+)?(?P<days>\d{1,2})\s+(?:consecutive\s+)?days,?\s+(?:(?:then|and)\s+)?(?:followed\s+by|off\b)"
)
"""How many days are followed by others without a dose."""
_FIRST = (", initial dose", ", loading dose")
_GOING_ON = (", subsequent dose", ", maintenance dose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A dose with the days on which it is given, the cycles in which it is (None: any) and their length in days."""

    dose: Dose
    days: tuple[int, ...]
    first: int | None
    last: int | None
    cycle_days: int | None

    def is_in(self, number: int) -> bool:
        """Whether the dose is given in a cycle."""
        return (self.first or 1) <= number <= (self.last or number)


def given(doses: Iterable[Dose]) -> Iterator[Given]:
    """The doses that have days as numbers.

    A dose that begins a treatment, without a time of its own, is that of the first cycle where the label states the one
    that goes on for the same patients; this is given from the second cycle, and its period is the length of both.
    """
    told = tuple(doses)
    going_on = {_patients(dose, _GOING_ON): one for dose in told if (one := _given(dose)).days and _is(dose, _GOING_ON)}
    begun = {_patients(dose, _FIRST) for dose in told if _is(dose, _FIRST) and not _given(dose).days}
    for dose in told:
        one = _given(dose)
        next_ = going_on.get(_patients(dose, _FIRST)) if _is(dose, _FIRST) else None
        if not one.days and next_ is not None:
            yield replace(one, days=next_.days, first=1, last=1, cycle_days=next_.cycle_days)
        elif _is(dose, _GOING_ON) and _patients(dose, _GOING_ON) in begun and one.first is None:
            yield replace(one, first=2)
        elif one.days:
            yield one


def in_days(value: Decimal, unit: str) -> int | None:
    """A whole number of days, None for other units and parts of days."""
    days = value * DAYS[unit] if unit in DAYS else None
    return int(days) if days is not None and days == int(days) else None


def _given(dose: Dose) -> Given:
    cycle_days = _cycle_days(dose)
    days = dose.days or _days_on(dose) or ((1,) if cycle_days and not _is_daily(dose) else ())
    return Given(dose=dose, days=days, first=dose.first_cycle, last=dose.last_cycle, cycle_days=cycle_days)


def _days_on(dose: Dose) -> tuple[int, ...]:
    """The days of a daily dose that is given for some days at the start of each cycle: "for 21 days followed by 7 days off"."""
    found = _DAYS_ON.search(dose.schedule or "") if dose.cycle_days and _is_daily(dose) else None
    return tuple(range(1, min(int(found["days"]), dose.cycle_days or 0) + 1)) if found else ()


def _is_daily(dose: Dose) -> bool:
    return dose.period == 1 and dose.period_unit == "day"


def _cycle_days(dose: Dose) -> int | None:
    """The length of a dose's cycle: as stated, or that of a period of a week or more with one dose."""
    if dose.cycle_days is not None or dose.period is None or dose.frequency != 1:
        return dose.cycle_days
    days = in_days(dose.period, dose.period_unit or "")
    return days if days is not None and days >= DAYS["week"] else None


def _is(dose: Dose, which: tuple[str, ...]) -> bool:
    return f", {dose.condition or ''}".endswith(which)


def _patients(dose: Dose, which: tuple[str, ...]) -> str:
    """The condition of a dose without the words that tell which dose it is."""
    condition = f", {dose.condition or ''}"
    return next((condition.removesuffix(end) for end in which if condition.endswith(end)), condition)
