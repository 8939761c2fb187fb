import pytest

from ingest.sources.openfda.places import place_of

_LONG = "one word and " * 20


@pytest.mark.parametrize(
    ("words", "text", "start", "place"),
    [
        ("word", "a word", 0, 2),
        ("word", "a word", 3, -1),
        (f"{_LONG}end", f"{_LONG}{_LONG}end", 0, len(_LONG)),
        (f"{_LONG}end", f"{_LONG}{_LONG}", 0, -1),
        (_LONG, f"{_LONG}{_LONG}", 1, 13),
    ],
)
def test_long_words_are_found_where_they_first_stand_as_a_whole(words: str, text: str, start: int, place: int) -> None:
    assert place_of(words, text, start) == text.find(words, start) == place
