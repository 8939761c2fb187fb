"""How a page words the fields of facts."""

from decimal import Decimal

import pytest

from kg.codes import MaximumPer
from kg.query import Value
from web.facts import ShownFact
from web.kinds import largest_dose

LARGEST = ("maximum", "maximumUnit", "maximumPer", "maximumWeightKg", "maximumSurfaceM2")


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ((None, None, None, None, None), ""),
        ((Decimal(240), "mg", None, None, None), "240 mg"),
        ((Decimal(240), "mg", MaximumPer.DAY, None, None), "240 mg per day"),
        ((None, None, None, Decimal(90), None), "calculated by 90 kg"),
        ((Decimal(240), "mg", None, None, Decimal(2)), "240 mg; calculated by 2 m2"),
    ],
)
def test_largest_doses(stated: tuple[Value, ...], shown: str) -> None:
    row = dict(zip(LARGEST, stated, strict=True))
    fact = ShownFact(
        kind="dose", row=row, places=(), also_in=(), lists={}, thresholds=(), instructions=(), differs_from=()
    )
    assert largest_dose(fact) == shown
