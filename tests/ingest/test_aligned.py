import pytest

from ingest.aligned import AlignedText
from kg.locator import Span


def test_a_repair_keeps_the_place_of_every_other_character() -> None:
    source = "ANC below 1 × 109/L"
    text = AlignedText.of(source, Span(0, len(source)))
    power = text.text.index("109") + 2
    repaired = text.replace(power, power, "^")
    assert repaired.text == "ANC below 1 × 10^9/L"
    start = repaired.text.index("10^9")
    span = repaired.span(start, start + len("10^9/L"))
    assert source[span.start : span.end] == "109/L"


def test_joined_lines_cover_the_line_break_between_them() -> None:
    source = "single-dose\nvial"
    lines = [AlignedText.of(source, Span(0, 11)), AlignedText.of(source, Span(12, 16))]
    joined = AlignedText.join(lines)
    assert joined.text == "single-dose vial"
    assert joined.span() == Span(0, 16)


def test_a_range_without_characters_has_no_span() -> None:
    with pytest.raises(ValueError, match="at least one"):
        AlignedText.of("abc", Span(0, 3)).span(1, 1)


def test_characters_and_offsets_are_paired() -> None:
    with pytest.raises(ValueError, match="one offset each"):
        AlignedText("abc", (0, 1))
