"""Powers written out and raised marks cut."""

import pytest

from ingest.aligned import AlignedText
from ingest.sources.text.repair import with_powers, without
from kg.locator import Span


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("platelets ≥ 50 × 109/L", "platelets ≥ 50 × 10^9/L"),
        ("ANC > 0.5 x 109/L, and", "ANC > 0.5 x 10^9/L, and"),
        ("ANC ≥ 1 × 10 9 /L", "ANC ≥ 1 × 10^9 /L"),
        ("less than 1 x 10-4 of cells", "less than 1 x 10^-4 of cells"),
        ("up to 2 × 108 CAR-positive cells", "up to 2 × 10^8 CAR-positive cells"),
        ("a dose of 2 × 1013 vg/kg", "a dose of 2 × 10^13 vg/kg"),
        ("Leukocytes (x 109)", "Leukocytes (x 10^9)"),
        ("below 30 mL/min/1.73 m 2 and 5 mg/m 2, 900/mm 3", "below 30 mL/min/1.73 m2 and 5 mg/m2, 900/mm3"),
    ],
)
def test_writes_powers_out(source: str, clean: str) -> None:
    repaired = with_powers(AlignedText.of(source, Span(0, len(source))))
    assert repaired.text == clean
    assert all(
        source[offset] == character
        for character, offset in zip(clean, repaired.offsets, strict=True)
        if character != "^"
    )


@pytest.mark.parametrize(
    "source",
    [
        "109 patients",
        "2 × 100 mg tablets",
        "1.5 × ULN",
        "3 × 105 mg",
        "8 mm x 10 mm",
        "× 10-15 mg",
        "10/109 (9%)",
        "5 mm 3 times",
        "in 2 m 3",
    ],
)
def test_leaves_other_numbers(source: str) -> None:
    assert with_powers(AlignedText.of(source, Span(0, len(source)))).text == source


def test_cut_marks_leave_words_apart() -> None:
    source = "breathing problems.11 hour; dilution1 and"
    cut = frozenset((source.index("11"), source.index("1 and")))
    assert without(AlignedText.of(source, Span(0, len(source))), cut).text == "breathing problems. 1 hour; dilution and"
