"""The measuring of GraphQL beside SPARQL."""

from pathlib import Path

import pytest

from benchmarks.graphql_time import QUERIES, main
from ingest.write_rdf import graph_of
from kg.store import open_store, put_version
from tests.example import build_store
from tests.samples import DOCUMENT, SAMPLES


def test_every_question_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_store(tmp_path)
    put_version(open_store(tmp_path), graph_of(DOCUMENT, SAMPLES))
    main(tmp_path, 1)
    table = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(table) - 2 == QUERIES.read_text(encoding="utf-8").count("[[query]]") == 11
    assert all(float(cell) > 0 for row in table[2:] for cell in row[2:])
