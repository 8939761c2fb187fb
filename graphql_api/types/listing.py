"""What the data beside the text of a label list, as GraphQL types: products, ingredients, packages and their codes."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import TypeVar

import strawberry
from strawberry.types import get_object_definition

from graphql_api.types.described import described
from kg import listing
from kg.codes import IngredientRole
from kg.ndc import ndc_11
from kg.terms import definition, property_of

_Type = TypeVar("_Type", bound=type)


def _listed_type(kind: type[listing.Listed]) -> Callable[[_Type], _Type]:
    """Make a class the GraphQL type of a kind of listed thing; descriptions are the ontology's definitions."""

    def decorate(cls: _Type) -> _Type:
        made: _Type = strawberry.type(cls, description=definition(kind.__name__))
        for field in get_object_definition(made, strict=True).fields:
            if field.description is None:
                field.description = definition(property_of(kind, field.python_name))
        return made

    return decorate


@_listed_type(listing.Coded)
class Coded:
    code: str | None
    name: str


@_listed_type(listing.Strength)
class Strength:
    amount: Decimal
    unit: str
    per_amount: Decimal
    per_unit: str


@_listed_type(listing.ListedIngredient)
class ListedIngredient:
    name: str
    unii: str | None
    role: IngredientRole
    strength: Strength | None
    moieties: list[Coded]
    strength_of: Coded | None


@_listed_type(listing.ListedPackage)
class ListedPackage:
    ndc: str | None
    form: Coded | None
    amount: Decimal | None
    unit: str | None
    inside: list["ListedPackage"]

    @described(definition("ndc11"))
    def ndc11(self) -> str | None:
        return ndc_11(self.ndc) if self.ndc else None


@_listed_type(listing.ListedProduct)
class ListedProduct:
    name: str | None
    substance: str | None
    ndc: str | None
    dosage_form: Coded | None
    routes: list[Coded]
    ingredients: list[ListedIngredient]
    packages: list[ListedPackage]
    marketing_category: Coded | None
    application: str | None
    dea_schedule: Coded | None
    equivalent_to: str | None
    parts: list["ListedProduct"]


@_listed_type(listing.Listing)
class Listing:
    document_type: Coded | None
    effective: date | None
    labeler: str | None
    products: list[ListedProduct]
    uniis: list[Coded]
    ndcs: list[str]
    rxcuis: list[str]


LISTED_TYPES: Mapping[type[listing.Listed], type] = {
    listing.Listing: Listing,
    listing.ListedProduct: ListedProduct,
    listing.ListedIngredient: ListedIngredient,
    listing.ListedPackage: ListedPackage,
    listing.Strength: Strength,
    listing.Coded: Coded,
}


def listing_of(held: listing.Listing) -> Listing:
    """The GraphQL object of a listing."""
    made = _made(held)
    assert isinstance(made, Listing)  # noqa: S101 (for the type checker: the table says so)
    return made


def _made(value: object) -> object:
    """The GraphQL object of a listed thing, with those below it; lists of tuples; any other value as it is."""
    if isinstance(value, tuple):
        return [_made(member) for member in value]
    if isinstance(value, listing.Listed):
        return LISTED_TYPES[type(value)](**{field.name: _made(getattr(value, field.name)) for field in fields(value)})
    return value
