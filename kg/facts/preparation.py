"""Preparation, materials, storage and administration."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import (
    HandlingAdvice,
    HandlingStep,
    MaterialItem,
    PreparationQuantity,
    ProductState,
    Storage,
    Verdict,
)
from kg.concepts import Concept
from kg.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation(Fact):
    """An amount of the preparation instructions.

    The strength of a vial of a liquid has the `volume` that holds it: "100 mg/10 mL".
    """

    kind: ClassVar[str] = "preparation"
    quantity: PreparationQuantity
    value: Decimal
    value_high: Decimal | None = None
    unit: str
    volume: Decimal | None = None
    volume_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration(Fact):
    """A way of giving the product."""

    kind: ClassVar[str] = "administration"
    route: str | None = None
    infusion_minutes: Decimal | None = None
    infusion_minutes_high: Decimal | None = None
    rate: Decimal | None = None
    rate_unit: str | None = None
    temp_low_c: Decimal | None = None
    temp_high_c: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Fact):
    """What the label says of a material for a container, line, filter, diluent or cover.

    `material_term` is the term of our lists that the printed material names.
    """

    kind: ClassVar[str] = "material"
    item: MaterialItem
    material: str | None
    verdict: Verdict
    qualifier: str | None = None
    material_term: Concept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit(Fact):
    """How long, and at what temperature, a state of the product may be kept.

    The time is that from one step to another, as far as the label names them; `condition` is what the solution was made with
    or how strong it is, where the limit is of such a one only.
    """

    kind: ClassVar[str] = "time_limit"
    state: ProductState
    storage: Storage | None = None
    max_hours: Decimal | None = None
    counted_from: HandlingStep | None = None
    counted_to: HandlingStep | None = None
    condition: str | None = None
    temp_low_c: Decimal | None = None
    temp_high_c: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling(Fact):
    """What is to be done, or never done, with the product or its solutions."""

    kind: ClassVar[str] = "handling"
    advice: HandlingAdvice
    state: ProductState | None = None
    duration: Decimal | None = None
    duration_unit: str | None = None
    temp_low_c: Decimal | None = None
    temp_high_c: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance(Fact):
    """How the product or its solution should look."""

    kind: ClassVar[str] = "appearance"
    state: ProductState
    description: str
