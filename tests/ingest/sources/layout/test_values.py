"""What stands in a cell as a value."""

import pytest

from ingest.sources.layout.values import is_value


@pytest.mark.parametrize(
    "text",
    ["31", "0.4†", "<1", "12.3 (8.4, 20.8)", "33.3% (24.6, 43.1)", "NR (18.5, NE)", "p< 0.0001", "1.9+, 30.4+", "--"],
)
def test_values(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["(%)", "N=490", "Grade 3", "12 hours after the dose", "Nausea", "(SD)"])
def test_names_and_sentences(text: str) -> None:
    assert not is_value(text)
