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
        ("Twenty-two percent", Dimension.PERCENT, "22", None, None, "%"),
        ("One hundred seventy-three of 176", Dimension.COUNT_OF_N, "173", "176", None, None),
        ("Twelve hundred and six patients", Dimension.PATIENTS, "1206", None, None, "{patient}"),
        ("Twenty-Six Week", Dimension.DURATION, "26", None, None, "week"),
        ("< 1 x 10^-4", Dimension.NUMBER, "0.0001", None, Comparison.LESS_THAN, None),
        ("5 mg/m²", Dimension.DOSE_PER_AREA, "5", None, None, "mg/m2"),
        ("75 mg/m2/day", Dimension.DOSE_PER_AREA, "75", None, None, "mg/m2/d"),
        ("2 mcg per kg per hour", Dimension.DOSE_PER_WEIGHT, "2", None, None, "ug/kg/h"),
        ("not to exceed 40 mg/day", Dimension.DOSE_PER_TIME, "40", None, Comparison.AT_MOST, "mg/d"),
        ("60-89 mL/min/1.73 m 2", Dimension.RATE, "60", "89", None, "mL/min/{1.73_m2}"),
        ("28-day", Dimension.DURATION, "28", None, None, "day"),
        ("within eight hours", Dimension.DURATION, "8", None, Comparison.AT_MOST, "h"),
        ("between 2 and 8 hours", Dimension.DURATION, "2", "8", None, "h"),
        ("18 years of age and older", Dimension.DURATION, "18", None, Comparison.AT_LEAST, "year"),
        ("2° to 8°C", Dimension.TEMPERATURE, "2", "8", None, "Cel"),
        ("-25ºC to -15ºC", Dimension.TEMPERATURE, "-25", "-15", None, "Cel"),
        ("1 × 10⁹/L", Dimension.CELL_COUNT, "1", None, None, "10*9/L"),
        ("50 x 10 9 /L", Dimension.CELL_COUNT, "50", None, None, "10*9/L"),
        ("50 × 109/L", Dimension.CELL_COUNT, "50", None, None, "10*9/L"),
        ("100 Gi/L", Dimension.CELL_COUNT, "100", None, None, "10*9/L"),
        ("500 cells/mm 3", Dimension.CELL_COUNT, "500", None, None, "/mm3"),
        ("≥ upper limit of normal (ULN)", Dimension.TIMES_ULN, "1", None, Comparison.AT_LEAST, None),
        ("3 times the upper limit of normal", Dimension.TIMES_ULN, "3", None, None, None),
        ("1.5x to 3x ULN", Dimension.TIMES_ULN, "1.5", "3", None, None),
        ("> ULN to 1.5 × ULN", Dimension.TIMES_ULN, "1", "1.5", Comparison.GREATER_THAN, None),
        ("more than 2 times baseline", Dimension.TIMES_BASELINE, "2", None, Comparison.GREATER_THAN, None),
        ("2-fold", Dimension.TIMES, "2", None, None, "{times}"),
        ("140/90 mmHg", Dimension.RATIO, "140", "90", None, "mm[Hg]"),
        ("1,300 µM∙min", Dimension.EXPOSURE, "1300", None, None, "umol/L.min"),
        ("150 kDa", Dimension.MOLECULAR_MASS, "150", None, None, "kDa"),
        ("20 units/kg", Dimension.DOSE_PER_WEIGHT, "20", None, None, "[IU]/kg"),
        ("0.22 micron", Dimension.LENGTH, "0.22", None, None, "um"),
        ("3 divided doses", Dimension.DOSES, "3", None, None, "{dose}"),
        ("Week 12", Dimension.TIME_POINT, "12", None, None, None),
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
        ("grade 2 or less", "<=2"),
        ("Grade 1, 2, or 3", "1-3"),
        ("greater than or equal to Grade 2", ">=2"),
        ("no more than Grade 1", "<=1"),
    ],
)
def test_printed_grades(printed: str, grade: str) -> None:
    found = quantity(printed)
    assert found is not None
    assert found.grade == grade


def test_lists_of_days_and_cycles() -> None:
    found = [item.quantity for item in quantities("on Days 1, 8, and 15 of Cycles 2-4")]
    assert [tuple(map(int, item.numbers)) for item in found] == [(1, 8, 15), (2, 3, 4)]


def test_a_day_of_a_cycle_is_no_count_of_patients() -> None:
    assert parts("weekly on Days 1 and 9 of 28-day cycles") == ["Days 1 and 9", "28-day"]


