import pytest

from ingest.tables.included_terms import included_terms


@pytest.mark.parametrize(
    ("note", "terms"),
    [
        ("Rash includes the following reported preferred terms: Rash and Eczema.", ("Rash", "Eczema")),
        ("Including fatigue, asthenia, and malaise", ("fatigue", "asthenia", "malaise")),
        ("Includes rash; dermatitis acneiform; skin disorder", ("rash", "dermatitis acneiform", "skin disorder")),
        ("Bleeding includes terms retrieved by a query, resulting in the following preferred terms: Contusion, and Petechiae.",
         ("Contusion", "Petechiae")),
        ("Infection includes any reported preferred terms for DRUG-X retrieved in the class Infections.", ()),
        ("One event was of Grade 4.", ()),
    ],
)  # fmt: skip
def test_reads_the_terms_that_a_note_lists(note: str, terms: tuple[str, ...]) -> None:
    assert included_terms(note) == terms
