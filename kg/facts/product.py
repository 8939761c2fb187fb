"""What the product is and how it is supplied."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import IngredientRole
from kg.facts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Fact):
    """The labelled product as its title names it."""

    kind: ClassVar[str] = "product"
    name: str
    substance: str | None = None
    dosage_form: str | None = None
    route: str | None = None
    initial_us_approval: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient(Fact):
    """A substance in the product, with its amount per container."""

    kind: ClassVar[str] = "ingredient"
    substance: str
    role: IngredientRole
    amount: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Package(Fact):
    """A package that the product is supplied in."""

    kind: ClassVar[str] = "package"
    ndc: str | None = None
    container: str | None = None
    quantity: int | None = None
    contents: str | None = None
