"""Preparation, materials, storage and administration."""

from decimal import Decimal

from graphql_api.types.fact import Fact, fact_type
from kg import facts
from kg.codes import HandlingAdvice, MaterialItem, PreparationQuantity, ProductState, Storage, Verdict


@fact_type(facts.Preparation)
class Preparation(Fact):
    quantity: PreparationQuantity
    value: Decimal
    value_high: Decimal | None
    unit: str


@fact_type(facts.Administration)
class Administration(Fact):
    route: str | None
    infusion_minutes: Decimal | None
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


@fact_type(facts.TimeLimit)
class TimeLimit(Fact):
    state: ProductState
    storage: Storage | None
    max_hours: Decimal | None
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
