from pathlib import Path

import pytest

from ingest.pipeline import read_label
from ingest.sources.chapters import chapters_of
from kg.facts import Population, TimeLimit
from tests.ingest.building import Writing


def test_a_label_of_usual_numbers_needs_no_chapters() -> None:
    writing = Writing()
    sections = [writing.section("8", "USE IN SPECIFIC POPULATIONS"), writing.section("11", "DESCRIPTION")]
    assert chapters_of(sections) == {}


def test_sections_under_other_numbers_are_told_by_their_titles() -> None:
    writing = Writing()
    below = [writing.section("11.1", "Pregnancy"), writing.section("11.4", "Renal Impairment")]
    sections = [
        writing.section("6", "OVERALL SAFETY"),
        writing.section("7", "MONITORING RECOMMENDATIONS"),
        writing.section("10", "DRUG INTERACTIONS"),
        writing.section("11", "USE IN SPECIFIC POPULATIONS", sections=below),
    ]
    assert chapters_of(sections) == {
        "6": "6",
        "7": "other 7",
        "10": "7",
        "11": "8",
        "11.1": "8.1",
        "11.4": "8.other 11.4",
    }


@pytest.mark.shared
def test_facts_of_a_fact_sheet_cite_its_own_numbers(shared: Path) -> None:
    facts = read_label(shared / "labels" / "spl" / "veklury.xml").facts
    places = {(fact.kind, fact.evidence[0].section) for fact in facts if isinstance(fact, Population | TimeLimit)}
    assert {("population", "11.2"), ("population", "11.3"), ("time_limit", "19")} <= places
