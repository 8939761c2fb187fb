"""Printed triggers as criteria that can be decided."""

from decimal import Decimal

import pytest

from ingest.criteria.absence import with_absence
from ingest.criteria.of_rule import conditions, reached, rule_criteria
from kg.codes import Comparison
from kg.facts import Criterion


def _bounds(criterion: Criterion) -> list[tuple[str, str, Decimal, str | None]]:
    return [
        (bound.parameter, bound.operator.value, bound.value, bound.relative_to or bound.unit)
        for bound in criterion.thresholds
    ]


def test_and_binds_what_must_hold_together() -> None:
    first, second = rule_criteria("ALT or AST > 3 × ULN and total bilirubin > 2 × ULN", None)
    assert (first.alternative, _bounds(first)) == (1, [("ALT or AST", ">", Decimal(3), "ULN")])
    assert (second.alternative, _bounds(second)) == (1, [("total bilirubin", ">", Decimal(2), "ULN")])


def test_and_or_parts_alternatives_and_a_value_before_treatment_holds_for_all_of_them() -> None:
    severity = (
        "prior to Exampline treatment ANC was less than 1 × 10^9/L and/or platelet count was less than 50 × 10^9/L"
    )
    found = rule_criteria("ANC or platelet count decreases", severity)
    assert [(one.alternative, one.at_baseline) for one in found] == [(1, False), (1, True), (2, False), (2, True)]
    assert _bounds(found[0]) == [("ANC or platelet count", "<", Decimal(1), "baseline")]
    assert _bounds(found[1]) == [("ANC", "<", Decimal(1), "10*9/L")]
    assert _bounds(found[3]) == [("platelet count", "<", Decimal(50), "10*9/L")]


@pytest.mark.parametrize(
    ("severity", "low", "high"),
    [
        ("Grade 3", 3, 3),
        ("Grade 3 or 4", 3, 4),
        ("Grade 2, 3, or 4", 2, 4),
        ("greater than or equal to Grade 2", 2, 5),
        ("≥Grade 3", 3, 5),
        ("Grade 3 or higher", 3, 5),
        ("Grade ≤ 1", 1, 1),
        ("Any grade", 1, 5),
        ("greater than Grade 2", 3, 5),
        ("no more than Grade 2", 1, 2),
    ],
)
def test_grades(severity: str, low: int, high: int) -> None:
    (found,) = rule_criteria("Rash", severity)
    assert (found.subject, found.grade_low, found.grade_high, found.thresholds) == ("Rash", low, high, ())


def test_a_grade_and_the_bound_in_brackets_are_one_criterion() -> None:
    (found,) = rule_criteria("Increased ALT", "Grade 4 (> 20 × ULN)")
    assert (found.grade_low, found.grade_high, _bounds(found)) == (4, 4, [("Increased ALT", ">", Decimal(20), "ULN")])


def test_a_grade_and_a_length_of_time_must_both_hold() -> None:
    grade, length = rule_criteria("Neutropenia", "Grade 4 lasting more than 7 days")
    assert (grade.grade_low, grade.grade_high, grade.thresholds) == (4, 4, ())
    assert _bounds(length) == [("duration", ">", Decimal(7), "day")]


def test_alternatives_have_their_own_occurrence() -> None:
    first, second = rule_criteria("Neuropathy", "Grade 4 or recurrent Grade 3")
    assert (first.alternative, first.grade_low, first.occurrence) == (1, 4, None)
    assert (second.alternative, second.grade_low, second.occurrence) == (2, 3, 2)


def test_what_must_not_be_there() -> None:
    grade, signs = rule_criteria("Thrombocytopenia", "Grade 2 without signs or symptoms")
    assert (grade.absent, grade.grade_low) == (False, 2)
    assert (signs.absent, signs.text, signs.alternative) == (True, "signs or symptoms", 1)


def test_words_that_no_field_explains_are_a_criterion_that_a_person_confirms() -> None:
    bound, left = rule_criteria("Hyperbilirubinemia", "TBILI > 3 to ≤ 10 × the ULN on day of scheduled treatment")
    assert [(one.operator, one.value) for one in bound.thresholds] == [
        (Comparison.GREATER_THAN, Decimal(3)),
        (Comparison.AT_MOST, Decimal(10)),
    ]
    assert (left.text, left.subject, left.thresholds) == ("day of scheduled treatment", None, ())


