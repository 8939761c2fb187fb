"""The measuring of rule questions."""

from pathlib import Path

import pytest

from benchmarks.decision_time import main
from tests.example import LABEL


def test_questions_are_measured_on_every_bound(capsys: pytest.CaptureFixture[str]) -> None:
    main([Path(LABEL)])
    name, rules, questions, first, longest, _ = (
        cell.strip() for cell in capsys.readouterr().out.splitlines()[2].split("|")[1:-1]
    )
    assert name == LABEL.name
    assert (int(rules) > 10, int(questions) > 10) == (True, True)
    assert float(first) > 0
    assert float(longest) > 0
