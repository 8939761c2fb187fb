"""What no client may ask of the server: answers that grow without end, queries that are no queries."""

import pytest
from pyoxigraph import Store

from tests.client import Client
from tests.graphql_api.asking import answer
from tests.graphql_api.test_endpoint import code

_WITHIN = "adverseReactions { nodes { label { "


def test_an_answer_that_repeats_itself_without_end_is_too_costly(store: Store) -> None:
    query = f"{{ labels {{ nodes {{ {_WITHIN * 2} name {'} } } ' * 2} }} }} }}"
    result, _ = answer(store, query, graphql_rows=20_000)
    assert result.errors is not None
    assert "graphql_rows" in result.errors[0].message
    assert (result.errors[0].extensions or {})["code"] == "TOO_COSTLY"


@pytest.mark.parametrize(
    "body",
    [b"null", b'"x"', b"1", b'{"query": "\xff"}', b'{"query": "{ a }", "variables": {"x": "\\ud800"}}', b"[" * 30_000],
)
def test_a_request_that_is_no_object_is_refused(client: Client, body: bytes) -> None:
    found = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert found.status_code == 400
    assert code(found.json()) == "BAD_USER_INPUT"
    assert "JSON" in found.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("given", "status", "said", "words"),
    [
        ({}, 400, "BAD_USER_INPUT", "query"),
        ({"query": 1}, 400, "BAD_USER_INPUT", "query"),
        ({"query": "{ __typename }", "variables": []}, 400, "BAD_USER_INPUT", "variables"),
        ({"query": "query A { __typename } query B { __typename }"}, 200, "BAD_USER_INPUT", "operationName"),
        ({"query": "query A { __typename }", "operationName": "B"}, 400, "BAD_USER_INPUT", '"B"'),
        ({"query": "mutation { a }"}, 200, "BAD_USER_INPUT", "mutation"),
        ({"query": "#" * 60_000 + "\n{ __typename }"}, 200, "TOO_COSTLY", "query_characters"),
        ({"query": "#" * 5_000_000}, 413, "TOO_COSTLY", "query_characters"),
    ],
)
def test_what_is_no_question_is_an_error_in_json(
    client: Client, given: dict[str, object], status: int, said: str, words: str
) -> None:
    found = client.post("/graphql", json=given)
    assert (found.status_code, code(found.json())) == (status, said)
    assert words in found.json()["errors"][0]["message"]


def test_another_media_type_and_method_are_errors_in_json(client: Client) -> None:
    text = client.post("/graphql", content=b"{ __typename }", headers={"content-type": "text/plain"})
    assert (text.status_code, code(text.json())) == (400, "BAD_USER_INPUT")
    get = client.get("/graphql", params={"query": "{ __typename }", "variables": "{"})
    assert (get.status_code, code(get.json())) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("query", "said", "limit"),
    [
        ("{" + " ".join(f"a{at}: __typename" for at in range(100)) + "}", "TOO_COSTLY", "graphql_aliases"),
        (
            "{ labels { nodes { " + "doses { nodes { label { " * 6 + "id" + " } } }" * 6 + " } } }",
            "TOO_COSTLY",
            "graphql_depth",
        ),
        ("{" + " id" * 5_000 + "}", "TOO_COSTLY", "graphql_tokens"),
        (
            "{" + " ".join(f"a{at}: __schema {{ types {{ name }} }}" for at in range(5)) + "}",
            "TOO_COSTLY",
            "more than 4 times",
        ),
        (
            "{ adverseReactions(filter: " + "{NOT: " * 500 + "{}" + "}" * 500 + ") { totalCount } }",
            "BAD_USER_INPUT",
            "nested too deeply",
        ),
        ('{ adverseReactions(filter: {percent: {gte: "NaN"}}) { totalCount } }', "BAD_USER_INPUT", "digits"),
        ('{ adverseReactions(filter: {percent: {gte: "1e21"}}) { totalCount } }', "BAD_USER_INPUT", "digits"),
        ('{ adverseReactions(filter: {percent: {gte: "1e-19"}}) { totalCount } }', "BAD_USER_INPUT", "digits"),
        ("{ labels(orderBy: [{field: POSITION}]) { totalCount } }", "BAD_USER_INPUT", "POSITION"),
    ],
)
def test_a_query_past_a_limit_is_told_its_name(client: Client, query: str, said: str, limit: str) -> None:
    found = client.post("/graphql", json={"query": query}).json()
    assert code(found) == said
    assert limit in found["errors"][0]["message"]


def test_what_a_gateway_refers_to_wrongly_is_told_beside_the_rest(client: Client) -> None:
    given = '[{__typename: "Label", setId: "1"}, "Dose", {__typename: "Label", id: "%s"}]'
    label = "https://w3id.org/labelgraph/id/label/besponsa"
    query = f"{{ _entities(representations: {given % label}) {{ ... on Label {{ id }} }} }}"
    found = client.post("/graphql", json={"query": query}).json()
    assert found["data"] == {"_entities": [None, None, {"id": label}]}
    assert [error["extensions"]["code"] for error in found["errors"]] == ["NOT_FOUND", "BAD_USER_INPUT"]
