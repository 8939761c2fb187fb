"""Words: what differs between printings of the same words makes no difference, and every word knows its characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.words import places_of, spelled_words, words_of


@pytest.mark.parametrize(
    "printings",
    [
        ("CD22", "CD-22", "cd 22", "CD₂₂"),
        ("mg/m2", "mg/m²", "mg/m^2", "MG/m 2"),
        ("10^9/L", "10⁹/L", "10 9/L"),
        ("naïve café", "NAIVE CAFE", "nai\u0308ve cafe\u0301"),
        ("TNF-α", "TNF alpha", "TNFα", "tnf-Α"),
        ("50 µg", "50 mcg", "50 μg", "50mcg"),
        ("25°C", "25 ºC", "25 C", "25℃"),
        ("1,800 units", "1800 units", "1800 Unit"),
        ("EXAMPLINE® 5 mg", "exampline 5mg", "EXAMPLINE™ 5 mg"),
        ("hepa\u00adtotoxicity", "hepatotoxicity", "Hepatotoxicities"),
        ("ﬁlters", "filter", "FILTER"),
        ("5 × ULN", "5 x ULN", "5×ULN"),
        ("½", "1/2", "1⁄2"),
        ("Grade ≥3", "grade 3", "Grade\u00a03"),
    ],
)
def test_printings_of_the_same_words_are_one(printings: tuple[str, ...]) -> None:
    assert {tuple(words_of(printed)) for printed in printings} == {tuple(words_of(printings[0]))}


@pytest.mark.parametrize(
    ("one", "other"),
    [("0.2 micron", "0 2 micron"), ("0.2", "10.2"), ("CD22", "CD2"), ("1.5", "15"), ("mesna", "mesnas2")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert words_of(one) != words_of(other)


@pytest.mark.parametrize("text", ["", "()", '"*" ^:', "🙂", "\x00", "\ud800", "\ue000", "\U000e0001"])
def test_what_is_no_word_or_number_is_none(text: str) -> None:
    assert words_of(text) == []


@given(st.text(st.one_of(st.characters(), st.sampled_from("aé1.,²½µα𝟏ſ\u0301\u00ad ")), max_size=40))
def test_the_characters_of_every_word_are_read_as_it(text: str) -> None:
    words = spelled_words(text)
    places = places_of(text, range(len(words)))
    assert [place.start for place in places] == sorted(place.start for place in places)
    assert all(word in spelled_words(text[place.start : place.end]) for word, place in zip(words, places, strict=True))
