"""Footnote markers glued to words."""

import pytest

from ingest.aligned import AlignedText
from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables.markers import Markers
from kg.locator import Span

PROSE = """\
Patients had anemia, nausea, fever and an increase in the platelet count, and were dosed in each arm (CR in all, 10 CRi).
Doses were increased in those with a CR, CR or CRi, CR. The unit of the count is 109/L, and the laboratory abnormalities
"""


@pytest.mark.parametrize(
    ("printed", "clean", "markers"),
    [
        ("Anemiad", "Anemia", ("d",)),
        ("Nausea", "Nausea", ()),
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
    lines = lines_of(f"{PROSE}CR/CRi hours1 Rash\n{printed}")
    text = AlignedText.of(printed, Span(0, len(printed)))
    found, cut = Markers("abcd*", lines, 3, 4).cut(text)
    assert (found.text, cut) == (clean, markers)


def test_in_prose_only_abbreviations_are_marked() -> None:
    printed = "CRd after anemiad"
    text = AlignedText.of(printed, Span(0, len(printed)))
    assert Markers("abcd", lines_of(PROSE), 0, 0).cut(text, prose=True)[0].text == "CR after anemiad"
