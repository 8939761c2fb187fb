import pytest

from ingest.dosing.actions import actions
from ingest.dosing.lowered import resumed_lower
from ingest.tokens import tokenize


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
