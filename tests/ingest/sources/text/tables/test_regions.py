"""Where a table must end."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.regions import full_width, hard_stop


@pytest.mark.parametrize(
    "text",
    ["6.2 Immunogenicity", "7. DRUG INTERACTIONS", "12 CLINICAL PHARMACOLOGY", "Table 4: Doses", "Figure 1. Survival"],
)
def test_headings_and_captions_end_a_table(text: str) -> None:
    assert hard_stop(lines_of(f"Fever 1 2\n\n{text}\nmore"), 0) == 2


@pytest.mark.parametrize("text", ["2.1 1.9", "10 22 -29", "3 (30)", "PRIMARY ENDPOINT", "2 doses"])
def test_rows_do_not_end_a_table(text: str) -> None:
    assert hard_stop(lines_of(f"Fever 1 2\n{text}\n"), 0) == 3


def test_one_line_in_ten_may_be_wider_than_a_full_one() -> None:
    text = "\n".join(["x" * 80] * 18 + ["y" * 120])
    assert full_width(lines_of(text), 0) == 80
