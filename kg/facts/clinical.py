"""Who the product is for, who must not have it, what to watch for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import (
    Comparison,
    InteractionAdvice,
    PopulationAdvice,
    PopulationGroup,
)
from kg.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication(Fact):
    """A disease that the product is indicated for, in whom and when."""

    kind: ClassVar[str] = "indication"
    disease: str
    population: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedWarning(Fact):
    """One hazard named in the title of the boxed warning, with the text below it."""

    kind: ClassVar[str] = "boxed_warning"
    title: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWarning(Fact):
    """One numbered subsection of Warnings and Precautions."""

    kind: ClassVar[str] = "warning"
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contraindication(Fact):
    """A condition in which the product must not be used; "none" where the label says None."""

    kind: ClassVar[str] = "contraindication"
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Population(Fact):
    """What the label states or advises for a population; `duration` counts from the last dose."""

    kind: ClassVar[str] = "population"
    population: PopulationGroup
    advice: PopulationAdvice
    duration: Decimal | None = None
    duration_unit: str | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Fact):
    """What the label advises for a drug taken together with the product."""

    kind: ClassVar[str] = "interaction"
    precipitant: str
    advice: InteractionAdvice


@dataclass(frozen=True, slots=True, kw_only=True)
class Counselling(Fact):
    """A point to tell patients, under its heading in section 17."""

    kind: ClassVar[str] = "counselling"
    topic: str | None
    advice: str
