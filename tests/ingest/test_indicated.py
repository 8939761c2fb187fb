import pytest

from ingest.indicated import Indicated, indicated, patients_in_front
from ingest.tokens import tokenize


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "for the treatment of gout in children (2 years and older)",
            [Indicated("gout", "children (2 years and older)")],
        ),
        (
            "to treat gout and for the prevention of rash in adults",
            [Indicated("gout", "adults"), Indicated("rash", "adults")],
        ),
        ("for treatment of gout following surgery", [Indicated("gout", None, "following surgery")]),
        ("for patients", []),
        (
            "in adult (65 years and older) patients with gout",
            [Indicated("gout", "adult (65 years and older) patients")],
        ),
    ],
)
def test_what_a_statement_names(statement: str, found: list[Indicated]) -> None:
    assert list(indicated(statement)) == found


@pytest.mark.parametrize(
    ("words", "patients"),
    [
        ("In adults with gout, EXAMPLINE", "adults with gout"),
        ("In adults, EXAMPLINE", "adults"),
        ("In adults EXAMPLINE", None),
        ("EXAMPLINE, a tablet,", None),
    ],
)
def test_patients_in_front(words: str, patients: str | None) -> None:
    assert patients_in_front(tokenize(words)[:]) == patients
