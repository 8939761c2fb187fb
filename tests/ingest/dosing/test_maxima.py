"""The largest dose of words, and the largest patient by whose size a dose is calculated."""

from decimal import Decimal

import pytest

from ingest.dosing.maxima import maxima
from ingest.extract import dose, dose_table
from ingest.tokens import tokenize
from kg.codes import MaximumPer
from tests.ingest.building import Writing, reading_of


@pytest.mark.parametrize(
    ("text", "amount", "unit", "per"),
    [
        ("3 mg/kg (not to exceed 240 mg)", 240, "mg", None),
        ("3 mg/kg up to a maximum of 240 mg every 3 weeks", 240, "mg", None),
        ("3 mg/kg/day, maximum 240 mg/day", 240, "mg", MaximumPer.DAY),
        ("3 mg/kg twice daily (not to exceed 240 mg per day)", 240, "mg", MaximumPer.DAY),
        ("3 mg/kg (maximum 240 mg per dose)", 240, "mg", MaximumPer.DOSE),
        ("3 mg/kg, to a maximum single dose of 240 mg", 240, "mg", MaximumPer.DOSE),
        ("50 mg/m2 (maximum 200 mg per cycle)", 200, "mg", MaximumPer.CYCLE),
        ("50 mg/m2; the cumulative dose should not exceed 450 mg/m2", 450, "mg/m2", MaximumPer.TREATMENT),
    ],
)
def test_largest_amounts(text: str, amount: int, unit: str, per: MaximumPer | None) -> None:
    (found,) = maxima(tokenize(text))
    assert (found.amount, found.unit, found.per) == (Decimal(amount), unit, per)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5 mg daily, 30 minutes before meals",
        "5 mg, for a maximum of 6 cycles",
        "5 mg; increase in increments not to exceed 2 mg",
        "5 mg; up to a maximum of 20 mg above the starting dose",
        "5 mg at a rate not to exceed 2 mg/min",
        "5 mg for patients weighing 20 kg to 40 kg",
    ],
)
def test_what_bounds_no_dose(text: str) -> None:
    assert maxima(tokenize(text)) == ()


def test_largest_sizes() -> None:
    (weight,) = maxima(tokenize("3 mg/kg (above 90 kg, calculate the dose based on a weight of 90 kg)"))
    (area,) = maxima(tokenize("50 mg/m2 (maximum body surface area of 2 m2)"))
    assert (weight.weight_kg, [token.text for token in weight.tokens]) == (Decimal(90), ["above 90 kg", "90 kg"])
    assert area.surface_m2 == Decimal(2)


def test_a_dose_of_a_sentence_has_its_largest_amount_and_its_place() -> None:
    text = "The recommended dose is 3 mg/kg every 3 weeks (not to exceed 240 mg)."
    reading = reading_of({"2.1": text})
    (found,) = dose.extract(reading)
    assert (found.maximum, found.maximum_unit, found.maximum_per) == (Decimal(240), "mg", None)
    assert "240 mg" in [reading.document.quote(span).removeprefix("not to exceed ") for span in found.values]


def test_doses_of_a_table_have_their_own_largest_amounts() -> None:
    writing = Writing()
    table = writing.table(
        [
            ["", "Dose"],
            ["Adults", "3 mg/kg up to a maximum of 240 mg"],
            ["Children", "2 mg/kg (maximum 120 mg per dose)"],
        ],
        caption="Recommended Dosage",
    )
    reading = writing.add(writing.section("2.1", "Dosage", table)).reading()
    assert [(found.amount, found.maximum, found.maximum_per) for found in dose_table.extract(reading)] == [
        (Decimal(3), Decimal(240), None),
        (Decimal(2), Decimal(120), MaximumPer.DOSE),
    ]
