import pytest

from ingest.tables.kind import observed_in, table_kinds
from kg.facts import AdverseReaction, LabAbnormality, ReactionObservation


def test_every_entry_holds_its_examples() -> None:
    assert {entry.kind for entry in table_kinds()} == {"adverse_reaction", "lab_abnormality", "neither"}


@pytest.mark.parametrize(
    ("caption", "header", "section", "kind"),
    [
        ("Table 3: Adverse Reactions in At Least 10% of Patients", "Adverse Reaction", "6.1", AdverseReaction),
        ("Table 4: Laboratory Abnormalities", "Adverse Reaction", "6.1", LabAbnormality),
        ("", "Laboratory Parameter", "6.1", LabAbnormality),
        ("Prolonged Cytopenias in SUNRISE", "", "6.1", AdverseReaction),
        ("Treatment-Emergent Elevation in Liver Tests", "", "5.1", LabAbnormality),
        ("Mean Change in Body Weight", "", "5.6", None),
        ("Treatment Recommendations Based on Neutrophil Count", "ANC Level", "5.1", None),
        ("Recommended Dose", "Body weight", "5.2", None),
        ("Adverse Reactions", "", "2.3", None),
        ("Adverse Reactions", "", None, None),
    ],
)
def test_tells_the_kind_of_a_table(
    caption: str, header: str, section: str | None, kind: type[ReactionObservation] | None
) -> None:
    assert observed_in(caption, header, section) is kind
