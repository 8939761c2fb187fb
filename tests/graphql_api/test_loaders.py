"""The number of questions to the graph depends on the fields of a query, never on the number of facts."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest
from graphql import GraphQLObjectType, build_schema
from pyoxigraph import Store

from graphql_api.context import Context
from graphql_api.endpoint import TYPES
from graphql_api.loaders import Loaders
from graphql_api.schema import make_schema
from kg.calculation.label import stated_in
from kg.decision.label import decider
from kg.decision.patient import Finding, History
from kg.decision.rules import Decision
from kg.facts import Fact
from kg.query import Row, Values, asker
from kg.settings import Settings


def asked(store: Store, query: str) -> list[str]:
    """The questions to the graph that a query makes."""
    questions = []

    async def ask(identifier: str, values: Values) -> Sequence[Row]:
        questions.append(identifier)
        return asker(store)(identifier, values)

    async def decide(label: str, findings: Sequence[Finding], history: History) -> Mapping[str, Decision]:
        return decider(store)(label, findings, history)

    async def stated(label: str) -> Mapping[str, Fact]:
        return stated_in(store)(label)

    context = Context(loaders=Loaders(ask), decide=decide, stated=stated, types=TYPES)
    result = asyncio.run(make_schema(Settings()).execute(query, context_value=context))
    assert result.errors is None
    return questions


@pytest.mark.parametrize(
    ("query", "questions"),
    [
        ("{ labels { id } }", ["label"]),
        ("{ labels { adverseReactions { term } } }", ["label", "adverse_reaction"]),
        (
            "{ labels { adverseReactions { term evidence { quote } alsoIn { quote } } } }",
            ["label", "adverse_reaction", "evidence"],
        ),
        ("{ labels { doseRules { actions incomplete } } }", ["label", "dose_rule", "fact_values"]),
        ("{ labels { doseRules { thresholds { value } } } }", ["label", "dose_rule", "threshold"]),
        (
            '{ applicableDoseRules(label: "besponsa", findings: []) { rule { trigger } overlaps { trigger } } }',
            ["dose_rule"],
        ),
        (
            "{ labels { doseRules { thresholds { findings { label } } } } }",
            ["label", "dose_rule", "threshold", "fact_term"],
        ),
        (
            "{ labels { labAbnormalities { ctcaeTerms { label exactMatch { notation } } findings { label } } } }",
            ["label", "lab_abnormality", "fact_term", "term_match"],
        ),
        ("{ labels { a: materials { id } b: materials { id } } }", ["label", "material"]),
        (
            "{ labels { appearances { differsFrom { id evidence { quote } } } } }",
            ["label", "appearance", "difference", "fact_kind", "appearance", "evidence"],
        ),
    ],
)
def test_questions_are_counted_by_fields(store: Store, query: str, questions: list[str]) -> None:
    assert asked(store, query) == questions


LABEL = build_schema(make_schema(Settings()).as_str()).type_map["Label"]


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_takes_one_question_and_one_for_its_evidence(store: Store, kind: str) -> None:
    assert isinstance(LABEL, GraphQLObjectType)
    (name,) = (name for name, field in LABEL.fields.items() if str(field.type) == f"[{TYPES[kind].__name__}!]!")
    assert asked(store, f"{{ labels {{ {name} {{ id evidence {{ quote section }} }} }} }}") == [
        "label",
        kind,
        "evidence",
    ]
