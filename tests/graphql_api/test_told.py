"""What an answer tells of itself, and the limits that it is held to."""

import re
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Store

from graphql_api.graph.source import Kept, Source
from kg.errors import QueryTimeoutError
from kg.query import lexical
from kg.sandbox import Sandbox
from kg.settings import settings_list
from tests.client import Client
from tests.graphql_api.asking import answer, answered

_QUERY = "{ adverseReactions(first: 3) { nodes { term evidence { quote } } } }"


def test_an_answer_tells_its_cost(client: Client) -> None:
    found = client.post("/graphql", json={"query": _QUERY}).json()
    assert found["extensions"]["cost"].keys() == {"queries", "rows", "milliseconds"}
    assert found["extensions"]["cost"]["queries"] == 3
    assert "explain" not in found["extensions"]


def test_the_sparql_of_an_answer_is_explained(client: Client) -> None:
    given = {"query": _QUERY, "extensions": {"explain": True}}
    told = client.post("/graphql", json=given).json()["extensions"]
    assert told["explain"][0]["rows"] == 4
    assert all(one["sparql"].startswith("SELECT") and one["milliseconds"] >= 0 for one in told["explain"])
    assert sum(one["rows"] for one in told["explain"]) == told["cost"]["rows"]


@pytest.mark.parametrize(
    ("settings", "code", "name"),
    [
        ({"graphql_rows": 5}, "TOO_COSTLY", "graphql_rows"),
        ({"graphql_seconds": 0.0}, "TIMEOUT", "graphql_seconds"),
        ({"graphql_things": 2}, "TOO_COSTLY", "graphql_things"),
    ],
)
def test_an_answer_past_a_limit_is_an_error_that_names_it(
    store: Store, settings: dict[str, float], code: str, name: str
) -> None:
    result, _ = answer(store, _QUERY, None, **settings)
    assert result.data is None
    assert result.errors is not None
    (error,) = result.errors
    assert error.extensions == {"code": code}
    assert name in error.message


@pytest.mark.parametrize(
    "query",
    [
        '{ applicableDoseRules(label: "besponsa", findings: []) { applicability } }',
        '{ doseAmounts(label: "besponsa", weightKg: "70") { silent } }',
    ],
)
def test_facts_that_are_read_whole_cost_rows(store: Store, query: str) -> None:
    asked = answered(store, query)[1]
    assert asked[0].language == "facts"
    assert asked[0].rows > 2
    result, _ = answer(store, query, graphql_rows=2)
    assert result.errors is not None
    assert [error.extensions for error in result.errors] == [{"code": "TOO_COSTLY"}]


def test_limits_can_be_asked_for(store: Store) -> None:
    limits = {one["name"]: one["most"] for one in answered(store, "{ limits { name most says } }")[0]["limits"]}
    stated = {one.name: one.default for one in settings_list() if one.name in limits}
    assert {name: float(most) for name, most in limits.items()} == {name: float(most) for name, most in stated.items()}
    assert {"graphql_depth", "graphql_things", "graphql_rows", "graphql_seconds", "query_characters"} <= limits.keys()


def test_what_is_asked_again_is_answered_without_the_store(store: Store) -> None:
    first, _ = answered(store, _QUERY, kept_rows=1000)
    again, asked = answered(store, _QUERY, kept_rows=1000)
    none_kept, asked_anew = answered(store, _QUERY, kept_rows=0)
    assert again == first == none_kept
    assert [one.text for one in asked] == [one.text for one in asked_anew]


def test_few_rows_are_kept_and_long_answers_not_at_all(store: Store) -> None:
    sparql = "SELECT ?s { GRAPH ?g { ?s a <https://w3id.org/labelgraph/ontology#Dose> } }"
    keeping, asks = Kept(100).of(partial(lexical, store)), Kept(5).of(partial(lexical, store))
    assert keeping(sparql) is keeping(sparql)
    assert asks(sparql) == keeping(sparql)
    assert asks(sparql) is not asks(sparql), "12 rows are more than 5"


def test_a_query_through_all_labels_is_stopped_when_its_time_is_over(store: Store, store_path: Path) -> None:
    sandbox = Sandbox(store_path)
    try:
        assert sandbox.rows("SELECT ?one { VALUES ?one { 1 } }", 10) == [("1",)]
        source = Source(
            answers=partial(lexical, store), wide=sandbox.rows, kept=Kept(0).held, most_rows=10, seconds=0.5
        )
        with pytest.raises(QueryTimeoutError, match=re.escape("ran past 0.5 seconds (graphql_seconds)")):
            source.rows("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j } }", is_wide=True)
    finally:
        sandbox.close()
