from decimal import Decimal

import pytest

from ingest.dosing.action_doses import lowered_doses, raised_doses
from ingest.dosing.lowered import GivenDose, given_dose
from ingest.tokens import tokenize


def recommended(printed: str) -> GivenDose:
    found = given_dose(tokenize(printed)[0])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        ("Reduce the dose to 4 mg.", ["4"]),
        ("Reduce the dose by 25% to 6 mg (3 mL) for recurrence.", ["6"]),
        ("Resume Exampline at 4 mg once daily.", ["4"]),
        ("Resume Exampline at 8 mg once daily.", []),
        ("Resume at a reduced dose of 4 mg for a week, after which it can be increased to 8 mg.", ["4"]),
        ("Reduce the dose by 2 mg.", []),
        ("Withhold until recovery.", []),
    ],
)
def test_doses_that_an_instruction_lowers_another_to(words: str, amounts: list[str]) -> None:
    found = lowered_doses(tokenize(words), frozenset({"exampline"}), (recommended("8 mg"),))
    assert [one.amount.quantity.value for one in found] == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Resume at 4 mg daily; may increase to 8 mg daily if the rash resolves.",
            [("8", "daily", "if the rash resolves")],
        ),
        (
            "If the reduced dose is tolerated, administer EXAMPLINE at 8 mg as next dose.",
            [("8", None, "If the reduced dose is tolerated")],
        ),
        (
            "For patients taking 2 mg daily, increase the dose to 4 mg daily.",
            [("4", "daily", "For patients taking 2 mg daily")],
        ),
        ("Withhold until recovery. Then increase to 8 mg.", []),
        ("Resume EXAMPLINE at 4 mg daily.", []),
    ],
)
def test_doses_that_are_raised_again_need_their_condition(
    words: str, expected: list[tuple[str, str | None, str]]
) -> None:
    found = raised_doses(tokenize(words), frozenset({"exampline"}))
    assert [(str(one.amount.quantity.value), one.amount.schedule, one.told) for one in found] == expected
