"""What the commands say of a label in a format that gives no facts."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command

SAID = "drug-facts.json: no facts are read from the format 'over the counter'"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drug facts of an invented product, as openFDA gives them."""
    label = {
        "set_id": "0d6c6b0c-6d1f-4d0a-9d5e-3f2a1b4c5d6e",
        "version": "3",
        "effective_time": "20240301",
        "active_ingredient": ["Active ingredient (in each tablet) Exampline 5 mg"],
        "purpose": ["Purpose Example reliever"],
        "indications_and_usage": ["Uses temporarily relieves exemplary aches"],
        "warnings": ["Warnings Do not use if you are allergic to exampline"],
        "keep_out_of_reach_of_children": ["Keep out of reach of children."],
        "openfda": {
            "brand_name": ["Exampline"],
            "product_ndc": ["0000-0200"],
            "package_ndc": ["0000-0200-01"],
            "product_type": ["HUMAN OTC DRUG"],
        },
    }
    file = tmp_path_factory.mktemp("formats") / "drug-facts.json"
    file.write_text(json.dumps(label), encoding="utf-8")
    return file


def test_facts_prints_none_and_says_why(labelgraph: Command, source: Path) -> None:
    done = labelgraph("facts", source)
    assert (done.returncode, done.stdout) == (0, "")
    assert SAID in done.stderr


def test_audit_says_why_no_number_is_captured(labelgraph: Command, source: Path) -> None:
    done = labelgraph("audit", source)
    assert SAID in done.stderr
    assert "not understood, section None: no facts are read" in done.stdout
    assert json.loads(labelgraph("audit", source, "--json").stdout)["format"] == "over the counter"


def test_ingest_stores_it_and_it_is_found_by_its_ndc(labelgraph: Command, source: Path, tmp_path: Path) -> None:
    done = labelgraph("ingest", source, "--store", tmp_path / "store")
    assert done.returncode == 0, done.stderr
    assert "drug-facts.json: 0 facts of 0 kinds" in done.stdout
    assert SAID in done.stderr
    for ndc in ("00000-0200-01", "00000020001", "0000-0200"):
        found = labelgraph("query", "label_by_ndc", "-p", f"ndc={ndc}", "--json", "--store", tmp_path / "store")
        row = json.loads(found.stdout)
        assert (row["name"], row["format"], row["effective"]) == ("Exampline", "over the counter", "2024-03-01")
    sections = labelgraph("query", "section", "-p", "label=exampline", "--json", "--store", tmp_path / "store")
    assert "temporarily relieves exemplary aches" in sections.stdout
