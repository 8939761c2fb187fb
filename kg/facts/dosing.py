"""Doses, schedules, premedication and what to do when something happens."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import (
    Action,
    Comparison,
    Logic,
    MaximumPer,
    Modality,
    PremedicationPurpose,
    ScheduleElement,
)
from kg.concepts import Concept
from kg.facts.criteria import Criterion, Instruction
from kg.facts.fact import Fact, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Fact):
    """A recommended dose of the labelled product. Units are UCUM codes (case-sensitive).

    What `schedule` and `condition` tell of the time is also there as numbers: `frequency` doses in each `period`, on `days` of a
    cycle of `cycle_days`, in the cycles from `first_cycle` to `last_cycle`, or in all later ones. An amount that is
    given in several doses is `divided_into` so many.

    `maximum` is the largest amount that the dose may come to, of what `maximum_per` says, or else of the dose as it is
    stated. A patient who is heavier or larger than `maximum_weight_kg` or `maximum_surface_m2` gets the dose of such a one.
    """

    kind: ClassVar[str] = "dose"
    amount: Decimal
    amount_high: Decimal | None = None
    unit: str
    schedule: str | None = None
    condition: str | None = None
    route: str | None = None
    infusion_minutes: Decimal | None = None
    infusion_minutes_high: Decimal | None = None
    drug: str | None = None
    frequency: int | None = None
    period: Decimal | None = None
    period_unit: str | None = None
    days: tuple[int, ...] = ()
    cycle_days: int | None = None
    first_cycle: int | None = None
    last_cycle: int | None = None
    divided_into: int | None = None
    maximum: Decimal | None = None
    maximum_unit: str | None = None
    maximum_per: MaximumPer | None = None
    maximum_weight_kg: Decimal | None = None
    maximum_surface_m2: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRule(Fact):
    """What to do with the dose when something happens: a row of a dose-modification table, or a sentence.

    `ctcae_terms` and `findings` are the terms that the trigger names. `criteria` are trigger and severity as data that can be
    decided, `resume_criteria` what must be reached before treatment goes on. `instructions` part what is to be done by when it
    holds, in the order of the words; there are none where all actions hold as soon as the rule applies.
    """

    kind: ClassVar[str] = "dose_rule"
    trigger: str
    severity: str | None = None
    actions: tuple[Action, ...]
    thresholds: tuple[Threshold, ...] = ()
    until: str | None = None
    exceptions: str | None = None
    condition: str | None = None
    text: str | None = None
    ctcae_terms: tuple[Concept, ...] = ()
    findings: tuple[Concept, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    resume_criteria: tuple[Criterion, ...] = ()
    instructions: tuple[Instruction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Fact):
    """How many cycles to give, how long a cycle is, which gaps and windows doses have.

    The cycles that `condition` names are also there as numbers, as in a dose.
    """

    kind: ClassVar[str] = "schedule"
    element: ScheduleElement
    comparison: Comparison | None = None
    value: Decimal
    value_high: Decimal | None = None
    unit: str
    modality: Modality | None = None
    condition: str | None = None
    first_cycle: int | None = None
    last_cycle: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Premedication(Fact):
    """Medicines to give before the product, and what for; that cells are to be reduced is also stated without a medicine."""

    kind: ClassVar[str] = "premedication"
    purpose: PremedicationPurpose
    agents: tuple[str, ...] = ()
    logic: Logic | None = None
    timing: str | None = None
    condition: str | None = None
    target: Threshold | None = None
