"""Amounts are told in other units exactly."""

from decimal import Decimal

import pytest

from kg.decision.units import converted
from kg.errors import PatientError


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("40", "10*9/L", "/mm3", "40000"),
        ("50000", "/mm3", "10*9/L", "50"),
        ("7", "day", "week", "1"),
        ("1", "week", "day", "7"),
        ("90", "min", "h", "1.5"),
        ("8.1", "g/dL", "g/L", "81"),
        ("0.3", "mmol/L", "umol/L", "300"),
        ("100.4", "[degF]", "Cel", "38"),
        ("40000", "cells/mm3", "10*9/L", "40"),
        ("40", "K/uL", "10*9/L", "40"),
        ("40", "Gi/L", "/mcL", "40000"),
        ("18", "mEq/L", "meq/dL", "1.8"),
        ("481", "msec", "s", "0.481"),
    ],
)
def test_conversion_is_exact(value: str, unit: str, to: str, expected: str) -> None:
    assert converted(Decimal(value), unit, to) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "to", "message"),
    [
        ("mg/dL", "mmol/L", "cannot be told in mmol/L"),
        ("mEq/L", "mmol/L", "cannot be told in mmol/L"),
        ("furlong", "m", "'furlong' is no unit"),
        ("", "m", "'' is no unit"),
        ("{times}", "m", "'{times}' measures nothing that other units do"),
    ],
)
def test_what_cannot_be_told_is_refused(unit: str, to: str, message: str) -> None:
    with pytest.raises(PatientError, match=message):
        converted(Decimal(1), unit, to)
