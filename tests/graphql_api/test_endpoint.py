"""GraphQL over HTTP: answers with evidence, errors with codes, limits, and the pages for browsers."""

import json
import re
from pathlib import Path

import pytest

from graphql_api import pages
from graphql_api.examples import EXAMPLES
from tests.client import Client
from tests.example import LABEL_IRI

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def ask(client: Client, query: str, **variables: object) -> dict[str, object]:
    answer = client.post("/graphql", json={"query": query, "variables": variables})
    assert answer.status_code == 200
    found: dict[str, object] = answer.json()
    return found


def code(found: dict[str, object]) -> str:
    errors = found["errors"]
    assert isinstance(errors, list)
    said: str = errors[0]["extensions"]["code"]
    return said


def test_a_fact_comes_with_the_words_that_state_it(client: Client) -> None:
    found = ask(
        client,
        """{ label(name: "besponsa") { materials(filter: {item: {eq: FILTER}, verdict: {eq: PROHIBITED}}) {
            nodes { material evidence { quote section start end document } } } } }""",
    )
    label = found["data"]["label"]  # type: ignore[index]
    materials = label["materials"]["nodes"]
    assert {one["material"] for one in materials} == {"nylon", "mixed cellulose ester"}
    (evidence,) = materials[0]["evidence"]
    assert evidence["quote"] == "Do not use filters of mixed cellulose ester (MCE) or nylon."
    assert evidence["section"] == "2.4"
    assert evidence["end"] - evidence["start"] == len(evidence["quote"])
    assert evidence["document"].startswith("https://w3id.org/labelgraph/id/document/")


def test_decimals_are_exact_and_codes_are_enums(client: Client) -> None:
    found = ask(
        client,
        '{ label(name: "BESPONSA") { preparations(filter: {quantity: {eq: VIAL_STRENGTH}}) { nodes { value unit quantity } } } }',
    )
    assert found["data"]["label"]["preparations"]["nodes"] == [  # type: ignore[index]
        {"value": "0.9", "unit": "mg", "quantity": "VIAL_STRENGTH"}
    ]


def test_differing_facts_are_told_with_their_own_fields(client: Client) -> None:
    found = ask(
        client,
        "{ appearances { nodes { description differsFrom { ... on Appearance { description } } } } }",
    )
    first, second = found["data"]["appearances"]["nodes"]  # type: ignore[index]
    assert first["differsFrom"] == [{"description": second["description"]}]
    assert second["differsFrom"] == [{"description": first["description"]}]


def test_incomplete_facts_say_so(client: Client) -> None:
    found = ask(
        client,
        "{ premedications(filter: {purpose: {eq: CYTOREDUCTION}}) { nodes { incomplete target { operator value } } } }",
    )
    assert found["data"]["premedications"]["nodes"] == [  # type: ignore[index]
        {"incomplete": ["or a combination of these"], "target": {"operator": "AT_MOST", "value": "10000"}}
    ]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('{ label(name: "nothing") { id } }', "NOT_FOUND"),
        ('{ label(id: "https://w3id.org/labelgraph/id/label/nothing") { id } }', "NOT_FOUND"),
        ('{ label(id: "no iri") { id } }', "BAD_USER_INPUT"),
        ("{ label { id } }", "BAD_USER_INPUT"),
        ('{ label(name: "besponsa", id: "x") { id } }', "BAD_USER_INPUT"),
        ("{ labels { nodes { nope } } }", "BAD_USER_INPUT"),
        ("{ materials(filter: {item: {eq: FUNNEL}}) { totalCount } }", "BAD_USER_INPUT"),
        ('{ adverseReactions(filter: {percent: {gte: "half"}}) { totalCount } }', "BAD_USER_INPUT"),
        ("{ labels(first: -1) { totalCount nodes { id } } }", "BAD_USER_INPUT"),
        ("{ labels(first: 1, last: 1) { nodes { id } } }", "BAD_USER_INPUT"),
        ('{ labels(after: "wumpus") { nodes { id } } }', "BAD_USER_INPUT"),
        ("{ doses(orderBy: [{field: UNIT}, {field: UNIT}]) { nodes { id } } }", "BAD_USER_INPUT"),
        ("{ adverseReactions(first: 100000) { nodes { id } } }", "TOO_COSTLY"),
        ('{ doses(filter: {id: {eq: "no iri"}}) { totalCount } }', "BAD_USER_INPUT"),
        ('{ doses(filter: {unit: {eq: "mg", isNull: true}}) { totalCount } }', "BAD_USER_INPUT"),
        ("{ labels { totalCount }", "BAD_USER_INPUT"),
    ],
)
def test_errors_have_codes_and_no_empty_answer(client: Client, query: str, said: str) -> None:
    found = ask(client, query)
    assert code(found) == said
    data = found["data"]
    assert not data or data == {"label": None}


