"""docs/terms.md: its worked case and its table are those that the code takes."""

import re
from pathlib import Path

import pytest

from kg.meddra import read_table
from kg.naming.examples import check_examples
from kg.naming.findings import mentioned
from tests.kg.naming.lists import added


def _blocks(root: Path, language: str) -> list[str]:
    text = (root / "docs" / "terms.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def test_the_worked_case_works(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = _blocks(root, "toml")
    assert mentioned("ANA increased") == ()
    with added("finding", entry, tmp_path, monkeypatch):
        check_examples()
        assert [(found.concept.label, found.direction) for found in mentioned("ANA increased")] == [
            ("antinuclear antibody", "increased")
        ]


def test_the_shown_table_is_read(root: Path, tmp_path: Path) -> None:
    (shown,) = _blocks(root, "csv")
    (tmp_path / "shown.csv").write_text(shown, encoding="utf-8")
    assert [term.label for term in read_table(tmp_path / "shown.csv")] == ["Nasopharyngitis", "Nausea"]


def test_every_list_is_named(root: Path) -> None:
    text = (root / "docs" / "terms.md").read_text(encoding="utf-8")
    assert {file.name for file in (root / "ontology" / "terms").glob("*.toml")} <= set(
        re.findall(r"`(\w+\.toml)`", text)
    )
