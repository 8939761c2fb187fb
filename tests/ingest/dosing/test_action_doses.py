from decimal import Decimal

import pytest

from ingest.dosing.action_doses import lowered_doses
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of, tokenize


def recommended(printed: str) -> Quantity:
    found = quantity_of(tokenize(printed)[0])
    assert found is not None
    assert found.dimension is Dimension.MASS
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
