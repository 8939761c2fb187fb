"""Bounds on findings."""

from decimal import Decimal

import strawberry

from kg.codes import Comparison
from kg.terms import definition


@strawberry.type(description=definition("Threshold"))
class Threshold:
    """A bound on a finding: "total bilirubin > 1.5 x ULN"."""

    parameter: str = strawberry.field(description=definition("parameter"))
    operator: Comparison = strawberry.field(description=definition("operator"))
    value: Decimal = strawberry.field(description=definition("value"))
    unit: str | None = strawberry.field(description=definition("unit"))
    relative_to: str | None = strawberry.field(description=definition("relativeTo"))
