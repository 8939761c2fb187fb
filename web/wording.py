"""Numbers, units and codes as people read them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from kg.codes import Comparison
from kg.query import Value
from kg.terms import concept, label

UNITS: Mapping[str, tuple[str, str]] = {
    "%": ("%", "%"),
    "10*9/L": ("× 10⁹/L", "× 10⁹/L"),
    "Cel": ("°C", "°C"),
    "[IU]": ("IU", "IU"),
    "a": ("year", "years"),
    "d": ("day", "days"),
    "day": ("day", "days"),
    "h": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "mo": ("month", "months"),
    "month": ("month", "months"),
    "ug": ("mcg", "mcg"),
    "week": ("week", "weeks"),
    "wk": ("week", "weeks"),
}
"""Units that people do not read as UCUM writes them, for one and for several."""

_SIGNS: Mapping[str, str] = {
    Comparison.LESS_THAN: "<",
    Comparison.AT_MOST: "≤",
    Comparison.GREATER_THAN: ">",
    Comparison.AT_LEAST: "≥",
}


def word(value: Value) -> str:
    """A value as a word or number; nothing for None.

    >>> word(Decimal("10000")), word(None), word(True)
    ('10,000', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return _SIGNS.get(value) or label(concept(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return number(value)
    return " ".join(str(value).split())


def number(value: Decimal | int) -> str:
    """A number with commas between thousands and no needless zeros.

    >>> number(Decimal("0.50")), number(164)
    ('0.5', '164')
    """
    return f"{value.normalize():,f}" if isinstance(value, Decimal) else f"{value:,}"


def unit(code: str | None, amount: Decimal | None = None) -> str:
    """A UCUM unit for people; the singular for an amount of one.

    >>> unit("mg/m2"), unit("h", Decimal(1)), unit("10*9/L")
    ('mg/m²', 'hour', '× 10⁹/L')
    """
    if code is None:
        return ""
    if code in UNITS:
        one, several = UNITS[code]
        return one if amount == 1 else several
    return code.replace("/m2", "/m²").replace("/mm3", "/mm³").replace("/m3", "/m³")


def amount(low: Value, high: Value, code: Value, comparison: Value = None) -> str:
    """An amount or range with its unit.

    >>> amount(Decimal("0.01"), Decimal("0.1"), "mg/mL"), amount(Decimal(8), None, "month", Comparison.AT_LEAST)
    ('0.01 to 0.1 mg/mL', '≥ 8 months')
    """
    if not isinstance(low, Decimal | int):
        return ""
    upper = f" to {word(high)}" if high is not None else ""
    sign = f"{word(comparison)} " if comparison is not None else ""
    return f"{sign}{number(low)}{upper} {unit(str(code) if code else None, Decimal(low))}".strip()


def hours(value: Value) -> str:
    """A time given in hours, in days too where it is long.

    >>> hours(Decimal(4)), hours(Decimal(72))
    ('4 hours', '72 hours (3 days)')
    """
    if not isinstance(value, Decimal):
        return ""
    days = value / 24
    in_days = f" ({amount(days, None, 'd')})" if value >= 48 and days == days.to_integral_value() else ""
    return amount(value, None, "h") + in_days


def temperatures(low: Value, high: Value) -> str:
    """A range of temperatures in degrees Celsius.

    >>> temperatures(Decimal(2), Decimal(8)), temperatures(None, Decimal(25))
    ('2 to 8 °C', 'up to 25 °C')
    """
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"up to {word(high)} °C" if low is None else f"from {word(low)} °C"
    return f"{word(low)} to {word(high)} °C"


def share(percent: Value, high: Value = None, comparison: Value = None) -> str:
    """A share of patients.

    >>> share(Decimal(12)), share(Decimal(1), None, Comparison.LESS_THAN)
    ('12%', '< 1%')
    """
    return amount(percent, high, "%", comparison).replace(" %", "%")


def of_patients(count: Value, total: Value) -> str:
    """A number of patients among others.

    >>> of_patients(23, 164)
    '23 of 164'
    """
    return " of ".join(word(value) for value in (count, total) if value is not None)


def slug(heading: str) -> str:
    """A heading as the name of a place on a page.

    >>> slug("Dose modifications")
    'dose-modifications'
    """
    return heading.lower().replace(" ", "-")
