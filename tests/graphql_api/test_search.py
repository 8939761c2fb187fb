"""`search`: hits with their words and things, in a connection that is walked like any other, at a cost that rows do not raise."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from ingest.document import Document
from ingest.write_rdf import graph_of
from kg.settings import Settings
from kg.store import open_store, put_version
from tests.client import Client
from tests.graphql_api.asking import answer, answered
from tests.graphql_api.test_endpoint import ask, code
from tests.samples import DOCUMENT, SAMPLES
from web.server import create_app

_NESTED = """query ($text: String!, $first: Int, $kinds: [SearchKind!]) { search(text: $text, first: $first, kinds: $kinds) { nodes {
  kind title score text highlights { start end } label { name }
  fact { id evidence { quote } ... on DoseRule { trigger actions thresholds { parameter } } } section { number text } } } }"""
_WALK = """query ($text: String!, $first: Int, $after: String, $last: Int, $before: String) {
  search(text: $text, first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor node { score fact { id } section { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def _search(store: Store, text: str, **given: object) -> Mapping[str, Any]:
    found: Mapping[str, Any] = answered(store, _WALK, {"text": text, **given})[0]["search"]
    return found


def _ids(found: Mapping[str, Any]) -> list[str]:
    return [(edge["node"]["fact"] or edge["node"]["section"])["id"] for edge in found["edges"]]


def test_hits_have_their_words_and_the_things_themselves(store: Store) -> None:
    data, _ = answered(store, _NESTED, {"text": "nylon filter", "first": 10})
    fact, _, section, _ = data["search"]["nodes"]
    assert (fact["kind"], fact["title"], fact["section"]) == ("MATERIAL", "nylon", None)
    assert fact["fact"]["evidence"] == [{"quote": fact["text"]}]
    assert [fact["text"][one["start"] : one["end"]] for one in fact["highlights"]] == ["filters", "nylon"]
    assert (section["kind"], section["fact"], section["label"]["name"]) == ("SECTION", None, "BESPONSA")
    assert section["text"] in section["section"]["text"]
    assert fact["score"] > section["score"]


def test_the_number_of_queries_does_not_depend_on_the_rows(store: Store) -> None:
    asked = {"text": "grade", "kinds": ["DOSE_RULE", "SECTION"]}
    few, many = (answered(store, _NESTED, {**asked, "first": first}) for first in (2, 9))
    for found, hits in ((few, 2), (many, 9)):
        assert {node["kind"] for node in found[0]["search"]["nodes"]} == {"DOSE_RULE", "SECTION"}
        assert len(found[0]["search"]["nodes"]) == hits
    assert [one.language for one in few[1]] == [one.language for one in many[1]]


def test_only_what_is_selected_is_asked(store: Store) -> None:
    asked = answered(store, '{ search(text: "platelets") { totalCount } }', graphql_things=1)
    assert asked[0] == {"search": {"totalCount": 15}}
    assert [(one.language, one.rows) for one in asked[1]] == [("sql", 1)]
    both = answered(
        store, '{ search(text: "nylon", first: 1) { nodes { text } edges { cursor } pageInfo { endCursor } } }'
    )
    assert [one.language for one in both[1]] == ["sql"]


def test_hits_are_kept_and_counted_by_kind_and_label(store: Store) -> None:
    query = """{ search(text: "platelets", kinds: [DOSE_RULE, SECTION], label: "besponsa", first: 1) {
      totalCount facets(by: [KIND, LABEL]) { field counts { value count } } nodes { kind } } }"""
    found = answered(store, query)[0]["search"]
    kinds, labels = found["facets"]
    assert {one["value"] for one in kinds["counts"]} == {"DOSE_RULE", "SECTION"}
    assert sum(one["count"] for one in kinds["counts"]) == found["totalCount"]
    assert labels["counts"] == [
        {"value": "https://w3id.org/labelgraph/id/label/besponsa", "count": found["totalCount"]}
    ]


@settings(deadline=None, max_examples=30)
@given(text=st.sampled_from(["platelets", "dose", "the", "mg/m2"]), size=st.integers(1, 60), backward=st.booleans())
def test_walking_gives_each_hit_once(store: Store, text: str, size: int, backward: bool) -> None:
    def pages() -> Iterator[list[str]]:
        cursor = None
        while True:
            names = ("last", "before") if backward else ("first", "after")
            found = _search(store, text, **dict(zip(names, (size, cursor), strict=True)))
            yield _ids(found)
            info = found["pageInfo"]
            if not info["hasPreviousPage" if backward else "hasNextPage"]:
                return
            cursor = info["startCursor" if backward else "endCursor"]

    every = _search(store, text)
    found = list(pages())
    assert [one for page in (reversed(found) if backward else found) for one in page] == _ids(every)
    assert len(set(_ids(every))) == every["totalCount"]


def test_pages_go_on_while_labels_are_added(tmp_path: Path) -> None:
    page = _page(_served(tmp_path, DOCUMENT), 10, None)
    seen, cursor = _ids(page), page["pageInfo"]["endCursor"]
    client = _served(tmp_path, replace(DOCUMENT, set_id="0d6c"))
    every = [one for one in _ids(_page(client, 1_000, None)) if "/label/exampline/" in one]
    while page["pageInfo"]["hasNextPage"]:
        page = _page(client, 10, cursor)
        seen += [one for one in _ids(page) if "/label/exampline/" in one]
        cursor = page["pageInfo"]["endCursor"]
    assert len(every) == 15
    assert sorted(seen) == sorted(every)


def _page(client: Client, size: int, cursor: str | None) -> Mapping[str, Any]:
    found: Any = ask(client, _WALK, text="exampline", first=size, after=cursor)
    page: Mapping[str, Any] = found["data"]["search"]
    return page


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('text: ""', "BAD_USER_INPUT"),
        ('text: "()\\u0000\\""', "BAD_USER_INPUT"),
        ('text: "f*"', "BAD_USER_INPUT"),
        ('text: "fever", first: -1', "BAD_USER_INPUT"),
        ('text: "fever", first: 1, last: 1', "BAD_USER_INPUT"),
        ('text: "fever", after: "x"', "BAD_USER_INPUT"),
        ('text: "fever", kinds: [DOSES]', "BAD_USER_INPUT"),
        ('text: "fever", label: "samplol"', "NOT_FOUND"),
        ('text: "fever", first: 5001', "TOO_COSTLY"),
        (f'text: "{" ".join(map(str, range(65)))}"', "TOO_COSTLY"),
    ],
)
def test_what_cannot_be_answered_is_an_error(client: Client, arguments: str, expected: str) -> None:
    assert code(ask(client, f"{{ search({arguments}) {{ nodes {{ kind }} }} }}")) == expected


@pytest.mark.parametrize(
    ("limits", "expected", "name"),
    [
        ({"graphql_rows": 5}, "TOO_COSTLY", "graphql_rows"),
        ({"graphql_seconds": 0.0}, "TIMEOUT", "graphql_seconds"),
        ({"graphql_things": 2}, "TOO_COSTLY", "graphql_things"),
    ],
)
def test_a_search_past_a_limit_names_it(store: Store, limits: dict[str, float], expected: str, name: str) -> None:
    result, _ = answer(store, '{ search(text: "platelets") { nodes { kind } } }', None, **limits)
    assert result.data is None
    assert result.errors is not None
    (error,) = result.errors
    assert error.extensions == {"code": expected}
    assert name in error.message


def test_cursors_of_other_searches_and_forged_ones_are_refused(store: Store) -> None:
    cursor = _search(store, "platelets", first=2)["pageInfo"]["endCursor"]
    assert _ids(_search(store, "Platelet", first=20, after=cursor)) == _ids(_search(store, "platelets"))[2:]
    for given_cursor, text in ((cursor, "fever"), (cursor[:20], "platelets"), ("", "platelets"), ("é", "platelets")):
        result, _ = answer(store, _WALK, {"text": text, "first": 1, "after": given_cursor})
        assert [error.extensions for error in result.errors or ()] == [{"code": "BAD_USER_INPUT"}]


@settings(deadline=None, max_examples=60)
@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from(['"', "*", "(", "NEAR", "OR", "a", ":", "^", "-"])).map(" ".join)
)
def test_whatever_is_typed_is_a_search_or_a_clear_error(store: Store, text: str) -> None:
    result, _ = answer(store, _NESTED, {"text": text, "first": 3})
    codes = {(error.extensions or {}).get("code") for error in result.errors or ()}
    assert codes <= {"BAD_USER_INPUT", "TOO_COSTLY"}


