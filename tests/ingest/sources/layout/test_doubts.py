"""Signs that the columns of a table are not certain, each in a table that white space shows."""

import pytest

from ingest.sources.layout.columns_text import pages_in_columns
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.phrases import text_of
from ingest.sources.layout.unruled import unruled_tables

_TRUE = """
Table 1: Reactions
                     EXAMPLINE     Placebo
                     N=100         N=98
Nausea               31 (31%)      12 (12%)
Rash                 14 (14%)      2 (2%)
"""

_RANGES = """
Table 1: Doses by Genotype
XMP              A/A        A/B    A/C     B/B
CC              8-9 mg     8-9 mg 6-7 mg 6-7 mg
CT              8-9 mg     6-7 mg 6-7 mg 4-5 mg
TT              6-7 mg     4-5 mg 2-3 mg 2-3 mg
"""

_BRACKETS = """
Table 2: Deaths
Event              EXAMPLINE    Placebo      Ratio
Deaths from all      (4.7/100     105        0.76
causes               94           (6.3       24
Heart attacks        (4.1/100     124        0.78
of any kind          82           (6.4       22
"""

_BARE = """
Table 3: Results
Endpoint            EXAMPLINE               Placebo
First event         548     (10.9)          434    (8.7)
Death               127     (2.5)           101    (2.0)
Stroke              155     (3.1)           117    (2.3)
"""

_SWALLOWED = """
   Table 4: Mean Change in Fasting Plasma Glucose at Week 16
Comparing Exampline Hydrochloride vs Placebo in Pediatric Patients a
                  with Type 2 Diabetes Mellitus
                                  Exampline
                                                   Placebo     p-Value
                                Hydrochloride
Glucose (mg/dL)                 (n=37)          (n=36)
Baseline                        162.4           192.3
Change at FINAL DAY              –42.9           21.4              <0.001
"""

_CROSSED = _SWALLOWED.replace("–42.9", "42.9 ")

_OVER_ONE = """
Table 5: Laboratory Abnormalities
                                           EXAMPLINE           EXAMPLINE 10
  Parameter                                 5 Days                 Days                 SOC
                                            N=191                  N=193               N=200
  Sodium increased                           2%                     3%                   8%
  Glucose increased                          4%                     3%                   2%
"""

_HEAD_OF_VALUES = """
Table 6: Rate of Infusion
 Volume of the bag     Infusion time      Rate of infusion
                          30 min             8.33 mL/min
      250 mL              60 min             4.17 mL/min
                         120 min             2.08 mL/min
"""

_HEADLESS = """
Sodium         12            3
Potassium      11            2
Chloride       10            4
"""


def _one(text: str) -> PrintedTable:
    (table,) = unruled_tables(pages_in_columns(text), ())
    return table


def test_a_certain_table_is_understood() -> None:
    table = _one(_TRUE)
    assert table.understood
    assert [text_of(cell.lines[0]) for cell in table.cells if cell.row == 1] == ["Nausea", "31 (31%)", "12 (12%)"]


@pytest.mark.parametrize(
    "text",
    [_RANGES, _BRACKETS, _BARE, _SWALLOWED, _CROSSED, _OVER_ONE, _HEAD_OF_VALUES, _HEADLESS],
    ids=["ranges", "brackets", "bare", "swallowed", "crossed", "over one", "head of values", "headless"],
)
def test_doubtful_columns_are_not_understood(text: str) -> None:
    table = _one(text)
    assert not table.understood
    assert {cell.column for cell in table.cells} == {0}


def test_a_caption_hangs_below_its_words() -> None:
    hanging = _TRUE.replace(
        "Table 1: Reactions", "Table 1       Reactions in Patients with Anemia\n              in Trial 7"
    )
    assert [text_of(line) for line in _one(hanging).caption] == [
        "Table 1 Reactions in Patients with Anemia",
        "in Trial 7",
    ]
