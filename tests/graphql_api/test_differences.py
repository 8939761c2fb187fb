"""What two versions of a label say differently: filtered, counted, in pages, with both facts."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from ingest.pipeline import read_label, store_label
from ingest.write_rdf import graph_of
from kg.facts import Dose, Product
from kg.store import open_read_only, open_store, put_version
from tests.graphql_api.asking import answer, answered
from tests.samples import DOCUMENT, SAMPLES

LATER = tuple(
    replace(fact, amount=Decimal("0.7")) if isinstance(fact, Dose) else fact
    for fact in SAMPLES
    if not isinstance(fact, Product)
)
"""The made-up facts with another dose and without the product; the words of the document stay."""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("differences")
    writer = open_store(path)
    for label, version, facts in (("two", "2", SAMPLES), ("two", "3", LATER), ("other", "1", SAMPLES)):
        put_version(writer, graph_of(replace(DOCUMENT, set_id=label, version=version), facts))
    del writer
    return open_read_only(path)


def _differences(store: Store, fields: str, **given: object) -> Mapping[str, Any]:
    query = """query ($earlier: String!, $later: String!, $filter: DifferenceFilter, $first: Int, $after: String,
      $last: Int, $before: String) { differences(earlier: $earlier, later: $later, filter: $filter, first: $first,
      after: $after, last: $last, before: $before) { %s } }"""
    data, _ = answered(store, query % fields, {"earlier": "two@2", "later": "two", **given})
    found: Mapping[str, Any] = data["differences"]
    return found


def test_a_statement_was_removed_and_another_changed(versions: Store) -> None:
    fields = """totalCount nodes { change kind fields reason
      before { ... on Product { name } ... on Dose { amount evidence { quote section } } } after { ... on Dose { amount } } }"""
    assert _differences(versions, fields) == {
        "totalCount": 2,
        "nodes": [
            {
                "change": "REMOVED",
                "kind": "PRODUCT",
                "fields": [],
                "reason": "READING",
                "before": {"name": "EXAMPLINE"},
                "after": None,
            },
            {
                "change": "CHANGED",
                "kind": "DOSE",
                "fields": ["amount"],
                "reason": "READING",
                "before": {
                    "amount": "0.5",
                    "evidence": [{"quote": "Give 0.50 to 0.8 mg/m2 on Day 1 over 60 minutes.", "section": "2"}],
                },
                "after": {"amount": "0.7"},
            },
        ],
    }


def test_the_other_way_round_it_was_added(versions: Store) -> None:
    found = _differences(versions, "nodes { change before { id } }", earlier="two@3", later="two@2")
    assert found["nodes"][0] == {"change": "ADDED", "before": None}


@pytest.mark.parametrize(
    ("kept", "kinds"),
    [
        ({"kind": {"eq": "DOSE"}}, ["DOSE"]),
        ({"change": {"in": ["REMOVED", "ADDED"]}}, ["PRODUCT"]),
        ({"reason": {"isNull": True}}, []),
        ({"reason": {"eq": "READING"}, "kind": {"in": ["DOSE", "DOSE_RULE"]}}, ["DOSE"]),
        ({"kind": {"in": []}}, []),
        ({}, ["PRODUCT", "DOSE"]),
    ],
)
def test_a_filter_keeps_what_it_says(versions: Store, kept: object, kinds: list[str]) -> None:
    fields = "totalCount nodes { kind } facets(by: [KIND, CHANGE]) { field counts { value count } }"
    found = _differences(versions, fields, filter=kept)
    assert [one["kind"] for one in found["nodes"]] == kinds
    assert found["totalCount"] == len(kinds)
    assert found["facets"][0] == {
        "field": "KIND",
        "counts": [{"value": kind, "count": 1} for kind in sorted(kinds)],
    }


@pytest.mark.parametrize(("size", "after"), [("first", "after"), ("last", "before")])
def test_pages_have_each_difference_once(versions: Store, size: str, after: str) -> None:
    fields = "edges { cursor node { kind } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    page = _differences(versions, fields, **{size: 1})
    more, end = ("hasNextPage", "endCursor") if size == "first" else ("hasPreviousPage", "startCursor")
    other = _differences(versions, fields, **{size: 1, after: page["pageInfo"][end]})
    kinds = [one["edges"][0]["node"]["kind"] for one in (page, other)]
    assert kinds == (["PRODUCT", "DOSE"] if size == "first" else ["DOSE", "PRODUCT"])
    assert (page["pageInfo"][more], other["pageInfo"][more]) == (True, False)
    assert page["edges"][0]["cursor"] == page["pageInfo"]["startCursor"]


@pytest.mark.parametrize(
    ("earlier", "later", "arguments", "code"),
    [
        ("two@9", "two", "", "NOT_FOUND"),
        ("nothing", "two", "", "NOT_FOUND"),
        ("two", "other", "", "BAD_USER_INPUT"),
        ("two@2", "two", 'after: "x"', "BAD_USER_INPUT"),
        ("two@2", "two", "first: -1", "BAD_USER_INPUT"),
        ("two@2", "two", "first: 1, last: 1", "BAD_USER_INPUT"),
        ("two@2", "two", "first: 100000", "TOO_COSTLY"),
    ],
)
def test_what_cannot_be_told_is_an_error(versions: Store, earlier: str, later: str, arguments: str, code: str) -> None:
    query = f'{{ differences(earlier: "{earlier}", later: "{later}", {arguments}) {{ totalCount }} }}'
    result, _ = answer(versions, query)
    assert result.data is None
    assert [error.extensions["code"] for error in result.errors or () if error.extensions] == [code]


def test_the_number_of_queries_depends_on_the_kinds_alone(versions: Store) -> None:
    query = '{ differences(earlier: "two@2", later: "%s") { nodes { after { id evidence { quote } } before { id } } } }'
    _, few = answered(versions, query % "two")
    _, none = answered(versions, query % "two@2")
    assert (len(few), len(none)) == (5, 1)
    assert [one.language for one in few[:2]] == ["facts", "sparql"]
    assert few[0].rows == len(SAMPLES) + len(LATER)


@pytest.mark.shared
def test_versions_of_a_real_label_differ(shared: Path, tmp_path: Path) -> None:
    for folder in ("openfda_older", "openfda"):
        (file,) = (shared / "labels" / folder).glob("*BLA125427*.json")
        store_label(read_label(file), tmp_path)
    query = """{ differences(earlier: "kadcyla@14", later: "kadcyla@26", filter: {reason: {isNull: true}}) {
      totalCount nodes { change kind before { evidence { quote } } after { evidence { quote } } } } }"""
    found = answered(open_read_only(tmp_path), query)[0]["differences"]
    assert found["totalCount"] == len(found["nodes"]) == 8
    assert all(one["before"] or one["after"] for one in found["nodes"])
