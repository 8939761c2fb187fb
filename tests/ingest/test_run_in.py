import pytest

from ingest.matcher import patterns
from ingest.run_in import items
from ingest.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gout [see Warnings (5.1)] severe rash", ["gout [see Warnings (5.1)]", "severe rash"]),
        ("gout [see Warnings (5.1)] because of rash", ["gout [see Warnings (5.1)] because of rash"]),
        ("gout; with rash", ["gout;", "with rash"]),
        ("known gout Known rash", ["known gout", "Known rash"]),
        ("late gout (LG) Samplosis", ["late gout (LG) Samplosis"]),
    ],
)
def test_items_of_contraindications(text: str, found: list[str]) -> None:
    begins, goes_on = patterns("contraindication", "item"), patterns("contraindication", "goes-on")
    assert [item.text for item in items(tokenize(text)[:], begins, goes_on=goes_on)] == found


def test_an_item_ends_with_words_that_end_one() -> None:
    words = tokenize("Late gout (LG) Samplosis in adults Rash in men")[:]
    found = items(words, patterns("indication", "item"), ends=patterns("indication", "item-end"))
    assert [item.text for item in found] == ["Late gout (LG)", "Samplosis in adults", "Rash in men"]
