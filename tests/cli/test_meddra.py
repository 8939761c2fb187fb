"""A MedDRA table of the user's own, by option and by setting; a wrong one is told before any label is read."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.example import LABEL


def test_a_table_gives_exact_matches(labelgraph: Command, tmp_path: Path) -> None:
    table = tmp_path / "meddra.csv"
    table.write_text("code,name\n10000001,Nausea\n", encoding="utf-8")
    done = labelgraph("facts", LABEL, "--meddra", table)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    found = [record["reaction_term"] for record in records if record.get("reaction_term")]
    match = {"id": "https://identifiers.org/meddra:10000001", "label": "Nausea", "code": "10000001"}
    assert found
    assert all(term["exact_match"] == [match] for term in found)


@pytest.mark.parametrize("command", ["facts", "ingest"])
def test_a_wrong_table_is_one_clear_error(labelgraph: Command, command: str, tmp_path: Path) -> None:
    table = tmp_path / "meddra.csv"
    table.write_text("code,name\n10000001,Nausea\nnone,Vomiting\n", encoding="utf-8")
    done = labelgraph(command, LABEL, "--meddra", table, *(("--store", tmp_path / "g") if command == "ingest" else ()))
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"labelgraph: {table}: line 3 is 'none Vomiting'; expected lines of a code")
    assert not (tmp_path / "g").exists()
