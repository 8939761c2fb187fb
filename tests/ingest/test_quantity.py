from decimal import Decimal

import pytest

from ingest.quantity import Dimension, quantities, quantity
from kg.codes import Comparison

AMOUNTS = (
        ("0.8 mg/m2", Dimension.DOSE_PER_AREA, "0.8", None, None, "mg/m2"),
        ("1.8 mg/m 2", Dimension.DOSE_PER_AREA, "1.8", None, None, "mg/m2"),
        ("≥ to 60 msec", Dimension.DURATION, "60", None, Comparison.AT_LEAST, "ms"),
        ("less than or equal to 8 hours", Dimension.DURATION, "8", None, Comparison.AT_MOST, "h"),
        ("up to 4 hours", Dimension.DURATION, "4", None, Comparison.AT_MOST, "h"),
        ("3- to 4-week", Dimension.DURATION, "3", "4", None, "week"),
        ("18 years or older", Dimension.DURATION, "18", None, Comparison.AT_LEAST, "year"),
        ("2-8°C", Dimension.TEMPERATURE, "2", "8", None, "Cel"),
        ("20°C to 25°C", Dimension.TEMPERATURE, "20", "25", None, "Cel"),
        ("≥50 × 10^9/L", Dimension.CELL_COUNT, "50", None, Comparison.AT_LEAST, "10*9/L"),
        ("10,000/mm3", Dimension.CELL_COUNT, "10000", None, None, "/mm3"),
        (">1.0-1.5 × ULN", Dimension.TIMES_ULN, "1.0", "1.5", Comparison.GREATER_THAN, None),
        ("100,000 ngh/mL", Dimension.EXPOSURE, "100000", None, None, "ng.h/mL"),
        ("15% to 20%", Dimension.PERCENT, "15", "20", None, "%"),
        ("23/164", Dimension.COUNT_OF_N, "23", "164", None, None),
        ("five of the 18", Dimension.COUNT_OF_N, "5", "18", None, None),
        ("< 1 x 10^-4", Dimension.NUMBER, "0.0001", None, Comparison.LESS_THAN, None),
)  # fmt: skip


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda amount: amount[0])
def test_printed_quantities(amount: tuple[str, Dimension, str, str | None, Comparison | None, str | None]) -> None:
    printed, dimension, value, high, comparison, unit = amount
    found = quantity(printed)
    assert found is not None
    assert (found.dimension, found.value, found.comparison, found.unit) == (dimension, Decimal(value), comparison, unit)
    assert found.high == (Decimal(high) if high else None)


@pytest.mark.parametrize(
    ("printed", "grade"),
    [
        ("Grade 3", "3"),
        ("Grade 3/4", "3-4"),
        ("Grade 3 or 4", "3-4"),
        ("Grades 1-4", "1-4"),
        ("≥ Grade 3", ">=3"),
        ("Grade ≥3", ">=3"),
        ("Grade 3 or higher", ">=3"),
    ],
)
def test_printed_grades(printed: str, grade: str) -> None:
    found = quantity(printed)
    assert found is not None
    assert found.grade == grade


def test_lists_of_days_and_cycles() -> None:
    found = [item.quantity for item in quantities("on Days 1, 8, and 15 of Cycles 2-4")]
    assert [tuple(map(int, item.numbers)) for item in found] == [(1, 8, 15), (2, 3, 4)]


def test_digits_of_names_are_no_quantities() -> None:
    assert not list(quantities("CD22-positive cells, an IgG4 antibody and CYP3A4"))


def test_the_range_of_characters_is_that_of_the_print() -> None:
    text = "Refrigerate (2-8°C; 36-46°F) for up to 3 hours."
    assert [text[item.start : item.end] for item in quantities(text)] == ["2-8°C", "36-46°F", "up to 3 hours"]
