import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.aligned import AlignedText
from kg.locator import Span

_OFFSETS = st.lists(st.integers(0, 12), max_size=12)


def _text(offsets: list[int]) -> AlignedText:
    return AlignedText.with_offsets("abcdefghijkl"[: len(offsets)], offsets)


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
        AlignedText.with_offsets("abc", (0, 1))


def test_the_same_offsets_make_equal_texts_however_they_are_given() -> None:
    ranged, listed = AlignedText.with_offsets("abc", range(4, 7)), AlignedText.with_offsets("abc", (4, 5, 6))
    assert ranged == listed == AlignedText.of("....abc", Span(4, 7)) == ranged.slice(0, 1).plus(ranged.slice(1, 3))
    assert hash(ranged) == hash(listed)
    assert pickle.loads(pickle.dumps(ranged)) == ranged  # noqa: S301
    assert AlignedText.with_offsets("", range(5, 5)) == AlignedText("", ())


@given(_OFFSETS, _OFFSETS, st.integers(-13, 13), st.integers(-13, 13))
def test_parts_keep_the_offsets_of_their_characters(first: list[int], second: list[int], start: int, end: int) -> None:
    text, other = _text(first), _text(second)
    assert text.offsets == tuple(first)
    assert [text.offset(index) for index in range(-len(first), len(first))] == [*first, *first]
    assert text.slice(start, end) == AlignedText.with_offsets(text.text[start:end], first[start:end])
    assert text.plus(other) == AlignedText.with_offsets(text.text + other.text, [*first, *second])
    joined = AlignedText.join((text, other), "--")
    assert joined.offsets == (*first, *(first[-1:] * 2), *second)
    covered = first[start:end]
    if covered:
        assert text.span(start, end) == Span(min(covered), max(covered) + 1)


@given(_OFFSETS.filter(bool), st.data())
def test_inserted_characters_stand_where_the_one_before_does(offsets: list[int], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(offsets)))
    end = data.draw(st.integers(start, len(offsets)))
    anchor = offsets[start] if end > start else offsets[max(0, start - 1)]
    replaced = _text(offsets).replace(start, end, "XY")
    assert replaced.offsets == (*offsets[:start], anchor, anchor, *offsets[end:])


def test_a_character_beyond_the_text_has_no_offset() -> None:
    with pytest.raises(IndexError, match="no character 3"):
        AlignedText.with_offsets("abc", range(3)).offset(3)
