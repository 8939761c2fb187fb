"""Headers of two and three rows whose cells stand apart: the last row repeats from arm to arm."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, header, read

CAPTION = "Table 5: Reactions to Exampline\n"
ROWS = ("Nausea", "76", "7", "30", "4", "Vomiting", "49", "16", "10", "8", "Rash", "3", "0", "2", "0")


def cells(*texts: str) -> str:
    return "".join(f"{text}\n\n" for text in texts)


def test_what_stands_above_the_labels_may_be_printed_below_the_size_of_an_arm() -> None:
    head = cells("Exampline 75 mg/m2 +\ndrug B n=221\nAdverse Reaction", "Drug A 100 mg/m2 n=224")
    table = read(CAPTION + "\n" + head + cells("Any %", "Grade 3/4 %") * 2 + cells(*ROWS))
    assert header(table) == [
        ["Adverse Reaction", "Exampline 75 mg/m2 + drug B n=221", "Drug A 100 mg/m2 n=224"],
        ["Any %", "Grade 3/4 %", "Any %", "Grade 3/4 %"],
    ]
    assert body(table)[0] == ["Nausea", "76", "7", "30", "4"]


def test_trials_above_arms_whose_names_repeat() -> None:
    head = cells(
        "First Part", "*", "Second Part", "Exampline\nN=520", "Drug A\nN=517", "Exampline\nN=326", "Drug A\nN=304"
    )
    rows = cells(*(text for name in ("Nausea", "Rash", "Fever") for text in (name, *"12345678")))
    table = read(CAPTION + "\n" + head + cells("Any %", "Grade 3/4\n%") * 4 + rows)
    assert header(table) == [
        ["First Part", "Second Part"],
        ["Exampline N=520", "Drug A N=517", "Exampline N=326", "Drug A N=304"],
        ["Any %", "Grade 3/4 %"] * 4,
    ]
    assert body(table)[1] == ["Rash", *"12345678"]


def test_a_header_parted_by_a_page_is_read_from_where_it_is_printed_again() -> None:
    arms = cells("Laboratory Parameter", "Exampline N=125", "Drug A N=62")
    jumbled = arms + cells("All Grades %", "All Grades %", "Grades 3 or 4\n%", "Hematology", "Grades 3 or 4\n%")
    table = read(CAPTION + jumbled + arms + cells("All Grades %", "Grades 3 or 4\n%") * 2 + cells(*ROWS))
    assert header(table)[1] == ["All Grades %", "Grades 3 or 4 %", "All Grades %", "Grades 3 or 4 %"]
    assert [row[0] for row in body(table)] == ["Nausea", "Vomiting", "Rash"]


@pytest.mark.parametrize(
    "head",
    [
        ("Exampline N=125", "Drug A N=62", "All Grades %", "All Grades %", "Grades 3-4 %", "Grades 3-4 %"),
        (
            "Exampline N=125",
            "Drug A N=62",
            "Drug B N=7",
            "All Grades %",
            "Grades 3-4 %",
            "All Grades %",
            "Grades 3-4 %",
        ),
        ("Exampline", "Drug A N=62", "Any %", "Grade 3/4 %", "Any %", "Grade 3/4 %"),
    ],
)
def test_cells_that_do_not_repeat_or_are_too_many_tell_no_columns(head: tuple[str, ...]) -> None:
    assert not read(CAPTION + cells("Adverse Reaction", *head) + cells(*ROWS)).understood


def test_trials_above_arms_with_sizes_where_no_grades_stand_below() -> None:
    head = cells("First Part", "Second Part", "Exampline\nN=520", "Drug A\nN=517", "Exampline\nN=326", "Drug A\nN=304")
    assert header(read(CAPTION + "\n" + head + cells(*ROWS))) == [
        ["First Part", "Second Part"],
        ["Exampline N=520", "Drug A N=517", "Exampline N=326", "Drug A N=304"],
    ]


def test_sizes_in_a_row_of_their_own_below_arms_that_begin_with_the_same_words() -> None:
    head = cells("Endpoint", "First Trial", "Second Trial", "Exampline\n2 mg", "Drug A\n40 mg", "Exampline\n4 mg")
    head += cells("Drug A\n30 mg", "N=520", "N=517", "N=326", "N=304")
    assert header(read(CAPTION + "\n" + head + cells(*ROWS))) == [
        ["Endpoint", "First Trial", "Second Trial"],
        ["Exampline 2 mg", "Drug A 40 mg", "Exampline 4 mg", "Drug A 30 mg"],
        ["N=520", "N=517", "N=326", "N=304"],
    ]
