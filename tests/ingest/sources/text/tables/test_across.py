"""Headers printed row by row, each column down to the size of its arm."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.across import across
from ingest.sources.text.tables.grid import words_of
from tests.ingest.sources.text.tables.excerpts import body, header, read


def _header(*cells: str, columns: int) -> list[str] | None:
    lines = lines_of("".join(f"{cell}\n\n" for cell in cells))
    found = across(words_of(lines, 0, len(lines)), columns)
    return [place.text.text for place in found[0][0]] if found else None


def test_a_column_goes_on_in_later_rows_until_its_size() -> None:
    cells = ["Reaction", "Placebo", "5 mg", "9 mg", "(N=31)", "Exampline", "Exampline", "(N=30)", "(N=12)", "Nausea"]
    told = ["Reaction", "Placebo (N=31)", "5 mg Exampline (N=30)", "9 mg Exampline (N=12)"]
    assert _header(*cells, columns=3) == told


def test_the_table_below_is_read() -> None:
    cells = ["Reaction", "Placebo", "5 mg", "(N=31)", "Exampline", "(N=30)"]
    rows = ["Nausea", "4", "9", "Rash", "1", "2", "Fever", "3", "5"]
    table = read("Table 1: Reactions\n" + "".join(f"{cell}\n\n" for cell in (*cells, *rows)))
    assert header(table) == [["Reaction", "Placebo (N=31)", "5 mg Exampline (N=30)"]]
    assert body(table) == [["Nausea", "4", "9"], ["Rash", "1", "2"], ["Fever", "3", "5"]]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (("10 mg", "Placebo", "Exampline", "(N=9)", "(N=8)"), 2),  # the first column begins a row below the second
        (("Exampline", "Extended", "Release", "Placebo", "(N=9)", "(N=8)"), 2),  # three rows of one name
        (("Placebo", "Exampline", "(N=9)"), 2),  # a size is missing
        (("Placebo", "Exampline", "(N=9)", "(N=8)", "(N=7)"), 2),  # one size more
    ],
)
def test_columns_that_are_not_certain_are_refused(cells: tuple[str, ...], columns: int) -> None:
    assert _header("Reaction", *cells, columns=columns) is None
