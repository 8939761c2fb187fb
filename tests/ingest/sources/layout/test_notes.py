"""Notes below tables without rules."""

import pytest

from ingest.sources.layout.columns_text import pages_in_columns
from ingest.sources.layout.notes import is_note, notes_below
from ingest.sources.layout.phrases import phrase_lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("* Includes rash.", True),
        ("a n=Number of patients", True),
        ("a. Includes rash.", True),
        ("1Only in men.", True),
        ("CI = confidence interval; NR = not reached", True),
        ("95% Confidence Interval", False),
        ("The trial went on for a year.", False),
        ("Patients: adults with anemia", False),
    ],
)
def test_notes_begin_with_a_mark_or_an_abbreviation(line: str, expected: bool) -> None:
    (page,) = pages_in_columns(line)
    assert is_note(phrase_lines(page)[0]) is expected


def test_notes_go_on_in_full_lines() -> None:
    text = "* Includes rash, itching and what else was seen of\nthe skin in any trial.\nThe trial went on.\n"
    (page,) = pages_in_columns(f"Rash      14\n{text}")
    after, notes = notes_below(phrase_lines(page), 1)
    assert after == 3
    assert [len(note) for note in notes] == [2]


def test_a_note_whose_sentence_ends_above_white_space_goes_on_no_further() -> None:
    text = "a. Includes rash, itching and what else was seen.\n\nThe trial went on for a whole year in all of them\n"
    (page,) = pages_in_columns(f"Rash      14\n{text}")
    after, notes = notes_below(phrase_lines(page), 1)
    assert (after, [len(note) for note in notes]) == (2, [1])
