"""Triggers that are parted into alternatives, or that must not be."""

from decimal import Decimal

import pytest

from ingest.criteria.of_rule import reached, rule_criteria
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


def test_items_on_one_thing_are_alternatives() -> None:
    found = rule_criteria("Grade 4 CPK elevation • Any CPK elevation and weakness", None)
    assert [(one.alternative, one.text, one.grade_high) for one in found] == [
        (1, "Grade 4 CPK elevation", 4),
        (2, "Any CPK elevation and weakness", None),
    ]


def test_of_items_on_several_things_nothing_tells_whether_all_must_hold() -> None:
    found = rule_criteria("Renal toxicity", "Defined as: • creatinine increase (Grade ≥ 2) • CLcr < 30 mL/min")
    assert [(one.alternative, one.text, one.disputed) for one in found] == [
        (1, "creatinine increase (Grade ≥ 2)", False),
        (1, "CLcr < 30 mL/min", True),
        (2, "CLcr < 30 mL/min", False),
        (2, "creatinine increase (Grade ≥ 2)", True),
    ]


def test_a_sign_behind_a_colon_begins_no_list() -> None:
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


@pytest.mark.parametrize(
    ("title", "severity", "asked", "absent"),
    [
        ("Hepatitis with no tumor in the liver", "ALT > 4 × ULN", "tumor in the liver", True),
        ("Hepatitis with tumor in the liver", "ALT > 6 × ULN", "tumor in the liver", False),
        ("Pneumonitis without suspected infection", "Grade 2", "suspected infection", True),
    ],
)
def test_what_the_title_is_with_or_without_holds_beside_the_severity(
    title: str, severity: str, asked: str, absent: bool
) -> None:
    graded, beside = rule_criteria(title, severity)
    assert (beside.text, beside.absent) == (asked, absent)
    assert graded.subject in {"ALT", "Pneumonitis"}


def test_a_title_says_nothing_that_the_bounds_tell() -> None:
    title = "Increased ALT and increased bilirubin in the absence of hemolysis"
    alt, bilirubin, absent = rule_criteria(title, "ALT > 4 × ULN with total bilirubin > 2.5 × ULN")
    assert [_bounds(one)[0][0] for one in (alt, bilirubin)] == ["ALT", "total bilirubin"]
    assert (absent.text, absent.absent) == ("hemolysis", True)


def test_a_sentence_behind_what_must_be_absent_is_no_part_of_it() -> None:
    found = rule_criteria("hemoglobin above 12 g/dL in the absence of transfusions and the dose is 4 mg/kg", None)
    assert [(one.text, one.absent) for one in found[1:]] == [("transfusions", True), ("the dose is 4 mg/kg", False)]


def test_a_length_above_a_range_is_asked_about() -> None:
    (found,) = rule_criteria("taking samplol for more than 9 to 12 days", None)
    assert (found.text, found.thresholds) == ("taking samplol for more than 9 to 12 days", ())


def test_a_value_before_treatment_is_nothing_to_be_reached() -> None:
    _, second = reached("QTc below 455 ms or return to baseline if baseline QTc is above 455 ms", "QTc prolongation")
    assert (second.text, second.thresholds) == ("return to baseline if baseline QTc is above 455 ms", ())


def test_a_bound_of_an_alternative_takes_the_place_of_the_one_before_on_the_same() -> None:
    found = rule_criteria("platelet count 20 to < 40 Gi/L with Grade 2 bleeding or platelet count < 20 Gi/L", None)
    assert [(one.alternative, len(one.thresholds), one.grade_high) for one in found] == [
        (1, 2, None),
        (1, 0, 2),
        (2, 1, None),
    ]
