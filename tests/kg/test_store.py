from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import BNode, Graph, Literal, URIRef

from ingest.write_rdf import graph_of
from kg.errors import StoreError
from kg.listing import ListedProduct, Listing
from kg.store import (
    ONTOLOGY_GRAPH,
    catalogue,
    open_read_only,
    open_store,
    put_version,
    read_graph,
    replace_graph,
    triples,
)
from kg.terms import term
from kg.validate import validate
from tests.samples import DOCUMENT, SAMPLES

GRAPH = "https://example.org/graph"


def _graph(*values: str) -> Graph:
    graph = Graph()
    for value in values:
        graph.add((URIRef("https://example.org/a"), URIRef("https://example.org/b"), Literal(value)))
    return graph


def _versions(store: Store) -> dict[str, str]:
    (entry,) = catalogue(store)
    return {version.rpartition("/")[2]: "current" if version == entry.current else "" for version in entry.versions}


def test_a_new_store_holds_the_ontology(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new" / "store")
    assert [graph.value for graph in store.named_graphs()] == [ONTOLOGY_GRAPH]


def test_replacing_removes_what_is_gone(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert replace_graph(store, GRAPH, triples(_graph("one", "two")))
    assert replace_graph(store, GRAPH, triples(_graph("two", "three")))
    assert {quad.object.value for quad in store if quad.graph_name.value == GRAPH} == {"two", "three"}


def test_replacing_by_the_same_writes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert replace_graph(store, GRAPH, triples(_graph('a "quote"\n', "ü 0.5")))
    assert not replace_graph(store, GRAPH, triples(_graph('a "quote"\n', "ü 0.5")))


def test_blank_nodes_are_refused(tmp_path: Path) -> None:
    graph = Graph().add((BNode(), URIRef("https://example.org/b"), Literal("c")))
    with pytest.raises(ValueError, match="blank node"):
        replace_graph(open_store(tmp_path), GRAPH, triples(graph))


def test_same_version_again_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert put_version(store, graph_of(DOCUMENT, SAMPLES))
    before = set(store)
    assert not put_version(store, graph_of(DOCUMENT, SAMPLES))
    assert set(store) == before


def test_a_version_that_was_cut_off_before_the_catalogue_is_completed(tmp_path: Path) -> None:
    store, written = open_store(tmp_path), graph_of(DOCUMENT, SAMPLES)
    replace_graph(store, str(written.identifier), list(triples(written)))
    assert catalogue(store) == ()
    assert put_version(store, written)
    assert _versions(store) == {"9f86d081884c": "current"}


def test_a_changed_version_is_replaced(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    fewer = graph_of(DOCUMENT, SAMPLES[:3])
    assert put_version(store, fewer)
    assert set(read_graph(store, str(fewer.identifier))) == set(fewer)


def test_the_version_that_came_last_is_current(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    put_version(store, graph_of(replace(DOCUMENT, digest="f" * 64), SAMPLES))
    assert _versions(store) == {"9f86d081884c": "", "ffffffffffff": "current"}


def test_a_higher_spl_version_stays_current(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for version in ("9", "11", "10"):
        put_version(store, graph_of(replace(DOCUMENT, version=version), SAMPLES))
    assert _versions(store) == {"9": "", "10": "", "11": "current"}


def test_of_the_same_spl_version_the_later_date_is_current(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for digest, day in (("a", 2), ("c", 3), ("b", 1)):
        listing = Listing(effective=date(2024, 3, day))
        put_version(store, graph_of(replace(DOCUMENT, digest=digest * 64, listing=listing), SAMPLES))
    assert _versions(store) == {"aaaaaaaaaaaa": "", "bbbbbbbbbbbb": "", "cccccccccccc": "current"}


def test_an_older_version_does_not_rename_the_label(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for version, name in (("2", "EXAMPLINE"), ("1", "EXAMPLIN"), ("3", None)):
        products = (ListedProduct(name=name, substance=None, ndc=None, dosage_form=None),)
        listed = replace(DOCUMENT, set_id="0D6C-1", version=version, listing=Listing(products=products))
        put_version(store, graph_of(listed, ()))
    assert [entry.name for entry in catalogue(store)] == ["EXAMPLINE"]


def test_catalogue_names_the_product(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    assert [entry.name for entry in catalogue(store)] == ["EXAMPLINE"]


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    quads = set(store)
    del store
    assert set(open_read_only(tmp_path)) == quads
    assert set(open_store(tmp_path)) == quads


def test_a_graph_is_read_as_it_was_written(tmp_path: Path) -> None:
    store, written = open_store(tmp_path), graph_of(DOCUMENT, SAMPLES)
    put_version(store, written)
    graph = read_graph(store, str(written.identifier))
    assert graph.identifier == written.identifier
    assert set(graph) == set(written)
    assert validate(graph) == ()


def test_a_store_in_use_is_named(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(StoreError, match="is in use by another process"):
        open_store(tmp_path)
    del store


def test_a_missing_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        open_read_only(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    for opened in (open_store, open_read_only):
        with pytest.raises(StoreError, match="holds"):
            opened(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("dear", encoding="utf-8")
    with pytest.raises(StoreError, match="not a directory"):
        open_store(file)


def test_a_damaged_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense", encoding="utf-8")
    for opened in (open_store, open_read_only):
        with pytest.raises(StoreError, match="cannot be opened"):
            opened(tmp_path)


def test_the_ontology_is_queryable_by_name(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert any(quad.subject.value == term("percent") for quad in store)
