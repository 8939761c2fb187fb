from decimal import Decimal

import pytest

from ingest.aligned import AlignedText
from ingest.tables.cell_value import Unit, cell_value, is_value, states_nothing
from kg.codes import Comparison
from kg.locator import Span


def _text(words: str) -> AlignedText:
    return AlignedText.of(words, Span(0, len(words)))


@pytest.mark.parametrize(
    ("words", "unit", "percent", "count", "n"),
    [
        ("48", Unit.PERCENT, "48", None, None),
        ("48.5%", None, "48.5", None, None),
        ("(16)", Unit.PERCENT, "16", None, None),
        ("12 (7)", Unit.COUNT_PERCENT, "7", 12, None),
        ("7 (12)", Unit.PERCENT_COUNT, "7", 12, None),
        ("23.1% (428)", None, "23.1", 428, None),
        ("1,104 (36)", None, "36", 1104, None),
        ("19/101 (19%)", None, "19", 19, 101),
        ("6% (15/257)", None, "6", 15, 257),
        ("0", Unit.COUNT_PERCENT, "0", None, None),
        ("0/98", Unit.COUNT_PERCENT, "0", 0, 98),
        ("0.4†", Unit.PERCENT, "0.4", None, None),
    ],
)
def test_reads_percentages_and_counts(
    words: str, unit: Unit | None, percent: str, count: int | None, n: int | None
) -> None:
    value = cell_value(_text(words), unit)
    assert value is not None
    assert (value.percent, value.count, value.n) == (Decimal(percent), count, n)
    assert all(words[span.start : span.end].replace(",", "").replace(".", "").isdigit() for span in value.spans)


def test_reads_comparisons() -> None:
    value = cell_value(_text("1 [<1%]"), Unit.COUNT_PERCENT)
    assert value is not None
    assert (value.comparison, value.percent, value.count) == (Comparison.LESS_THAN, Decimal(1), 1)


@pytest.mark.parametrize("words", ["", "—", "N/A", "NR", "6 to 15", "48 28", "120"])
def test_reads_nothing_where_no_percentage_is_stated(words: str) -> None:
    assert cell_value(_text(words), Unit.PERCENT) is None


def test_a_count_alone_is_no_percentage() -> None:
    assert cell_value(_text("5"), Unit.COUNT_PERCENT) is None


def test_tells_values_from_words_and_from_nothing() -> None:
    assert [is_value(words) for words in ("48", "12 (7)", "N = 131", "2 mg", "Nausea")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [states_nothing(words) for words in ("", "--", "NA", "0")] == [True, True, True, False]
