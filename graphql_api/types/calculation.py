"""What follows from the facts of a label by calculation: amounts, the dates of a regimen, the latest times."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

import strawberry

from graphql_api.context import Context
from graphql_api.executor import Things
from graphql_api.graph.facts import FACT
from graphql_api.graph.text import Node
from graphql_api.types.named import list_of
from graphql_api.types.shaped import NAMES
from kg import facts
from kg.calculation import amounts, deadlines, regimen

_Shown = TypeVar("_Shown")


@strawberry.type(description="A number that was calculated, with the facts that it follows from.")
class CalculatedAmount:
    """A result with its unit."""

    value: Decimal = strawberry.field(
        description="The number; it is rounded only where the label says so, which `derivation` quotes."
    )
    unit: str = strawberry.field(description="Its unit, a UCUM code.")
    derivation: str = strawberry.field(description="How it was calculated.")
    facts: Things = strawberry.field(
        graphql_type=list_of(NAMES["Fact"]),
        description="The facts that it follows from.",
    )


@strawberry.type(description="What one dose of a label comes to for a patient.")
class DoseAmounts:
    """A dose with its results."""

    dose: Things = strawberry.field(graphql_type=NAMES["Dose"], description="The dose, with the words that state it.")
    amount: CalculatedAmount | None = strawberry.field(
        description="The amount for the patient; of a range the lower end."
    )
    highest: CalculatedAmount | None = strawberry.field(description="The upper end of a range.")
    volume: CalculatedAmount | None = strawberry.field(description="The volume to withdraw for it.")
    vials: list[CalculatedAmount] = strawberry.field(
        description="Whole vials that make it up: the fewest, and those that leave the least over where these are others."
    )
    final_volume: CalculatedAmount | None = strawberry.field(description="The volume to make it up to.")
    silent: list[str] = strawberry.field(description="What could not be told, and why.")


@strawberry.type(description="A dose on its day of a cycle.")
class PlannedDose:
    """A dose with its date."""

    dose: Things = strawberry.field(graphql_type=NAMES["Dose"], description="The dose, with the words that state it.")
    day: int = strawberry.field(description="The day of the cycle, counted from 1.")
    at: date = strawberry.field(description="The date of that day.")
    earliest: date | None = strawberry.field(description="The first date within the label's window.")
    latest: date | None = strawberry.field(description="The last date within the label's window.")


@strawberry.type(description="A cycle with its doses.")
class PlannedCycle:
    """A cycle with its dates."""

    number: int = strawberry.field(description="Which cycle it is, counted from 1.")
    start: date = strawberry.field(description="Its first day.")
    days: int | None = strawberry.field(
        description="How long it is, in days; null where that is not stated, or in two ways."
    )
    longest: int | None = strawberry.field(description="To how many days it may be extended.")
    doses: list[PlannedDose] = strawberry.field(description="Its doses by day.")
    facts: Things = strawberry.field(
        graphql_type=list_of(NAMES["Fact"]),
        description="The facts that state its length.",
    )
    totals: list[CalculatedAmount] = strawberry.field(
        description="What its doses come to together, for each condition of doses."
    )
    reduced: list[CalculatedAmount] = strawberry.field(
        description="What is left of each total, reduced by the share that was given; not divided among the doses."
    )


@strawberry.type(
    description="The cycles of a regimen as far as they can be dated, and what the label states of all of them."
)
class Regimen:
    """Cycles and limits."""

    cycles: list[PlannedCycle] = strawberry.field(description="The cycles.")
    limits: Things = strawberry.field(
        graphql_type=list_of(NAMES["Schedule"]),
        description="Gaps, windows and numbers of cycles, each with its condition.",
    )
    needs: list[str] = strawberry.field(description="What is missing to go on.")


@strawberry.type(description="The latest time for a step.")
class Deadline:
    """A step with its time."""

    step: str = strawberry.field(description="What is to be done by then.")
    at: datetime = strawberry.field(description="The latest time.")
    derivation: str = strawberry.field(description="How it follows.")
    facts: Things = strawberry.field(
        graphql_type=list_of(NAMES["Fact"]),
        description="The facts that it follows from, the limit that binds first.",
    )


@strawberry.type(description="The latest time for each step, in their order.")
class Deadlines:
    """Steps with their times."""

    steps: list[Deadline] = strawberry.field(description="The steps ahead.")
    broken: list[Deadline] = strawberry.field(description="Limits that are passed already.")
    silent: list[str] = strawberry.field(description="What could not be told, and why.")


_TYPES: Mapping[type, Callable[..., object]] = {
    amounts.Amount: CalculatedAmount,
    amounts.DoseAmounts: DoseAmounts,
    regimen.PlannedDose: PlannedDose,
    regimen.PlannedCycle: PlannedCycle,
    regimen.Regimen: Regimen,
    deadlines.Deadline: Deadline,
    deadlines.Deadlines: Deadlines,
}
"""The types of results; their fields have the same names."""


def shown(context: Context, stated: Mapping[str, facts.Fact], result: object, kind: Callable[..., _Shown]) -> _Shown:
    """A result as it is answered; facts, given by their IRIs, become those of the graph with their quotes."""
    known = {id(fact): context.held.fact(iri) for iri, fact in stated.items()}
    return kind(**_members(result, known))


def _members(result: object, known: Mapping[int, Node]) -> dict[str, object]:
    return {field.name: _answered(getattr(result, field.name), known) for field in fields(result)}  # type: ignore[arg-type]


def _answered(value: object, known: Mapping[int, Node]) -> object:
    if isinstance(value, facts.Fact):
        return Things(shape=type(value).__name__, nodes=[known[id(value)]], is_many=False)
    if isinstance(value, tuple) and value and isinstance(value[0], facts.Fact):
        return Things(shape=FACT, nodes=[known[id(one)] for one in value])
    if isinstance(value, tuple):
        return [_answered(one, known) for one in value]
    kind = _TYPES.get(type(value))
    return value if kind is None else kind(**_members(value, known))