def test_digits_of_names_are_no_quantities() -> None:
    assert not list(quantities("CD22-positive cells, an IgG4 antibody and CYP3A4"))


def test_the_range_of_characters_is_that_of_the_print() -> None:
    text = "Refrigerate (2-8°C; 36-46°F) for up to 3 hours."
    assert [text[item.start : item.end] for item in quantities(text)] == ["2-8°C", "36-46°F", "up to 3 hours"]


def parts(text: str) -> list[str]:
    return [item.quantity.printed for item in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reduced from 20 mg to 10 mg", ["20 mg", "10 mg"]),
        ("On Day 1, 20 mg is given", ["Day 1", "20 mg"]),
        ("In Cycle 1, 3 patients died", ["Cycle 1", "3 patients"]),
        ("on Day 1, 8 and 15", ["Day 1, 8 and 15"]),
        ("in 23/164 patients (14%)", ["23/164", "14%"]),
        ("50 mg/12.5 mg tablets", ["50 mg", "12.5 mg"]),
        ("within a cycle, about to begin, at least one of the two", []),
        ("call 1-800-555-0100, NDC 0001-0002-03, 12/31/2020, version 5.1.2", []),
        ("COVID-19 and 5HT", []),
        ("a CDK4/6 inhibitor in 4/6 adults", ["4/6"]),
        ("call 1-800-FDA-1088, revised 5/2018", []),
        ("Nausea 26 5* Dry mouth", ["26", "5"]),
        ("10% per year, three hours per day", ["10%", "three hours"]),
        (
            "Twenty-two (9%) patients, a hundred six patients, sixty-ninth, three to four days",
            ["9%", "three to four days"],
        ),
        ("in 13 out of 21 patients", ["13 out of 21"]),
        ("infused over 60 minutes in patients over 65 years of age", ["60 minutes", "over 65 years of age"]),
        ("up to 6-times higher, 2-fold, 3 x the dose", ["up to 6-times", "2-fold", "3 x"]),
    ],
)
def test_where_quantities_begin_and_end(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "above", "unit"),
    [
        ("less than 1.0 to 0.5 × 10^9/L", "0.5", "1.0", Comparison.LESS_THAN, "10*9/L"),
        ("<1000 – 500/mm3", "500", "1000", Comparison.LESS_THAN, "/mm3"),
        ("≤ 30% to 20%", "20", "30", Comparison.AT_MOST, "%"),
    ],
)
def test_a_range_printed_from_its_bounded_high_end(
    text: str, low: str, high: str, above: Comparison, unit: str
) -> None:
    found = quantity(text)
    assert found is not None
    assert (found.value, found.high, found.unit) == (Decimal(low), Decimal(high), unit)
    assert (found.comparison, found.high_comparison) == (Comparison.AT_LEAST, above)


@pytest.mark.parametrize("text", ["50 mg to 25 mg", "more than 1.0 to 0.5 × 10^9/L", "less than 3 mg to 2 mL"])
def test_another_range_that_falls_is_none(text: str) -> None:
    assert all(high is None for high in (found.high for found in [quantity(text)] if found))


def test_both_bounds_of_a_range() -> None:
    found = quantity("> 1.5 to ≤ 3 x ULN")
    assert found is not None
    assert (found.value, found.high) == (Decimal("1.5"), Decimal(3))
    assert (found.comparison, found.high_comparison) == (Comparison.GREATER_THAN, Comparison.AT_MOST)
    assert found.relative_to == "ULN"


def test_a_spelled_number_with_a_unit_is_a_quantity_and_without_none() -> None:
    found = quantity("three cycles")
    assert found is not None
    assert (found.value, found.spelled) == (Decimal(3), True)
    assert quantity("three") is None


def test_a_list_ends_before_a_count_of_patients() -> None:
    found = [item.quantity.printed for item in quantities("in 30/40 (75%) in Cycle 1 and 9/40 (23%) in Cycles 2 and 3")]
    assert found == ["30/40", "75%", "Cycle 1", "9/40", "23%", "Cycles 2 and 3"]


def test_digits_behind_a_comma_begin_no_number() -> None:
    assert [found.quantity.value for found in quantities("two-1,000 mg infusions") if found.quantity.unit == "mg"] == [
        Decimal(1000)
    ]


def test_two_temperatures_with_their_signs_are_a_range() -> None:
    (found,) = quantities("20°C–25°C")
    assert (found.quantity.value, found.quantity.high) == (Decimal(20), Decimal(25))
