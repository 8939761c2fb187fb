"""Which of a rule's actions hold of a patient, and what is missing to tell."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from ingest.concepts.normalised import normalised
from kg.codes import Action, Form
from kg.decision.patient import Finding, History
from kg.decision.rules import Applicability, InstructionDecision, applicable_dose_rules
from kg.facts import DoseRule, Fact
from kg.locator import Evidence, Span

APPLIES, DOES_NOT, OPEN = Applicability.APPLIES, Applicability.DOES_NOT_APPLY, Applicability.CANNOT_BE_DECIDED
INTERRUPT, REDUCE, DISCONTINUE, RESUME = Action.INTERRUPT, Action.REDUCE, Action.DISCONTINUE, Action.RESUME
_STATED = (Evidence(section="2.3", heading=None, table=None, span=Span(0, 4), quote="Rule"),)


def _decided(
    text: str,
    *findings: Finding,
    severity: str = "Grade 3",
    actions: tuple[Action, ...] = (INTERRUPT, DISCONTINUE, RESUME),
    answers: Mapping[str, bool] | None = None,
) -> tuple[InstructionDecision, ...]:
    rule: Fact = DoseRule(
        evidence=_STATED,
        read_by="example",
        form=Form.TABLE,
        trigger="Diarrhea",
        severity=severity,
        actions=actions,
        text=text,
    )
    rules = [one for one in normalised([rule]) if isinstance(one, DoseRule)]
    (found,) = applicable_dose_rules(rules, findings, History(answers=answers or {}))
    return found.instructions


def _said(found: tuple[InstructionDecision, ...]) -> list[tuple[tuple[Action, ...], Applicability]]:
    return [(one.instruction.actions, one.applicability) for one in found]


def test_a_length_of_time_decides_and_a_recovery_is_asked_for() -> None:
    text = "Withhold until resolved, then resume. If the toxicity persists for more than 28 days, discontinue."
    lasting = Finding(parameter="diarrhea", grade=3, duration_days=Decimal(29))
    found = _decided(text, lasting)
    assert _said(found) == [((INTERRUPT,), APPLIES), ((RESUME,), OPEN), ((DISCONTINUE,), APPLIES)]
    assert found[1].questions == ("resolved",)
    assert _said(_decided(text, lasting, answers={"resolved": False}))[1] == ((RESUME,), DOES_NOT)
    short = Finding(parameter="diarrhea", grade=3, duration_days=Decimal(28))
    assert _said(_decided(text, short))[2] == ((DISCONTINUE,), DOES_NOT)


def test_the_time_that_it_happens_decides() -> None:
    text = "First occurrence: Withhold Exampline. Second occurrence: Withhold, then resume at a reduced dose. Third occurrence: Discontinue."
    actions = (INTERRUPT, REDUCE, DISCONTINUE, RESUME)
    said = {
        times: _said(_decided(text, Finding(parameter="diarrhea", grade=3, occurrence=times), actions=actions))
        for times in (1, 2, 3)
    }
    assert [holds for _, holds in said[1]] == [APPLIES, DOES_NOT, DOES_NOT, DOES_NOT]
    assert [holds for _, holds in said[2]] == [DOES_NOT, APPLIES, APPLIES, DOES_NOT]
    assert [holds for _, holds in said[3]] == [DOES_NOT, DOES_NOT, DOES_NOT, APPLIES]


def test_otherwise_is_the_opposite_of_the_instruction_before() -> None:
    text = "Withhold until recovery. If recovered within 7 days, resume at the same dose; otherwise discontinue."
    severe = Finding(parameter="diarrhea", grade=3)
    assert _said(_decided(text, severe))[1:] == [((RESUME,), OPEN), ((DISCONTINUE,), OPEN)]
    answered = _decided(text, severe, answers={"recovered within 7 days": True})
    assert _said(answered)[1:] == [((RESUME,), APPLIES), ((DISCONTINUE,), DOES_NOT)]


def test_a_rule_that_does_not_apply_tells_nothing_to_do() -> None:
    text = "Withhold until resolved, then resume. If it recurs, discontinue."
    assert _decided(text, Finding(parameter="diarrhea", grade=2)) == ()


def test_what_has_gone_is_within_the_lowest_grades() -> None:
    text = "Withhold until Grade 1 or less, then resume. If it recurs, discontinue."
    back = Finding(parameter="diarrhea", is_present=False)
    severe = Finding(parameter="diarrhea", grade=3, occurrence=1)
    assert _said(_decided(text, severe, back))[1] == ((RESUME,), APPLIES)
    assert _said(_decided(text, severe))[1] == ((RESUME,), DOES_NOT)


@pytest.mark.parametrize(
    ("occurrence", "same", "lower"),
    [(1, APPLIES, DOES_NOT), (2, DOES_NOT, APPLIES), (3, DOES_NOT, APPLIES), (None, OPEN, OPEN)],
)
def test_the_same_dose_is_for_the_first_time_where_a_lower_one_is_for_the_second(
    occurrence: int | None, same: Applicability, lower: Applicability
) -> None:
    text = "Withhold until resolved. Resume at the same dose. If it recurs, resume at a reduced dose."
    severe = Finding(parameter="diarrhea", grade=3, occurrence=occurrence)
    actions = (INTERRUPT, REDUCE, RESUME)
    told = _said(_decided(text, severe, actions=actions, answers={"resolved": True}))
    assert [holds for actions, holds in told if RESUME in actions] == [same, lower]
