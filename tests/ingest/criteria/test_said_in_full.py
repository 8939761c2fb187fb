"""Printed triggers whose words share a grade or bound, or say nothing of when they hold."""

from decimal import Decimal

import pytest

from ingest.criteria.of_rule import reached, rule_criteria
from kg.facts import Criterion


def _bounds(criterion: Criterion) -> list[tuple[str, str, Decimal, str | None]]:
    return [
        (bound.parameter, bound.operator.value, bound.value, bound.relative_to or bound.unit)
        for bound in criterion.thresholds
    ]


def test_a_grade_is_of_what_the_next_alternative_names() -> None:
    first, second, left = rule_criteria("Grade 3 or persistent Grade 2 samplosis", None)
    assert (first.grade_low, first.subject) == (3, "samplosis")
    assert (second.grade_low, second.subject, left.text) == (2, "samplosis", "persistent")


def test_the_words_of_the_scale_of_grades_say_nothing_more() -> None:
    printed = "NCI CTCAE Grade 3-4 diarrhea (increase of at least 7 stools/day over pretreatment)"
    (found,) = rule_criteria("Diarrhea", printed)
    assert (found.subject, found.grade_low, found.grade_high, found.thresholds) == ("Diarrhea", 3, 4, ())
    (defined,) = rule_criteria("Hypertension", "Grade 4 (life-threatening consequences)")
    assert (defined.subject, defined.grade_low) == ("Hypertension", 4)


def test_brackets_behind_a_grade_that_say_more_are_asked() -> None:
    grade, asked = rule_criteria("Gastrointestinal toxicity", "Grade ≥ 3 (not amenable to treatment)")
    assert (grade.grade_low, asked.text, asked.thresholds) == (3, "not amenable to treatment", ())


def test_earlier_reductions_are_counted() -> None:
    grade, reductions = rule_criteria("Grade 2 samplosis after the second dose reduction to 5 mg/m2", None)
    assert (grade.subject, grade.grade_low) == ("samplosis", 2)
    assert _bounds(reductions) == [("dose reductions", ">=", Decimal(2), None)]


def test_the_patients_that_words_begin_with_are_those_of_all_alternatives() -> None:
    found = rule_criteria("Hepatic", "In patients without cirrhosis for bilirubin > 3 × ULN or transaminases > 5 × ULN")
    assert [(one.alternative, one.text) for one in found if not one.thresholds] == [
        (1, "patients without cirrhosis"),
        (2, "patients without cirrhosis"),
    ]
    assert [one.thresholds[0].value for one in found if one.thresholds] == [3, 5]


def test_a_grade_defines_the_bound_of_the_trigger() -> None:
    (found,) = rule_criteria("neutrophil counts < 0.5 × 10^9/L", "Grade 4")
    assert (found.grade_low, _bounds(found)) == (4, [("neutrophil counts", "<", Decimal("0.5"), "10*9/L")])


@pytest.mark.parametrize(
    ("trigger", "severity", "expected"),
    [
        ("Pulmonary", "Interstitial lung disease", ["Interstitial lung disease"]),
        ("Skin", "Severe", ["severe skin"]),
        ("Cutaneous reactions", "Suspected erythema multiforme", ["Suspected erythema multiforme"]),
    ],
)
def test_a_title_that_only_tells_the_kind_is_not_asked(trigger: str, severity: str, expected: list[str]) -> None:
    assert [one.text for one in rule_criteria(trigger, severity)] == expected


def test_numbered_items_and_capitals_part_alternatives() -> None:
    first, second = reached("1. device placed OR 2. PR interval less than 200 ms", "Samplosis")
    assert (first.text, first.thresholds) == ("device placed", ())
    assert _bounds(second) == [("PR interval", "<", Decimal(200), "ms")]


def test_a_bound_that_is_glued_to_its_words_is_read() -> None:
    found = reached("ANC greater than or equal to1000 × 10^6/L and platelets ≥ 50 × 10^9/L", "Cytopenia")
    assert [_bounds(one)[0][:3] for one in found] == [
        ("ANC", ">=", Decimal(1000)),
        ("platelets", ">=", Decimal(50)),
    ]


def test_grades_side_by_side_are_one_range_but_for_words_of_the_first() -> None:
    (both,) = rule_criteria("Non-hematologic Grade 3 or Grade 4", None)
    assert (both.subject, both.grade_low, both.grade_high) == ("Non-hematologic", 3, 4)
    found = rule_criteria("Rash", "Intolerable Grade 2 or Grade 3")
    assert [(one.alternative, one.grade_low, one.text) for one in found if one.grade_low == 3] == [(2, 3, "Grade 3")]


def test_a_grade_is_of_what_stands_before_the_bounds_of_the_trigger() -> None:
    found = rule_criteria("neutropenia with fever ≥ 38.5 °C and/or infection", "Grade 3")
    assert {one.subject for one in found if one.grade_high == 3} == {"neutropenia"}
    assert [bound.value for one in found for bound in one.thresholds] == [Decimal("38.5")]
