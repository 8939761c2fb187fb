from pathlib import Path

import pytest

from benchmarks.bars import read_bars
from benchmarks.parity.forms import FORMS
from benchmarks.parity.scores import Record, Score, compare


def test_f1_is_that_of_the_facts_that_agree() -> None:
    assert Score(gold=10, predicted=6, matched=4).f1 == 0.5
    assert Score(gold=0, predicted=0, matched=0).f1 == 1.0


def test_bars_are_of_forms_that_are_made_and_nine_labels() -> None:
    bars = read_bars().parity
    assert len(bars.labels) == 9
    assert set(bars.f1) == set(bars.held) == set(FORMS)
    assert set().union(*bars.held.values()) <= {path.stem for path in bars.labels}
    assert bars.is_below("atorvastatin", "plain", 0.84)
    assert bars.is_below("atorvastatin", "plain", None)
    assert not bars.is_below("atorvastatin", "plain", 0.85)


@pytest.mark.shared
def test_facts_are_compared_by_the_scorer_kind_by_kind(shared: Path) -> None:
    gold: list[Record] = [
        {"kind": "warning", "number": "5.1", "title": "Bleeding", "section": "5.1", "quote": "Bleeding"},
        {"kind": "warning", "number": "5.2", "title": "Rash", "section": "5.2", "quote": "Rash"},
    ]
    predicted: list[Record] = [gold[0], {"kind": "boxed_warning", "title": "BLEEDING"}]
    found = compare(shared / "eval" / "score.py", gold, predicted)
    assert dict(found.kinds) == {"warning": Score(gold=2, predicted=1, matched=1)}
    assert "number='5.2'" in found.missed["warning"][0]
    assert found.micro == Score(gold=2, predicted=1, matched=1)
