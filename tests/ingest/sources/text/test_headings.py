"""Which lines are headings without a number."""

import pytest

from ingest.sources.text.headings import (
    boxed_heading,
    boxed_title,
    guide_heading,
    highlights_heading,
    in_title_case,
    split_captions,
    split_dashed,
    subheading,
)
from ingest.sources.text.lines import lines_of

FULL = 90


def _subheading(text: str, index: int, *, loose: bool = False) -> str | None:
    heading = subheading(lines_of(text), index, FULL, loose=loose)
    return heading.words if heading else None


@pytest.mark.parametrize(
    "title",
    [
        "Risk Summary",
        "Females",
        "Reconstitution:",
        "Drugs That Prolong the QT Interval",
        "Patients Aged 65 Years or Older",
    ],
)
def test_a_line_in_title_case_is_a_heading(title: str) -> None:
    assert _subheading(f"The trial ended.\n\n{title}\nThere are no data on it.", 2) == title
    assert _subheading(f"The trial ended.\n{title}\n• Add water.", 1) == title


@pytest.mark.parametrize(
    "text",
    [
        "The trial ended.\n\nTable 1 shows the doses.\nIt is short.",
        "See Warnings and\nPrecautions (5.1)\nfor more.",
        "Take it with\n\nFood or Milk\n\nat noon.",
        "It ended.\n\nOR\n• Take two.",
        "It ended.\n\nDay 1 Day 8 Day 15\n\nNext.",
        "It ended.\n\nTable 2. Doses of Exampline\n\nNext.",
        "It ended.\n\n• Take Two Tablets\n\n• Next.",
        "It ended.\n\nLiver Injury [see Warnings and Precautions (5.1)]\n\nNext.",
        "It ended.\n\nfor the following:\n\nNext.",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert all(_subheading(text, index) is None for index in range(1, 3))


def test_a_short_line_set_off_by_blank_lines_is_a_heading() -> None:
    assert _subheading("It ended.\n\nIn vitro\n\nThere it was stable.", 2) == "In vitro"
    assert _subheading("It ended.\n\nIn vitro\nThere it was stable.", 2) is None
    assert _subheading("It ended.\n\nIn vitro\nThere it was stable.", 2, loose=True) == "In vitro"


def test_a_guide_has_headings_right_below_another() -> None:
    lines = lines_of("It ended.\n\nBefore the first dose\nPremedicate each time\n• Give two drugs.")
    heading = guide_heading(lines, 3, FULL)
    assert heading is not None
    assert heading.words == "Premedicate each time"


def test_highlights_have_dashed_headings_and_known_titles() -> None:
    lines = lines_of(
        "-------- DOSAGE AND ADMINISTRATION --------\nTake it.\nCONTRAINDICATIONS\nNone (4)\nOTHER THINGS\n"
    )
    found = [heading.words for index in range(6) if (heading := highlights_heading(lines, index, FULL))]
    assert found == ["DOSAGE AND ADMINISTRATION", "CONTRAINDICATIONS"]


def test_text_behind_a_dashed_heading_is_a_line_of_its_own() -> None:
    text = "------ INDICATIONS AND USAGE ------For adults. (1)\nNext"
    lines = tuple(split_dashed(lines_of(text)))
    assert [line.text for line in lines] == ["------ INDICATIONS AND USAGE ------", "For adults. (1)", "Next"]
    assert all(text[line.span.start : line.span.end] == line.text for line in lines)


def test_a_boxed_title_goes_over_all_lines_in_capitals() -> None:
    lines = lines_of(
        "WARNING: LIVER INJURY (ALSO KNOWN AS LI\nand RISK OF DEATH\n\nLIVER INJURY, INCLUDING VOD\n• It occurred."
    )
    title = boxed_title(lines, 0)
    assert title is not None
    assert title.words == "WARNING: LIVER INJURY (ALSO KNOWN AS LI and RISK OF DEATH"
    below = boxed_heading(lines, 3, FULL)
    assert below is not None
    assert below.words == "LIVER INJURY, INCLUDING VOD"


@pytest.mark.parametrize("text", ["WARNINGS AND PRECAUTIONS\n", "Warning: it is hot.\n", "HEED THE WARNING: NOW\n"])
def test_other_warnings_are_no_boxed_title(text: str) -> None:
    assert boxed_title(lines_of(text), 0) is None


def test_a_caption_behind_the_sentence_that_points_to_it_stands_on_its_own_line() -> None:
    lines = lines_of("Doses are in Table 2. Table 2: Doses of Exampline\nSee Table 2. Table 3 has more.")
    parted = [line.text for line in split_captions(lines)]
    assert parted == ["Doses are in Table 2.", "Table 2: Doses of Exampline", "See Table 2. Table 3 has more."]


def test_a_caption_whose_number_stands_on_the_next_line_is_whole() -> None:
    text = "They are in Table 4. Table\n4: Reactions to Exampline\nFever"
    parted = list(split_captions(lines_of(text)))
    assert [line.text for line in parted] == ["They are in Table 4.", "Table\n4: Reactions to Exampline", "Fever"]
    assert all(text[line.span.start : line.span.end] == line.text for line in parted)


def test_a_line_that_ends_with_a_table_is_no_parted_caption() -> None:
    lines = lines_of("Each patient had a Table\n4: Reactions to Exampline")
    assert tuple(split_captions(lines)) == lines


@pytest.mark.parametrize(
    ("words", "is_title"),
    [
        ("Pediatric Patients 12 years of age and older", True),
        ("Adults Aged 65 Years or Older", True),
        ("Patients weighing less than 40 kg", True),
        ("Patients were 12 years of age and older", False),
    ],
)
def test_an_age_or_weight_takes_nothing_from_title_case(words: str, is_title: bool) -> None:
    assert in_title_case(words) == is_title
