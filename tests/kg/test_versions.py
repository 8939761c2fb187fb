import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.comparison import differences
from kg.errors import NotFoundError
from kg.store import open_read_only, open_store, put_version
from kg.versions import Version, find_version, read_version
from tests.samples import DOCUMENT, SAMPLES

SET_ID = "0a1b2c3d-0000-4000-8000-000000000000"
OTHER = "1a1b2c3d-0000-4000-8000-000000000000"
LABEL = f"https://w3id.org/labelgraph/id/label/{SET_ID}"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with two versions of a label, of which the later states all but the first fact."""
    path = tmp_path_factory.mktemp("versions")
    writer = open_store(path)
    for version, facts in (("2", SAMPLES), ("3", (SAMPLES[0], *SAMPLES[2:]))):
        put_version(writer, graph_of(replace(DOCUMENT, set_id=SET_ID, version=version), facts))
    del writer
    return open_read_only(path)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("exampline", "3"),
        ("EXAMPLINE@2", "2"),
        (SET_ID, "3"),
        (f"{SET_ID}@2", "2"),
        (LABEL, "3"),
        (f"{LABEL}/version/2", "2"),
    ],
)
def test_a_version_is_found_by_name_set_id_or_iri(two: Store, name: str, version: str) -> None:
    assert find_version(two, name) == f"{LABEL}/version/{version}"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("exampline@7", "no version '7' of exampline; expected one of 2, 3"), ("nonsense", "no label 'nonsense'")],
)
def test_a_version_that_is_not_there_is_refused_with_those_that_are(two: Store, name: str, sentence: str) -> None:
    with pytest.raises(NotFoundError, match=sentence):
        find_version(two, name)


def test_of_labels_of_one_name_the_one_with_the_version_is_meant(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for set_id, version in ((SET_ID, "2"), (SET_ID, "3"), (OTHER, "2"), (OTHER, "5")):
        put_version(store, graph_of(replace(DOCUMENT, set_id=set_id, version=version), SAMPLES))
    assert find_version(store, "exampline@3") == f"{LABEL}/version/3"
    other = LABEL.replace(SET_ID, OTHER)
    both = f"2 labels 'exampline'; expected the IRI of one of them: {LABEL} (version 2, 3), {other} (version 2, 5)"
    for name in ("exampline", "exampline@2"):
        with pytest.raises(NotFoundError, match=re.escape(both)):
            find_version(store, name)
    with pytest.raises(NotFoundError, match="no version '7' of exampline; expected one of 2, 3, 2, 5"):
        find_version(store, "exampline@7")


def test_a_version_comes_back_with_its_facts_and_the_text_of_its_sections(two: Store) -> None:
    found = read_version(two, f"{LABEL}/version/2")
    assert found.name == "EXAMPLINE@2"
    assert len(found.facts) == len(SAMPLES)
    assert "Give 0.50 to 0.8 mg/m2 on Day 1 over 60 minutes." in found.text
    assert found.text.index("WARNING") < found.text.index("Nausea 12%")


def test_a_stored_version_equals_the_one_that_was_read(two: Store) -> None:
    read = Version(name="file", facts=SAMPLES, text=DOCUMENT.text)
    assert differences(read, read_version(two, f"{LABEL}/version/2")) == ()


def test_stored_versions_are_compared_fact_by_fact(two: Store) -> None:
    found = differences(read_version(two, f"{LABEL}/version/2"), read_version(two, f"{LABEL}/version/3"))
    assert [one.before and one.before.kind for one in found] == [SAMPLES[1].kind]