def test_a_trigger_alone_is_a_criterion() -> None:
    assert [(one.alternative, one.subject) for one in rule_criteria("neutropenia or thrombocytopenia", None)] == [
        (1, "neutropenia"),
        (2, "thrombocytopenia"),
    ]


def test_what_must_be_reached() -> None:
    (found,) = reached("platelet count recovers to greater than or equal to 50 × 10^9/L", "Thrombocytopenia")
    assert _bounds(found) == [("platelet count", ">=", Decimal(50), "10*9/L")]


def test_of_and_with_or_the_label_leaves_open_what_belongs_together() -> None:
    found = rule_criteria(
        "Fever", "ANC < 1 × 10^9/L and temperature > 38.3°C or temperature ≥ 38°C for more than one hour"
    )
    assert [(one.alternative, one.subject, one.disputed) for one in found[:4]] == [
        (1, "ANC", False),
        (1, "temperature", False),
        (2, "ANC", True),
        (2, "temperature", False),
    ]
    apart = rule_criteria("Fever", "ANC < 1 × 10^9/L and temperature > 38.3°C, or temperature ≥ 39°C")
    assert not any(one.disputed for one in apart)


def test_what_stands_behind_a_grade_is_what_has_it() -> None:
    first, second = rule_criteria("Thrombocytopenia", "Grade 3 with Grade 2 bleeding")
    assert (first.subject, first.grade_low) == ("Thrombocytopenia", 3)
    assert (second.subject, second.grade_low, second.alternative) == ("bleeding", 2, 1)


def test_every_grade_is_of_what_it_names() -> None:
    found = rule_criteria("Perforations and fistulas", "Any grade gastrointestinal perforation or Grade 4 fistula")
    assert [(one.alternative, one.subject, one.grade_low, one.grade_high) for one in found] == [
        (1, "gastrointestinal perforation", 1, 5),
        (2, "fistula", 4, 4),
    ]


def test_grades_in_several_places_are_left_to_a_person() -> None:
    title, found = rule_criteria("Rash", "Grade 2 on hands, feet Grade 3")
    assert title.text == "Rash"
    assert (found.text, found.subject, found.grade_low) == ("Grade 2 on hands, feet Grade 3", None, None)


def test_a_grade_in_a_list_may_be_of_its_own_kind() -> None:
    found = rule_criteria("Rash", "Grade 2 (intolerable), Grade 3 or 4")
    assert [(one.alternative, one.text, one.grade_low) for one in found] == [
        (1, "Grade 2 (intolerable)", 2),
        (1, "intolerable", None),
        (2, "Grade 3", 3),
        (3, "Grade 4", 4),
    ]


def test_a_circumstance_holds_beside_what_the_trigger_names() -> None:
    found = rule_criteria("diarrhea or colitis", "Spreading")
    assert [(one.alternative, one.subject, one.text) for one in found] == [
        (1, "diarrhea", "diarrhea"),
        (1, None, "Spreading"),
        (2, "colitis", "colitis"),
        (2, None, "Spreading"),
    ]


def test_a_bound_that_names_nothing_is_on_what_was_bounded_before() -> None:
    found = rule_criteria("ALT or AST >12 times ULN or >4 times ULN with total bilirubin ≥3 times ULN", None)
    assert [(one.alternative, _bounds(one)) for one in found] == [
        (1, [("ALT or AST", ">", Decimal(12), "ULN")]),
        (2, [("ALT or AST", ">", Decimal(4), "ULN")]),
        (2, [("total bilirubin", ">=", Decimal(3), "ULN")]),
    ]


def test_a_grade_that_must_be_reached_is_the_highest_that_may_be_left_of_what_the_trigger_names() -> None:
    first, second = reached("recovery to Grade 1 or baseline prior to each dose", "Neuropathy")
    assert (first.alternative, first.subject, first.grade_low, first.grade_high) == (1, "Neuropathy", None, 1)
    assert (second.alternative, second.text, second.grade_high) == (2, "baseline prior to each dose", None)


