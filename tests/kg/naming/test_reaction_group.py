import pytest

from kg.naming.reaction_group import Group, group, is_of_group
from kg.naming.reactions import organ_class


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Adverse Reactions", Group.ANY),
        ("treatment-emergent adverse events", Group.ANY),
        ("treatment-related adverse events", Group.SOME),
        ("Other non-hematologic toxicities", Group.SOME),
        ("Hematologic Toxicities", Group.SOME),
        ("Dermatologic toxicity", None),
        ("other", None),
        ("related", None),
    ],
)
def test_words_stand_for_reactions(printed: str, expected: Group | None) -> None:
    assert group(printed) is expected


@pytest.mark.parametrize(
    ("printed", "heading", "expected"),
    [
        ("Non-hematologic toxicity", "Gastrointestinal", True),
        ("Hematological toxicity", "Gastrointestinal", False),
        ("Non-hematologic toxicity", "Blood and lymphatic system disorders", False),
        ("Non-hematologic toxicity", "Investigations", None),
        ("Other non-hematologic toxicity", "Gastrointestinal", None),
        ("Adverse reactions", "Gastrointestinal", True),
        ("Rash", "Gastrointestinal", False),
    ],
)
def test_what_is_of_the_blood_is_told_by_the_organ_class(printed: str, heading: str, expected: bool | None) -> None:
    found = organ_class(heading)
    assert found is not None
    assert is_of_group(printed, frozenset({found.iri})) is expected
