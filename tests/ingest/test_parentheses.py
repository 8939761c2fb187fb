import pytest

from ingest.parentheses import is_threshold, parentheses
from ingest.tokens import tokenize


@pytest.mark.parametrize(
    ("words", "percent", "count", "each"),
    [
        ("rash (6%)", "6%", None, False),
        ("rash (14 [3%])", "3%", "14", False),
        ("rash (in 14 patients, 3%)", "3%", "14 patients", False),
        ("rash (n=14; 3%)", "3%", "14", False),
        ("rash (14 patients, 3%)", "3%", "14 patients", False),
        ("rash (in adults, 3%)", None, None, False),
        ("rash (each 2%)", "2%", None, True),
        ("rash (2% each)", "2%", None, True),
        ("rash (9%; of which 2.1% were severe)", "9%", None, False),
        ("rash (29.5% vs. 22.4%)", None, None, False),
        ("rash (26%, 38%, and 46%, respectively)", None, None, False),
        ("rash (including eczema)", None, None, False),
    ],
)
def test_reads_the_share_that_a_parenthesis_states(
    words: str, percent: str | None, count: str | None, each: bool
) -> None:
    (found,) = parentheses(tokenize(words)[:])
    assert (found.percent.text if found.percent else None) == percent
    assert (found.count.text if found.count else None) == count
    assert found.each is each


def test_reads_included_and_nested_terms() -> None:
    (included,) = parentheses(tokenize("rash (2%; includes the following: eczema and rash)")[:])
    assert included.included_terms == ("eczema", "rash")
    (nested,) = parentheses(tokenize("neutropenia (12%, including febrile neutropenia in 10%)")[:])
    assert nested.nested is not None
    assert nested.nested[2].text == "10%"


def test_tells_thresholds_from_shares() -> None:
    found = parentheses(tokenize("The most common (≥ 5%) reactions in adults (≤ 10%) were rash (<1%).")[:])
    assert [is_threshold(one) for one in found] == [True, True, False]
