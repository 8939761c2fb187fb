"""Amounts in one unit told in another, exactly, by UCUM codes."""

from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from lark import Token
from lark.exceptions import LarkError
from pint import Unit
from pint.errors import PintError

from kg.errors import PatientError

if TYPE_CHECKING:
    from ucumvert import PintUcumRegistry

_CALENDAR = {"day": "d", "week": "wk", "month": "mo", "year": "a"}
"""Units of time as facts name them, where UCUM has a code of its own."""
_CODES = {"K/uL": "10*3/uL", "G/L": "10*9/L", "Gi/L": "10*9/L", "mmHg": "mm[Hg]", "mm Hg": "mm[Hg]"}
_EQUIVALENT = "eq"
_EXPECTED = "a UCUM code, such as 10*9/L, mg/dL or /mm3"
_SPELLINGS = (("cells/", "/"), ("mEq", "meq"), ("msec", "ms"), ("mcL", "uL"), ("mcg", "ug"), ("\N{MICRO SIGN}", "u"))
"""Units as labels and laboratories print them, whole and in part, where UCUM has another code."""


def converted(value: Decimal, unit: str, to: str) -> Decimal:
    """An amount in another unit; both are UCUM codes, or printed forms that are commonly used for them.

    Raises `PatientError` if a unit is unknown, or measures another thing.

    >>> converted(Decimal("40"), "10*9/L", "/mm3")
    Decimal('40000')
    >>> converted(Decimal("18"), "mEq/L", "meq/L")
    Decimal('18')
    """
    if unit == to:
        return value
    if not is_convertible(unit, to):
        raise PatientError(f"{value} {unit} cannot be told in {to}", expected="a value in a unit of the same measure")
    if _in(Decimal(0), unit, to):
        return _ROUNDED.create_decimal(_in(value, unit, to)).normalize()
    ratio = _ratio(unit, to)
    return value * ratio.numerator / ratio.denominator


def is_convertible(unit: str, to: str) -> bool:
    """Whether amounts in one unit can be told in another. Raises `PatientError` if one of them is unknown.

    Equivalents are not told in moles, though UCUM takes them for the same: it depends on the charge of the ion.
    """
    if unit == to:
        return True
    is_same_count = (_EQUIVALENT in _code(unit)) is (_EQUIVALENT in _code(to))
    return _parsed(unit).is_compatible_with(_parsed(to)) and is_same_count


_ROUNDED = Context(prec=12)
"""Scales that begin elsewhere, such as degrees Celsius and Fahrenheit, are told to so many digits."""


_LARGEST = 1_000_000
"""The largest denominator of a factor of conversion: 487/16 days are a month."""


@cache
def _ratio(unit: str, to: str) -> Fraction:
    """How many of one unit are in another, exactly: the registry's own factors come from floats (40 10*9/L as 39999.99... /mm3)."""
    factor = Fraction(_in(Decimal(1), unit, to))
    if factor < 1:
        return 1 / (1 / factor).limit_denominator(_LARGEST)
    return factor.limit_denominator(_LARGEST)


def _in(value: Decimal, unit: str, to: str) -> Decimal:
    return Decimal(_registry().Quantity(value, _parsed(unit)).to(_parsed(to)).magnitude)


@cache
def _registry() -> "PintUcumRegistry":
    """The table of units; reading it takes a second, and most values come in the unit of the label."""
    from ucumvert import PintUcumRegistry  # noqa: PLC0415 (see above)

    return PintUcumRegistry(non_int_type=Decimal, cache_folder=":auto:")


@cache
def _parsed(unit: str) -> Unit:
    try:
        parsed = _registry().from_ucum(_code(unit))
    except (LarkError, PintError) as error:
        raise PatientError(f"{unit!r} is no unit", expected=_EXPECTED) from error
    if isinstance(parsed, Token):
        raise PatientError(f"{unit!r} measures nothing that other units do", expected=_EXPECTED)
    units: Unit = parsed.units
    return units


def _code(unit: str) -> str:
    code = {**_CALENDAR, **_CODES}.get(unit, unit)
    for printed, spelling in _SPELLINGS:
        code = code.replace(printed, spelling)
    return code
