"""The largest dose that a label allows, in the unit of what a dose comes to."""

from collections.abc import Iterator
from decimal import Decimal

from kg.codes import MaximumPer
from kg.decision.units import converted, is_convertible
from kg.facts import Dose

_HOURS = {"h": 1, "day": 24, "week": 168}
_DAY = "d"


def largest_amount(dose: Dose, unit: str) -> Decimal | None:
    """The largest amount, in a unit; None where the label states none, or one of something that an amount does not tell.

    Without `maximum_per` it is of the amount as it is stated: of one dose, or of a day's if that is what is stated ("mg/d").
    That of a day bounds the amount for a day, or each of the doses that are given in one.
    """
    mass, _, time = unit.partition("/")
    if dose.maximum is None or dose.maximum_unit is None or not is_convertible(dose.maximum_unit, mass):
        return None
    largest = converted(dose.maximum, dose.maximum_unit, mass)
    if dose.maximum_per is None or (dose.maximum_per is MaximumPer.DOSE and not time):
        return largest
    if dose.maximum_per is not MaximumPer.DAY or time not in ("", _DAY):
        return None
    times = 1 if time else _doses_a_day(dose)
    return largest / times if times else None


def largest_size(dose: Dose, unit: str) -> Decimal | None:
    """The weight (kg) or area (m2) by which the dose of larger patients is calculated."""
    return {"kg": dose.maximum_weight_kg, "m2": dose.maximum_surface_m2}[unit]


def stated_largest(dose: Dose) -> str:
    """The largest dose in words: "240 mg per day"."""
    per = f" per {dose.maximum_per}" if dose.maximum_per is not None else ""
    return f"{dose.maximum} {dose.maximum_unit}{per}"


def without_largest(dose: Dose, unit: str) -> Iterator[str]:
    """What an amount in a unit leaves out: a largest dose that does not bound it, or that was not read."""
    if dose.maximum is not None and largest_amount(dose, unit) is None:
        yield f"the largest dose of {stated_largest(dose)} is not taken into account"
    sizes = [size for size in ("kg", "m2") if size in dose.unit.split("/")]
    if sizes and dose.maximum is None and largest_size(dose, sizes[0]) is None:
        yield "no largest dose or size was read for it, and none is taken into account: read the label's words"


def _doses_a_day(dose: Dose) -> Decimal | None:
    """How many doses are given in a day; one of those that are given more rarely."""
    hours = _HOURS.get(dose.period_unit or "")
    if dose.frequency is None or dose.period is None or hours is None:
        return None
    return max(Decimal(1), dose.frequency * 24 / (dose.period * hours))
