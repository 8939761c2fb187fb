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
