import pytest

from ingest.aligned import AlignedText
from ingest.document import Cell
from ingest.tables.result_words import Words, is_p_value, result_of
from kg.locator import Span


@pytest.mark.parametrize(
    ("label", "cell", "field"),
    [
        ("n (%)", "12 (7)", "percent"),
        ("Overall response rate", "56.3 (44.1, 68.4)", "percent"),
        ("Median survival (months)", "10.9", "value"),
        ("Hazard ratio (95% CI)", "0.51 (0.40, 0.64)", "value"),
        ("Number of responders", "36", "count"),
        ("p-value", "0.0028", "p_value"),
        ("Score", "12.3", None),
        ("Female", "12 (7%)", "percent"),
        ("Sex, n (%)", "12 (7)", None),
        ("Rate per 1,000 patients", "8.3", None),
    ],
)
def test_the_words_of_a_row_say_what_a_cell_states(label: str, cell: str, field: str | None) -> None:
    placed = Cell(text=AlignedText.of(cell, Span(0, len(cell))), row=1, column=1)
    result = result_of(placed, Words(label=label, heading="", column="DRUG-X (N=9)"), of_column=False)
    names = ("percent", "value", "p_value", "count")
    stated = [name for name in names if result is not None and getattr(result, name) is not None]
    assert next(iter(stated), None) == field


def test_tells_rows_of_intervals_and_of_p_values() -> None:
    words = [
        Words(label=label, heading="", column="") for label in ("(95% CI)", "95% CI for Hazard Ratio", "HR (95% CI)")
    ]
    assert [one.is_interval_alone for one in words] == [True, True, False]
    assert [is_p_value(label) for label in ("p-value (log-rank)", "Response rate (%), p-value")] == [True, False]
