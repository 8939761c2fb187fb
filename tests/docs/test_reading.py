"""docs/reading.md shows what the reader does."""

import re
from pathlib import Path

import pytest

from ingest.document import Part, StructureKind
from ingest.sources.forms import MOST_BYTES
from ingest.sources.text.cleaning import Cleaner
from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import STRATEGIES

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
REPAIRS = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", DOCS, re.MULTILINE)


@pytest.mark.parametrize(("printed", "clean"), REPAIRS)
def test_repairs_are_made_as_shown(printed: str, clean: str) -> None:
    assert Cleaner().text(lines_of(printed.replace("⏎", "\n"))).text == clean


def test_every_part_and_the_limit_are_named() -> None:
    assert len(REPAIRS) == 6
    assert all(part.value in DOCS.lower() for part in Part if part is not Part.FULL)
    assert f"more than {MOST_BYTES // 1_000_000} MB" in DOCS
    assert StructureKind.CROSS_REFERENCE.value in DOCS


def test_readers_of_tables_are_those_of_the_code() -> None:
    documented = re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE)
    assert documented == [strategy.read.__name__ for strategy in STRATEGIES]
