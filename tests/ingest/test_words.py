import pytest

from ingest.words import words


def cut(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use a single-dose vial.", ["Use", "a", "single", "-", "dose", "vial", "."]),
        ("(2-8°C; 36-46°F)", ["(", "2-8°C", ";", "36-46°F", ")"]),
        ("Gilbert’s syndrome", ["Gilbert’s", "syndrome"]),
        ("i.e., Days 8 and/or 15", ["i.e.", ",", "Days 8 and/or 15"]),
        (
            "approved in the U.S. in adults vs. children",
            ["approved", "in", "the", "U.S.", "in", "adults", "vs.", "children"],
        ),
        ("+/- 2 days", ["+/-", "2 days"]),
        ("see [see Storage (16.2)] (see Table 2)", ["see", "[see Storage (16.2)]", "(see Table 2)"]),
        ("", []),
    ],
)
def test_how_a_text_is_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_every_word_knows_its_characters() -> None:
    text = "Infuse 50 mL/h,  then stop [see Dosage (2.4)]."
    assert [text[word.start : word.end] for word in words(text)] == cut(text)


def test_quantities_and_cross_references_are_told() -> None:
    _, amount, reference, _ = words("Give 5 mg [see Dosage (2.1)].")
    assert amount.quantity is not None
    assert amount.quantity.unit == "mg"
    assert reference.is_reference
