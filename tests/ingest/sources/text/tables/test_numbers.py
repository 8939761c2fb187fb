"""Tables of numbers whose lines follow one another without blank lines, or stand side by side."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, header, read

CAPTION = "Table 5: Reactions to Exampline\n\n"


def test_arms_end_with_their_size() -> None:
    table = read(
        CAPTION + "Types of Adverse Reactions\nExampline\n5 Days\nN=200\nn (%)\nPlacebo\nN=197\nn (%)\n"
        "Any reaction, all Grades 33 (17%) 40 (20%)\nReactions leading to treatment\ndiscontinuation\n"
        "5 (3%)b 9 (<1%)\nSerious reactions 3 (2%)a 0\na. Fever (n=1).\nb. Rash (n=2).\n"
    )
    assert header(table) == [["Types of Adverse Reactions", "Exampline 5 Days N=200", "Placebo N=197"], ["n (%)"] * 2]
    assert body(table) == [
        ["Any reaction, all Grades", "33 (17%)", "40 (20%)"],
        ["Reactions leading to treatment discontinuation", "5 (3%)", "9 (<1%)"],
        ["Serious reactions", "3 (2%)", "0"],
    ]


def test_a_header_without_stub() -> None:
    table = read(CAPTION + "Exampline\nTablets\n(n=141)\nPlacebo\n(n=145)\nDiarrhea 53% 12%\nHeadache 6% 5%\n")
    assert header(table) == [["Exampline Tablets (n=141)", "Placebo (n=145)"]]


def test_columns_of_n_stand_between_the_arms() -> None:
    table = read(
        CAPTION + "Laboratory Abnormality N\n\nExampline\n\nN\n\nDrug A,\nor B\n\nAll\nGrades\n\nGrade\n3/4\n\n"
        "All\nGrades\n\nGrade\n3/4\n\nChemistry\nALT increased 161 98 76 142 100 99\nLow 9 8 7 6 5 4\n"
    )
    assert [cell.words for cell in table.headers(1)] == ["N"]
    assert [cell.words for cell in table.headers(6)] == ["Drug A, or B", "Grade 3/4"]
    assert body(table)[:2] == [["Chemistry"], ["ALT increased", "161", "98", "76", "142", "100", "99"]]


def test_estimates_with_intervals_below() -> None:
    table = read(
        CAPTION + "CR CRi\n\nExampline\n(N=10)\n\nPlacebo\n(N=11)\n\nExampline\n(N=10)\n\nPlacebo\n(N=11)\n\n"
        "Responders\nn (%)\n[95% CI]\n\n3 (30)\n[1-50]\n\n2 (18)\n[1-40]\n\n4 (40)\n[2-60]\n\n1 (9)\n[0-30]\n\n"
        "p-value 0.02\n\nn 3 2 4 1\n"
    )
    assert header(table)[0] == ["CR", "CRi"]
    assert body(table) == [
        ["Responders"],
        ["n (%) [95% CI]", "3 (30) [1-50]", "2 (18) [1-40]", "4 (40) [2-60]", "1 (9) [0-30]"],
        ["p-value", "0.02"],
        ["n", "3", "2", "4", "1"],
    ]


def test_brackets_may_wrap() -> None:
    table = read(CAPTION + "Drug A\nN=9\nDrug B\nN=8\nDeath 3 (0.8,\n1.2) 4 (0.9, 1.3)\nStroke 1 (0.1, 2) 2 (1, 3)\n")
    assert body(table)[0] == ["Death", "3 (0.8, 1.2)", "4 (0.9, 1.3)"]


@pytest.mark.parametrize(
    "lines",
    [
        "                Exampline     Placebo\nReaction          N=53         N=51\nFever          1     2\nRash     3     4\n",
        "Exampline\nPlacebo\nAdverse Reactions\nN=53\nN=51\nFever\n1\n2\nRash\n3\n4\n",
        "Dose N TC LDL\nPlacebo 21 4 4\n10 22 -29 -39\n",
    ],
    ids=["side by side", "names and sizes apart", "columns without N"],
)
def test_columns_that_could_be_others_are_not_guessed(lines: str) -> None:
    assert not read(CAPTION + lines).understood


ROWS = "Fever 10 2 12 3\nRash 4 1 5 0\n"


def test_grades_below_the_arms() -> None:
    lines = "Exampline\n(N=50)\nDrug A\n(N=49)\nAll Grades (%)\nGrade 3 or 4* (%)\nAll Grades (%)\nGrade 3 or 4* (%)\n"
    table = read(CAPTION + lines + ROWS + "* By the investigator.\n")
    assert [cell.words for cell in table.headers(4)] == ["Drug A (N=49)", "Grade 3 or 4", "(%)"]


def test_what_stands_above_the_labels_may_come_last() -> None:
    table = read(
        CAPTION + "Exampline\nN=50\nPlacebo\nN=49\nBody System\nAdverse Reaction\n% %\nFever 10 12\nRash 4 5\n"
    )
    assert [cell.words for cell in table.headers(0)] == ["Body System Adverse Reaction"]
    assert [cell.words for cell in table.headers(2)] == ["Placebo N=49", "%"]


def test_a_unit_or_grade_may_stand_once_above_all_columns() -> None:
    lines = "Exampline\n[n=50]\nPlacebo\n[n=49]\nGrades 3-4\nPercentage (%) of Patients\nFever 10 12\nRash 4 5\n"
    table = read(CAPTION + lines)
    assert [cell.words for cell in table.headers(2)] == ["Placebo [n=49]", "Grades 3-4", "Percentage (%) of Patients"]


def test_a_name_stands_above_all_of_its_doses() -> None:
    lines = "Placebo\n(N=50)\nExampline\n1 mg/day\n(N=49)\n2 mg/day\n(N=48)\nFever 10 12 13\nRash 4 5 6\n"
    table = read(CAPTION + lines)
    assert [[cell.words for cell in table.headers(column)] for column in (1, 2, 3)] == [
        ["Placebo (N=50)"],
        ["Exampline", "1 mg/day (N=49)"],
        ["Exampline", "2 mg/day (N=48)"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Exampline\nplus Drug A\nDrug A\nAny Grade\nGrade 3\nAny Grade\nGrade 3\n" + ROWS,
        "Induction\nMaintenance\nExampline\nN=50\nDrug A\nN=49\nExampline\nN=40\nDrug A\nN=39\n" + ROWS,
        "Exampline Dose (mg/day) Placebo\nN=50\n600\nN=49\nFever 10 2\nRash 4 1\n",
        "Exampline\nN=50\nPlacebo\nN=49\nn\nFever 10 2\nRash 4\nPain 5 6\n",
        "Exampline\nN=50\nPlacebo\nN=49\nFever 10 2\nRash 4 1\nIn the trial of it, of the third of all the phases, were seen:\nPain 5 6\n",
    ],
    ids=["two arms in one", "two names above", "a name above not all", "a value is missing", "text between rows"],
)
def test_headers_and_rows_that_could_be_others_are_not_guessed(lines: str) -> None:
    table = read(CAPTION + lines)
    assert not table.understood or [len(row) for row in body(table)] == [5, 5]


def test_labels_that_wrap_above_their_values() -> None:
    lines = "Exampline\nN=50\nPlacebo\nN=49\nHeadache and Migraine 10 2\nUpper Respiratory\nInfection\n4 1\nFever 5 6\n"
    assert body(read(CAPTION + lines))[1] == ["Upper Respiratory Infection", "4", "1"]


def test_groups_above_wrapped_labels() -> None:
    lines = "Exampline\nN=50\nPlacebo\nN=49\nInfections\nFlu of all kinds 9 8\nInvestigations\nIncreased Creatine\nKinase\n4 1\n"
    assert body(read(CAPTION + lines))[2:] == [["Investigations"], ["Increased Creatine Kinase", "4", "1"]]


def test_a_header_cut_short_before_its_last_grade_is_no_row() -> None:
    text = "Table 5: Reactions to Exampline\nAdverse Reaction\n\nExampline N=101\n\nAll Grades % Grades 3 or\n4 %\n\n"
    table = read(text + "".join(f"{label} 60\n\n4\n\n" for label in ("Nausea", "Rash", "Cough")))
    assert not table.understood or table.columns == 3
