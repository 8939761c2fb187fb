"""Grids and the lines they are read from."""

from ingest.aligned import AlignedText
from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.grid import run_on, words_of
from kg.locator import Span


def test_texts_run_on_with_a_space_but_behind_a_hyphen_or_slash() -> None:
    texts = [AlignedText.of(text, Span(0, len(text))) for text in ("Drug A, 3-", "4 mg/", "kg or", "B")]
    assert run_on(texts).text == "Drug A, 3-4 mg/kg or B"


def test_lines_know_what_stands_above_and_below() -> None:
    found = words_of(lines_of("  Body   System\n\nFever 1"), 0, 3)
    assert [(line.words, line.set_off, line.after) for line in found] == [
        ("Body System", False, 1),
        ("Fever 1", True, 3),
    ]
