"""Findings as people type them."""

from decimal import Decimal

import pytest

from kg.decision.patient import Finding
from kg.decision.typed import amount_from_text, finding_from_text
from kg.errors import PatientError


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "platelets: 40 10*9/L, baseline 60",
            Finding(parameter="platelets", value=Decimal(40), unit="10*9/L", baseline=Decimal(60)),
        ),
        ("AST: 3 x ULN", Finding(parameter="AST", value=Decimal(3), relative_to="ULN")),
        (
            "AST: 120 U/L, upper limit 40",
            Finding(parameter="AST", value=Decimal(120), unit="U/L", upper_limit=Decimal(40)),
        ),
        ("ALT: 4 ULN", Finding(parameter="ALT", value=Decimal(4), relative_to="ULN")),
        ("ALT: 4 times baseline", Finding(parameter="ALT", value=Decimal(4), relative_to="baseline")),
        ("platelets: 40 x 10^9/L", Finding(parameter="platelets", value=Decimal(40), unit="10^9/L")),
        ("platelets: 40000/mcL", Finding(parameter="platelets", value=Decimal(40000), unit="/mcL")),
        ("neuropathy: grade 3, occurrence 2", Finding(parameter="neuropathy", grade=3, occurrence=2)),
        ("neutropenia: grade 4, for 9 days", Finding(parameter="neutropenia", grade=4, duration_days=Decimal(9))),
        ("signs of infection: absent", Finding(parameter="signs of infection", is_present=False)),
        ("VOD", Finding(parameter="VOD")),
    ],
)
def test_a_finding_is_read(text: str, finding: Finding) -> None:
    assert finding_from_text(text) == finding


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("platelets: forty", "'forty' in 'platelets: forty' is not understood"),
        ("platelets: 40,5", "'5' in 'platelets: 40,5' is told twice"),
        ("platelets: -40 /mm3", "value of platelets is -40"),
        ("rash: grade 7", "grade of rash is 7"),
        ("rash: grade 2.5", "grade 2.5"),
        (": grade 3", "a finding has no name"),
        ("platelets:", "'platelets:' tells nothing of platelets"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, message: str) -> None:
    with pytest.raises(PatientError, match=message):
        finding_from_text(text)


def test_an_amount_is_a_number() -> None:
    assert amount_from_text("0.5") == Decimal("0.5")
    with pytest.raises(PatientError, match="'soon' is no number"):
        amount_from_text("soon")
