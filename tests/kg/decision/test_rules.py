"""Which dose rules apply, which do not, and what is missing to tell."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kg.codes import Action
from kg.decision.patient import Finding, History, answered
from kg.decision.rules import Applicability, applicable_dose_rules
from kg.errors import PatientError
from tests.kg.decision.deciding import decided, rule_of

APPLIES, DOES_NOT, OPEN = Applicability.APPLIES, Applicability.DOES_NOT_APPLY, Applicability.CANNOT_BE_DECIDED


def _platelets(value: str, unit: str | None = "10*9/L", baseline: str | None = None) -> Finding:
    before = Decimal(baseline) if baseline else None
    return Finding(parameter="platelets", value=Decimal(value), unit=unit, baseline=before)


LOW = rule_of("Thrombocytopenia", "Platelet count less than 50 × 10^9/L")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("49.9", "10*9/L", APPLIES),
        ("50", "10*9/L", DOES_NOT),
        ("50.0000000001", "10*9/L", DOES_NOT),
        ("49999", "/uL", APPLIES),
        ("50000", "/uL", DOES_NOT),
        ("49999", "/mm3", APPLIES),
    ],
)
def test_bounds_are_exact_in_every_unit(value: str, unit: str, expected: Applicability) -> None:
    assert decided(LOW, _platelets(value, unit)).applicability is expected


@pytest.mark.parametrize(
    ("finding", "message"),
    [
        (
            lambda: decided(LOW, _platelets("40", "mg/dL")),
            "platelets in mg/dL cannot be compared; expected a value in 10*9/L",
        ),
        (lambda: decided(LOW, _platelets("40", "furlong")), "'furlong' is no unit"),
        (lambda: decided(LOW, _platelets("40", None)), "platelets is 40 without a unit"),
        (lambda: _platelets("-1"), "value of platelets is -1; expected a number, and no negative one"),
        (lambda: _platelets("NaN"), "value of platelets is NaN"),
        (lambda: Finding(parameter="platelets", value=Decimal(2), relative_to="norm"), "in multiples of norm"),
        (lambda: decided(LOW, Finding(parameter="plateletz", grade=3)), "'plateletz' is no finding that is known"),
        (
            lambda: decided(
                LOW, _platelets("20"), Finding(parameter="platelet count", value=Decimal(80), unit="10*9/L")
            ),
            "platelets is told twice: 20 and 80; expected one value and one grade of each",
        ),
        (
            lambda: decided(LOW, Finding(parameter="rash", grade=2), Finding(parameter="rash", grade=4)),
            "rash is told twice: 2 and 4",
        ),
        (
            lambda: Finding(parameter="AST", upper_limit=Decimal(0)),
            "upper_limit of AST is 0; expected a number above 0",
        ),
        (
            lambda: answered([("Gilbert's", True), ("gilbert's ", False)]),
            '"Gilbert\'s" is answered with yes and with no',
        ),
        (lambda: Finding(parameter="rash", grade=6), "grade of rash is 6; expected a grade of CTCAE, 1 to 5"),
    ],
)
def test_what_makes_no_sense_is_refused(finding: Callable[[], object], message: str) -> None:
    with pytest.raises(PatientError) as error:
        finding()
    assert message in str(error.value)


def test_a_value_before_treatment_that_is_missing_is_asked_for() -> None:
    rule = rule_of(
        "platelet count decreases", "prior to treatment platelet count was greater than or equal to 50 × 10^9/L"
    )
    assert decided(rule, _platelets("40", baseline="60")).applicability is APPLIES
    assert decided(rule, _platelets("40", baseline="45")).applicability is DOES_NOT
    open_one = decided(rule, _platelets("40"))
    assert (open_one.applicability, open_one.needs) == (OPEN, ("the value of platelets before treatment",))


def test_an_upper_limit_of_normal_that_is_missing_is_asked_for() -> None:
    rule = rule_of("Total bilirubin greater than 1.5 × ULN")
    value = Finding(parameter="bilirubin", value=Decimal(2), unit="mg/dL")
    assert decided(rule, value).needs == ("the upper limit of normal of bilirubin",)
    known = Finding(parameter="bilirubin", value=Decimal(2), unit="mg/dL", upper_limit=Decimal("1.2"))
    assert decided(rule, known).applicability is APPLIES
    in_multiples = Finding(parameter="bilirubin", value=Decimal("1.5"), relative_to="ULN")
    assert decided(rule, in_multiples).applicability is DOES_NOT


def test_either_of_two_parameters_settles_or() -> None:
    rule = rule_of("ALT or AST > 3 × ULN")
    alt, ast = (
        Finding(parameter=name, value=Decimal(value), relative_to="ULN") for name, value in (("ALT", 2), ("AST", 4))
    )
    assert decided(rule, alt, ast).applicability is APPLIES
    assert decided(rule, alt).applicability is OPEN


def test_one_that_fails_settles_and() -> None:
    rule = rule_of("ALT > 3 × ULN and total bilirubin > 2 × ULN")
    assert decided(rule, Finding(parameter="ALT", value=Decimal(2), relative_to="ULN")).applicability is DOES_NOT
    assert decided(rule, Finding(parameter="ALT", value=Decimal(4), relative_to="ULN")).applicability is OPEN


def test_an_exception_is_asked_for() -> None:
    words = "unless due to Gilbert's syndrome"
    rule = rule_of("Total bilirubin > 1.5 × ULN", exceptions=words)
    high = Finding(parameter="total bilirubin", value=Decimal(2), relative_to="ULN")
    assert decided(rule, high).needs == (f"whether this exception holds: {words}",)
    assert decided(rule, high).questions == (words,)
    assert decided(rule, high, answers={words: False}).applicability is APPLIES
    assert decided(rule, high, answers={words: True}).applicability is DOES_NOT


def test_a_grade_or_the_value_that_defines_it_settles() -> None:
    rule = rule_of("Increased ALT", "Grade 4 (> 20 × ULN)")
    assert decided(rule, Finding(parameter="increased ALT", grade=4)).applicability is APPLIES
    assert decided(rule, Finding(parameter="ALT", value=Decimal(21), relative_to="ULN")).applicability is APPLIES
    both = Finding(parameter="ALT", value=Decimal(21), relative_to="ULN", grade=3)
    assert decided(rule, both).needs == (
        "which is right of the grade and the value, for they disagree: Grade 4 (> 20 × ULN)",
    )


def test_a_low_value_is_no_event_until_somebody_says_so() -> None:
    rule = rule_of("thrombocytopenia")
    assert decided(rule, _platelets("40")).applicability is OPEN
    assert decided(rule, Finding(parameter="low platelets")).applicability is APPLIES
    assert decided(rule, Finding(parameter="thrombocytosis")).applicability is OPEN


def test_which_time_a_thing_happens_is_asked_for() -> None:
    rule = rule_of("Neuropathy", "recurrent Grade 3")
    assert decided(rule, Finding(parameter="neuropathy", grade=3)).needs == ("which time Neuropathy happens",)
    assert decided(rule, Finding(parameter="neuropathy", grade=3, occurrence=1)).applicability is DOES_NOT
    assert decided(rule, Finding(parameter="neuropathy", grade=3, occurrence=3)).applicability is APPLIES


def test_a_rule_for_a_second_time_holds_before_one_for_a_third() -> None:
    first, second, third = (rule_of("Grade 4 neutropenia", severity) for severity in ("First", "Second", "Third"))
    for occurrence, expected in ((1, first), (2, second), (3, third), (4, third)):
        patient = [Finding(parameter="neutropenia", grade=4, occurrence=occurrence)]
        found = applicable_dose_rules([first, second, third], patient, History())
        assert [one.rule for one in found if one.applicability is APPLIES] == [expected]
        assert all(one.applicability is DOES_NOT for one in found if one.rule is not expected)


def test_a_rule_for_a_second_time_holds_for_any_later_one_where_the_label_has_none_for_it() -> None:
    second, worse = rule_of("Grade 3 neutropenia", "Second"), rule_of("Grade 4 neutropenia", "Third")
    patient = [Finding(parameter="neutropenia", grade=3, occurrence=3)]
    found = {id(one.rule): one.applicability for one in applicable_dose_rules([second, worse], patient, History())}
    assert (found[id(second)], found[id(worse)]) == (APPLIES, DOES_NOT)


@pytest.mark.parametrize(("occurrence", "expected"), [(None, APPLIES), (1, APPLIES), (2, DOES_NOT), (3, DOES_NOT)])
def test_a_rule_of_no_time_does_not_hold_where_the_label_has_one_for_the_later_time(
    occurrence: int | None, expected: Applicability
) -> None:
    rule = rule_of("CPK > 5 × ULN")
    again = rule_of("CPK > 10 × ULN or second occurrence of CPK > 5 × ULN")
    patient = [Finding(parameter="CPK", value=Decimal(6), relative_to="ULN", occurrence=occurrence)]
    found = {id(one.rule): one.applicability for one in applicable_dose_rules([rule, again], patient, History())}
    assert found[id(rule)] is expected


def test_of_overlapping_lengths_each_that_holds_applies_and_names_the_others() -> None:
    seven, fourteen, twenty_eight = (
        replace(rule_of("Duration of dose interruption", severity), actions=(action,))
        for severity, action in (
            ("Greater than or equal to 7 days", Action.OMIT),
            ("Greater than or equal to 14 days", Action.REDUCE),
            ("Greater than 28 days", Action.DISCONTINUE),
        )
    )
    found = applicable_dose_rules([seven, fourteen, twenty_eight], [], History(interruption_days=Decimal(14)))
    assert [(one.rule, one.applicability, one.overlaps) for one in found] == [
        (seven, APPLIES, (fourteen,)),
        (fourteen, APPLIES, (seven,)),
        (twenty_eight, DOES_NOT, ()),
    ]
    assert all(one.is_concerned for one in found)


def test_a_rule_whose_trigger_was_not_read_stays_open() -> None:
    found = decided(replace(LOW, criteria=()), _platelets("40"))
    assert (found.applicability, found.needs) == (OPEN, ("what the trigger asks for",))


def test_whether_what_must_be_reached_is_reached() -> None:
    rule = rule_of("Platelet count less than 50 × 10^9/L", until="platelet count is at least 75 × 10^9/L")
    assert decided(rule, _platelets("40")).resumable is False


def test_what_speaks_of_nothing_given_is_told_apart() -> None:
    found = applicable_dose_rules([rule_of("Rash", "Grade 3"), LOW], [_platelets("40")], History())
    assert [(one.rule.trigger, one.is_concerned, one.applicability) for one in found] == [
        ("Thrombocytopenia", True, APPLIES),
        ("Rash", False, OPEN),
    ]


def test_a_circumstance_is_not_taken_for_given_where_the_grade_is() -> None:
    rule = rule_of("Rash", "Intolerable Grade 2")
    found = decided(rule, Finding(parameter="rash", grade=2))
    assert (found.applicability, found.needs) == (OPEN, ("whether this is so: Intolerable",))
    assert decided(rule, Finding(parameter="rash", grade=2), answers={"Intolerable": True}).applicability is APPLIES


def test_what_is_gone_has_reached_any_grade() -> None:
    rule = rule_of("Rash", "Grade 3", until="resolved to Grade 1 or less")
    assert decided(rule, Finding(parameter="rash", is_present=False)).resumable is True
    assert decided(rule, Finding(parameter="rash", grade=2)).resumable is False


def test_a_value_is_no_event_of_a_longer_list() -> None:
    rule = rule_of("severe infection or other effects, including severe thrombocytopenia")
    assert decided(rule, Finding(parameter="thrombocytopenia")).applicability is OPEN


def test_a_bound_told_in_two_units_is_settled_by_the_one_that_can_be_told() -> None:
    rule = rule_of("Hyperphosphatemia", "> 9.5 mg/dL (> 3.1 mmol/L)")
    for value, unit, expected in (("9.5", "mg/dL", DOES_NOT), ("9.6", "mg/dL", APPLIES), ("3200", "umol/L", APPLIES)):
        phosphate = Finding(parameter="phosphate", value=Decimal(value), unit=unit)
        assert decided(rule, phosphate).applicability is expected


def test_a_unit_that_some_bounds_take_leaves_the_others_open() -> None:
    rules = [LOW, rule_of("Platelet count less than 50%")]
    found = applicable_dose_rules(rules, [_platelets("40")], History())
    assert [(one.applicability, one.needs) for one in found] == [
        (APPLIES, ()),
        (OPEN, ("the value of platelets in %",)),
    ]


def test_a_lower_limit_of_normal_is_no_upper_one() -> None:
    rule = rule_of("LVEF less than 0.9 × LLN")
    value = Finding(parameter="LVEF", value=Decimal(45), unit="%", upper_limit=Decimal(70))
    assert decided(rule, value).needs == ("the lower limit of normal of LVEF",)
    known = Finding(parameter="LVEF", value=Decimal(45), unit="%", lower_limit=Decimal(50))
    assert decided(rule, known).applicability is DOES_NOT


def test_a_value_before_treatment_alone_settles_what_is_asked_of_it() -> None:
    rule = rule_of("ANC decreases", "prior to treatment ANC was less than 1 × 10^9/L")
    before = Finding(parameter="ANC", baseline=Decimal("1.4"), unit="10*9/L")
    assert decided(rule, before).applicability is DOES_NOT


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (History(cycle=2, day=1), APPLIES),
        (History(cycle=2, day=8), DOES_NOT),
        (History(cycle=3, day=1), DOES_NOT),
        (History(cycle=2), OPEN),
    ],
)
def test_the_cycle_and_the_day_decide(history: History, expected: Applicability) -> None:
    rule = rule_of("ANC below 1500/mm3 on Day 1 of Cycle 2")
    (found,) = applicable_dose_rules([rule], [Finding(parameter="ANC", value=Decimal(1000), unit="/mm3")], history)
    assert found.applicability is expected


def test_earlier_dose_reductions_decide() -> None:
    rule = rule_of("Neuropathy", "Grade 3 after 2 dose reductions")
    grade = Finding(parameter="neuropathy", grade=3)
    (found,) = applicable_dose_rules([rule], [grade], History())
    assert found.needs == ("how often the dose was reduced",)
    (found,) = applicable_dose_rules([rule], [grade], History(reductions=1))
    assert found.applicability is DOES_NOT


def test_a_negative_count_of_days_is_refused() -> None:
    with pytest.raises(PatientError, match="interruption_days is -1"):
        History(interruption_days=Decimal(-1))


def test_everything_that_rose_must_recover() -> None:
    rule = rule_of("ALT or AST > 3 × ULN", until="recovery to ≤ 1.5 × ULN")
    alt, ast, high = (
        Finding(parameter=name, value=Decimal(value), relative_to="ULN")
        for name, value in (("ALT", "1.5"), ("AST", "1"), ("AST", "4"))
    )
    assert decided(rule, alt, ast).resumable is True
    assert decided(rule, alt, high).resumable is False
    assert decided(rule, alt).resumable is None


def test_points_and_shares_of_a_percentage_are_told_apart() -> None:
    rule = rule_of("Left ventricular dysfunction", "LVEF 40% to 45% and decrease is ≥ 10% points from baseline")
    for value, baseline, expected in (("44", "54", APPLIES), ("44", "53", DOES_NOT), ("46", "70", DOES_NOT)):
        lvef = Finding(parameter="LVEF", value=Decimal(value), unit="%", baseline=Decimal(baseline))
        assert decided(rule, lvef).applicability is expected
    either = rule_of("Left ventricular dysfunction", "LVEF decrease of ≥ 10% from baseline")
    (need,) = decided(either, Finding(parameter="LVEF", value=Decimal(45), unit="%", baseline=Decimal(50))).needs
    assert need.startswith("whether the label means points or a share of the value before treatment")


def test_a_grade_of_a_parameter_alone_is_asked_about_and_not_passed_over() -> None:
    found = decided(rule_of("AST or ALT increased", "Grade 3"), Finding(parameter="ALT", grade=3))
    assert (found.is_concerned, found.applicability) == (True, OPEN)
    assert found.questions
    found = decided(rule_of("AST or ALT increased", "Grade 3"), Finding(parameter="ALT increased", grade=3))
    assert found.applicability is APPLIES


@pytest.mark.parametrize(
    ("alt", "ast", "expected"),
    [("5", "1", APPLIES), ("5.1", "1", DOES_NOT), ("2.9", "1", DOES_NOT), ("1", "3", APPLIES), ("6", "4", APPLIES)],
)
def test_one_value_must_be_within_both_ends_of_a_range(alt: str, ast: str, expected: Applicability) -> None:
    rule = rule_of("ALT/AST elevation", "3 to 5 × ULN")
    given = (
        Finding(parameter=name, value=Decimal(value), relative_to="ULN") for name, value in (("ALT", alt), ("AST", ast))
    )
    assert decided(rule, *given).applicability is expected


@pytest.mark.parametrize(
    ("given", "expected", "resumable"),
    [
        ({"ALT": "5.1"}, APPLIES, False),
        ({"ALT": "5"}, OPEN, False),
        ({"ALT": "5", "AST": "1"}, DOES_NOT, False),
        ({"ALT": "2", "AST": "2.5"}, DOES_NOT, True),
        ({"ALT": "2"}, OPEN, None),
        ({"transaminases": "5.1"}, APPLIES, False),
    ],
)
def test_transaminases_are_alt_and_ast(given: dict[str, str], expected: Applicability, resumable: bool | None) -> None:
    rule = rule_of("elevated transaminases > 5 × ULN", until="transaminases ≤ 2.5 × ULN")
    found = decided(
        rule, *(Finding(parameter=name, value=Decimal(value), relative_to="ULN") for name, value in given.items())
    )
    assert (found.applicability, found.resumable) == (expected, resumable)


def test_an_alt_is_not_told_by_a_value_of_transaminases() -> None:
    given = Finding(parameter="transaminases", value=Decimal(6), relative_to="ULN")
    assert decided(rule_of("ALT > 5 × ULN"), given).applicability is OPEN


@pytest.mark.parametrize(
    ("action", "expected"), [(Action.DISCONTINUE, APPLIES), (Action.INTERRUPT, DOES_NOT), (Action.REDUCE, DOES_NOT)]
)
def test_what_ends_treatment_the_first_time_does_any_later_time(action: Action, expected: Applicability) -> None:
    rule = replace(rule_of("First occurrence of samplosis"), actions=(action,))
    assert decided(rule, Finding(parameter="samplosis", occurrence=2)).applicability is expected


@pytest.mark.parametrize(("reductions", "expected"), [(None, OPEN), (0, OPEN), (1, APPLIES)])
def test_a_reduction_behind_the_last_alternative_may_be_meant_of_all(
    reductions: int | None, expected: Applicability
) -> None:
    rule = rule_of("Rash", "Recurrent Grade 3 or intolerable Grade 2 after one dose reduction")
    (found,) = applicable_dose_rules(
        [rule], [Finding(parameter="rash", grade=3, occurrence=2)], History(reductions=reductions)
    )
    assert found.applicability is expected


def test_a_grade_of_the_title_and_the_values_in_brackets_settle_a_rule_each() -> None:
    rule = rule_of("Hypertension", "Grade 3 (SBP ≥ 160 mmHg or DBP ≥ 100 mmHg)")
    pressure = Finding(parameter="SBP", value=Decimal(160), unit="mmHg")
    assert decided(rule, Finding(parameter="hypertension", grade=3)).applicability is APPLIES
    assert decided(rule, pressure).applicability is APPLIES
    assert decided(rule, replace(pressure, value=Decimal(159))).applicability is OPEN


def test_any_grade_holds_of_what_has_happened_without_a_grade() -> None:
    rule = rule_of("Any grade pneumonitis")
    assert decided(rule, Finding(parameter="pneumonitis")).applicability is APPLIES


def test_only_what_is_high_must_recover() -> None:
    rule = rule_of("ALT or AST > 5 × ULN with total bilirubin ≤ 2 × ULN", until="recovery to ≤ 3 × ULN")
    given = [
        Finding(parameter=name, value=Decimal(value), relative_to="ULN") for name, value in (("ALT", 2), ("AST", 3))
    ]
    assert decided(rule, *given).resumable is True


def test_the_state_of_an_organ_is_known_even_where_no_rule_speaks_of_it() -> None:
    found = decided(rule_of("Rash", "Grade 3"), Finding(parameter="severe hepatic impairment"))
    assert not found.is_concerned
