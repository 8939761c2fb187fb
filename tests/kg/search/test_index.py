"""The index: in step with the store or not asked, written whole or not at all, and made again where it is of no use."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from ingest.write_rdf import graph_of
from kg.errors import SearchUnavailableError
from kg.search import index as module
from kg.search.entries import Entry, entries_of
from kg.search.index import Index
from kg.search.search import Search
from kg.store import open_read_only, open_store, put_version
from tests.samples import DOCUMENT, SAMPLES

OTHER = replace(DOCUMENT, digest="f" * 64)


def _indexed(store: Store, path: Path) -> Index:
    index = Index.of(store, path)
    index.bring_in_step(store)
    return index


def _found(index: Index, typed: str, *, older: bool = False) -> int:
    return Search.of(index, typed, older=older).count()


def _rows(index: Index) -> set[tuple[int, str]]:
    with sqlite3.connect(index.path) as connection:
        found = set(connection.execute("SELECT id, iri FROM hit"))
    connection.close()
    return found


def test_the_index_stands_beside_the_store_and_is_written_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "graph")
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    index = Index.of(store, tmp_path / "graph")
    assert index.path == tmp_path / "graph.search"
    assert (index.bring_in_step(store), index.bring_in_step(store)) == (1, 0)
    assert _found(index, "nausea") > 0


def test_a_version_that_changed_is_read_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "graph")
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    before = _indexed(store, tmp_path / "graph")
    rows = len(_rows(before))
    put_version(store, graph_of(DOCUMENT, SAMPLES[:3]))
    after = Index.of(store, tmp_path / "graph")
    with pytest.raises(SearchUnavailableError, match="another state of the store"):
        _found(after, "exampline")
    assert after.bring_in_step(store) == 1
    assert len(_rows(after)) == rows - len(SAMPLES) + 3
    with sqlite3.connect(after.path) as connection:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    connection.close()
    with pytest.raises(SearchUnavailableError, match="another state of the store"):
        _found(before, "exampline")


def test_a_new_version_leaves_the_rows_of_the_older_one(tmp_path: Path) -> None:
    store = open_store(tmp_path / "graph")
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    index = _indexed(store, tmp_path / "graph")
    rows, found = _rows(index), _found(index, "nausea")
    put_version(store, graph_of(OTHER, SAMPLES))
    index = Index.of(store, tmp_path / "graph")
    assert index.bring_in_step(store) == 1
    assert rows < _rows(index)
    assert (_found(index, "nausea"), _found(index, "nausea", older=True)) == (found, found * 2)


def test_a_version_that_left_the_store_leaves_the_index(tmp_path: Path) -> None:
    full, less = open_store(tmp_path / "full"), open_store(tmp_path / "less")
    for document in (DOCUMENT, OTHER):
        put_version(full, graph_of(document, SAMPLES))
    put_version(less, graph_of(DOCUMENT, SAMPLES))
    rows = len(_rows(_indexed(full, tmp_path / "graph")))
    index = Index.of(less, tmp_path / "graph")
    assert index.bring_in_step(less) == 1
    assert len(_rows(index)) == rows / 2
    assert _found(index, "nausea", older=True) == _found(index, "nausea") > 0


def test_a_write_that_breaks_off_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_off(store: Store, version: str) -> Iterator[Entry]:
        yield from entries_of(store, version)
        raise KeyboardInterrupt

    store = open_store(tmp_path / "graph")
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    first = _indexed(store, tmp_path / "graph")
    found = _found(first, "exampline")
    put_version(store, graph_of(OTHER, SAMPLES))
    index = Index.of(store, tmp_path / "graph")
    with monkeypatch.context() as broken:
        broken.setattr(module, "entries_of", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            index.bring_in_step(store)
    assert _found(first, "exampline") == found
    assert index.bring_in_step(store) == 1
    assert _found(index, "exampline", older=True) == found * 2


@pytest.mark.parametrize("damage", ["garbage", "format", "pages"])
def test_an_index_that_is_of_no_use_is_made_again(tmp_path: Path, damage: str) -> None:
    store = open_store(tmp_path / "graph")
    put_version(store, graph_of(DOCUMENT, SAMPLES))
    index = _indexed(store, tmp_path / "graph")
    found = _found(index, "exampline")
    if damage == "format":
        with sqlite3.connect(index.path) as connection:
            connection.executescript("PRAGMA user_version = 0; DROP TABLE state")
        connection.close()
    else:
        held = index.path.read_bytes()
        index.path.write_bytes(b"no index " * 999 if damage == "garbage" else held[:4096] + b"\xff" * len(held))
    with pytest.raises(SearchUnavailableError, match=r"graph\.search"):
        _found(index, "exampline")
    assert index.bring_in_step(store) == 1
    assert _found(index, "exampline") == found


def test_a_store_without_its_index_tells_what_to_do(store: Store) -> None:
    index = Index.of(store, Path("/dev/null/graph"))
    says = r"graph\.search: .*; .* run `labelgraph search` once"
    with pytest.raises(SearchUnavailableError, match=says):
        index.bring_in_step(store)
    with pytest.raises(SearchUnavailableError, match=says):
        _found(index, "exampline")


def test_an_index_in_step_is_read_where_nobody_may_write(tmp_path: Path) -> None:
    writing = open_store(tmp_path / "graph")
    put_version(writing, graph_of(DOCUMENT, SAMPLES))
    _indexed(writing, tmp_path / "graph")
    del writing
    (tmp_path / "graph.search").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        store = open_read_only(tmp_path / "graph")
        index = Index.of(store, tmp_path / "graph")
        assert index.bring_in_step(store) == 0
        assert _found(index, "nausea") > 0
    finally:
        tmp_path.chmod(0o700)
