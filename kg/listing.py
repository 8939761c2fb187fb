"""What the source's own data list of a label: its document type, labeler and products (SPL implementation guide, drug listing).

These data stand beside the text: no sentence of the label states them, so they are no facts and cite the source as a
whole.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kg.codes import IngredientRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A code of a code system with its name as the source prints it: LOINC for document types, NCI for forms and routes."""

    code: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """How much of an ingredient is in how much of the product; units are UCUM codes, "1" for pieces."""

    amount: Decimal
    unit: str
    per_amount: Decimal
    per_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIngredient:
    """A substance of a product by its UNII, with its strength; `moieties` are the active parts of its molecule.

    `strength_of` is the substance whose amount the strength states where that is not the ingredient: its moiety, or
    another form of it. "5 mg" of a salt may be 5 mg of its base.
    """

    name: str
    unii: str | None
    role: IngredientRole
    strength: Strength | None = None
    moieties: tuple[Coded, ...] = ()
    strength_of: Coded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPackage:
    """A package, and those inside it: a carton without an NDC of its own may hold vials that have one.

    `ndc` is as printed, with its hyphens ("0009-0001-01"); `amount` of `unit` is how much of the product, or how many of
    the packages inside, it holds.
    """

    ndc: str | None
    form: Coded | None
    amount: Decimal | None
    unit: str | None
    inside: tuple["ListedPackage", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedProduct:
    """A product; a kit has `parts`. `equivalent_to` is the NDC of the product that the source states it equals."""

    name: str | None
    substance: str | None
    ndc: str | None
    dosage_form: Coded | None
    routes: tuple[Coded, ...] = ()
    ingredients: tuple[ListedIngredient, ...] = ()
    packages: tuple[ListedPackage, ...] = ()
    marketing_category: Coded | None = None
    application: str | None = None
    dea_schedule: Coded | None = None
    equivalent_to: str | None = None
    parts: tuple["ListedProduct", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The data of a label: what document it is, since when it holds, whose it is and which products it is for.

    A source that lists identifiers without telling which product has which (openFDA) gives them here: `uniis` with the
    names of their substances, `ndcs` of packages, `rxcuis` of RxNorm.
    """

    document_type: Coded | None = None
    effective: date | None = None
    labeler: str | None = None
    products: tuple[ListedProduct, ...] = ()
    uniis: tuple[Coded, ...] = ()
    ndcs: tuple[str, ...] = ()
    rxcuis: tuple[str, ...] = ()


Listed: TypeAlias = Listing | ListedProduct | ListedIngredient | ListedPackage | Strength | Coded

LISTED_KINDS: tuple[type[Listed], ...] = (Listing, ListedProduct, ListedIngredient, ListedPackage, Strength, Coded)
"""The kinds of things that are listed."""
