"""Shares of patients with reactions and laboratory abnormalities, and other numbers of running text."""

from decimal import Decimal

import strawberry

from graphql_api.context import Info
from graphql_api.types.concept import Concept, concept, concepts
from graphql_api.types.fact import Fact, fact_type
from kg import facts
from kg.codes import Comparison, ReactionContext, SettingRole, Statistic
from kg.terms import property_of


@fact_type(facts.ReactionObservation)
class ReactionObservation(Fact):
    term: str
    arm: str | None
    arm_n: int | None
    grade: str
    context: ReactionContext
    comparison: Comparison | None
    percent: Decimal
    count: int | None
    study: str | None
    system_organ_class: str | None

    @strawberry.field
    async def included_terms(self, info: Info) -> list[str]:
        values = await info.context.loaders.values(self.id, property_of(facts.ReactionObservation, "included_terms"))
        return [str(value) for value in values]

    @strawberry.field
    async def ctcae_terms(self, info: Info) -> list[Concept]:
        return await concepts(info, self.id, property_of(facts.ReactionObservation, "ctcae_terms"))

    @strawberry.field
    async def findings(self, info: Info) -> list[Concept]:
        return await concepts(info, self.id, property_of(facts.ReactionObservation, "findings"))

    @strawberry.field
    async def organ_class(self, info: Info) -> Concept | None:
        return await concept(info, self.id, property_of(facts.ReactionObservation, "organ_class"))

    @strawberry.field
    async def reaction_term(self, info: Info) -> Concept | None:
        return await concept(info, self.id, property_of(facts.ReactionObservation, "reaction_term"))


@fact_type(facts.AdverseReaction)
class AdverseReaction(ReactionObservation):
    pass


@fact_type(facts.LabAbnormality)
class LabAbnormality(ReactionObservation):
    pass


@fact_type(facts.Proportion)
class Proportion(Fact):
    event: str | None
    arm: str | None
    grade: str | None
    study: str | None


@fact_type(facts.CountStatistic)
class CountStatistic(Proportion):
    count: int
    n: int
    percent: Decimal


@fact_type(facts.Rate)
class Rate(Proportion):
    comparison: Comparison | None
    percent: Decimal
    percent_high: Decimal | None
    count: int | None


@fact_type(facts.Measure)
class Measure(Fact):
    subject: str
    statistic: Statistic
    comparison: Comparison | None
    value: Decimal | None
    range_low: Decimal | None
    range_high: Decimal | None
    ci_level: Decimal | None
    spread: Decimal | None
    unit: str | None
    arm: str | None
    grade: str | None


@fact_type(facts.Setting)
class Setting(Fact):
    setting_role: SettingRole
    subject: str
    comparison: Comparison | None
    value: Decimal
    value_high: Decimal | None
    unit: str | None
