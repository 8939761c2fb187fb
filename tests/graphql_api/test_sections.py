"""Sections, and places that were not understood: each with the label that has it, found by that label."""

from dataclasses import replace

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.store import open_read_only, open_store, put_version
from tests.graphql_api.asking import answered
from tests.samples import DOCUMENT


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two labels, one of them in two versions."""
    path = tmp_path_factory.mktemp("sections")
    writer = open_store(path)
    for label, version in (("one", "1"), ("one", "2"), ("other", "1")):
        put_version(writer, graph_of(replace(DOCUMENT, set_id=label, version=version), ()))
    del writer
    return open_read_only(path)


def test_a_section_leads_to_its_label(labels: Store) -> None:
    query = '{ sections(filter: {number: {eq: "6.1"}}) { nodes { number label { setId } } } }'
    data, asked = answered(labels, query)
    assert [one["label"]["setId"] for one in data["sections"]["nodes"]] == ["one", "other"]
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("kept", "count"),
    [
        ('{label: {setId: {eq: "one"}}}', 1),
        ('{NOT: {label: {setId: {eq: "one"}}}}', 1),
        ('{OR: [{label: {setId: {eq: "one"}}}, {label: {setId: {startsWith: "OTH"}}}]}', 2),
        ("{label: {isNull: true}}", 0),
    ],
)
def test_sections_are_found_by_their_label(labels: Store, kept: str, count: int) -> None:
    query = f'{{ sections(filter: {{number: {{eq: "6.1"}}, AND: [{kept}]}}) {{ totalCount nodes {{ id }} }} }}'
    found = answered(labels, query)[0]["sections"]
    assert (found["totalCount"], len(found["nodes"])) == (count, count)


def test_sections_of_an_older_version_are_of_the_same_label(labels: Store) -> None:
    query = '{ label(setId: "one") { versions { splVersion sections(first: 1) { nodes { label { setId } } } } } }'
    versions = answered(labels, query)[0]["label"]["versions"]
    told = [(one["splVersion"], one["sections"]["nodes"][0]["label"]["setId"]) for one in versions]
    assert told == [("1", "one"), ("2", "one")]
