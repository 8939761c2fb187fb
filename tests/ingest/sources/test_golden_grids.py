"""Tables of real labels against golden files that were checked by eye: see tests/golden_grids.py."""

from pathlib import Path

import pytest

from tests.golden_grids import COUNT, grids, kept

MOST = 4 + 1 + 4
"""Words of a cell in a golden file: four, its spans and the marks of its notes."""


@pytest.mark.shared
def test_drawn_tables_are_read_as_they_are_printed(shared: Path) -> None:
    expected = kept()
    found = grids(shared, list(expected))
    assert len(expected) == COUNT
    assert sorted(found) == sorted(expected), "a table stands elsewhere; look, then run python -m tests.golden_grids"
    for place, table in expected.items():
        assert found[place] == table, f"{place}: look at the label, then run python -m tests.golden_grids"


def test_golden_files_hold_no_sentences() -> None:
    for table in kept().values():
        caption, rows = table["caption"], table["rows"]
        assert isinstance(caption, str)
        assert isinstance(rows, list)
        for text in [caption, *(cell for row in rows for cell in row)]:
            assert len(text.split()) <= MOST or "…" in text
