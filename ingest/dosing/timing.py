"""When doses are given, as numbers: how often, on which days of a cycle, in which cycles."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.matcher import Match, patterns
from ingest.quantity import Quantity
from ingest.tokens import quantity_of, tokenize
from kg.facts import Dose, Fact, Schedule

_HOURS = {"h": 1, "day": 24, "week": 168}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How often a dose is given: `frequency` times in each `period` (of `period_unit`), on `days` of a cycle of `cycle_days`.

    An amount that is given in several doses is `divided_into` so many.
    """

    frequency: int | None = None
    period: Decimal | None = None
    period_unit: str | None = None
    days: tuple[int, ...] = ()
    cycle_days: int | None = None
    divided_into: int | None = None


def timing(schedule: str) -> Timing:
    """What the words of a schedule tell of when a dose is given.

    Nothing is told where no numbers hold what the words say ("from Day 2"), and no period where there are two ("daily or
    every 2 days").

    >>> timing("once weekly on Days 1 and 8 of each 21-day cycle")
    Timing(frequency=1, period=Decimal('1'), period_unit='week', days=(1, 8), cycle_days=21, divided_into=None)
    """
    found = _found(schedule)
    if any("beyond" in match.pattern.gives for match in found):
        return Timing()
    told = Timing(days=_days(found), cycle_days=_cycle_days(found), divided_into=_divided_into(found))
    periods = {
        _spacing(*period): period for match in reversed(found) for period in [_period(match)] if period is not None
    }
    if len(periods) != 1:
        return told
    frequency, period, unit = next(iter(periods.values()))
    return replace(told, frequency=frequency, period=period, period_unit=unit)


def timed(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a label, doses and schedules with the times that their words tell, as numbers.

    Subsequent cycles are those behind the last one that has a number among the doses.
    """
    found = tuple(facts)
    numbered = [number for fact in found if isinstance(fact, Dose) for number in cycles(_words(fact))]
    after = max(numbered) + 1 if numbered else None
    return tuple(_timed(fact, after) if isinstance(fact, Dose | Schedule) else fact for fact in found)


def cycles(words: str) -> tuple[int, ...]:
    """The cycles that some words name by their numbers.

    >>> cycles("Cycles 2 to 4, adults"), cycles("for the first cycle"), cycles("subsequent cycles")
    ((2, 3, 4), (1,), ())
    """
    found = _found(words)
    firsts = [1 for match in found if match.pattern.gives.get("cycles") == "first"]
    return (*(number for match in found for number in _numbers(match, "cycles")), *firsts)


def _timed(fact: Dose | Schedule, after: int | None) -> Fact:
    words = _words(fact)
    numbers = cycles(words)
    first = min(numbers) if numbers else after if _is_subsequent(words) else None
    last = max(numbers) if numbers else None
    if isinstance(fact, Schedule):
        return replace(fact, first_cycle=first, last_cycle=last)
    told = timing(fact.schedule or "")
    return replace(
        fact,
        frequency=told.frequency,
        period=told.period,
        period_unit=told.period_unit,
        days=told.days,
        cycle_days=told.cycle_days,
        divided_into=told.divided_into,
        first_cycle=first,
        last_cycle=last,
    )


def _words(fact: Dose | Schedule) -> str:
    schedule = fact.schedule if isinstance(fact, Dose) else None
    return "; ".join(filter(None, (schedule, fact.condition)))


def _is_subsequent(words: str) -> bool:
    return any(match.pattern.gives.get("cycles") == "subsequent" for match in _found(words))


_Period = tuple[int, Decimal, str]
"""How many doses in which period: a number and its unit."""


def _found(words: str) -> list[Match]:
    return patterns("dose_timing").outermost(tokenize(words))


def _period(match: Match) -> _Period | None:
    gives = match.pattern.gives
    if "period" in gives:
        return int(gives["frequency"]), Decimal(gives["period"]), gives["unit"]
    length = _length(match, "period")
    return (1, length.value, length.unit) if length is not None and length.unit is not None else None


def _spacing(frequency: int, period: Decimal, unit: str) -> tuple[Decimal, str]:
    """How far doses are apart, the same for "twice daily" and "every 12 hours"."""
    return (period * _HOURS[unit] / frequency, "h") if unit in _HOURS else (period / frequency, unit)


def _length(match: Match, slot: str) -> Quantity | None:
    """The duration in a slot; none of a range or bound."""
    found = quantity_of(match.slots[slot][0]) if slot in match.slots else None
    return found if found is not None and found.high is None and found.comparison is None else None


def _days(found: Iterable[Match]) -> tuple[int, ...]:
    return tuple(sorted({day for match in found for day in _days_of(match)}))


def _days_of(match: Match) -> Iterable[int]:
    if "first" in match.slots:
        return range(min(_numbers(match, "first")), max(_numbers(match, "last")) + 1)
    length = _length(match, "length")
    if length is not None and length.unit == "day":
        return range(1, int(length.value) + 1)
    return _numbers(match, "days")


def _numbers(match: Match, slot: str) -> tuple[int, ...]:
    found = quantity_of(match.slots[slot][0]) if slot in match.slots else None
    return tuple(map(int, found.numbers)) if found is not None else ()


def _cycle_days(found: Iterable[Match]) -> int | None:
    """The length of a cycle, where one only is told."""
    lengths = filter(None, (_length(match, "cycle") for match in found))
    days = {int(length.value * _HOURS[length.unit] / _HOURS["day"]) for length in lengths if length.unit in _HOURS}
    return days.pop() if len(days) == 1 else None


def _divided_into(found: Iterable[Match]) -> int | None:
    counts = {int(parts.value) for match in found if (parts := _length(match, "parts")) is not None}
    return counts.pop() if len(counts) == 1 else None
