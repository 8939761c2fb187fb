"""The measuring of the reasoner."""

import pytest

from benchmarks.bars import read_bars
from benchmarks.reasoning_time import main


def test_the_reasoner_is_measured_on_ontology_and_example(capsys: pytest.CaptureFixture[str]) -> None:
    main()
    words = capsys.readouterr().out.split()
    assert int(words[0]) > 1000
    assert words[1:3] == ["statements,", "consistent:"]
    assert words[-2:] == [f"{read_bars().reasoning_seconds:g}", "s"]
