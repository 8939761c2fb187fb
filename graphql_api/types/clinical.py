"""Who the product is for, who must not have it, what to watch for."""

from decimal import Decimal

from graphql_api.types.fact import Fact, fact_type
from kg import facts
from kg.codes import Comparison, InteractionAdvice, PopulationAdvice, PopulationGroup


@fact_type(facts.Indication)
class Indication(Fact):
    disease: str
    population: str | None
    condition: str | None


@fact_type(facts.BoxedWarning)
class BoxedWarning(Fact):
    title: str
    text: str | None


@fact_type(facts.LabelWarning)
class LabelWarning(Fact):
    number: str
    title: str


@fact_type(facts.Contraindication)
class Contraindication(Fact):
    condition: str


@fact_type(facts.Population)
class Population(Fact):
    population: PopulationGroup
    advice: PopulationAdvice
    duration: Decimal | None
    duration_unit: str | None
    comparison: Comparison | None


@fact_type(facts.Interaction)
class Interaction(Fact):
    precipitant: str
    advice: InteractionAdvice


@fact_type(facts.Counselling)
class Counselling(Fact):
    topic: str | None
    advice: str
