"""Notes below tables."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.notes import notes_at


def notes(text: str) -> list[tuple[str | None, str]]:
    lines = lines_of(text)
    return [(note.marker, note.text.text) for note in notes_at(lines, 0, len(lines)).notes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a Only once.\nb 12 patients.\nc +/- 2 days.\n",
            [("a", "Only once."), ("b", "12 patients."), ("c", "+/- 2 days.")],
        ),
        ("aWith food.\nb Without.\n", [("a", "With food."), ("b", "Without.")]),
        ("a. Fever (n=1).\nb. Rash (n=2).\n", [("a", "Fever (n=1)."), ("b", "Rash (n=2).")]),
        ("* By the investigator.\n† By the sponsor.\n", [("*", "By the investigator."), ("†", "By the sponsor.")]),
        ("ANC=absolute neutrophil count.\na At most.\n", [(None, "ANC=absolute neutrophil count."), ("a", "At most.")]),
        ("Events after Day 1.\n\na At most.\n", [(None, "Events after Day 1."), ("a", "At most.")]),
    ],
    ids=["spaced", "glued", "dotted", "signs", "abbreviations first", "remark first"],
)
def test_markers_in_order(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert notes(text) == expected


def test_a_wrapped_note_goes_on_below_a_blank_line() -> None:
    wide = "a Fever includes these terms of the dictionary that were reported in the trials: body temperature and"
    assert notes(f"{wide}\n\nHyperthermia.\nb Rash.\n") == [("a", f"{wide[2:]} Hyperthermia."), ("b", "Rash.")]


@pytest.mark.parametrize("below", ["\nMore of it.", "Less Common Reactions\nThey were rare.", " Page Title"])
def test_notes_end_where_the_text_goes_on(below: str) -> None:
    assert notes(f"a At most once in a long, long while after the first one.\n{below}\n") == [
        ("a", "At most once in a long, long while after the first one.")
    ]


def test_running_text_has_no_notes() -> None:
    assert notes("Fever led to discontinuation.\nOther reactions were rare.\n") == []


def test_a_heading_parts_a_table_from_notes() -> None:
    assert notes("STORAGE AND HANDLING\nKeep it cold.\n\na At most.\n") == []


def test_the_last_note_ends_with_a_sentence_even_where_it_fills_the_line() -> None:
    note = "a Fever includes these terms of the dictionary that were reported: body temperature and warmth."
    text = "A study of Exampline was done in adults who had the disease for a long time and who were treated."
    assert notes(f"{note}\n{text}\n{text}\n") == [("a", note[2:])]


def test_a_short_line_without_full_stop_ends_a_note() -> None:
    wide = "CI=confidence interval; N=number of patients; the intervals of the second endpoints were not adjusted to"
    assert notes(f"{wide}\nmany trials\nFever 548 (10.9)\n") == [(None, f"{wide} many trials")]
