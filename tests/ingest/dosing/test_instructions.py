"""What dose rules tell to do, parted by when it holds."""

import pytest

from ingest.dosing.instructions import instructions
from kg.codes import Action, Form
from kg.facts import DoseRule, Instruction
from kg.locator import Evidence, Span

INTERRUPT, REDUCE, DISCONTINUE = Action.INTERRUPT, Action.REDUCE, Action.DISCONTINUE
RESUME, MONITOR, CONTINUE = Action.RESUME, Action.MONITOR, Action.CONTINUE
_STATED = (Evidence(section="2.3", heading=None, table="Table 1", span=Span(0, 4), quote="Rash"),)


def _told(
    text: str, actions: tuple[Action, ...], *, form: Form = Form.TABLE, until: str | None = None
) -> list[Instruction]:
    rule = DoseRule(
        evidence=_STATED,
        read_by="example",
        form=form,
        trigger="Rash",
        severity="Grade 3",
        actions=actions,
        until=until,
        text=text,
    )
    return list(instructions(rule, rule.trigger))


@pytest.mark.parametrize(
    ("text", "actions", "expected"),
    [
        (
            "Withhold until Grade 1 or less, then resume at a reduced dose. If not recovered in 28 days, discontinue.",
            (INTERRUPT, REDUCE, DISCONTINUE, RESUME),
            [((INTERRUPT,), None), ((REDUCE, RESUME), "Grade 1 or less"), ((DISCONTINUE,), "not recovered in 28 days")],
        ),
        (
            "First occurrence: Withhold until recovery, then resume at the same dose. Second occurrence: Discontinue.",
            (INTERRUPT, DISCONTINUE, RESUME),
            [
                ((INTERRUPT,), "First occurrence"),
                ((RESUME,), "First occurrence, recovery"),
                ((DISCONTINUE,), "Second occurrence"),
            ],
        ),
        (
            "• Withhold Exampline. • Resume at the same dose (first occurrence) or resume at a reduced dose for subsequent occurrence",
            (INTERRUPT, REDUCE, RESUME),
            [((INTERRUPT,), None), ((RESUME,), "first occurrence"), ((REDUCE, RESUME), "subsequent occurrence")],
        ),
        (
            "Withhold Exampline. If resolved: • Resume at a reduced dose. If not resolved: • Permanently discontinue.",
            (INTERRUPT, REDUCE, DISCONTINUE, RESUME),
            [((INTERRUPT,), None), ((REDUCE, RESUME), "resolved"), ((DISCONTINUE,), "not resolved")],
        ),
        (
            "Withhold Exampline. Resume at a reduced dose if all of the following are present: • no fever"
            " • ANC above 1 × 10^9/L. Monitor weekly.",
            (INTERRUPT, REDUCE, RESUME, MONITOR),
            [
                ((INTERRUPT,), None),
                ((REDUCE, RESUME), "all of the following are present: • no fever • ANC above 1 × 10^9/L"),
                ((MONITOR,), None),
            ],
        ),
        (
            "Monitor weekly. If recurrence, withhold until recovery and then resume at a lower dose.",
            (INTERRUPT, REDUCE, RESUME, MONITOR),
            [
                ((MONITOR,), None),
                ((INTERRUPT,), "recurrence"),
                ((REDUCE, RESUME), "recurrence, recovery"),
            ],
        ),
        (
            "Sensory neuropathy: Continue at the same dose Motor neuropathy: Reduce it to 1 mg/kg",
            (REDUCE, CONTINUE),
            [((CONTINUE,), "Sensory neuropathy"), ((REDUCE,), "Motor neuropathy")],
        ),
        (
            "Hold until Grade 2 or lower Consider corticosteroid prophylaxis for subsequent cycles. If recurrent, discontinue.",
            (INTERRUPT, DISCONTINUE, Action.MANAGE),
            [((INTERRUPT,), None), ((Action.MANAGE,), None), ((DISCONTINUE,), "recurrent")],
        ),
    ],
)
def test_each_action_has_the_condition_that_it_holds_under(
    text: str, actions: tuple[Action, ...], expected: list[tuple[tuple[Action, ...], str | None]]
) -> None:
    assert [(one.actions, one.condition) for one in _told(text, actions)] == expected


def test_otherwise_holds_where_the_one_before_does_not() -> None:
    text = "Withhold until recovery. If recovered within 7 days, resume at the same dose; otherwise resume at a reduced dose."
    same, lower = _told(text, (INTERRUPT, REDUCE, RESUME))[1:]
    assert (same.condition, same.otherwise) == ("recovered within 7 days", False)
    assert (lower.condition, lower.otherwise, lower.actions) == (None, True, (REDUCE, RESUME))


def test_a_share_is_what_the_dose_is_resumed_at() -> None:
    _, last = _told("Withhold until resolved. 75%", (INTERRUPT, REDUCE, RESUME), until="resolved")
    assert (last.text, last.actions, last.condition) == ("75%", (REDUCE, RESUME), "resolved")


def test_the_condition_of_a_sentence_is_its_trigger() -> None:
    text = "If a rash occurs, withhold Exampline. Resume when the rash has resolved"
    first, second = _told(text, (INTERRUPT, RESUME), form=Form.SENTENCE)
    assert (first.condition, second.condition) == (None, "the rash has resolved")


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("Withhold until recovery.", (INTERRUPT,)),
        ("Interrupt or discontinue Exampline.", (INTERRUPT, DISCONTINUE)),
        ("No change. Monitor weekly until resolved.", (CONTINUE, MONITOR)),
        ("Discontinue if it recurs.", (DISCONTINUE, REDUCE)),
    ],
)
def test_there_is_nothing_to_part(text: str, actions: tuple[Action, ...]) -> None:
    """All holds at once, or not all of the actions are found again."""
    assert _told(text, actions) == []
