"""The measuring of GraphQL beside SPARQL."""

from pathlib import Path

import pytest

from benchmarks.graphql_time import QUERIES, main


def test_every_question_is_measured(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(store_path, 1)
    table = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert len(table) - 2 == QUERIES.read_text(encoding="utf-8").count("[[query]]") == 10
    assert all(float(cell) > 0 for row in table[2:] for cell in row[2:])
