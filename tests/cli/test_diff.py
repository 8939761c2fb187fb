"""`labelgraph diff`: files and stored versions, printed for people and for programs."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.example import LABEL


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example label with other words in two places."""
    path = tmp_path_factory.mktemp("later") / "later.txt"
    text = LABEL.read_text(encoding="utf-8")
    changed = re.sub(r"\b8(\s+months)", r"6\1", text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return path


def test_the_same_label_as_file_and_as_stored_version_has_no_differences(labelgraph: Command, ingested: Path) -> None:
    done = labelgraph("diff", LABEL, "besponsa", "--store", ingested, "--exit-code", "--all")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.strip().endswith("no facts differ")


def test_a_change_is_shown_by_kind_with_both_quotes(labelgraph: Command, later: Path) -> None:
    done = labelgraph("diff", LABEL, later)
    assert done.returncode == 0
    assert re.search(r"^population: 1 changed", done.stdout, re.MULTILINE)
    words = " ".join(done.stdout.replace("│", " ").split())
    assert "duration 8 → 6" in words
    assert "changed" in done.stderr


def test_json_lines_hold_both_facts_and_the_fields_that_differ(
    labelgraph: Command, later: Path, ingested: Path
) -> None:
    done = labelgraph("diff", "besponsa", later, "--store", ingested, "--json", "--exit-code")
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    population = next(one for one in found if one["kind"] == "population")
    assert (population["change"], population["fields"], population["reason"]) == ("changed", ["duration"], None)
    assert (population["before"]["duration"], population["after"]["duration"]) == (8, 6)
    assert "8 months" in population["before"]["quote"]
    assert "6 months" in population["after"]["quote"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nowhere.txt", "holds no label 'nowhere.txt'"), ("besponsa@9", "holds no version '9'")],
)
def test_what_is_neither_a_file_nor_stored_is_refused(
    labelgraph: Command, ingested: Path, name: str, sentence: str
) -> None:
    done = labelgraph("diff", name, LABEL, "--store", ingested)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_store_the_missing_file_is_named(labelgraph: Command, tmp_path: Path) -> None:
    done = labelgraph("diff", "nowhere.txt", LABEL, "--store", tmp_path / "none")
    assert done.returncode == 2
    assert "there is no file 'nowhere.txt', and no store at" in done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.shared
def test_labels_of_2017_and_later_differ_in_what_only_the_first_holds(labelgraph: Command, shared: Path) -> None:
    """The text has a guide and a title that openFDA JSON has not; the JSON versions differ in spaces alone."""
    text = shared / "labels" / "besponsa.txt"
    older = next((shared / "labels" / "openfda_older").glob("BLA761040*.json"))
    newer = next((shared / "labels" / "openfda").glob("besponsa*.json"))
    assert labelgraph("diff", older, newer, "--exit-code", "--all").returncode == 0
    done = labelgraph("diff", text, newer, "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["before"]["section"] for one in found} == {"highlights"}
    assert {one["kind"] for one in found} == {"product", "cross_reference"}
