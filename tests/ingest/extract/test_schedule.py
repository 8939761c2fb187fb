from decimal import Decimal

import pytest

from ingest.extract.schedule import extract
from tests.ingest.building import Writing, reading_of


@pytest.mark.parametrize(
    ("text", "element", "value", "unit", "modality"),
    [
        ("The recommended duration of treatment is 2 cycles.", "treatment", 2, "{cycle}", "recommended"),
        ("A third cycle may be considered in patients with rash.", "treatment", 3, "{cycle}", "may"),
        ("A third cycle should be considered in patients with rash.", "treatment", 3, "{cycle}", "should"),
        (
            "Further cycles of treatment, up to a maximum of 6 cycles, may be given.",
            "treatment",
            6,
            "{cycle}",
            "maximum",
        ),
        ("Later cycles are 4 weeks in duration.", "cycle", 4, "week", "recommended"),
        ("Maintain a minimum of 6 days between doses.", "dose_gap", 6, "day", "required"),
        ("Give on Day 8 (+/- 2 days).", "dose_window", 2, "day", "may"),
        ("A 7-day treatment-free interval starts on Day 21.", "treatment_free_interval", 7, "day", "recommended"),
    ],
)
def test_a_sentence_states_a_schedule(text: str, element: str, value: int, unit: str, modality: str) -> None:
    (schedule,) = extract(reading_of({"2.1": text}))
    assert (str(schedule.element), int(schedule.value), schedule.unit) == (element, value, unit)
    assert str(schedule.modality) == modality


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("In adults with rash, EXAMPLINE is given in 21-day cycles.", "In adults with rash"),
        ("In Combination with Samplol Take 1,000 mg/m2 daily in 21-day cycles.", None),
        ("Take it in 21-day cycles if rash recurs, but not longer.", "if rash recurs"),
    ],
)
def test_the_condition_around_an_amount(text: str, condition: str | None) -> None:
    (schedule,) = extract(reading_of({"2.1": text}))
    assert schedule.condition == condition


def test_a_cycle_and_its_extension() -> None:
    text = "Cycle 1 is 3 weeks in duration, but may be extended to 4 weeks if toxicity persists."
    length, extended = extract(reading_of({"2.1": text}))
    assert (length.value, length.condition) == (Decimal(3), "Cycle 1")
    assert (extended.value, extended.condition) == (Decimal(4), "Cycle 1, if toxicity persists")


def test_a_row_of_cycle_lengths() -> None:
    writing = Writing()
    table = writing.table([["", "Day 1"], [("Cycle 1", 2)], ["Cycle length", "21 days"]])
    (schedule,) = extract(writing.add(writing.section("2.1", "Dosage", table)).reading())
    assert (schedule.value, schedule.unit, schedule.condition) == (Decimal(21), "day", "Cycle 1")


def test_a_time_to_respond_names_the_patients() -> None:
    text = "Patients who do not achieve remission within 3 cycles should discontinue treatment."
    (schedule,) = extract(reading_of({"2.1": text}))
    assert schedule.condition == "Patients who do not achieve remission"


def test_a_condition_does_not_hold_the_clause_around_a_parenthesis() -> None:
    text = "For patients who respond, the cycle may be extended to 28 days (ie, 7-day treatment-free interval starting on Day 21)."
    conditions = [schedule.condition for schedule in extract(reading_of({"2.1": text}))]
    assert conditions[-1] == "For patients who respond, starting on Day 21"
