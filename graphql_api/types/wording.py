"""What the label says about its own words."""

import strawberry

from graphql_api.context import Info
from graphql_api.types.fact import Fact, fact_type, read
from graphql_api.types.threshold import Threshold
from kg import facts
from kg.terms import property_of


@fact_type(facts.Abbreviation)
class Abbreviation(Fact):
    abbreviation: str
    expansion: str


@fact_type(facts.Definition)
class Definition(Fact):
    term: str
    meaning: str

    @strawberry.field
    async def thresholds(self, info: Info) -> list[Threshold]:
        rows = await info.context.loaders.thresholds(self.id, property_of(facts.Definition, "thresholds"))
        return [read(Threshold, row) for row in rows]


@fact_type(facts.Discrepancy)
class Discrepancy(Fact):
    words: str
    other_words: str


@fact_type(facts.CrossReference)
class CrossReference(Fact):
    target: str
    exists: bool
