"""What must hold for dose rules."""

import strawberry

from graphql_api.context import Info
from graphql_api.types.concept import Concept, concepts
from graphql_api.types.described import described
from graphql_api.types.fact import read
from graphql_api.types.threshold import Threshold
from kg import facts
from kg.terms import definition, property_of


@strawberry.type(description=definition("Criterion"))
class Criterion:
    """One thing that must hold of a patient for a dose rule to apply."""

    alternative: int = strawberry.field(description=definition("alternative"))
    text: str = strawberry.field(description=definition("text"))
    subject: str | None = strawberry.field(description=definition("subject"))
    grade_low: int | None = strawberry.field(description=definition("gradeLow"))
    grade_high: int | None = strawberry.field(description=definition("gradeHigh"))
    occurrence: int | None = strawberry.field(description=definition("occurrence"))
    at_baseline: bool = strawberry.field(description=definition("atBaseline"))
    absent: bool = strawberry.field(description=definition("absent"))
    disputed: bool = strawberry.field(description=definition("disputed"))
    criterion: strawberry.Private[str]

    @described(definition("thresholds"))
    async def thresholds(self, info: Info) -> list[Threshold]:
        rows = await info.context.loaders.thresholds(self.criterion, property_of(facts.Criterion, "thresholds"))
        return [read(Threshold, row) for row in rows]

    @described(definition("findings"))
    async def findings(self, info: Info) -> list[Concept]:
        return await concepts(info, self.criterion, property_of(facts.Criterion, "findings"))

    @described(definition("ctcaeTerms"))
    async def ctcae_terms(self, info: Info) -> list[Concept]:
        return await concepts(info, self.criterion, property_of(facts.Criterion, "ctcae_terms"))
