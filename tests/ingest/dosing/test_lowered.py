import pytest

from ingest.dosing.actions import actions
from ingest.dosing.lowered import recommended_doses, resumed_below, resumed_lower
from ingest.tokens import tokenize
from tests.ingest.building import Writing


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("75 mg/m2", "Withhold, then resume at 55 mg/m2.", True),
        ("75 mg/m2", "Withhold, then resume at 75 mg/m2.", False),
        ("75 mg", "Withhold, then resume at 55 mg/m2.", False),
        ("75 mg/m2", "Withhold until recovery.", False),
    ],
)
def test_a_dose_resumed_at_less_than_before(before: str, text: str, expected: bool) -> None:
    assert resumed_lower(actions(tokenize(text)), tokenize(before)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Withhold, then resume at 55 mg.", True),
        ("Withhold, then resume at 70 mg.", False),
        ("Withhold, then resume at 70 mg every other day.", True),
        ("Withhold, then resume at 35 mg twice daily.", False),
        ("Withhold, then resume at 5 mg/kg.", False),
        ("Withhold until recovery.", False),
    ],
)
def test_a_dose_resumed_below_each_recommended_one(text: str, expected: bool) -> None:
    writing = Writing()
    said = writing.paragraph(
        "The recommended dosage is 70 mg once daily. In children, the recommended dosage is 60 mg once daily."
    )
    reading = writing.add(writing.section("2.1", "Recommended Dosage", said)).reading()
    recommended = tuple(recommended_doses(reading.passages))
    assert [str(dose.quantity.value) for dose in recommended] == ["70", "60"]
    assert resumed_below(actions(tokenize(text)), recommended) is expected
