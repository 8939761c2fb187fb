"""Wrapped lines joined."""

import pytest

from ingest.sources.text.joining import joined, vocabulary
from ingest.sources.text.lines import lines_of


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a single- \ndose vial", "a single-dose vial"),
        ("bleeding/ \nhemorrhage", "bleeding/hemorrhage"),
        ("life-\nthreatening or fatal", "life-threatening or fatal"),
        ("of 18-\n78 years", "of 18-78 years"),
        ("a 3-\nto 4-week cycle", "a 3- to 4-week cycle"),
        ("at 20  mg\tor \u00a0  5", "at 20 mg or 5"),
        ("hepato\u00ad\ntoxicity", "hepatotoxicity"),
        ("of ef\ufb01cacy", "of efficacy"),
        ("as \n\n  in rats", "as in rats"),
        ("a hepato-\ntoxicity; hepatotoxicity", "a hepatotoxicity; hepatotoxicity"),
        ("a follow-\nup; follow-up, followup", "a follow-up; follow-up, followup"),
        ("Phase 2 –\nDose", "Phase 2 – Dose"),
    ],
)
def test_joins_lines(source: str, text: str) -> None:
    clean = joined(lines_of(source), vocabulary(source))
    assert clean.text == text
    found = [source[offset] for offset in clean.offsets]
    kept = [(a, b) for a, b in zip(clean.text, found, strict=True) if not a.isspace() and b != "\ufb01"]
    assert all(a == b for a, b in kept)
