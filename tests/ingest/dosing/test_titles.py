import pytest

from ingest.dosing.titles import disease, purpose, telling_more, titled


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Recommended Dosage for Exampleosis", "Exampleosis"),
        ("Recommended Dosage Adults With Exampleosis", "Adults With Exampleosis"),
        ("DOSAGE AND ADMINISTRATION", ""),
        ("Dosage Modifications for Adverse Reactions", ""),
        ("Dosage Modifications for Adverse Reactions in Pediatric Patients", "Pediatric Patients"),
    ],
)
def test_whom_a_title_names(title: str, expected: str) -> None:
    assert titled(title) == expected


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Recommended Dosage of Exampline for Exampleosis", "Exampleosis"),
        ("Recommended Dosage by Genotype", ""),
        ("Adults With Exampleosis: Exampline Dosage", "Adults With Exampleosis"),
        ("Dose Reductions for Adverse Reactions—Exampleosis", "Exampleosis"),
    ],
)
def test_what_a_table_is_for(caption: str, expected: str) -> None:
    assert purpose(caption, frozenset({"exampline"})) == expected


def test_a_title_of_a_disease_and_one_of_dosing() -> None:
    assert (disease("Exampleosis"), disease("Important Dosing Information")) == ("Exampleosis", "")


def test_phrases_that_say_nothing_more_are_left_out() -> None:
    assert list(telling_more(("Adults", "Exampleosis", "adult"), "Adults with impairment")) == ["Exampleosis"]
