"""Footnote markers glued to words."""

import pytest

from ingest.aligned import AlignedText
from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.markers import Markers, printed_words
from kg.locator import Span

PROSE = """\
Patients had anemia, nausea, fever and an increase in the platelet count, and were dosed in each arm (CR in all, 10 CRi).
Doses were increased in those with a headache, a CR, CR or CRi, CR. The unit of the count is 109/L, and the laboratory abnormalities
"""


def cut(printed: str, *others: str, prose: bool = False) -> tuple[str, tuple[str, ...]]:
    lines = lines_of(f"{PROSE}CR/CRi hours1 Rash\n{printed}")
    texts = [AlignedText.of(text, Span(0, len(text))) for text in (printed, *others)]
    text, markers = Markers("abcd*", texts, printed_words(lines), lines[3:]).cut(texts[0], prose=prose)
    return text.text, markers


@pytest.mark.parametrize(
    ("printed", "clean", "markers"),
    [
        ("Anemiad", "Anemia", ("d",)),
        ("Nausea", "Nausea", ()),
        ("(i.d., after meals)", "(i.d., after meals)", ()),
        ("Fever increased", "Fever increased", ()),
        ("(N=143b)", "(N=143)", ("b",)),
        ("≥50 × 109/La.", "≥50 × 109/L.", ("a",)),
        ("CRa or CRib:", "CR or CRi:", ("a", "b")),
        ("CR/CRia,b", "CR/CRi", ("a", "b")),
        ("8 hours1,a", "8 hours1", ("a",)),
        ("Grade 2a", "Grade 2", ("a",)),
        ("Fevere", "Fevere", ()),
        ("Rash*", "Rash", ("*",)),
        ("2 (0.4%)a", "2 (0.4%)", ("a",)),
        ("Death (n)", "Death (n)", ()),
        ("Laboratory Abnormalitya", "Laboratory Abnormality", ("a",)),
        ("one", "one", ()),
    ],
)
def test_only_markers_of_notes_are_cut(printed: str, clean: str, markers: tuple[str, ...]) -> None:
    assert cut(printed) == (clean, markers)


def test_in_prose_only_abbreviations_are_marked() -> None:
    assert cut("CRd after anemiad", prose=True)[0] == "CR after anemiad"


def test_an_ending_is_a_marker_only_if_no_other_word_has_it() -> None:
    assert cut("Rise in dosed") == ("Rise in dosed", ())
    assert cut("Use of an armd") == ("Use of an arm", ("d",))
    assert cut("Headached", "Anemia") == ("Headache", ("d",))
    assert cut("Headached", "Anemiad") == ("Headached", ())