@pytest.mark.parametrize(
    "text",
    ['" } } DELETE WHERE { ?s ?p ?o } #', "'; DROP", "?x", "<http://a>", "\\", "%s", "SERVICE <http://a> {}", "\x00"],
)
def test_values_never_change_the_question(client: Client, text: str) -> None:
    query = """query ($text: String!) { labels { nodes { id
        adverseReactions(filter: {OR: [{term: {contains: $text}}, {arm: {eq: $text}}]}) { totalCount nodes { id } }
        sections(filter: {number: {in: [$text]}}) { totalCount } } } }"""
    assert ask(client, query, text=text)["data"] == {
        "labels": {
            "nodes": [
                {"id": LABEL_IRI, "adverseReactions": {"totalCount": 0, "nodes": []}, "sections": {"totalCount": 0}}
            ]
        }
    }


def test_nesting_is_limited(client: Client) -> None:
    nested = "id"
    for _ in range(15):
        nested = f"differsFrom {{ {nested} }}"
    assert code(ask(client, f"{{ appearances {{ nodes {{ {nested} }} }} }}")) == "TOO_COSTLY"


def test_aliases_are_limited(client: Client) -> None:
    aliases = " ".join(f"a{number}: labels {{ totalCount }}" for number in range(100))
    found = ask(client, f"{{ {aliases} }}")
    assert code(found) == "TOO_COSTLY"
    assert "100 aliases found" in str(found["errors"])


def test_words_are_limited(client: Client) -> None:
    assert code(ask(client, "{ " + "labels { totalCount } " * 1500 + "}")) == "TOO_COSTLY"


def test_length_is_limited(client: Client) -> None:
    answer = client.post("/graphql", json={"query": "#" * 100_000 + "\n{ labels { totalCount } }"})
    assert answer.status_code == 413


def test_length_is_limited_where_it_is_not_said(client: Client) -> None:
    body = (b'{"query": "' + b"#" * 30_000 for _ in range(4))
    answer = client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_get_answers_too(client: Client) -> None:
    answer = client.get("/graphql", params={"query": "{ labels { nodes { name } } }"})
    assert answer.json()["data"] == {"labels": {"nodes": [{"name": "BESPONSA"}]}}


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where GraphiQL is bundled; nothing is there yet."""
    monkeypatch.setattr(pages, "ASSETS", tmp_path)
    return tmp_path / "graphiql" / "graphiql.js"


def test_the_plain_page_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/graphql", params={"plain": "1"}, headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert "<textarea" in page.text
    assert "<script" not in page.text
    assert "//" not in page.text.replace("https://w3id.org", "").split("<main")[0].replace("<!doctype", "")


def test_a_browser_gets_graphiql_once_it_is_bundled(client: Client, bundle: Path) -> None:
    assert "<textarea" in client.get("/graphql", headers=BROWSER).text
    bundle.parent.mkdir()
    bundle.touch()
    page = client.get("/graphql", params={"query": "{ </script> }"}, headers=BROWSER)
    assert "<textarea" not in page.text
    given = re.search(r'<script type="application/json" id="given">(.*)</script>', page.text)
    assert given
    told = json.loads(given[1])
    assert told["query"] == "{ </script> }"
    assert told["examples"] == [{"title": one.title, "query": one.query} for one in EXAMPLES.values()]
    assert re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]*)"', page.text) == [
        "/graphql/assets/graphiql/graphiql.css",
        "/assets/labelgraph.svg",
        "/graphql/assets/graphiql/graphiql.js",
    ]
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "http" not in policy


def test_the_page_shows_the_answer_and_errors(client: Client) -> None:
    page = client.get("/graphql", params={"plain": "1", "query": "{ labels { nodes { name } } }"}, headers=BROWSER)
    assert "&#34;name&#34;: &#34;BESPONSA&#34;" in page.text
    page = client.get("/graphql", params={"plain": "1", "query": "{ labels { <b>nope }"}, headers=BROWSER)
    assert "BAD_USER_INPUT" in page.text
    assert "<b>nope" not in page.text


def test_the_schema_can_be_fetched(client: Client) -> None:
    assert "type Query {" in client.get("/graphql/schema.graphql").text