def test_a_list_of_what_may_be_reached_has_an_alternative_for_each_item() -> None:
    words = "at least one of the following occurs: - ANC recovers to at least 1 × 10^9/L, or - the disease is stable"
    first, second = reached(words, "ANC decreases")
    assert (first.alternative, _bounds(first)) == (1, [("ANC", ">=", Decimal(1), "10*9/L")])
    assert (second.alternative, second.text, second.subject) == (2, "the disease is stable", None)


def test_a_thing_that_goes_with_others_is_not_named_by_them() -> None:
    (found,) = rule_criteria("severe infection or other effects, including severe thrombocytopenia", None)
    assert (found.subject, found.findings) == (None, ())


def test_the_course_of_treatment_is_bounded() -> None:
    found = rule_criteria("ANC below 1500/mm3 on Day 1 of Cycle 2", None)
    assert _bounds(found[0]) == [
        ("ANC", "<", Decimal(1500), "/mm3"),
        ("day", ">=", Decimal(1), None),
        ("day", "<=", Decimal(1), None),
        ("cycle", ">=", Decimal(2), None),
        ("cycle", "<=", Decimal(2), None),
    ]
    grade, reduced = rule_criteria("Neuropathy", "Recurrent Grade 3 after one dose reduction")
    assert (grade.grade_low, grade.occurrence) == (3, 2)
    assert _bounds(reduced) == [("dose reductions", ">=", Decimal(1), None)]


def test_a_length_within_cycles_is_no_change() -> None:
    first, rest = rule_criteria("Length of interruption", "< 7 days (within one cycle)")
    (bound,) = first.thresholds
    assert (bound.parameter, bound.operator, bound.value, bound.unit) == (
        "duration",
        Comparison.LESS_THAN,
        Decimal(7),
        "day",
    )
    assert rest.text == "within one cycle"


def test_a_quantity_that_bounds_nothing_is_left_to_a_person() -> None:
    _, left = rule_criteria("ANC below 1500/mm3 on Days 1 and 8", None)
    assert left.text == "Days 1 and 8"


def test_where_a_change_is_told_all_bounds_are_on_values_before_treatment() -> None:
    severity = "ANC was below 1 × 10^9/L or platelets were below 50 × 10^9/L before treatment, or both"
    found = rule_criteria("ANC or platelets decrease", severity)
    assert [(one.alternative, one.at_baseline, len(one.thresholds)) for one in found] == [
        (1, False, 1),
        (1, True, 1),
        (2, False, 1),
        (2, True, 1),
    ]
    (graded,) = rule_criteria("LVEF decrease", "Grade 3")
    assert (graded.subject, graded.grade_low) == ("LVEF decrease", 3)


def test_what_may_be_reached_in_two_ways_has_an_alternative_for_each() -> None:
    first, second = reached("improvement to mild bradycardia or to a heart rate of 55 bpm or above", "Bradycardia")
    assert (first.alternative, first.thresholds) == (1, ())
    assert (second.alternative, _bounds(second)) == (2, [("heart rate", ">=", Decimal(55), "{beats}/min")])


def test_a_change_is_of_what_was_bounded_before() -> None:
    found = rule_criteria(
        "Left ventricular dysfunction", "LVEF 40% to ≤ 45% and decrease is ≥ 10% points from baseline"
    )
    assert [(one.alternative, _bounds(one)) for one in found] == [
        (1, [("LVEF", ">=", Decimal(40), "%"), ("LVEF", "<=", Decimal(45), "%")]),
        (1, [("LVEF", ">=", Decimal(10), "baseline")]),
    ]


def test_a_bound_on_a_day_is_on_what_the_trigger_names() -> None:
    bound, left = rule_criteria("Thrombocytopenia", "Grade 2-3 on day of scheduled treatment (30,000 to < 80,000/mm3)")
    assert (bound.subject, bound.grade_low, bound.grade_high) == ("Thrombocytopenia", 2, 3)
    assert {one.parameter for one in bound.thresholds} == {"Thrombocytopenia"}
    assert left.text == "day of scheduled treatment"


