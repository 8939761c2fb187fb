"""Tables whose cells stand on lines of their own, as pdftotext prints them; some labels stand apart from their values."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, header, read

CAPTION = "Table 5: Reactions to Exampline\n"
HEAD = "Adverse Reactions\n\nExampline 5 mg N=257\n\nDrug A N=261\n\nAll Grades % Grades 3-4 % All Grades %\n\nGrades 3-4 %\n\n"


def cells(*texts: str) -> str:
    return "".join(f"{text}\n\n" for text in texts)


def test_values_below_their_labels() -> None:
    rows = cells("Nausea", "76", "7", "30", "0.4", "Vomiting", "49", "1.6", "10", "0.8", "Rash*", "3", "0", "2", "0")
    table = read(CAPTION + HEAD + rows + "* Includes hives.\n")
    assert header(table) == [
        ["Adverse Reactions", "Exampline 5 mg N=257", "Drug A N=261"],
        ["All Grades", "Grades 3-4", "All Grades", "Grades 3-4"],
        ["%"] * 4,
    ]
    assert body(table) == [
        ["Nausea", "76", "7", "30", "0.4"],
        ["Vomiting", "49", "1.6", "10", "0.8"],
        ["Rash", "3", "0", "2", "0"],
    ]
    assert [note.text.text for note in table.footnotes] == ["Includes hives."]


def test_values_without_their_label_are_left_out_and_no_group_is_told_behind_them() -> None:
    rows = cells("Nausea", "76", "7", "30", "0.4", "11", "0", "6", "0", "Dyspepsia\nNervous System Disorders\nHeadache")
    rows += cells("49", "1.6", "10", "0.8", "Rash", "3", "0", "2", "0", "Fever", "3", "1", "Pain", "8", "1", "9", "0")
    text = CAPTION + HEAD + rows
    table = read(text)
    assert [text[span.start : span.end].split() for span in table.left_out] == [
        ["11", "0", "6", "0"],
        ["Dyspepsia", "Nervous", "System", "Disorders"],
        ["Fever", "3", "1"],
    ]
    assert body(table) == [
        ["Nausea", "76", "7", "30", "0.4"],
        ["Headache", "49", "1.6", "10", "0.8"],
        ["Rash", "3", "0", "2", "0"],
        ["Pain", "8", "1", "9", "0"],
    ]


def test_a_group_stands_above_the_label_and_a_label_may_wrap() -> None:
    rows = cells("Gastrointestinal Disorders\nNausea", "1", "2", "3", "4", "Decreased white cells", "5", "6", "7", "8")
    rows += cells("Increased Blood\nCreatinine", "1", "0", "1", "0", "Fever in absence of\ninfection 9", "8", "7", "6")
    assert body(read(CAPTION + HEAD + rows)) == [
        ["Gastrointestinal Disorders"],
        ["Nausea", "1", "2", "3", "4"],
        ["Decreased white cells", "5", "6", "7", "8"],
        ["Increased Blood Creatinine", "1", "0", "1", "0"],
        ["Fever in absence of infection", "9", "8", "7", "6"],
    ]


def test_a_header_printed_again_on_the_next_page_is_no_row() -> None:
    again = "Adverse Reactions\n\nExampline 5 mg N=257\n\nDrug A N=261\n\nAll Grades %\n\nGrades 3-4 %\n\nAll Grades %\n\nGrades 3-4 %\n\n"
    rows = cells("Nausea", "76", "7", "30", "0.4", "Rash", "3", "0", "2", "0")
    more = cells("Fever", "4", "1", "5", "2", "Pain", "6", "3", "7", "4")
    table = read(CAPTION + HEAD + rows + again + more)
    assert [row[0] for row in body(table)] == ["Nausea", "Rash", "Fever", "Pain"]


def test_names_above_sizes_in_a_row_of_their_own() -> None:
    head = "Reaction\n\nExampline\n\nPlacebo\n\n(N=71)\n%\n\n(N=59)\n%\n\n"
    table = read(CAPTION + head + cells("Dry Mouth", "6%", "5%", "Rash", "5%", "2%", "Fever", "9%", "4%"))
    assert header(table)[0] == ["Reaction", "Exampline (N=71)", "Placebo (N=59)"]


def test_arms_on_one_line_stand_in_its_order() -> None:
    head = "Adverse Reaction\n\nExampline (N = 45) % Placebo (N = 44) %\n\n"
    table = read(CAPTION + head + cells("Nausea", "11", "4", "Rash", "9", "0", "Fever", "7", "2"))
    assert header(table) == [["Adverse Reaction", "Exampline (N = 45)", "Placebo (N = 44)"], ["%", "%"]]
    assert body(table) == [["Nausea", "11", "4"], ["Rash", "9", "0"], ["Fever", "7", "2"]]


def test_a_header_of_one_row_has_a_text_for_each_column() -> None:
    head = "Exampline\nN=88\nn (per 100)\n\nDrug A\nN=52\nn (per 100)\n\nHazard Ratio\n(95% CI)\n\nP-value\n\n"
    rows = cells("Major", "32 (2.1)", "46 (3.0)", "0.69 (0.60, 0.80)", "<0.0001", "Fatal", "5 (0.3)", "12 (0.8)")
    rows += cells("0.41 (0.30, 0.57)", "-", "Other", "3 (0.2)", "7 (0.4)", "0.51 (0.34, 0.75)", "-")
    table = read("Table 5: Reactions to Exampline in 140 Patients with Heart Disease\n" + head + rows)
    assert header(table) == [
        ["Exampline N=88 n (per 100)", "Drug A N=52 n (per 100)", "Hazard Ratio (95% CI)", "P-value"]
    ]
    assert [row[0] for row in body(table)] == ["Major", "Fatal", "Other"]


@pytest.mark.parametrize(
    "lines",
    [
        HEAD + cells("Nausea", "76", "7", "30", "Rash", "3", "0", "2", "Fever", "4", "1", "5"),
        HEAD
        + cells("Any", "7", "6", "3", "1", "4", "3", "2", "1", "Rash", "1", "2", "3", "4", "Any", "8", "7", "6", "5"),
        "\nExampline 75 mg\nDrug A 12 mg\nevery 3 weeks every 3 weeks\n5 mg daily n=32\n5 mg daily n=35\nReaction\n\n"
        + cells("Anemia", "6", "5", "Rash", "4", "3", "Fever", "3", "1"),
    ],
    ids=["too few values", "a label recurs and values are lost", "arms side by side"],
)
def test_what_could_be_read_otherwise_is_not_read(lines: str) -> None:
    assert not read(CAPTION + lines).understood


def test_values_of_several_rows_in_one_cell_are_left_out() -> None:
    rows = cells(
        "Pain\nFever", "64\n59", "15\n9", "46\n48", "9\n7", "Nausea", "47", "5", "28", "4", "Rash", "3", "0", "2", "0"
    )
    table = read(CAPTION + HEAD + rows + cells("Cough", "4", "1", "3", "0"))
    assert [row[0] for row in body(table)] == ["Nausea", "Rash", "Cough"]
    assert len(table.left_out) == 1


def test_a_number_at_the_end_of_a_wrapped_line_is_one_of_the_words_of_its_label() -> None:
    rows = cells("Decrease ≥2\ng/dL", "64", "15", "46", "9", "Grade less than or equal to 2", "4", "5", "8", "4")
    table = read(CAPTION + HEAD + rows + cells("Cough", "4", "1", "3", "0"))
    assert [row[0] for row in body(table)] == ["Decrease ≥2 g/dL", "Grade less than or equal to 2", "Cough"]


def test_a_caption_ends_where_its_next_line_would_have_found_room_and_the_header_lacks_a_name() -> None:
    head = "Exampline 5 mg\nN=84\nn (%)\n\nPlacebo\nN=82\nn (%)\n\n"
    rows = cells("Nausea", "7 (8)", "6 (7)", "Rash", "3 (4)", "2 (2)", "Cough", "1 (1)", "0")
    table = read(
        "Table 5: Reactions in the Second Trial\n" + head + rows + "a " + "Patients had several reactions. " * 4
    )
    assert table.caption is not None
    assert table.caption.text == "Reactions in the Second Trial"
    assert header(table)[0] == ["Exampline 5 mg N=84", "Placebo N=82"]


def test_a_header_of_another_size_among_the_rows_makes_the_columns_uncertain() -> None:
    rows = cells(
        "Nausea", "76", "7", "30", "4", "Second cycle", "N=81", "N=75", "Rash", "3", "0", "2", "0", "Cough", *"1234"
    )
    assert not read(CAPTION + HEAD + rows).understood
