"""Tables of real labels against golden files that were checked by eye: see tests/golden_grids.py."""

from pathlib import Path

import pytest

from tests.golden_grids import COUNT, DRAWN, PRINTED, grids, kept, printed_grids

MOST = 4 + 1 + 4
"""Words of a cell in a golden file: four, its spans and the marks of its notes."""


@pytest.mark.shared
def test_drawn_tables_are_read_as_they_are_printed(shared: Path) -> None:
    expected = kept(DRAWN)
    found = grids(shared, list(expected))
    assert len(expected) == COUNT
    assert sorted(found) == sorted(expected), "a table stands elsewhere; look, then run python -m tests.golden_grids"
    for place, table in expected.items():
        assert found[place] == table, f"{place}: look at the label, then run python -m tests.golden_grids"


@pytest.mark.shared
def test_tables_of_pdfs_are_read_as_they_are_printed(shared: Path) -> None:
    expected, found = kept(PRINTED), printed_grids(shared)
    assert sorted(found) == sorted(expected), "a table stands elsewhere; look, then run python -m tests.golden_grids"
    for place, table in expected.items():
        assert found[place] == table, f"{place}: look at the label, then run python -m tests.golden_grids"


def test_golden_files_hold_no_sentences() -> None:
    for table in (*kept(DRAWN).values(), *kept(PRINTED).values()):
        caption, rows = table["caption"], table["rows"]
        assert isinstance(caption, str)
        assert isinstance(rows, list)
        for text in [caption, *(cell for row in rows for cell in row)]:
            assert len(text.split()) <= MOST or "…" in text
