import pytest

from ingest.dosing.clause_triggers import clause_triggers, named_first
from ingest.dosing.clauses import clauses
from ingest.tokens import tokenize


def told(text: str) -> list[tuple[str, set[str]]]:
    return [
        (found.trigger.words, {str(action.action) for action in clause.actions})
        for sentence in tokenize(text).sents
        for clause in clauses(sentence)
        for found in clause_triggers(clause)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If a further dose reduction is required, discontinue Exampline.", ("further dose reduction is required", {"discontinue"})),
        (
            "If symptoms occur following a decrease in the dose, then resuming the previous dose may be considered.",
            ("symptoms occur following a decrease in the dose", {"resume"}),
        ),
        (
            "Patients who experience fever, rash, or severe cough should have the dosage reduced to 40 mg.",
            ("fever, rash, or severe cough", {"reduce"}),
        ),
        (
            "Permanently discontinue Exampline in patients unable to tolerate 50 mg daily.",
            ("patients unable to tolerate 50 mg daily", {"discontinue"}),
        ),
        (
            "If signs of lupus are noted in patients receiving Exampline, discontinue it and refer the patient for evaluation.",
            ("signs of lupus", {"discontinue"}),
        ),
        ("Manage severe rash with dose delay or permanent discontinuation.", ("rash", {"manage", "interrupt", "discontinue"})),
    ],
)  # fmt: skip
def test_the_actions_of_a_condition_are_not_those_of_its_rule(text: str, expected: tuple[str, set[str]]) -> None:
    ((trigger, actions),) = told(text)
    assert (trigger, actions - {"manage"}) == (expected[0], expected[1] - {"manage"})


def test_two_instructions_with_a_finding_each_are_two_rules() -> None:
    text = "Withhold Exampline for suspected pneumonitis and permanently discontinue if pneumonitis is confirmed."
    assert told(text) == [("suspected pneumonitis", {"interrupt"}), ("pneumonitis is confirmed", {"discontinue"})]


def test_a_list_behind_a_colon_that_lost_its_signs_is_one_rule_for_each_item() -> None:
    text = (
        "Withhold Exampline for: Intolerable rash Fever above 39 °C Upon recovery, resume Exampline at a reduced dose."
    )
    assert [trigger for trigger, actions in told(text) if actions == {"interrupt"}] == [
        "Intolerable rash",
        "Fever above 39 °C",
    ]


def test_the_finding_that_a_sentence_without_a_rule_begins_with() -> None:
    found = named_first(tokenize("Patients who experience severe rash should receive care.")[:])
    assert found is not None
    assert (found.words, found.severity) == ("rash", "severe")
