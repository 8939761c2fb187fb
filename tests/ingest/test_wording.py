"""Printed phrases are compared by their telling words; references to other parts of the label are cut."""

import pytest

from ingest.wording import shared_of_all, shared_of_shorter, telling_words, without_references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Discontinue [see Warnings and Precautions (5.1)].", "Discontinue."),
        ("Reduce the dose (see Table 2 and Dosage (2.2)) for a rash", "Reduce the dose for a rash"),
        ("Reduce the dose [ SEE Table 2 ] at once", "Reduce the dose at once"),
        ("Look for a rash (seen in 5%)", "Look for a rash (seen in 5%)"),
    ],
)
def test_references_are_cut_in_either_bracket(text: str, expected: str) -> None:
    assert without_references(text) == expected


def test_shares_of_words() -> None:
    longer, shorter = telling_words("a severe rash of the skin"), telling_words("rashes and severe itching")
    assert longer == {"severe", "rash", "skin"}
    assert shared_of_shorter(telling_words("severe rash"), longer) == 1.0
    assert shared_of_all(telling_words("severe rash"), longer) == pytest.approx(2 / 3)
    assert shared_of_shorter(shorter, telling_words("fever")) == 0.0


def test_no_words_agree_with_no_words_only() -> None:
    assert shared_of_shorter(frozenset(), frozenset()) == 1.0
    assert shared_of_shorter(frozenset(), telling_words("rash")) == 0.0
