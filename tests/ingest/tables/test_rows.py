from collections.abc import Sequence

from ingest.tables.grid import Grid
from ingest.tables.header import header_rows
from ingest.tables.rows import Line, lines, plain_label
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _lines(rows: Sequence[Row]) -> list[Line]:
    table = Writing().table([["Term", "DRUG-X N=9 %"], *rows])
    return list(lines(Grid(table, header_rows(table))))


def test_headings_hold_for_the_rows_below() -> None:
    read = _lines([[("Skin", 2)], ["Rash", "1"], [("Eye", 2)], ["Dry eye", "2"]])
    assert [(one.term, one.heading.words if one.heading else None) for one in read] == [
        ("Rash", "Skin"),
        ("Dry eye", "Eye"),
    ]


def test_qualifiers_join_the_term_above() -> None:
    read = _lines(
        [
            ["Reactions", ""],
            ["Regardless of Premedication", ""],
            ["Any", "21"],
            ["With Premedication", "n=92"],
            ["Any", "15"],
        ]
    )
    assert [one.term for one in read] == ["Reactions Regardless of Premedication", "Reactions With Premedication"]
    assert [stated[0] for stated in read[1].patients.values()] == [92]


def test_a_label_may_end_with_its_grade() -> None:
    assert [(one.term, one.grade) for one in _lines([["Adverse reactions, Grades ≥3", "8"]])] == [
        ("Adverse reactions", ">=3")
    ]


def test_a_grade_for_a_whole_block_holds_for_its_rows() -> None:
    assert [one.grade for one in _lines([[("Grade 3 and 4 adverse events", 2)], ["Nausea", "16"]])] == ["3-4"]


def test_ranges_alone_are_of_the_parameter_that_heads_them() -> None:
    table = Writing().table([["Serum calcium", "DRUG-X N=9 %"], [">12 mg/dL", "2"]])
    assert [one.term for one in lines(Grid(table, 1))] == ["Serum calcium >12 mg/dL"]


def test_plain_labels_have_no_bullets_and_marks() -> None:
    assert [plain_label(words) for words in ("- Edema*", "• Rash", "Pain:")] == ["Edema", "Rash", "Pain"]


def test_patients_with_a_reaction_are_no_number_of_patients_of_the_arm() -> None:
    (line, rash) = _lines([["Number of patients with at least 1 reaction", "8 (88)"], ["Rash", "1 (11)"]])
    assert (line.term, dict(rash.patients)) == ("Number of patients with at least 1 reaction", {})
    assert _lines([["Total number of patients", "9 (100)"], ["Rash", "1 (11)"]])[-1].patients == {}


def test_marks_of_notes_are_no_part_of_a_label() -> None:
    assert plain_label("Hyperglycemia,") == "Hyperglycemia"
    assert plain_label("Ovarian cyst(s)") == "Ovarian cyst(s)"
