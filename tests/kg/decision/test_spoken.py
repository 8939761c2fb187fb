"""Which findings a dose rule speaks of: values that tell of no event, groups of reactions, words that say more."""

from decimal import Decimal

import pytest

from kg.decision.patient import Finding, History
from kg.decision.rules import Applicability, applicable_dose_rules
from kg.errors import PatientError
from tests.kg.decision.deciding import decided, rule_of

APPLIES, DOES_NOT, OPEN = Applicability.APPLIES, Applicability.DOES_NOT_APPLY, Applicability.CANNOT_BE_DECIDED


def _value(parameter: str, value: str, unit: str) -> Finding:
    return Finding(parameter=parameter, value=Decimal(value), unit=unit)


@pytest.mark.parametrize("trigger", ["serum creatinine", "rash or serum creatinine", "abnormal serum creatinine"])
def test_a_value_is_nothing_that_happened_even_where_the_trigger_is_its_name(trigger: str) -> None:
    found = decided(rule_of(trigger), _value("serum creatinine", "0.8", "mg/dL"))
    assert (found.applicability, found.is_concerned) == (OPEN, True)


@pytest.mark.parametrize(
    ("trigger", "parameter", "expected"),
    [
        ("Adverse reactions", "diarrhea", APPLIES),
        ("treatment-emergent toxicity", "anemia", APPLIES),
        ("treatment-related toxicity", "anemia", OPEN),
        ("drug-related colitis or pneumonitis", "pneumonitis", OPEN),
        ("Non-hematologic toxicity", "diarrhea", APPLIES),
        ("Hematologic toxicities", "diarrhea", OPEN),
        ("Non-hematologic toxicity", "anemia", OPEN),
        ("Other adverse reactions", "diarrhea", OPEN),
        ("Renal toxicity", "diarrhea", OPEN),
    ],
)
def test_a_reaction_is_one_of_those_that_a_group_stands_for(
    trigger: str, parameter: str, expected: Applicability
) -> None:
    rule = rule_of(trigger, "Grade 3 or 4")
    assert decided(rule, Finding(parameter=parameter, grade=3)).applicability is expected


@pytest.mark.parametrize("trigger", ["Other adverse reactions", "Diarrhea at the time of treatment"])
def test_whether_a_reaction_is_meant_is_asked_where_it_makes_a_difference(trigger: str) -> None:
    rule, severe = rule_of(trigger, "Grade 3 or 4"), Finding(parameter="diarrhea", grade=3)
    found = decided(rule, severe)
    assert found.needs == (f"whether diarrhea is meant by this: {trigger}",)
    assert found.is_concerned
    assert found.questions == (trigger,)
    assert decided(rule, severe, answers={trigger.upper(): True}).applicability is APPLIES
    assert decided(rule, severe, answers={trigger: False}).applicability is OPEN


def test_a_grade_that_no_rule_of_a_group_is_for_is_not_asked_about() -> None:
    rule = rule_of("Other adverse reactions", "Grade 3 or 4")
    assert decided(rule, Finding(parameter="diarrhea", grade=1)).applicability is DOES_NOT


def test_a_grade_of_one_thing_is_none_of_another_that_is_named_with_more_words() -> None:
    rule = rule_of("Febrile neutropenia", "Grade 3 or 4")
    assert decided(rule, Finding(parameter="neutropenia", grade=2)).applicability is OPEN


@pytest.mark.parametrize(
    ("trigger", "parameter"),
    [
        ("severe bleeding, hemorrhage, or persistent vomiting", "vomiting"),
        ("neutrophils < 500 cells/mm3 for more than one week", "neutropenia"),
        ("peripheral sensory neuropathy after the first reduction", "sensory neuropathy"),
    ],
)
def test_a_rule_whose_words_mention_a_finding_is_shown(trigger: str, parameter: str) -> None:
    found = decided(rule_of(trigger), Finding(parameter=parameter, grade=4))
    assert (found.is_concerned, found.applicability) == (True, OPEN)


@pytest.mark.parametrize(
    ("trigger", "parameter"),
    [
        ("Peripheral neuropathy", "peripheral sensory neuropathy"),
        ("Peripheral neuropathy", "motor neuropathy"),
        ("Peripheral neuropathy", "neuropathy"),
        ("New or worsening infections", "lung infection"),
        ("Rash", "rash maculo-papular"),
    ],
)
def test_whether_a_narrower_or_wider_name_is_meant_is_asked(trigger: str, parameter: str) -> None:
    rule, severe = rule_of(trigger, "Grade 3 or 4"), Finding(parameter=parameter, grade=3)
    found = decided(rule, severe)
    assert (found.is_concerned, found.applicability) == (True, OPEN)
    assert decided(rule, severe, answers={trigger: True}).applicability is APPLIES


def test_a_name_with_another_qualifier_is_of_another_thing() -> None:
    rule = rule_of("Motor neuropathy", "Grade 3 or 4")
    assert not decided(rule, Finding(parameter="sensory neuropathy", grade=3)).is_concerned


@pytest.mark.parametrize("trigger", ["new dyspnea, cough, and fever", "dyspnea and cough", "dyspnea, fever and cough"])
def test_of_things_that_are_joined_by_and_one_alone_is_asked_about(trigger: str) -> None:
    found = decided(rule_of(trigger), Finding(parameter="cough"))
    assert (found.applicability, found.questions) == (OPEN, (trigger,))
    assert decided(rule_of(trigger), Finding(parameter="cough"), answers={trigger: True}).applicability is APPLIES


def test_things_that_are_joined_by_and_are_meant_where_all_are_there() -> None:
    rule = rule_of("dyspnea and cough")
    assert decided(rule, Finding(parameter="cough"), Finding(parameter="dyspnea")).applicability is APPLIES


