"""Every question of `queries/` is complete, and answers on the example label what is expected."""

import re

import pytest
from pyoxigraph import Store

from kg.facts import FACT_KINDS
from kg.query import queries, query, run
from tests.example import LABEL_IRI
from tests.queries.answers import EXPECTED, answers, expected

FIX = "if the new answers are right, write them with `python -m tests.queries.answers`"

UNANSWERED = {
    "fatal_reaction": "the example states no percent of fatal reactions by name",
    "label_by_set_id": "the example is a text, which has no set id",
    "missing_reference": "every section that the example refers to exists",
    "number_in_section": "checked facts do not tell their numbers' characters",
    "term_match": "no MedDRA table is loaded",
    "serious_reaction": "the example lists serious reactions without percents",
}
"""Questions that the example label has no answer to, and why."""


@pytest.mark.parametrize("identifier", queries())
def test_question_answers_what_is_expected(store: Store, identifier: str) -> None:
    wanted = expected(identifier)
    values = wanted["values"]
    assert isinstance(values, dict)
    assert answers(store, identifier, values) == wanted, FIX


@pytest.mark.parametrize("identifier", queries())
def test_question_has_an_answer(identifier: str) -> None:
    assert bool(expected(identifier)["answers"]) is (identifier not in UNANSWERED)


def test_no_expectation_is_left_over() -> None:
    assert {file.stem for file in EXPECTED.glob("*.json")} == queries().keys()


@pytest.mark.parametrize("kind", [kind.kind for kind in FACT_KINDS])
def test_every_kind_of_fact_has_a_question(kind: str) -> None:
    columns = set(re.findall(r"\?(\w+)", query(kind).text.split("WHERE")[0].split("SELECT")[1]))
    assert {"label", "fact", "section", "table", "quote", "start", "end"} <= columns
    assert [parameter.name for parameter in query(kind).parameters][:2] == ["label", "fact"]


@pytest.mark.parametrize("identifier", queries())
def test_question_is_asked_in_plain_english(identifier: str) -> None:
    assert query(identifier).question.endswith("?")


def test_question_about_no_fact_has_no_answer(store: Store) -> None:
    assert run(store, query("evidence"), {"fact": []}) == ()


def test_several_facts_are_asked_about_at_once(store: Store) -> None:
    facts = [str(row["fact"]) for row in run(store, query("material"), {"label": LABEL_IRI})]
    rows = run(store, query("evidence"), {"fact": facts})
    assert {row["fact"] for row in rows} == set(facts)


@pytest.mark.parametrize(
    ("values", "answers_"),
    [
        ({}, 114),
        ({"termContains": "THROMBOCYTO"}, 7),
        ({"armContains": "hidac"}, 46),
        ({"grade": ">=3"}, 46),
        ({"minPercent": 50}, 8),
        ({"termContains": '" || true || "'}, 0),
    ],
)
def test_filters_narrow_the_answer(store: Store, values: dict[str, str | int], answers_: int) -> None:
    assert len(run(store, query("adverse_reaction"), values)) == answers_


@pytest.mark.parametrize(("action", "answers_"), [("interrupt", 10), ("slow_infusion", 0)])
def test_rules_are_found_by_action(store: Store, action: str, answers_: int) -> None:
    assert len(run(store, query("dose_rule"), {"action": action})) == answers_
