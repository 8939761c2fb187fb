"""`labelgraph amount`, `regimen` and `deadlines`: for people and for programs."""

import json

import pytest

from tests.conftest import Command
from tests.example import LABEL


def test_what_doses_come_to(labelgraph: Command) -> None:
    done = labelgraph("amount", LABEL, "--area", "1.8", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    first = next(one for one in found if one["dose"]["schedule"] == "Day 1")
    assert (first["amount"]["value"], first["volume"]["value"], first["vials"][0]["value"]) == (1.44, 5.76, 2)
    assert all(fact["quote"] for fact in first["volume"]["facts"])
    assert "5.76 mL" in labelgraph("amount", LABEL, "--area", "1.8").stdout


def test_the_dates_of_a_regimen(labelgraph: Command) -> None:
    done = labelgraph("regimen", LABEL, "--start", "2026-01-05", "--cycles", "2")
    assert "2026-01-11" in done.stdout
    assert "labelgraph: needed: which holds in cycle 2" in done.stderr
    reduced = labelgraph("regimen", LABEL, "--start", "2026-01-05", "--reduced-by", "25").stderr
    assert "labelgraph: cycle 1, in all: 1.35 mg/m2 (1.8 mg/m2 less 25 %" in reduced
    (found,) = map(json.loads, labelgraph("regimen", LABEL, "--start", "2026-01-05", "--json").stdout.splitlines())
    assert [one["at"] for one in found["cycles"][0]["doses"]] == ["2026-01-05", "2026-01-12", "2026-01-19"]
    assert {one["element"] for one in found["limits"]} >= {"dose_gap", "dose_window", "treatment"}


def test_the_latest_times(labelgraph: Command) -> None:
    given = ("--reconstituted", "2026-01-05 08:00", "--diluted", "2026-01-05 11:30", "--storage", "refrigerated")
    (found,) = map(json.loads, labelgraph("deadlines", LABEL, *given, "--json").stdout.splitlines())
    assert [one["at"] for one in found["steps"]] == ["2026-01-05T14:00", "2026-01-05T15:00", "2026-01-05T16:00"]
    assert "60 min of warming before 15:00" in labelgraph("deadlines", LABEL, *given).stdout


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("amount", LABEL, "--area", "0"), "the body surface area is 0"),
        (("amount", LABEL, "--area", "big"), "'big' is no number"),
        (("regimen", LABEL, "--start", "2026-01-05", "--cycles", "0"), "0 cycles are asked for"),
        (
            ("deadlines", LABEL, "--reconstituted", "09:00", "--diluted", "08:00"),
            "expected dilution after reconstitution",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(labelgraph: Command, given: tuple[str, ...], message: str) -> None:
    done = labelgraph(*given)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