def test_a_list_that_begins_without_a_bound_is_left_to_a_person() -> None:
    title, found, other = rule_criteria("Heart failure", "Symptomatic CHF, Grade 3-4 LVSD or Grade 4 heart failure")
    assert (title.alternative, found.alternative, found.text) == (1, 1, "Symptomatic CHF, Grade 3-4 LVSD")
    assert (found.grade_low, other.alternative, other.grade_low) == (None, 2, 4)


def test_a_bound_that_is_denied_is_left_to_a_person() -> None:
    denied, graded = rule_criteria("Uveitis that does not clear up within 3 weeks or if Grade 4 in severity", None)
    assert (denied.alternative, denied.thresholds, denied.subject) == (1, (), None)
    assert denied.text == "Uveitis that does not clear up within 3 weeks"
    assert (graded.alternative, graded.grade_low) == (2, 4)


def test_an_alternative_in_brackets_is_one() -> None:
    first, second = reached("level returns to < 5.5 mg/dL (or baseline)", "Hyperphosphatemia")
    assert (first.alternative, _bounds(first)) == (1, [("Hyperphosphatemia", "<", Decimal("5.5"), "mg/dL")])
    assert (second.alternative, second.text) == (2, "baseline")


def test_each_day_of_any_cycle_has_its_bound() -> None:
    trigger = "ANC below 1500/mm3 on Day 1 of any cycle or ANC below 1000/mm3 on Day 8 of any cycle"
    assert [
        (one.alternative, one.thresholds[0].value, one.thresholds[1].value) for one in rule_criteria(trigger, None)
    ] == [
        (1, Decimal(1500), Decimal(1)),
        (2, Decimal(1000), Decimal(8)),
    ]


@pytest.mark.parametrize(
    ("trigger", "alternatives"),
    [
        ("ANC < 1 × 10^9/L, platelets < 50 × 10^9/L, or severe rash", [1, 2, 3]),
        ("ANC > 1 × 10^9/L, platelets > 50 × 10^9/L, and hemoglobin > 8 g/dL", [1, 1, 1]),
    ],
)
def test_the_last_joining_word_of_a_list_holds_for_all_of_it(trigger: str, alternatives: list[int]) -> None:
    assert [one.alternative for one in rule_criteria(trigger, None)] == alternatives


def test_a_joining_word_within_a_name_parts_nothing() -> None:
    first, second = rule_criteria("Total bilirubin > 2 × ULN, or AST and/or ALT > 3 × ULN", None)
    assert (first.alternative, second.alternative) == (1, 2)
    assert _bounds(second) == [("AST and/or ALT", ">", Decimal(3), "ULN")]


def test_a_circumstance_may_stand_beside_a_grade() -> None:
    graded, title, asked = rule_criteria("Diarrhea", "Grade 3 or requires admission")
    assert (graded.alternative, graded.grade_low) == (1, 3)
    assert (title.alternative, title.text) == (2, "Diarrhea")
    assert (asked.alternative, asked.text) == (2, "requires admission")


def test_another_cycle_has_the_bound_told_before() -> None:
    found = rule_criteria("ANC below 1 × 10^9/L in Cycle 2 or on Day 1 of Cycles 4 or 5", None)
    assert [one.alternative for one in found] == [1, 2, 2]
    assert _bounds(found[1]) == [("ANC", "<", Decimal(1), "10*9/L")]
    assert _bounds(found[2])[2:] == [("cycle", ">=", Decimal(4), None), ("cycle", "<=", Decimal(5), None)]


def test_cycles_that_are_no_row_are_left_to_a_person() -> None:
    (found,) = rule_criteria("Neutropenia in Cycles 4 and 6", None)
    assert (found.text, found.thresholds) == ("Neutropenia in Cycles 4 and 6", ())


def test_an_occurrence_of_its_own_is_that_of_what_the_trigger_grades() -> None:
    (found,) = rule_criteria("Grade 4 neutropenia", "Second")
    assert (found.subject, found.grade_low, found.occurrence) == ("neutropenia", 4, 2)


def test_bounds_of_one_direction_on_one_thing_are_hardly_meant_together() -> None:
    trigger = "≥ 12% decrease in LVEF from baseline LVEF below normal and ≥ 8% decrease in LVEF from baseline"
    found = [one for one in rule_criteria(trigger, None) if one.thresholds]
    assert [(one.thresholds[0].value, one.disputed) for one in found] == [(Decimal(12), True), (Decimal(8), True)]


