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


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (
            "EXAMPLINE is contraindicated in patients with asthma. Asthma deaths have been reported. EXAMPLINE is also "
            "contraindicated in patients with a history of rash.",
            ["asthma", "history of rash"],
        ),
        (
            "EXAMPLINE is contraindicated in patients with: Significant gout [see Warnings and Precautions ( 5.2 )] Acute or "
            "severe asthma without resuscitative equipment Known hypersensitivity to examplol (e.g., anaphylaxis)",
            [
                "Significant gout",
                "Acute or severe asthma without resuscitative equipment",
                "Known hypersensitivity to examplol (e.g., anaphylaxis)",
            ],
        ),
        (
            "EXAMPLINE is contraindicated in patients: taking samplol because of an increased risk of rash. Starting EXAMPLINE "
            "in a patient who is treated with examplol is also contraindicated [see Drug Interactions ( 7 )]. taking testol "
            "[see Drug Interactions ( 7 )] . with gout.",
            [
                "taking samplol",
                "Starting EXAMPLINE in a patient who is treated with examplol",
                "taking testol",
                "with gout",
            ],
        ),
        (
            "EXAMPLINE is contraindicated in the following conditions: Severe rash (unless it is treated). Known asthma "
            "because testol given to such patients may be fatal.",
            ["Severe rash (unless it is treated)", "Known asthma"],
        ),
        (
            "Hypersensitivity to examplol. Rash has been reported. EXAMPLINE is contraindicated for oral administration.",
            ["Hypersensitivity to examplol", "oral administration"],
        ),
        ("EXAMPLINE should not be given to patients with gout. EXAMPLINE TWO is contraindicated:", ["gout"]),
        (
            "Coadministration of EXAMPLINE with samplol is contraindicated because samplol may cause rash.",
            ["Coadministration of EXAMPLINE with samplol"],
        ),
        (
            "Concomitant use of EXAMPLINE with samplol is contraindicated in patients with gout due to the risk of rash.",
            ["Concomitant use of EXAMPLINE with samplol in patients with gout"],
        ),
    ],
)
def test_each_condition_of_a_paragraph_without_what_explains_it(text: str, conditions: list[str]) -> None:
    assert [fact.condition for fact in contraindication.extract(reading_of({"4": text}))] == conditions


def test_quotes_the_words_of_an_item_alone() -> None:
    text = "EXAMPLINE is contraindicated in patients with: • gout [see Warnings and Precautions ( 5.2 )] • severe rash"
    quotes = [fact.evidence[0].quote for fact in contraindication.extract(reading_of({"4": text}))]
    assert quotes == ["gout [see Warnings and Precautions ( 5.2 )]", "severe rash"]


def test_items_of_a_list() -> None:
    writing = Writing()
    blocks = (
        writing.paragraph("EXAMPLINE is contraindicated in patients with:"),
        writing.paragraph("a history of rash [see Warnings and Precautions (5.1)]", level=1),
        writing.paragraph("gout", level=1),
    )
    reading = writing.add(writing.section("4", "CONTRAINDICATIONS", *blocks)).reading()
    assert [fact.condition for fact in contraindication.extract(reading)] == ["a history of rash", "gout"]
