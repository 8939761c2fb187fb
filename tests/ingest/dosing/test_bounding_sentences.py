"""Largest doses and sizes that other sentences than that of a dose tell, and rounding."""

from decimal import Decimal

import pytest

from ingest.extract import dose, dose_table
from kg.codes import MaximumPer
from tests.ingest.building import Writing, reading_of


@pytest.mark.parametrize(
    ("following", "maximum", "per"),
    [
        ("The maximum recommended dose is 60 mg per day.", 60, MaximumPer.DAY),
        ("Do not exceed 60 mg per day.", 60, MaximumPer.DAY),
        ("The maximum recommended dose is 60 mg once daily.", 60, None),
    ],
)
def test_a_sentence_bounds_the_dose_before_it(following: str, maximum: int, per: MaximumPer | None) -> None:
    reading = reading_of({"2.1": f"The recommended dose is 5 mg once daily. {following}"})
    found = next(dose.extract(reading))
    assert (found.maximum, found.maximum_per, found.incomplete) == (Decimal(maximum), per, ())
    assert [place.quote for place in found.evidence[1:]] == [following]


def test_words_behind_a_reference_bound_the_dose_of_their_sentence() -> None:
    text = "The recommended dose is 5 mg/kg [see Dosage (2.3)] up to a maximum of 200 mg."
    (found,) = dose.extract(reading_of({"2.1": text}))
    assert found.maximum == Decimal(200)


def test_the_size_of_the_largest_patients_is_told_for_all_doses_of_a_section() -> None:
    doses = "The recommended dose is 5 mg/kg in adults. The recommended dose is 3 mg/kg in children."
    largest = "For patients weighing more than 90 kg, the dose is calculated based on a weight of 90 kg."
    found = list(dose.extract(reading_of({"2.1": f"{doses} {largest}"})))
    assert [(one.amount, one.maximum_weight_kg) for one in found] == [
        (Decimal(5), Decimal(90)),
        (Decimal(3), Decimal(90)),
    ]


@pytest.mark.parametrize(
    ("following", "words"),
    [
        ("In frail patients, the maximum dose is 10 mg daily.", "maximum dose is 10 mg"),
        ("The maximum recommended dose is 3 mg once daily.", "maximum recommended dose is 3 mg"),
    ],
)
def test_a_largest_dose_that_is_not_surely_of_the_dose_makes_it_incomplete(following: str, words: str) -> None:
    found = next(dose.extract(reading_of({"2.1": f"The recommended dose is 5 mg once daily. {following}"})))
    assert (found.maximum, found.incomplete) == (None, (words,))


def test_of_doses_for_different_patients_each_is_incomplete() -> None:
    text = (
        "The recommended dose is 5 mg/kg in adults. The recommended dose is 3 mg/kg in children. Do not exceed 200 mg."
    )
    found = list(dose.extract(reading_of({"2.1": text})))
    assert [(one.maximum, len(one.incomplete)) for one in found] == [(None, 1), (None, 1)]


def test_a_largest_dose_behind_alternatives_is_of_both_and_behind_other_times_of_the_last() -> None:
    text = "The recommended dose is 2 mg/kg or 4 mg/kg once daily (maximum 300 mg)."
    assert [one.maximum for one in dose.extract(reading_of({"2.1": text}))] == [Decimal(300), Decimal(300)]
    text = "The recommended dose is 4 mg/kg on Day 1, followed by 2 mg/kg once daily (maximum 300 mg)."
    first, second = dose.extract(reading_of({"2.1": text}))
    assert (first.maximum, first.incomplete, second.maximum) == (None, ("maximum 300 mg",), Decimal(300))


@pytest.mark.parametrize(
    "following", ["Round the dose to the nearest 10 mg.", "Doses are rounded to the nearest vial size."]
)
def test_rounding_makes_a_dose_incomplete(following: str) -> None:
    (found,) = dose.extract(reading_of({"2.1": f"The recommended dose is 5 mg/kg once daily. {following}"}))
    assert len(found.incomplete) == 1
    assert "nearest" in found.incomplete[0]


def test_a_column_of_largest_doses_bounds_the_doses_of_its_rows() -> None:
    writing = Writing()
    table = writing.table(
        [
            ["Patients", "Starting dose", "Maximum daily dose"],
            ["Adults", "5 mg once daily", "20 mg"],
            ["Children", "2 mg once daily", "8 mg"],
        ],
        caption="Recommended Dosage",
    )
    found = dose_table.extract(writing.add(writing.section("2.1", "Dosage", table)).reading())
    assert [(one.amount, one.maximum, one.maximum_per) for one in found] == [
        (Decimal(5), Decimal(20), MaximumPer.DAY),
        (Decimal(2), Decimal(8), MaximumPer.DAY),
    ]
