"""Bounds on how much a value changed."""

from decimal import Decimal

import pytest

from ingest.criteria.of_rule import rule_criteria


@pytest.mark.parametrize(
    ("trigger", "value", "unit"),
    [
        ("LVEF decreases by at least 12% from baseline", "12", "%"),
        ("≥ 12% absolute decrease in FEV1 from pre-treatment values", "12", "%"),
        ("QTc returns to within 20 msec of baseline", "20", "ms"),
        ("creatinine has increased by more than 0.4 mg/dL from baseline", "0.4", "mg/dL"),
    ],
)
def test_a_bound_on_a_change_is_against_the_value_before_treatment(trigger: str, value: str, unit: str) -> None:
    (found,) = rule_criteria(trigger, None)
    (bound,) = found.thresholds
    assert (bound.value, bound.unit, bound.relative_to) == (Decimal(value), unit, "baseline")
    assert not found.at_baseline


@pytest.mark.parametrize(
    "trigger",
    ["Hemoglobin drops to less than 8 g/dL", "Hemoglobin falls below 8 g/dL", "Decreased hemoglobin < 8 g/dL"],
)
def test_a_bound_on_what_a_value_changes_to_is_one_on_the_value(trigger: str) -> None:
    (found,) = rule_criteria(trigger, None)
    (bound,) = found.thresholds
    assert (bound.value, bound.unit, bound.relative_to) == (Decimal(8), "g/dL", None)


@pytest.mark.parametrize(
    "trigger",
    [
        "Hemoglobin drops by more than 2 g/dL",
        "QTc interval increased by >40 msec on Day 2 of Cycle 2",
    ],
)
def test_a_change_since_an_unnamed_time_or_beside_a_value_is_left_to_a_person(trigger: str) -> None:
    (found,) = rule_criteria(trigger, None)
    assert (found.text, found.thresholds) == (trigger, ())


def test_a_value_and_a_change_of_it_are_two_bounds() -> None:
    trigger = "LVEF is < 40%, or is 40% to 44% with a 12% or greater absolute decrease below the pretreatment value"
    found = rule_criteria(trigger, None)
    assert [(one.alternative, [bound.value for bound in one.thresholds]) for one in found] == [
        (1, [Decimal(40)]),
        (2, [Decimal(40), Decimal(44)]),
        (2, [Decimal(12)]),
    ]
    assert [one.thresholds[0].relative_to for one in found] == [None, None, "baseline"]


def test_a_name_with_alternatives_in_brackets_has_each_of_them() -> None:
    found = rule_criteria("Leukocytosis (WBC > 20 × 10^9/L or an increase in WBC of > 10 × 10^9/L from baseline)", None)
    told = [(one.alternative, bound.value, bound.relative_to) for one in found for bound in one.thresholds]
    assert told == [(1, Decimal(20), None), (2, Decimal(10), "baseline")]
