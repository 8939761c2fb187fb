from decimal import Decimal

import pytest

from ingest.aligned import AlignedText
from ingest.tables.result_value import Result, interval, is_result, number, p_value, percent_alone, share, time_unit
from kg.codes import Comparison
from kg.locator import Span


def _text(words: str) -> AlignedText:
    return AlignedText.of(words, Span(0, len(words)))


def _numbers(result: Result | None) -> tuple[str | None, ...]:
    assert result is not None
    read = (result.count, result.n, result.percent, result.value, result.ci_low, result.ci_high)
    return tuple(str(one) if one is not None else None for one in read)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("39 (35.8) [26.8–45.5]", ("39", None, "35.8", None, "26.8", "45.5")),
        ("35/39 (89.7) [75.8-97.1]", ("35", "39", "89.7", None, "75.8", "97.1")),
        ("190 (71%)", ("190", None, "71", None, None, None)),
        ("60.3% (52.9, 67.4)", (None, None, "60.3", None, "52.9", "67.4")),
        ("92% (57%, 99%)", (None, None, "92", None, "57", "99")),
    ],
)
def test_reads_shares_of_patients(words: str, numbers: tuple[str | None, ...]) -> None:
    assert _numbers(share(_text(words))) == numbers


@pytest.mark.parametrize(
    ("words", "numbers", "unit"),
    [
        ("8.0 [4.9-10.4]", (None, None, None, "8.0", "4.9", "10.4"), None),
        ("70.6 (49.0–NE)", (None, None, None, "70.6", "49.0", None), None),
        ("NR (18.5, NE)", (None, None, None, None, "18.5", None), None),
        ("7.5 months (5.5, 12.8)", (None, None, None, "7.5", "5.5", "12.8"), "mo"),
        ("-0.9", (None, None, None, "-0.9", None, None), None),
    ],
)
def test_reads_values_with_unit_and_interval(words: str, numbers: tuple[str | None, ...], unit: str | None) -> None:
    result = number(_text(words))
    assert _numbers(result) == numbers
    assert result is not None
    assert result.unit == unit


def test_reads_intervals_percentages_and_p_values_alone() -> None:
    assert _numbers(interval(_text("(77.4, 87.2)"))) == (None, None, None, None, "77.4", "87.2")
    assert _numbers(percent_alone(_text("56.3 (44.1, 68.4)"))) == (None, None, "56.3", None, "44.1", "68.4")
    assert percent_alone(_text("120")) is None
    bounded = p_value(_text("p< 0.0001"))
    assert bounded is not None
    assert (bounded.p_comparison, bounded.p_value) == (Comparison.LESS_THAN, Decimal("0.0001"))
    assert p_value(_text("NS")) is None


def test_the_spans_are_those_of_the_numbers() -> None:
    words = " 39 (35.8) [26.8–45.5]"
    result = share(_text(words))
    assert result is not None
    assert sorted(words[span.start : span.end] for span in result.spans) == ["26.8", "35.8", "39", "45.5"]


def test_tells_results_from_headers() -> None:
    assert [is_result(words) for words in ("39", "p=0.01", "NR", "24 weeks", "DRUG-X N=9")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_names_units_of_time() -> None:
    assert [time_unit(words) for words in ("Median, months", "95% CI (mos.)", "Response rate")] == ["mo", "mo", None]
