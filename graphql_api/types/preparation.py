"""Preparation, materials, storage and administration."""

from decimal import Decimal

import strawberry

from graphql_api.context import Info
from graphql_api.types.concept import Concept, concept
from graphql_api.types.fact import Fact, fact_type
from kg import facts
from kg.codes import (
    HandlingAdvice,
    HandlingStep,
    MaterialItem,
    PreparationQuantity,
    ProductState,
    Storage,
    Verdict,
)
from kg.terms import property_of


@fact_type(facts.Preparation)
class Preparation(Fact):
    quantity: PreparationQuantity
    value: Decimal
    value_high: Decimal | None
    unit: str
    volume: Decimal | None
    volume_unit: str | None


@fact_type(facts.Administration)
class Administration(Fact):
    route: str | None
    infusion_minutes: Decimal | None
    infusion_minutes_high: Decimal | None
    rate: Decimal | None
    rate_unit: str | None
    temp_low_c: Decimal | None
    temp_high_c: Decimal | None


@fact_type(facts.Material)
class Material(Fact):
    item: MaterialItem
    material: str | None
    verdict: Verdict
    qualifier: str | None

    @strawberry.field
    async def material_term(self, info: Info) -> Concept | None:
        return await concept(info, self.id, property_of(facts.Material, "material_term"))


@fact_type(facts.TimeLimit)
class TimeLimit(Fact):
    state: ProductState
    storage: Storage | None
    max_hours: Decimal | None
    counted_from: HandlingStep | None
    counted_to: HandlingStep | None
    condition: str | None
    temp_low_c: Decimal | None
    temp_high_c: Decimal | None


@fact_type(facts.Handling)
class Handling(Fact):
    advice: HandlingAdvice
    state: ProductState | None
    duration: Decimal | None
    duration_unit: str | None
    temp_low_c: Decimal | None
    temp_high_c: Decimal | None


@fact_type(facts.Appearance)
class Appearance(Fact):
    state: ProductState
    description: str
