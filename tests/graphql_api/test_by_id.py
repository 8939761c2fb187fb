"""Things found by their IRIs (Relay), referred to by gateways (Apollo Federation), and labels found by many codes at once."""

import pytest
from graphql import build_schema, parse
from pyoxigraph import Store

from tests.client import Client
from tests.example import LABEL_IRI
from tests.graphql_api.asking import answer, answered
from tests.graphql_api.test_endpoint import ask, code

_NODES = """query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename
  ... on Label { name } ... on LabelVersion { format } ... on Section { title }
  ... on Fact { label { name } evidence { section } } ... on Dose { amount unit } } }"""
_ENTITIES = """query ($given: [_Any!]!) { _entities(representations: $given) { __typename
  ... on Label { id name } ... on Dose { amount unit } } }"""


def _ids(store: Store) -> dict[str, str]:
    """The IRIs of a label, of its version, of section 5.1 and of its first dose."""
    query = """{ labels { nodes { id version { id } sections(filter: {number: {eq: "5.1"}}) { nodes { id } } doses(first: 1) { nodes { id } } } } }"""
    (label,) = answered(store, query)[0]["labels"]["nodes"]
    (section,), (dose,) = label["sections"]["nodes"], label["doses"]["nodes"]
    return {"label": label["id"], "version": label["version"]["id"], "section": section["id"], "dose": dose["id"]}


def test_things_are_found_by_their_ids_in_the_order_of_these(store: Store) -> None:
    ids = _ids(store)
    found, asked = answered(store, _NODES, {"ids": [ids["dose"], ids["label"], ids["section"], ids["version"]]})
    dose, label, section, version = found["nodes"]
    assert (dose["__typename"], dose["amount"], dose["unit"]) == ("Dose", "1.8", "mg/m2")
    assert dose["label"] == {"name": "BESPONSA"}
    assert label == {"id": LABEL_IRI, "__typename": "Label", "name": "BESPONSA"}
    assert (section["__typename"], section["id"]) == ("Section", ids["section"])
    assert (version["__typename"], version["format"]) == ("LabelVersion", "PHYSICIAN_LABELING_RULE")
    many = [
        one["id"]
        for one in answered(store, "{ adverseReactions(first: 50) { nodes { id } } }")[0]["adverseReactions"]["nodes"]
    ]
    again, asked_of_many = answered(store, _NODES, {"ids": many})
    assert [one["id"] for one in again["nodes"]] == many
    assert len(asked_of_many) < len(asked) < 12, "queries follow the kinds of things, not their number"


def test_what_there_is_not_is_null_beside_the_others_with_an_error(store: Store) -> None:
    dose = _ids(store)["dose"]
    gone = f"{LABEL_IRI}/fact/dose-0000000000000000"
    result, _ = answer(
        store, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [gone, dose, "urn:nothing", "x"]}
    )
    assert result.data == {"nodes": [None, {"id": dose}, None, None]}
    assert result.errors is not None
    assert [(error.path, error.extensions["code"]) for error in result.errors if error.extensions] == [
        (["nodes", 0], "NOT_FOUND"),
        (["nodes", 2], "NOT_FOUND"),
        (["nodes", 3], "BAD_USER_INPUT"),
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('{ node(id: "no iri") { id } }', "BAD_USER_INPUT"),
        ('{ node(id: "urn:x> } DROP ALL #") { id } }', "BAD_USER_INPUT"),
        ('{ node(id: "https://w3id.org/labelgraph/id/catalogue") { id } }', "NOT_FOUND"),
        ('{ _entities(representations: ["Dose"]) { __typename } }', "BAD_USER_INPUT"),
        ('{ _entities(representations: [{__typename: "Dose", setId: "1"}]) { __typename } }', "BAD_USER_INPUT"),
        ('{ _entities(representations: [{__typename: "Label", setId: "1"}]) { __typename } }', "NOT_FOUND"),
        (
            f'{{ _entities(representations: [{{__typename: "Dose", id: "{LABEL_IRI}"}}]) {{ __typename }} }}',
            "BAD_USER_INPUT",
        ),
    ],
)
def test_what_is_no_id_is_an_error(client: Client, query: str, said: str) -> None:
    assert code(ask(client, query)) == said


def test_more_ids_than_a_list_may_have_are_too_costly(store: Store) -> None:
    ids = {"ids": [LABEL_IRI] * 4}
    result, asked = answer(store, "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids, graphql_things=3)
    assert result.errors is not None
    assert "graphql_things" in result.errors[0].message
    assert asked == []


def test_a_gateway_refers_to_things_by_their_keys(client: Client, store: Store) -> None:
    given = [{"__typename": "Label", "id": LABEL_IRI}, {"__typename": "Dose", "id": _ids(store)["dose"]}]
    found = client.post("/graphql", json={"query": _ENTITIES, "variables": {"given": given}}).json()
    assert found["data"]["_entities"] == [
        {"__typename": "Label", "id": LABEL_IRI, "name": "BESPONSA"},
        {"__typename": "Dose", "amount": "1.8", "unit": "mg/m2"},
    ]


def test_a_gateway_reads_the_keys_and_clients_a_schema_without_them(client: Client) -> None:
    told: str = client.post("/graphql", json={"query": "{ _service { sdl } }"}).json()["data"]["_service"]["sdl"]
    parse(told)
    assert 'type Label implements Node @key(fields: "id") @key(fields: "setId")' in told
    assert "https://specs.apollo.dev/federation/v2" in told
    plain = client.get("/graphql/schema.graphql").text
    assert "@key" not in plain
    assert "_entities" in build_schema(plain).query_type.fields  # type: ignore[union-attr]  # there is a query type


def test_labels_are_found_by_many_codes_in_one_call(store: Store) -> None:
    query = """{ labelsKnownAs(names: ["Examplinib", "wumpus"], ndcs: ["0000-0100-01", "00000010001"], rxcuis: ["1000001"])
      { scheme code labels { name doses { totalCount } } } }"""
    found, asked = answered(store, query)
    besponsa = [{"name": "BESPONSA", "doses": {"totalCount": 12}}]
    assert [(one["scheme"], one["code"], one["labels"]) for one in found["labelsKnownAs"]] == [
        ("NAME", "Examplinib", besponsa),
        ("NAME", "wumpus", []),
        ("NDC", "0000-0100-01", besponsa),
        ("NDC", "00000010001", besponsa),
        ("RXCUI", "1000001", besponsa),
    ]
    assert len(asked) == 2, "one query for the names, one for the counts"


def test_a_code_that_is_none_is_told_beside_the_others(store: Store) -> None:
    query = '{ labelsKnownAs(names: [""], ndcs: ["vial", "0000-0100-01"]) { code problem labels { name } } }'
    nameless, vial, known = answered(store, query)[0]["labelsKnownAs"]
    assert nameless == {"code": "", "problem": "name cannot be ''; expected letters or figures", "labels": []}
    assert vial["problem"].startswith("ndc cannot be 'vial'; expected an NDC of 10 or 11 digits")
    assert known == {"code": "0000-0100-01", "problem": None, "labels": [{"name": "BESPONSA"}]}
