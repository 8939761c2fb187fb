"""The share of numbers that facts hold, by section."""

from collections import Counter

from benchmarks.capture import add, table
from ingest.audit import Outcome, audit
from tests.ingest.building import Writing


def test_numbers_are_counted_by_section_and_names_apart() -> None:
    writing = Writing()
    document = writing.add(
        writing.section("5.1", None, "In Study 2, rash occurred in 12 patients."), writing.section("9", None, "Has 3.")
    ).document()
    counted = dict[str, Counter[Outcome]]()
    add(counted, audit(document, []))
    rows = list(table(counted))
    assert rows[4] == "| 5 | 1 | 0 | 1 | 1 | 0 | 0.000 |"
    assert rows[-1] == "| all five | 1 | 0 | 1 | 1 | 0 | 0.000 |"


def test_no_share_is_told_of_a_section_without_numbers() -> None:
    assert list(table({}))[2] == "| 1 | 0 | 0 | 0 | 0 | 0 |  |"
