"""Headers of tables of values: which columns their cells stand over."""

import pytest

from ingest.sources.layout.columns_text import pages_in_columns
from ingest.sources.layout.unruled import unruled_tables
from tests.ingest.sources.layout.printing import rows_of

_BODY = """
 Nausea             31         12         20         10
 Rash               14         2          11         4
"""

_ARMS = """
 Reaction           EXAMPLINE             Placebo
                    Any %      Grade 3 %  Any %      Grade 3 %"""

_STUDIES = """
                    Trial 1 (n=355)       Trial 2 (n=494)
 Reaction           EXAMPLINE  Placebo    EXAMPLINE  Placebo"""

_GLUED = """
 Reaction           % Placebo % 10 mg % 20 mg % 40 mg
                    N=100      N=98       N=97       N=96"""


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (_ARMS, [["Reaction", "EXAMPLINE", "<", "Placebo", "<"], ["^", "Any %", "Grade 3 %", "Any %", "Grade 3 %"]]),
        (
            _STUDIES,
            [["Reaction", "Trial 1 (n=355)", "<", "Trial 2 (n=494)", "<"], ["^", *["EXAMPLINE", "Placebo"] * 2]],
        ),
        (_GLUED, [["Reaction", "% Placebo N=100", "% 10 mg N=98", "% 20 mg N=97", "% 40 mg N=96"]]),
    ],
)
def test_spans_of_header_cells(header: str, expected: list[list[str]]) -> None:
    (table,) = unruled_tables(pages_in_columns(f"{header}{_BODY}"), ())
    assert table.header_rows == len(expected)
    assert rows_of(table)[: len(expected)] == expected


def test_a_group_of_rows_with_numbers_of_patients_is_no_header() -> None:
    text = """
                    EXAMPLINE      Placebo
 Induction          N = 131        N = 137
 Infection          61 (47%)       53 (39%)
 Consolidation      N = 91         N = 103
 Infection          50 (55%)       43 (42%)
"""
    (table,) = unruled_tables(pages_in_columns(text), ())
    assert table.header_rows == 1
    assert rows_of(table)[1] == ["Induction", "N = 131", "N = 137"]
