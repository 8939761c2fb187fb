"""Versions side by side: lists see the current one alone, a label leads to all of them, each with its own facts."""

from dataclasses import replace

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.store import open_read_only, open_store, put_version
from tests.graphql_api.asking import answered
from tests.samples import DOCUMENT, SAMPLES

_STATED = SAMPLES[0].kind


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with two versions of a label, of which the later states all but the first fact."""
    path = tmp_path_factory.mktemp("versions")
    writer = open_store(path)
    for version, facts in (("2", SAMPLES), ("3", SAMPLES[1:])):
        put_version(writer, graph_of(replace(DOCUMENT, set_id="two-versions", version=version), facts))
    del writer
    return open_read_only(path)


def test_lists_see_the_current_version_alone(versions: Store) -> None:
    data, _ = answered(
        versions, "{ labels { totalCount nodes { splVersion version { splVersion } } } products { totalCount } }"
    )
    assert data["labels"] == {"totalCount": 1, "nodes": [{"splVersion": "3", "version": {"splVersion": "3"}}]}
    assert data["products"]["totalCount"] == sum(fact.kind == "product" for fact in SAMPLES[1:])


def test_a_label_leads_to_all_versions_with_their_own_facts(versions: Store) -> None:
    data, asked = answered(
        versions,
        """{ labels { nodes { versions { splVersion doses { totalCount } products { totalCount nodes {
          name evidence { quote } } } } } } }""",
    )
    (label,) = data["labels"]["nodes"]
    told = [(one["splVersion"], one["products"]["totalCount"]) for one in label["versions"]]
    products = [sum(fact.kind == "product" for fact in some) for some in (SAMPLES, SAMPLES[1:])]
    assert _STATED == "product"
    assert told == [("2", products[0]), ("3", products[1])]
    assert label["versions"][0]["products"]["nodes"][0]["evidence"]
    assert [one["doses"]["totalCount"] for one in label["versions"]] == [1, 1]
    assert len(asked) == 8
