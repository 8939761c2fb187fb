"""Reference and note markers glued to words."""

import pytest

from ingest.sources.text.joining import vocabulary
from ingest.sources.text.lines import lines_of
from ingest.sources.text.markers import listed, note_markers, reference_list, reference_markers


def _markers(text: str, numbers: frozenset[int]) -> list[str]:
    return [text[mark.span.start : mark.span.end] for mark in reference_markers(lines_of(text), numbers)]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Follow special handling procedures.1", ["1"]),
        ("Keep out of light (see Table 3).2 Then mix.", ["2"]),
        ("Protect from light during dilution.1,2", ["1,2"]),
        ("within 3.5 hours, at 2.1 or 2.2 mg/m2 of exampline", []),
        ("an eGFR of 30 mL/min/1.73 m2", []),
        ("approximately 0.25 mg/mL", []),
    ],
)
def test_a_number_after_a_sentence_is_a_marker_in_any_label(text: str, markers: list[str]) -> None:
    assert _markers(text, frozenset()) == markers


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("Dilution1", ["1"]),
        ("reconstitution and dilution1 of", ["1"]),
        ("during dose administration2", ["2"]),
        ("at most 8 hours1,a", ["1"]),
        ("after dilution3", []),
        ("0.5 mg/m2, 10,000/mm3, HbA1c, CYP2D6, alpha1, vitamin B12", []),
        ("breathing problems.11 hour", ["1"]),
        ("should stop treatment.13", ["13"]),
    ],
)
def test_a_number_after_a_word_is_a_marker_if_a_list_explains_it(text: str, markers: list[str]) -> None:
    assert _markers(text, frozenset((1, 2))) == markers


def test_finds_the_numbered_list_of_references() -> None:
    text = "Dilute it.1\n\nReferences: 1. Exampline label. Any Town: Anyone Inc. 2. Data on file.\n\n3. No entry"
    found = reference_list(lines_of(text))
    assert found is not None
    assert found.numbers == {1, 2, 3}
    assert text[found.span.start :].startswith("References: 1.")


def test_a_list_that_is_not_numbered_explains_nothing() -> None:
    assert listed(lines_of("OSHA Hazardous Drugs. www.example.org")) is None


def test_a_letter_is_a_marker_if_a_note_begins_with_it() -> None:
    text = "a lyophilized powdera\n2 Swirl the powder.\n\na The label states less.\nd The study received them; they receive it."
    lines = lines_of(text)
    spans = [mark.span for mark in note_markers(lines, vocabulary(text))]
    assert [(span.start, text[span.start : span.end]) for span in spans] == [
        (text.index("powdera") + 6, "a"),
        (text.index("a The"), "a"),
    ]
