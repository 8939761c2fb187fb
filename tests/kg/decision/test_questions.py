"""Questions of pharmacists about a real label, each answered by the label's own dose rules."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from ingest.pipeline import label_of
from ingest.sources import read
from kg.codes import Action, Comparison
from kg.decision.patient import Finding, History
from kg.decision.rules import Applicability, Decision, applicable_dose_rules
from kg.facts import DoseRule

pytestmark = pytest.mark.shared

APPLIES, DOES_NOT, OPEN = Applicability.APPLIES, Applicability.DOES_NOT_APPLY, Applicability.CANNOT_BE_DECIDED
GILBERT = "unless due to Gilbert's syndrome or hemolysis"


@pytest.fixture(scope="module")
def rules(shared: Path) -> tuple[DoseRule, ...]:
    (path,) = (shared / "labels" / "openfda").glob("besponsa.*.json")
    return tuple(fact for fact in label_of(read(path)).facts if isinstance(fact, DoseRule))


@pytest.fixture(scope="module")
def answers(shared: Path) -> Mapping[str, object]:
    """What the questions are to be answered with, by their ids."""
    lines = (shared / "eval" / "questions_besponsa.jsonl").read_text(encoding="utf-8").splitlines()
    return {question["id"]: question["answer"] for question in map(json.loads, lines)}


def _decided(rules: Sequence[DoseRule], *findings: Finding, history: History | None = None) -> Mapping[str, Decision]:
    """The decisions that speak of what was given, by trigger and severity."""
    found = applicable_dose_rules(rules, findings, history or History())
    return {f"{one.rule.trigger} {one.rule.severity or ''}".strip(): one for one in found if one.is_concerned}


def _one(found: Mapping[str, Decision], words: str) -> Decision:
    (decision,) = (one for name, one in found.items() if words.casefold() in name.casefold())
    return decision


def test_q22_platelets_that_fell_from_60_to_40_interrupt_until_50(rules: Sequence[DoseRule]) -> None:
    platelets = Finding(parameter="platelets", value=Decimal(40), unit="10*9/L", baseline=Decimal(60))
    found = _one(_decided(rules, platelets), "platelet count was greater than or equal to 50")
    assert (found.applicability, found.resumable) == (APPLIES, False)
    assert Action.INTERRUPT in found.rule.actions
    (reached,) = (bound for one in found.rule.resume_criteria for bound in one.thresholds)
    assert (reached.operator, reached.value, reached.unit) == (Comparison.AT_LEAST, Decimal(50), "10*9/L")
    assert "persists for greater than 28 days" in (found.rule.text or "")
    back = Finding(parameter="platelets", value=Decimal(50), unit="10*9/L", baseline=Decimal(60))
    assert _one(_decided(rules, back), "platelet count was greater than or equal to 50").resumable is True


def test_q24_doses_within_a_cycle_are_not_held_for_neutropenia(rules: Sequence[DoseRule]) -> None:
    fell = Finding(parameter="ANC", value=Decimal("0.8"), unit="10*9/L", baseline=Decimal("1.4"))
    found = _decided(rules, fell, Finding(parameter="neutropenia"), history=History(cycle=1, day=8))
    kept = found["neutropenia or thrombocytopenia"]
    assert (kept.applicability, kept.rule.actions) == (APPLIES, (Action.CONTINUE,))
    assert "Days 8 and/or 15" in (kept.rule.text or "")
    held = _one(found, "ANC was greater than or equal to 1")
    assert (held.applicability, "interrupt the next cycle" in (held.rule.text or "")) == (APPLIES, True)


def test_q26_bilirubin_and_ast_interrupt_unless_gilbert(rules: Sequence[DoseRule]) -> None:
    high = [
        Finding(parameter=name, value=Decimal(value), relative_to="ULN")
        for name, value in (("total bilirubin", 2), ("AST", 3))
    ]
    asked = _one(_decided(rules, *high), "total bilirubin")
    assert (asked.applicability, asked.questions) == (OPEN, (GILBERT,))
    found = _one(_decided(rules, *high, history=History(answers={GILBERT: False})), "total bilirubin")
    assert (found.applicability, found.resumable) == (APPLIES, False)
    assert {(bound.operator, bound.value) for one in found.rule.resume_criteria for bound in one.thresholds} == {
        (Comparison.AT_MOST, Decimal("1.5")),
        (Comparison.AT_MOST, Decimal("2.5")),
    }
    assert "Permanently discontinue treatment if total bilirubin does not recover" in (found.rule.text or "")


def test_q28_grade_3_must_recover_to_grade_1_or_the_grade_before(rules: Sequence[DoseRule]) -> None:
    found = _one(_decided(rules, Finding(parameter="non-hematologic toxicity", grade=3)), "Grade 2")
    assert (found.applicability, Action.INTERRUPT in found.rule.actions) == (APPLIES, True)
    first, second = found.rule.resume_criteria
    assert (first.alternative, first.grade_high, second.alternative) == (1, 1, 2)
    assert "pre-treatment grade" in second.text


def test_q30_an_interruption_of_16_days_reduces_the_dose(rules: Sequence[DoseRule]) -> None:
    found = _decided(rules, history=History(interruption_days=Decimal(16)))
    reduced = _one(found, "greater than or equal to 14 days")
    assert reduced.applicability is APPLIES
    assert "decrease the total dose by 25% for the subsequent cycle" in (reduced.rule.text or "")
    assert "reduce the number of doses to 2 per cycle" in (reduced.rule.text or "")
    assert [rule.severity for rule in reduced.overlaps] == ["Greater than or equal to 7 days"]
    assert _one(found, "greater than 28 days").applicability is DOES_NOT


def test_q34_an_infusion_reaction_interrupts_and_a_severe_one_stops_for_good(rules: Sequence[DoseRule]) -> None:
    found = _one(_decided(rules, Finding(parameter="infusion related reaction", grade=2)), "Infusion related reaction")
    assert found.applicability is APPLIES
    assert {Action.INTERRUPT, Action.MANAGE, Action.DISCONTINUE} <= set(found.rule.actions)
    assert "severe or life-threatening infusion reactions, permanently discontinue" in (found.rule.text or "")


def test_q19_no_remission_within_three_cycles_ends_treatment(
    rules: Sequence[DoseRule], answers: Mapping[str, object]
) -> None:
    assert answers["Q19"] == "If no CR or CRi within 3 cycles"
    found = _one(_decided(rules, Finding(parameter="Patients who do not achieve a CR or CRi within 3 cycles")), "CRi")
    assert (found.applicability, found.rule.actions) == (APPLIES, (Action.DISCONTINUE,))


def test_q74_bilirubin_and_ast_below_the_bounds_change_nothing(rules: Sequence[DoseRule]) -> None:
    low = [
        Finding(parameter=name, value=Decimal(value), relative_to="ULN")
        for name, value in (("total bilirubin", "1.4"), ("AST", "2"))
    ]
    found = _decided(rules, *low)
    assert all(one.applicability is not APPLIES for one in found.values())
    assert _one(found, "total bilirubin").applicability is DOES_NOT
