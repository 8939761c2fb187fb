"""docs/knowledge.md says what the code does."""

import re
import tomllib
from pathlib import Path

from ingest.context import Direction, Risk, context
from ingest.matcher import check_examples, load
from ingest.quantity import Dimension, quantities
from ingest.terms import terms


def blocks(root: Path) -> list[str]:
    text = (root / "docs" / "knowledge.md").read_text(encoding="utf-8")
    return [str(block) for block in re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)]


def test_every_dimension_is_described_with_examples_that_are_read_as_it(root: Path) -> None:
    text = (root / "docs" / "knowledge.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([A-Z_]+) \| (.*) \|$", text, flags=re.MULTILINE))
    assert list(rows) == [dimension.value for dimension in Dimension]
    for dimension, examples in rows.items():
        found = {
            item.quantity.dimension.value
            for item in quantities(examples.replace(", ", " ; ").replace(" ; 8 ; and", ", 8, and"))
        }
        assert found == {dimension}, examples


def test_the_worked_pattern_holds_its_examples(root: Path, tmp_path: Path) -> None:
    (shown,) = [block for block in blocks(root) if "[[pattern]]" in block]
    (tmp_path / "shown.toml").write_text(shown, encoding="utf-8")
    check_examples(load(tmp_path / "shown.toml"))


def test_the_shown_term_and_risky_word_are_ours(root: Path) -> None:
    ids = {term.id for term in terms()} | {entry.id for entry in context()}
    shown = [
        entry for block in blocks(root) for kind in ("term", "entry") for entry in tomllib.loads(block).get(kind, [])
    ]
    assert {entry["id"] for entry in shown} <= ids
    assert all(Risk(str(entry["kind"])) and Direction(str(entry["direction"])) for entry in shown if "kind" in entry)