def test_words_of_a_pair_are_asked_for_beside_the_grade() -> None:
    graded, left = rule_criteria("Neuropathy", "New or worsening Grade 2")
    assert (graded.grade_low, graded.disputed, left.text) == (2, False, "New or worsening")


def test_a_grade_is_of_both_words_before_it() -> None:
    first, asked, again = rule_criteria("Neuropathy", "Intolerable or recurrent Grade 2")
    assert (first.alternative, first.grade_low, first.occurrence, asked.text) == (1, 2, None, "Intolerable")
    assert (again.alternative, again.grade_low, again.occurrence) == (2, 2, 2)


def test_what_is_absent_behind_a_comma_is_so_of_all_alternatives() -> None:
    severity = "Recurrent Grade 2, or Grade 3 (> 5 × ULN), without increase in total bilirubin above 2 × ULN"
    found = rule_criteria("Hepatotoxicity", severity, measured="ALT or AST")
    assert [(one.alternative, one.absent) for one in found] == [(1, False), (1, True), (2, False), (2, True)]
    assert found[2].thresholds[0].parameter == "ALT or AST"


def test_a_bound_that_names_nothing_is_of_what_stands_above() -> None:
    (found,) = rule_criteria("Elevation greater than 2.0 × ULN", None, about="Lipase elevation")
    assert [(bound.parameter, bound.value) for bound in found.thresholds] == [("Lipase elevation", Decimal("2.0"))]


def test_grade_nought_is_what_is_not_there() -> None:
    (found,) = reached("improved to Grade 0 or 1", "Neuropathy")
    assert (found.grade_low, found.grade_high) == (None, 1)


@pytest.mark.parametrize(
    ("trigger", "asked"),
    [
        (
            "Painless, absolute decrease in LVEF from baseline of more than 12%",
            "Painless, absolute decrease in LVEF",
        ),
        ("nadir of platelet count < 20 × 10^9/L", "nadir of platelet count"),
    ],
)
def test_what_the_words_of_a_bound_say_beyond_its_parameter_is_asked(trigger: str, asked: str) -> None:
    bound, left = rule_criteria(trigger, None)
    assert len(bound.thresholds) == 1
    assert (left.text, left.thresholds) == (asked, ())


def test_a_value_before_treatment_is_none_of_the_recovery_that_it_lets_count() -> None:
    words = "QTc is below 470 ms or return to baseline if baseline QTc is at least 470 ms"
    low, recovered = conditions([words], "QTc prolongation")
    assert _bounds(low) == [("QTc", "<", Decimal(470), "ms")]
    assert (recovered.text, recovered.thresholds) == ("return to baseline if baseline QTc is at least 470 ms", ())


def test_that_something_is_confirmed_is_asked_in_the_words_of_all_of_it() -> None:
    bound, asked = rule_criteria("LVEF < 40% is confirmed", None)
    assert (_bounds(bound), asked.text) == ([("LVEF", "<", Decimal(40), "%")], "LVEF < 40% is confirmed")
    (suspected,) = rule_criteria("Grade 3 colitis is suspected", None)
    assert suspected.grade_high == 3


def test_words_that_stand_apart_are_asked_as_printed() -> None:
    words = "rash that spreads (Grade 3) in spite of creams"
    assert [one.text for one in rule_criteria(words, None)] == [words, words]


def test_an_impairment_is_told_by_the_bound_that_defines_it() -> None:
    (found,) = rule_criteria("severe renal impairment (creatinine clearance [CLcr] < 30 mL/min)", None)
    assert _bounds(found) == [("creatinine clearance", "<", Decimal(30), "mL/min")]


def test_what_must_be_absent_for_the_action_is_asked() -> None:
    found = with_absence(
        rule_criteria("ALT > 3 × ULN", None), "Stop in the absence of another cause, e.g. tumors.", ["rash"]
    )
    assert [(one.text, one.absent) for one in found] == [("ALT > 3 × ULN", False), ("another cause, e.g. tumors", True)]
    told = "Stop in the absence of fever."
    assert not any(one.absent for one in with_absence(rule_criteria("cough", None), told, ["in the absence of fever"]))
