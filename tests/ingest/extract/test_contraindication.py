import pytest

from ingest.extract import contraindication
from tests.ingest.building import Writing, reading_of


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("None.", "none"),
        (
            "EXAMPLINE is contraindicated in patients with severe rash [see Warnings and Precautions (5.1, 5.2)].",
            "severe rash",
        ),
        ("EXAMPLINE is contraindicated in patients with gout (see Use in Specific Populations (8.1)).", "gout"),
    ],
)
def test_sentences(text: str, condition: str) -> None:
    assert [fact.condition for fact in contraindication.extract(reading_of({"4": text}))] == [condition]


def test_items_of_a_list() -> None:
    writing = Writing()
    blocks = (
        writing.paragraph("EXAMPLINE is contraindicated in patients with:"),
        writing.paragraph("a history of rash [see Warnings and Precautions (5.1)]", level=1),
        writing.paragraph("gout", level=1),
    )
    reading = writing.add(writing.section("4", "CONTRAINDICATIONS", *blocks)).reading()
    assert [fact.condition for fact in contraindication.extract(reading)] == ["a history of rash", "gout"]
