"""Tables that a text prints column by column."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.columnwise import columnwise
from ingest.sources.text.tables.grid import Grid, Region, words_of

TABLE = """\
Laboratory Parameter
ALT increased
Glucose increased
Hemoglobin decreased

EXAMPLINE
N=532
3%
12%
15%

Placebo
N=516
6%
13%
22%

a. Two of them serious.
"""


def _grid(text: str) -> Grid | None:
    lines = lines_of(text)
    return columnwise(Region(lines=words_of(lines, 0, len(lines)), document=text))


def _rows(grid: Grid) -> list[list[str]]:
    return [[place.text.text for place in found] for found in (*grid.header, *grid.body)]


def test_the_values_of_each_column_belong_to_the_labels_in_their_order() -> None:
    grid = _grid(TABLE)
    assert grid is not None
    assert _rows(grid) == [
        ["Laboratory Parameter", "EXAMPLINE N=532", "Placebo N=516"],
        ["ALT increased", "3%", "6%"],
        ["Glucose increased", "12%", "13%"],
        ["Hemoglobin decreased", "15%", "22%"],
    ]
    assert lines_of(TABLE)[grid.after - 1].text == "22%"


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("Glucose increased", "Glucose\nincreased"),
        ("Glucose increased", "Glucose increased\nSodium increased"),
        ("12%\n", ""),
        ("Placebo\nN=516\n", ""),
        ("Placebo\nN=516", "EXAMPLINE\nN=532"),
        ("12%", "12% 13%"),
    ],
)
def test_columns_that_are_not_equally_long_or_named_are_refused(printed: str, instead: str) -> None:
    assert _grid(TABLE.replace(printed, instead)) is None
