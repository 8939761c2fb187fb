"""docs/knowledge.md says what the code does."""

import re
import shutil
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from ingest import matcher
from ingest.context import Direction, Risk, context
from ingest.extract import handling
from ingest.matcher import check_examples
from ingest.quantity import Dimension, quantities
from ingest.reading import Reading
from ingest.sources.text import read_text
from ingest.term_index import term_index
from ingest.terms import terms
from ingest.tokens import tokenize
from kg.codes import HandlingAdvice
from kg.facts import Handling


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


@pytest.fixture
def knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lexicons and patterns in a folder, to change; what was read of it is forgotten afterwards."""
    for name in ("lexicon", "patterns"):
        shutil.copytree(Path(matcher.__file__).parent / name, tmp_path / name)
    monkeypatch.setattr(matcher, "_FOLDER", tmp_path)
    monkeypatch.setattr("ingest.terms._FOLDER", tmp_path / "lexicon")
    caches = (matcher.patterns, terms, term_index, tokenize)
    for cache in caches:
        cache.cache_clear()
    yield tmp_path
    for cache in caches:
        cache.cache_clear()


def handled(root: Path) -> list[Handling]:
    """How the vials are handled by the example label into which the sentence of the worked case is written."""
    told = (root / "docs" / "knowledge.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r'A label says in section 16.2: "(.*?)"', told)
    (label,) = (root / "examples").glob("*.txt")
    before = "light reaches them. Never freeze them."
    text = label.read_text(encoding="utf-8")
    assert text.count(before) == 1
    document = read_text("my-label.txt", text.replace(before, f"{before} {sentence}").encode())
    return [fact for fact in handling.extract(Reading(document=document)) if "counter" in fact.evidence[0].quote]


def test_the_worked_case_finds_what_was_not_found(root: Path, knowledge: Path) -> None:
    assert handled(root) == []
    term, pattern = (
        next(block for block in blocks(root) if words in block) for words in ('id = "room_temperature"', "[[pattern]]")
    )
    lexicon = (knowledge / "lexicon" / "storage.toml").read_text(encoding="utf-8")
    old = next(entry for entry in re.split(r"\n(?=\[\[)", lexicon) if 'id = "room_temperature"' in entry)
    (knowledge / "lexicon" / "storage.toml").write_text(lexicon.replace(old, term), encoding="utf-8")
    with (knowledge / "patterns" / "handling.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{pattern}")
    for cache in (matcher.patterns, terms, term_index, tokenize):
        cache.cache_clear()
    check_examples(matcher.patterns("handling"))
    (fact,) = handled(root)
    assert (fact.advice, fact.duration, fact.duration_unit) == (
        HandlingAdvice.WARM_TO_ROOM_TEMPERATURE,
        Decimal(30),
        "min",
    )
    assert fact.read_by == "handling.left-to-stand"


def test_every_file_of_patterns_is_told_of(root: Path) -> None:
    text = (root / "docs" / "knowledge.md").read_text(encoding="utf-8")
    table = text[text.index("### Which file") : text.index("### One case")]
    told = sorted(
        name for row in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    )
    assert told == sorted(path.stem for path in (root / "ingest" / "patterns").glob("*.toml"))


def test_the_shown_term_and_risky_word_are_ours(root: Path) -> None:
    ids = {term.id for term in terms()} | {entry.id for entry in context()}
    shown = [
        entry for block in blocks(root) for kind in ("term", "entry") for entry in tomllib.loads(block).get(kind, [])
    ]
    assert {entry["id"] for entry in shown} <= ids
    assert all(Risk(str(entry["kind"])) and Direction(str(entry["direction"])) for entry in shown if "kind" in entry)
