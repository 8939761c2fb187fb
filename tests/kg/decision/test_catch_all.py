"""Rules for reactions that the label names nowhere else."""

from dataclasses import replace

import pytest

from kg.decision.patient import Finding, History
from kg.decision.rules import Applicability, Decision, applicable_dose_rules
from kg.facts import DoseRule
from tests.kg.decision.deciding import rule_of

APPLIES, DOES_NOT, OPEN = Applicability.APPLIES, Applicability.DOES_NOT_APPLY, Applicability.CANNOT_BE_DECIDED

RASH, SKIN = rule_of("Rash maculo-papular", "Grade 3"), rule_of("Dermatologic reactions", "Grade 3")
OTHER = rule_of("Other adverse reactions (including fever)", "Grade 2 or 3")


def _decision(rule: DoseRule, *findings: Finding, beside: DoseRule = RASH, **answers: bool) -> Decision:
    told = {words.replace("_", " "): holds for words, holds in answers.items()}
    found = applicable_dose_rules([beside, rule], findings, History(answers=told))
    return next(one for one in found if one.rule is rule)


@pytest.mark.parametrize(
    ("parameter", "expected", "is_concerned"),
    [
        ("nausea", APPLIES, True),
        ("fever", APPLIES, True),
        ("rash maculo-papular", OPEN, False),
        ("neuropathy", OPEN, True),
    ],
)
def test_what_has_a_rule_of_its_own_is_no_other_reaction(
    parameter: str, expected: Applicability, is_concerned: bool
) -> None:
    found = _decision(OTHER, Finding(parameter=parameter, grade=3))
    assert (found.applicability, found.is_concerned) == (expected, is_concerned)


def test_a_grade_that_its_own_rules_are_not_for_is_asked_about() -> None:
    found = _decision(OTHER, Finding(parameter="rash maculo-papular", grade=2))
    assert (found.applicability, found.questions) == (OPEN, ("Other adverse reactions (including fever)",))


def test_what_may_be_of_another_rule_is_asked_about_until_that_is_told() -> None:
    severe = Finding(parameter="rash maculo-papular", grade=3)
    assert _decision(OTHER, severe, beside=SKIN).applicability is OPEN
    assert _decision(OTHER, severe, beside=SKIN, Dermatologic_reactions=False).applicability is APPLIES
    assert not _decision(OTHER, severe, beside=SKIN, Dermatologic_reactions=True).is_concerned


def test_a_heading_above_any_reaction_makes_it_another_one() -> None:
    under = replace(rule_of("Any Grade 3 adverse reactions"), condition="Other")
    assert _decision(under, Finding(parameter="nausea", grade=3)).applicability is APPLIES
    assert not _decision(under, Finding(parameter="rash maculo-papular", grade=3)).is_concerned
    asked = _decision(under, Finding(parameter="neuropathy", grade=3))
    assert asked.needs == ("whether neuropathy is a reaction that no other rule names: Other",)


def test_where_no_other_rule_is_known_it_is_asked() -> None:
    (found,) = applicable_dose_rules([OTHER], [Finding(parameter="nausea", grade=3)], History())
    assert found.applicability is OPEN


def test_other_hematologic_reactions_are_none_of_another_kind() -> None:
    rule = rule_of("Other non-hematologic toxicity", "Grade 3")
    assert _decision(rule, Finding(parameter="nausea", grade=3)).applicability is APPLIES
    assert not _decision(rule, Finding(parameter="neutropenia", grade=3)).is_concerned
