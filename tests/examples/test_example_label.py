"""The example label and its checked facts fit each other."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LABEL = (ROOT / "examples" / "inotuzumab-ozogamicin.txt").read_text(encoding="utf-8")
WORDS = " ".join(LABEL.split())
FACTS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "example_facts.jsonl").read_text(encoding="utf-8").splitlines()
]
KINDS = {
    "indication",
    "boxed_warning",
    "warning",
    "contraindication",
    "adverse_reaction",
    "lab_abnormality",
    "statistic",
    "dose",
    "dose_rule",
    "preparation",
    "administration",
    "material",
    "time_limit",
    "population",
    "interaction",
}


def test_first_lines_say_that_the_approved_label_decides() -> None:
    first, second = LABEL.splitlines()[:2]
    assert "NOT THE APPROVED LABEL" in first
    assert second.startswith("THE APPROVED LABEL DECIDES.")


def test_facts_are_of_every_kind_that_is_scored() -> None:
    assert {fact["kind"] for fact in FACTS} == KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_facts_stand_in_the_label(kind: str) -> None:
    for fact in (fact for fact in FACTS if fact["kind"] == kind):
        assert fact["quote"] in WORDS, f"the label does not say {fact['quote']!r}"
        assert fact["table"] is None or f"{fact['table']}. " in WORDS, f"the label has no {fact['table']}"


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5", "6", "7", "8", "11", "12", "13", "14", "16", "17"])
def test_label_has_every_section(number: str) -> None:
    assert re.search(rf"^{number}\. [A-Z/ ]+$", LABEL, re.MULTILINE)


@pytest.mark.parametrize("number", range(1, 9))
def test_label_has_every_table(number: int) -> None:
    assert re.search(rf"^Table {number}\. ", LABEL, re.MULTILINE)
