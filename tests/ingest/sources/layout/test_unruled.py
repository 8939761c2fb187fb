"""Tables told by white space, in layouts as labels have them."""

from dataclasses import replace

from ingest.document import Box
from ingest.sources.layout.columns_text import pages_in_columns
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.phrases import text_of
from ingest.sources.layout.unruled import unruled_tables
from tests.ingest.sources.layout.printing import rows_of

_REACTIONS = """
Table 3: Adverse Reactions in at Least 10% of Patients
   Adverse Reaction     EXAMPLINE (3.6 mg/kg)      Comparator (1250 mg)
                               N=490                      N=488
                        All Grades   Grade 3-4   All Grades   Grade 3-4
                            (%)         (%)          (%)         (%)
 Blood Disorders
 Anemia                 14           4.1         11           2.5
 Gastrointestinal and Other Disorders of the Gut
 Decreased              40           0.8         45           2.5
 appetite
 Dry mouth and eyes 27               0.4         11           0

Patients in the trial were seen every week.
"""

_MODIFICATIONS = """
Table 2: Dose Modifications
Adverse Reaction      Severity                    What to Do
Increased             Grade 2 (above 2 to         Treat at the same dose level.
transaminase          5 times ULN)
                      Grade 3 (above 5 times      Do not give EXAMPLINE until the
                      ULN)                        reaction resolves, and then
                                                  reduce one dose level.
Anemia                Grade 2                     Give EXAMPLINE at the same dose.
                      Grade 3 or 4                Stop EXAMPLINE.
"""


def _tables(text: str) -> tuple[PrintedTable, ...]:
    return unruled_tables(pages_in_columns(text), ())


def _one(text: str) -> PrintedTable:
    (table,) = _tables(text)
    return table


def test_a_label_of_two_lines_stands_around_its_values() -> None:
    text = """
Table 4: Adverse Reactions
 Reaction                                EXAMPLINE      Placebo
                                           N=532         N=516
 Nausea                                    41 (8%)       46 (9%)

 Reactions leading to the end of
                                           11 (2%)       15 (3%)
 treatment
 Rash                                      2 (1%)        3 (1%)
"""
    assert rows_of(_one(text))[1:] == [
        ["Nausea", "41 (8%)", "46 (9%)"],
        ["Reactions leading to the end of treatment", "11 (2%)", "15 (3%)"],
        ["Rash", "2 (1%)", "3 (1%)"],
    ]


def test_arms_stand_over_grades_and_labels_wrap() -> None:
    assert rows_of(_one(_REACTIONS)) == [
        ["Adverse Reaction", "EXAMPLINE (3.6 mg/kg) N=490", "<", "Comparator (1250 mg) N=488", "<"],
        ["^", "All Grades (%)", "Grade 3-4 (%)", "All Grades (%)", "Grade 3-4 (%)"],
        ["Blood Disorders", "<", "<", "<", "<"],
        ["Anemia", "14", "4.1", "11", "2.5"],
        ["Gastrointestinal and Other Disorders of the Gut", "<", "<", "<", "<"],
        ["Decreased appetite", "40", "0.8", "45", "2.5"],
        ["Dry mouth and eyes", "27", "0.4", "11", "0"],
    ]


def test_caption_header_and_box() -> None:
    table = _one(_REACTIONS)
    assert [text_of(line) for line in table.caption] == ["Table 3: Adverse Reactions in at Least 10% of Patients"]
    assert table.header_rows == 2
    assert [(page, box.top, box.bottom) for page, box in table.boxes] == [(1, 12.0, 142.0)]


def test_cells_of_sentences_wrap_and_labels_span_rows() -> None:
    assert rows_of(_one(_MODIFICATIONS)) == [
        ["Adverse Reaction", "Severity", "What to Do"],
        ["Increased transaminase", "Grade 2 (above 2 to 5 times ULN)", "Treat at the same dose level."],
        [
            "^",
            "Grade 3 (above 5 times ULN)",
            "Do not give EXAMPLINE until the reaction resolves, and then reduce one dose level.",
        ],
        ["Anemia", "Grade 2", "Give EXAMPLINE at the same dose."],
        ["^", "Grade 3 or 4", "Stop EXAMPLINE."],
    ]
    assert _one(_MODIFICATIONS).header_rows == 1


def test_a_table_goes_on_over_a_page_whose_header_is_printed_again() -> None:
    first = "Table 1: Laboratory Values\nParameter      EXAMPLINE     Placebo\nSodium         12            3\nChloride       10            4\n"
    second = "Parameter      EXAMPLINE     Placebo\nPotassium      11            2\n\nThe trial went on.\n"
    table = _one(f"{first}\f{second}")
    assert rows_of(table) == [
        ["Parameter", "EXAMPLINE", "Placebo"],
        ["Sodium", "12", "3"],
        ["Chloride", "10", "4"],
        ["Potassium", "11", "2"],
    ]
    assert [page for page, _ in table.boxes] == [1, 2]


def test_running_text_and_headings_are_no_table() -> None:
    assert not _tables("6.1     Clinical Trials Experience\nThe trial was small. It was\nnot controlled.\n")


def test_two_columns_of_highlights_are_no_table() -> None:
    highlights = "HIGHLIGHTS OF PRESCRIBING INFORMATION\n" + "One column of text here      and another beside it\n" * 8
    assert not _tables(f"{highlights}FULL PRESCRIBING INFORMATION\n1 INDICATIONS AND USAGE\nFor adults.\n")


def test_words_of_tables_with_rules_are_left_alone() -> None:
    pages = pages_in_columns("Sodium         12            3\nPotassium      11            2\n")
    (found,) = unruled_tables(pages, ())
    taken = replace(found, boxes=((1, Box(left=0, top=0, right=500, bottom=100)),))
    assert unruled_tables(pages, (taken,)) == ()


_DOUBTFUL = """
Table 8: Mean Change at Week 29
                                                     p-Values
                         Both Excip     OLD          Excip
                                                           OLD vs       OLD vs
                         (n=213)(n=209) (n=210)      vs
                                                           Both         Excip
Baseline                  250.5   247.5   253.9      NS* NS*            NS*
Change at the end         63.5    13.7    0.9        0.001 0.001        0.025
Weight at the start       8.8     8.5     8.9        NS* NS*            0.007
Change at the end         1.7     0.2     0.4        0.001 0.001        0.001

Patients in the trial were seen every week.
"""


def test_columns_that_hold_what_belongs_to_two_are_not_understood() -> None:
    (table,) = _tables(_DOUBTFUL)
    assert not table.understood
    assert {cell.column for cell in table.cells} == {0}
    assert "0.001 0.001" in " ".join(text_of(cell.lines[0]) for cell in table.cells)