def test_a_narrower_name_has_the_grade_of_the_wider_one() -> None:
    rule = rule_of("Peripheral neuropathy", "Grade 4")
    assert decided(rule, Finding(parameter="peripheral sensory neuropathy", grade=3)).applicability is DOES_NOT


@pytest.mark.parametrize(
    ("trigger", "severity", "parameter", "expected", "is_concerned"),
    [
        (
            "mild (Child-Pugh A) to moderate (Child-Pugh B) hepatic impairment",
            None,
            "moderate hepatic impairment",
            APPLIES,
            True,
        ),
        ("hepatic impairment", "Moderate", "moderate hepatic impairment", APPLIES, True),
        ("hepatic impairment", "Moderate", "severe hepatic impairment", OPEN, False),
        ("severe renal impairment (CLcr < 30 mL/min)", None, "severe renal impairment", APPLIES, True),
        ("severe renal impairment (CLcr < 30 mL/min)", None, "renal impairment", OPEN, True),
        ("Samplosic lung disease (SLD)", None, "samplosic lung disease", APPLIES, True),
    ],
)
def test_a_state_is_told_by_its_name_and_degree(
    trigger: str, severity: str | None, parameter: str, expected: Applicability, is_concerned: bool
) -> None:
    found = decided(rule_of(trigger, severity), Finding(parameter=parameter))
    assert (found.applicability, found.is_concerned) == (expected, is_concerned)


@pytest.mark.parametrize("trigger", ["severe cutaneous adverse reactions", "events of heart failure"])
def test_reactions_of_a_kind_are_none_of_another(trigger: str) -> None:
    assert not decided(rule_of(trigger), Finding(parameter="diarrhea", grade=3)).is_concerned


def test_a_part_of_the_name_of_a_reaction_is_known() -> None:
    rule = rule_of("Other toxicities", "Grade 3")
    assert decided(rule, Finding(parameter="neuropathy", grade=3)).needs == (
        "whether neuropathy is meant by this: Other toxicities",
    )


def test_an_answer_to_words_of_no_rule_is_refused() -> None:
    rule = rule_of("Rash", "Intolerable Grade 2")
    with pytest.raises(PatientError, match="no dose rule asks whether this holds: 'bearable'"):
        applicable_dose_rules([rule], [], History(answers={"bearable": True}))


@pytest.mark.parametrize(("cycle", "day", "name"), [(0, None, "cycle"), (None, 0, "day")])
def test_cycles_and_days_count_from_one(cycle: int | None, day: int | None, name: str) -> None:
    with pytest.raises(PatientError, match=f"{name} is 0; expected a number from 1"):
        History(cycle=cycle, day=day)


@pytest.mark.parametrize(
    ("neutrophils", "hemoglobin", "expected"),
    [("500", "9.5", False), ("1600", "9.5", True), ("1200", "9.5", None), ("1200", "8.5", False)],
)
def test_one_value_that_recovered_does_not_stand_for_another(
    neutrophils: str, hemoglobin: str, expected: bool | None
) -> None:
    rule = rule_of(
        "Neutrophils < 1000/mcL or hemoglobin < 8 g/dL", until="neutrophils ≥ 1500/mcL or hemoglobin ≥ 9 g/dL"
    )
    given = (_value("ANC", neutrophils, "/uL"), _value("hemoglobin", hemoglobin, "g/dL"))
    assert decided(rule, *given).resumable is expected


def test_a_grade_that_must_be_reached_is_none_of_the_trigger() -> None:
    rule = rule_of(
        "skin toxicity of earlier treatment",
        "≤ Grade 1",
        until="recovery from skin toxicity of earlier treatment (≤ Grade 1)",
    )
    found = decided(rule, Finding(parameter="skin toxicity of earlier treatment", grade=3))
    assert (found.applicability, found.resumable) == (APPLIES, False)


@pytest.mark.parametrize(
    ("trigger", "parameter", "is_concerned"),
    [
        ("Cutaneous reactions", "rash", True),
        ("Central Nervous System Effects", "hallucinations", True),
        ("Endocrinopathies", "hypothyroidism", True),
        ("Other toxicity considered related to treatment", "rash", True),
        ("severe immune-mediated adverse reactions", "colitis", True),
        ("Interstitial lung disease", "pneumonitis", True),
        ("Myelosuppression", "neutropenia", True),
        ("Cutaneous reactions", "diarrhea", False),
        ("Infusion-related reactions", "rash", False),
        ("Dose-limiting samplosis", "rash", False),
    ],
)
def test_reactions_of_an_organ_and_others_that_are_not_named_are_asked_about(
    trigger: str, parameter: str, is_concerned: bool
) -> None:
    found = decided(rule_of(trigger, "Grade 3"), Finding(parameter=parameter, grade=3))
    assert (found.applicability, found.is_concerned) == (OPEN, is_concerned)


def test_what_is_counted_in_blood_is_of_no_non_hematologic_toxicity() -> None:
    found = decided(rule_of("Other non-hematologic toxicity", "Grade 3"), Finding(parameter="neutropenia", grade=3))
    assert not found.is_concerned


def test_a_finding_that_only_what_must_be_reached_names_is_known() -> None:
    rule = rule_of("Second-degree AV block", until="PR interval is less than 200 ms")
    assert decided(rule, _value("PR interval", "190", "ms")).resumable is True


def test_one_reaction_that_is_not_there_tells_nothing_of_the_others_of_its_group() -> None:
    for severity, group in (
        ("Grade 3", "Adverse reactions"),
        (None, "Hematologic adverse reaction requiring transfusion"),
    ):
        rule = rule_of(group, severity)
        assert decided(rule, Finding(parameter="neutropenia", is_present=False)).applicability is OPEN
