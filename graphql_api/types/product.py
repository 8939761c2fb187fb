"""What the product is and how it is supplied."""

from decimal import Decimal

from graphql_api.types.fact import Fact, fact_type
from kg import facts
from kg.codes import IngredientRole


@fact_type(facts.Product)
class Product(Fact):
    name: str
    substance: str | None
    dosage_form: str | None
    route: str | None
    initial_us_approval: int | None


@fact_type(facts.Ingredient)
class Ingredient(Fact):
    substance: str
    role: IngredientRole
    amount: Decimal | None
    unit: str | None


@fact_type(facts.Package)
class Package(Fact):
    ndc: str | None
    container: str | None
    quantity: int | None
    contents: str | None
