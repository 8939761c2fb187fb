"""Amounts in the units of a store: a bound in one unit is told in every unit that measures the same."""

from collections.abc import Collection, Mapping
from decimal import Context, Decimal

from kg.decision.units import converted, is_convertible
from kg.errors import PatientError, QueryError

VALUE, UNIT = "value", "unit"
"""The fields of things that have an amount in a unit."""

VALUE_IN = "valueIn"
"""The field of filters that bounds `value`, told in a unit that is given."""

_ANY = "L"
_ROUNDED = Context(prec=15)


def told_in(unit: str, units: Collection[str], value: Decimal) -> Mapping[str, Decimal]:
    """A value in a unit, told in each of some units that measure the same; `QueryError` for what is no unit.

    >>> told_in("10*9/L", ["/mm3", "mg/dL", "10*9/L", "cups"], Decimal(50))
    {'10*9/L': Decimal('50'), '/mm3': Decimal('50000')}
    """
    try:
        is_convertible(unit, _ANY)
    except PatientError as error:
        raise QueryError(f"{unit!r} is no unit", expected="a UCUM code, such as 10*9/L, mg/dL or /mm3") from error
    others = (other for other in units if other != unit and _measures_the_same(unit, other))
    return {unit: value, **{other: _ROUNDED.create_decimal(converted(value, unit, other)) for other in others}}


def _measures_the_same(unit: str, other: str) -> bool:
    """Whether amounts in one unit can be told in another, which a label may have printed as no unit."""
    try:
        return is_convertible(unit, other)
    except PatientError:
        return False