def test_a_search_tells_its_cost_and_what_ran_and_has_a_name(client: Client) -> None:
    query = '{ search(text: "nylon filter", first: 2) { totalCount nodes { text fact { id } } } }'
    told = client.post("/graphql", json={"query": query, "extensions": {"explain": True}}).json()["extensions"]
    assert told["cost"]["queries"] == len(told["explain"])
    assert told["cost"]["rows"] == sum(one["rows"] for one in told["explain"])
    assert {next(iter(one)) for one in told["explain"]} == {"sql", "sparql"}
    first = client.get("/graphql", params={"query": query}, headers={"accept": "application/json"})
    held = {"accept": "application/json", "if-none-match": first.headers["etag"]}
    assert client.get("/graphql", params={"query": query}, headers=held).status_code == 304


def test_older_versions_are_found_when_they_are_asked_for(tmp_path: Path) -> None:
    client = _served(tmp_path, *(replace(DOCUMENT, version=version) for version in ("1", "2")))
    query = """query ($older: Boolean!) { search(text: "nausea", older: $older) {
      totalCount nodes { label { splVersion } fact { id } } } }"""
    current, every = (ask(client, query, older=older)["data"]["search"] for older in (False, True))  # type: ignore[index]
    assert every["totalCount"] == 2 * current["totalCount"] > 0
    assert {node["label"]["splVersion"] for node in current["nodes"]} == {"2"}
    assert {node["label"]["splVersion"] for node in every["nodes"]} == {"1", "2"}


def test_without_an_index_searches_alone_fail(tmp_path: Path) -> None:
    (tmp_path / "graph.search").mkdir()
    client = _served(tmp_path, DOCUMENT)
    found = ask(client, '{ search(text: "nausea") { totalCount } }')
    assert code(found) == "UNAVAILABLE"
    assert "run `labelgraph search` once" in found["errors"][0]["message"]  # type: ignore[index]
    assert ask(client, "{ labels { totalCount } }")["data"] == {"labels": {"totalCount": 1}}


def _served(folder: Path, *documents: Document) -> Client:
    """A client of a store that has taken in the versions of some labels."""
    store = open_store(folder / "graph")
    for document in documents:
        put_version(store, graph_of(document, SAMPLES))
    del store
    return Client(create_app(folder / "graph", Settings()))
