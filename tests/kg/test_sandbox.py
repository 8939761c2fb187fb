from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.write_rdf import graph_of
from kg.errors import QueryError, QueryTimeoutError, StoreChangedError
from kg.sandbox import Sandbox
from kg.store import open_store, put_version
from tests.samples import DOCUMENT, SAMPLES

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    path = tmp_path_factory.mktemp("store")
    put_version(open_store(path), graph_of(DOCUMENT, SAMPLES))
    opened = Sandbox(path, seconds=3, memory=400 * 1024**2)
    yield opened
    opened.close()


def test_query_sees_the_current_versions(sandbox: Sandbox) -> None:
    answer = sandbox.run("SELECT ?percent { ?fact a lg:AdverseReaction ; lg:percent ?percent }", accept=["text/csv"])
    assert answer.body == b"percent\r\n12\r\n"


def test_slow_query_is_stopped_and_the_next_one_answered(sandbox: Sandbox) -> None:
    with pytest.raises(QueryTimeoutError, match="ran past 3 seconds; ask for less"):
        sandbox.run(SLOW)
    assert sandbox.run("ASK {}").body == b'{"head":{},"boolean":true}'


def test_query_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    put_version(open_store(tmp_path), graph_of(DOCUMENT, SAMPLES))
    patient = Sandbox(tmp_path, seconds=60, memory=400 * 1024**2)
    with pytest.raises(QueryError, match="too much memory"):
        patient.run("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f")
    assert patient.run("ASK {}").body == b'{"head":{},"boolean":true}'
    patient.close()


def test_errors_come_back(sandbox: Sandbox) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        sandbox.run("SELECT * { SERVICE <http://127.0.0.1:9/> {} }")
    with pytest.raises(QueryError, match="is no SPARQL query"):
        sandbox.run("SELECT nothing")


def test_query_sees_no_older_version_unless_it_names_it(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for digest in ("a" * 64, "b" * 64):
        put_version(store, graph_of(replace(DOCUMENT, digest=digest), SAMPLES))
    del store
    sandbox = Sandbox(tmp_path)
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?document a lg:Document }}"
    older = "https://w3id.org/labelgraph/id/label/exampline/version/aaaaaaaaaaaa"
    assert sandbox.run(count.format(""), accept=["text/csv"]).body == b"n\r\n1\r\n"
    assert sandbox.run(count.format(f"FROM <{older}>"), accept=["text/csv"]).body == b"n\r\n1\r\n"
    sandbox.close()


def test_a_store_that_was_changed_meanwhile_is_not_asked(tmp_path: Path) -> None:
    put_version(open_store(tmp_path), graph_of(DOCUMENT, SAMPLES))
    served = Sandbox(tmp_path)
    put_version(open_store(tmp_path), graph_of(replace(DOCUMENT, name="Other"), SAMPLES[:1]))
    with pytest.raises(StoreChangedError, match="changed since it is served; ask again"):
        served.run("ASK {}")
    served.close()
