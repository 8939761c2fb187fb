"""Titles and degrees beside what a severity says."""

import pytest

from ingest.criteria.of_rule import conditions, rule_criteria


@pytest.mark.parametrize(
    ("trigger", "severity", "expected"),
    [
        ("Hyponatremia", "Symptomatic", [(1, "symptomatic hyponatremia")]),
        ("PML", "Moderate or severe", [(1, "moderate or severe PML")]),
        (
            "diarrhea or colitis",
            "Life-threatening",
            [(1, "life-threatening diarrhea"), (2, "life-threatening colitis")],
        ),
    ],
)
def test_a_degree_is_read_with_what_it_is_of(trigger: str, severity: str, expected: list[tuple[int, str]]) -> None:
    assert [(one.alternative, one.text) for one in rule_criteria(trigger, severity)] == expected


def test_a_later_time_in_the_trigger_is_of_what_the_severity_grades() -> None:
    time, grade = rule_criteria("Second occurrence of any adverse reaction", "Grade 4")
    assert (time.subject, time.occurrence, grade.subject, grade.grade_low) == (
        "adverse reaction",
        2,
        "adverse reaction",
        4,
    )


def test_words_of_the_title_are_not_asked_again() -> None:
    (found,) = rule_criteria("Samplosic toxicity", "Recurrent samplosic toxicity after one dose reduction")
    assert (found.occurrence, found.subject) == (2, "Samplosic toxicity")


@pytest.mark.parametrize(
    ("trigger", "severity", "expected"),
    [
        ("Interstitial lung disease (ILD)", "Symptomatic ILD (Grade 2 or greater)", [(1, "Interstitial lung disease (ILD)", 2)]),
        ("Renal", "For severe (CTCAE grade 3 to 4) renal toxicity", [(1, "Renal", 3)]),
        ("Eye", "For keratitis of grade 3 or for grade 2 lasting more than 2 weeks", [(1, "keratitis", 3), (2, "keratitis", 2)]),
        ("Hepatic", "Hepatic samplosis that goes on", [(1, None, None)]),
    ],
)  # fmt: skip
def test_a_title_and_a_degree_that_say_nothing_more_are_not_asked(
    trigger: str, severity: str, expected: list[tuple[int, str | None, int | None]]
) -> None:
    found = [one for one in rule_criteria(trigger, severity) if not one.thresholds]
    assert [(one.alternative, one.subject, one.grade_low) for one in found] == expected


def test_a_circumstance_that_another_one_says_is_not_asked_twice() -> None:
    (found,) = conditions(["resolved in 28 days or less from date of onset"], "Samplosis")
    assert found.text == "resolved in 28 days or less from date of onset"
