"""`labelgraph decide`: decisions for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command


def test_decisions_are_printed_with_the_words_of_the_label(labelgraph: Command, ingested: Path) -> None:
    done = labelgraph("decide", "besponsa", "--store", ingested, "-f", "platelets: 40 10*9/L, baseline 60")
    assert done.returncode == 0, done.stderr
    assert "applies" in done.stdout
    assert "not reached" in done.stdout
    assert "speak of what was given" in done.stderr


def test_json_lines_hold_needs_overlaps_and_the_rule(labelgraph: Command, ingested: Path) -> None:
    done = labelgraph("decide", "besponsa", "--store", ingested, "--interrupted", "16", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    applying = {one["rule"]["severity"]: one["overlaps"] for one in found if one["decision"] == "applies"}
    assert applying == {"≥ 7 days": ["≥ 14 days"], "≥ 14 days": ["≥ 7 days"]}
    assert all(one["rule"]["quote"] for one in found)


@pytest.mark.parametrize(
    ("finding", "message"),
    [
        ("platelets: forty", "'forty' in 'platelets: forty' is not understood"),
        ("platelets: 40 mg/dL", "platelets in mg/dL cannot be compared"),
        ("wumpus: grade 3", "'wumpus' is no finding that is known"),
    ],
)
def test_what_makes_no_sense_is_refused(labelgraph: Command, ingested: Path, finding: str, message: str) -> None:
    done = labelgraph("decide", "besponsa", "--store", ingested, "-f", finding)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
