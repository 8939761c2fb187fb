"""Triggers that are parted into alternatives, or that must not be."""

from decimal import Decimal

import pytest

from ingest.criteria.of_rule import rule_criteria
from kg.facts import Criterion


def _bounds(criterion: Criterion) -> list[tuple[str, str, Decimal, str | None]]:
    return [
        (bound.parameter, bound.operator.value, bound.value, bound.relative_to or bound.unit)
        for bound in criterion.thresholds
    ]


def test_of_a_thing_or_another_such_thing_the_first_is_enough() -> None:
    first, second = rule_criteria("anaphylaxis or other severe hypersensitivity", None)
    assert (first.alternative, first.subject, second.alternative, second.text) == (
        1,
        "anaphylaxis",
        2,
        "other severe hypersensitivity",
    )


@pytest.mark.parametrize("trigger", ["ALT or AST elevations", "unexplained elevations of BUN or serum creatinine"])
def test_what_is_said_of_two_parameters_is_not_taken_apart(trigger: str) -> None:
    (found,) = rule_criteria(trigger, None)
    assert found.text == trigger


def test_a_dose_in_the_trigger_is_asked_beside_the_bounds() -> None:
    dose, bound = rule_criteria("Exampleosis (starting dose 250 mg)", "ANC less than 0.7 × 10^9/L")
    assert (dose.text, dose.thresholds) == ("Exampleosis (starting dose 250 mg)", ())
    assert _bounds(bound) == [("ANC", "<", Decimal("0.7"), "10*9/L")]


def test_items_of_which_nothing_tells_whether_all_must_hold_are_asked() -> None:
    trigger = "Grade 4 CPK elevation • Any CPK elevation and weakness"
    (found,) = rule_criteria(trigger, None)
    assert (found.text, found.grade_high) == (trigger, None)
    found, _ = rule_criteria("First occurrence of: • ALT > 4 × ULN; seen twice", None)
    assert _bounds(found) == [("ALT", ">", Decimal(4), "ULN")]


def test_or_before_other_joining_words_parts_alternatives() -> None:
    found = rule_criteria("Proteinuria", "urine protein above 4 g per 24 hours or in the setting of nephrotic syndrome")
    assert [(one.alternative, one.text) for one in found] == [
        (1, "urine protein above 4 g per 24 hours"),
        (2, "Proteinuria"),
        (2, "nephrotic syndrome"),
    ]


def test_grades_of_one_thing_are_hardly_meant_together() -> None:
    found = rule_criteria("Elevated bilirubin of Grade 3 in adults and Grade 2 in children", None)
    assert [one.grade_high for one in found] == [3, None, 2, None]
    assert all(one.disputed for one in found)


def test_a_grade_and_a_bound_alone_beside_it_are_one_criterion() -> None:
    (found,) = rule_criteria("Thrombocytopenia", "Grade 4 at any time < 20,000/mm3")
    assert (found.grade_low, _bounds(found)) == (4, [("Thrombocytopenia", "<", Decimal(20000), "/mm3")])


def test_names_with_their_abbreviations_share_a_bound() -> None:
    (found,) = rule_criteria("Alanine aminotransferase (ALT) or aspartate aminotransferase (AST) above 4 × ULN", None)
    assert _bounds(found) == [("Alanine aminotransferase or aspartate aminotransferase", ">", Decimal(4), "ULN")]


def test_a_bound_behind_that_is_also_is_on_what_was_named() -> None:
    found = rule_criteria("absolute decrease in LVEF of more than 12% from baseline that is also below the LLN", None)
    assert [bound[1:] for one in found for bound in _bounds(one)] == [
        (">", Decimal(12), "baseline"),
        ("<", Decimal(1), "LLN"),
    ]
