"""Bounds on findings."""

from decimal import Decimal

import strawberry

from graphql_api.context import Info
from graphql_api.types.concept import Concept, concepts
from graphql_api.types.described import described
from kg import facts
from kg.codes import Comparison
from kg.terms import definition, property_of


@strawberry.type(description=definition("Threshold"))
class Threshold:
    """A bound on a finding: "total bilirubin > 1.5 x ULN"."""

    parameter: str = strawberry.field(description=definition("parameter"))
    operator: Comparison = strawberry.field(description=definition("operator"))
    value: Decimal = strawberry.field(description=definition("value"))
    unit: str | None = strawberry.field(description=definition("unit"))
    relative_to: str | None = strawberry.field(description=definition("relativeTo"))
    threshold: strawberry.Private[str]

    @described(definition("findings"))
    async def findings(self, info: Info) -> list[Concept]:
        return await concepts(info, self.threshold, property_of(facts.Threshold, "findings"))
