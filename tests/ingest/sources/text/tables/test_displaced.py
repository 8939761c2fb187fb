"""Names of groups that a page prints behind its rows."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, read

HEAD = "Table 5: Reactions to Exampline\nAdverse Reaction\n\nExampline n=176 %\n\nDrug A n=49 %\n\n"


def cells(*texts: str) -> str:
    return "".join(f"{text}\n\n" for text in texts)


def test_names_behind_the_rows_belong_to_the_groups_in_their_order() -> None:
    rows = cells("Any", "84", "14", "Severe", "65", "12", "Hair loss", "6", "NA", "Any", "8", "6", "Severe", "4", "0")
    assert body(read(HEAD + rows + cells("Anemia", "Reactions in\nthe skin") + "a Not done.\n")) == [
        ["Anemia"],
        ["Any", "84", "14"],
        ["Severe", "65", "12"],
        ["Hair loss", "6", "NA"],
        ["Reactions in the skin"],
        ["Any", "8", "6"],
        ["Severe", "4", "0"],
    ]


def test_a_name_more_on_a_page_is_that_of_the_group_with_which_the_next_page_begins() -> None:
    first = cells(
        "Any", "84", "14", "Severe", "65", "12", "Any", "8", "6", "Severe", "4", "0", "Anemia", "Rash", "Pain"
    )
    second = cells("Any", "7", "5", "Severe", "3", "1") + "Fever\n" + cells("Any", "9", "2")
    rows = body(read(HEAD + first + "\f" + second))
    assert [row[0] for row in rows] == [
        *("Anemia", "Any", "Severe", "Rash", "Any", "Severe", "Pain", "Any", "Severe", "Fever", "Any")
    ]
    assert rows[7] == ["Any", "7", "5"]


def test_a_name_around_which_the_last_values_of_its_group_stand_is_that_of_the_group() -> None:
    carried = cells("Any", "84", "14", "5", "Severe", "65", "12", "3", "Anemia") + "\f"
    rows = cells(
        "Any", "34", "8", "1", "Severe", "1", "Rash", "1", "Any", "8", "6", "4", "Severe", "4", "0", "1", "Pain"
    )
    head = HEAD + "Drug B n=50 %\n\n"
    table = read(head + carried + rows + "a Not done.\n")
    assert [row[0] for row in body(table)] == ["Anemia", "Any", "Severe", "Rash", "Any", "Pain", "Any", "Severe"]
    assert len(table.left_out) == 2


def test_a_name_among_the_rows_of_its_page_that_is_of_another_group_makes_all_uncertain() -> None:
    rows = cells("Any", "84", "14", "Severe", "65", "12", "Any", "34", "ND", "Severe", "3", "1", "Rash")
    table = read(HEAD + rows + cells("Any", "8", "6", "Severe", "4", "0", "Anemia", "Pain") + "a Not done.\n")
    assert not table.understood


@pytest.mark.parametrize("names", [("Anemia",), ("Anemia", "Rash", "Pain")], ids=["a name less", "a name more"])
def test_other_names_than_groups_are_not_told_apart(names: tuple[str, ...]) -> None:
    rows = cells("Any", "84", "14", "Severe", "65", "12", "Any", "8", "6", "Severe", "4", "0")
    assert not read(HEAD + rows + cells(*names) + "a Not done.\n").understood
