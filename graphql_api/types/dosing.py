"""Doses, schedules, premedication and what to do when something happens."""

from decimal import Decimal

import strawberry

from graphql_api.context import Info
from graphql_api.types.concept import Concept, concepts
from graphql_api.types.criterion import Criterion
from graphql_api.types.fact import Fact, fact_type, read
from graphql_api.types.instruction import Instruction
from graphql_api.types.threshold import Threshold
from kg import facts
from kg.codes import Action, Comparison, Logic, MaximumPer, Modality, PremedicationPurpose, ScheduleElement
from kg.terms import property_of


@fact_type(facts.Dose)
class Dose(Fact):
    amount: Decimal
    amount_high: Decimal | None
    unit: str
    schedule: str | None
    condition: str | None
    route: str | None
    infusion_minutes: Decimal | None
    infusion_minutes_high: Decimal | None
    drug: str | None
    frequency: int | None
    period: Decimal | None
    period_unit: str | None
    cycle_days: int | None
    first_cycle: int | None
    last_cycle: int | None
    divided_into: int | None
    maximum: Decimal | None
    maximum_unit: str | None
    maximum_per: MaximumPer | None
    maximum_weight_kg: Decimal | None
    maximum_surface_m2: Decimal | None

    @strawberry.field
    async def days(self, info: Info) -> list[int]:
        values = await info.context.loaders.values(self.id, property_of(facts.Dose, "days"))
        return sorted(int(str(value)) for value in values)


@fact_type(facts.DoseRule)
class DoseRule(Fact):
    trigger: str
    severity: str | None
    until: str | None
    exceptions: str | None
    condition: str | None
    text: str | None

    @strawberry.field
    async def actions(self, info: Info) -> list[Action]:
        values = await info.context.loaders.values(self.id, property_of(facts.DoseRule, "actions"))
        return [Action(str(value)) for value in values]

    @strawberry.field
    async def thresholds(self, info: Info) -> list[Threshold]:
        rows = await info.context.loaders.thresholds(self.id, property_of(facts.DoseRule, "thresholds"))
        return [read(Threshold, row) for row in rows]

    @strawberry.field
    async def criteria(self, info: Info) -> list[Criterion]:
        rows = await info.context.loaders.criteria(self.id, property_of(facts.DoseRule, "criteria"))
        return [read(Criterion, row) for row in rows]

    @strawberry.field
    async def resume_criteria(self, info: Info) -> list[Criterion]:
        rows = await info.context.loaders.criteria(self.id, property_of(facts.DoseRule, "resume_criteria"))
        return [read(Criterion, row) for row in rows]

    @strawberry.field
    async def instructions(self, info: Info) -> list[Instruction]:
        return [read(Instruction, row) for row in await info.context.loaders.instructions(self.id)]

    @strawberry.field
    async def ctcae_terms(self, info: Info) -> list[Concept]:
        return await concepts(info, self.id, property_of(facts.DoseRule, "ctcae_terms"))

    @strawberry.field
    async def findings(self, info: Info) -> list[Concept]:
        return await concepts(info, self.id, property_of(facts.DoseRule, "findings"))


@fact_type(facts.Schedule)
class Schedule(Fact):
    element: ScheduleElement
    comparison: Comparison | None
    value: Decimal
    value_high: Decimal | None
    unit: str
    modality: Modality | None
    condition: str | None
    first_cycle: int | None
    last_cycle: int | None


@fact_type(facts.Premedication)
class Premedication(Fact):
    purpose: PremedicationPurpose
    logic: Logic | None
    timing: str | None
    condition: str | None

    @strawberry.field
    async def agents(self, info: Info) -> list[str]:
        values = await info.context.loaders.values(self.id, property_of(facts.Premedication, "agents"))
        return [str(value) for value in values]

    @strawberry.field
    async def target(self, info: Info) -> Threshold | None:
        rows = await info.context.loaders.thresholds(self.id, property_of(facts.Premedication, "target"))
        return next((read(Threshold, row) for row in rows), None)
