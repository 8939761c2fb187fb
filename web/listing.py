"""What a page shows of the data beside a label's text: products with their ingredients, strengths and packages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.codes import IngredientRole
from kg.listing import ListedIngredient, ListedPackage, ListedProduct, Listing, Strength
from kg.ndc import ndc_11, ndc_forms
from kg.query import Ask, Row
from kg.read_listing import LISTING_QUESTIONS, read_listing
from web.wording import amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPackage:
    """A package: its NDC as printed and in 11 digits, and what it is."""

    ndc: str
    ndc11: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProduct:
    """A product, or a part of a kit: its name, what is said of it by heading, its packages."""

    name: str
    said: Sequence[tuple[str, str]]
    packages: Sequence[ShownPackage]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownListing:
    """The listing of a label: what is said of the whole by heading, and its products."""

    said: Sequence[tuple[str, str]]
    products: Sequence[ShownProduct]


def shown_listing(ask: Ask, label: Row) -> ShownListing | None:
    """The listing of a label; None if its source has none."""
    held = read_listing({question: ask(question, {"label": label["label"]}) for question in LISTING_QUESTIONS})
    if held is None:
        return None
    return ShownListing(said=list(_said(held)), products=[*_products(held.products)])


def labels_found(ask: Ask, wanted: str) -> Sequence[Row]:
    """The labels that a text means: a part of a name or substance, an NDC, a set id, a UNII or RxCUI; all for nothing."""
    rows = [*ask("label", {"nameContains": wanted or None})]
    if wanted and ndc_forms(wanted):
        rows += ask("label_by_ndc", {"ndc": wanted})
    if wanted and not rows:
        rows += ask("label_by_set_id", {"wanted": wanted})
        rows += ask("label_by_unii", {"unii": wanted.upper()})
        rows += ask("label_by_rxcui", {"rxcui": wanted})
    return list({row["label"]: row for row in rows}.values())


def _said(held: Listing) -> Iterator[tuple[str, str]]:
    if held.document_type:
        yield "Document", held.document_type.name.lower()
    if held.effective:
        yield "Effective", held.effective.isoformat()
    if held.labeler:
        yield "Labeler", held.labeler
    if held.uniis:
        yield "Substances", "; ".join(f"{one.name.lower()} (UNII {one.code})" for one in held.uniis)
    if held.ndcs:
        yield "NDC of packages", ", ".join(held.ndcs)
    if held.rxcuis:
        yield "RxCUI", ", ".join(held.rxcuis)


def _products(listed: Sequence[ListedProduct], kit: str = "") -> Iterator[ShownProduct]:
    """The products, each kit before its parts."""
    for product in listed:
        name = product.name or product.substance or "Product"
        yield ShownProduct(
            name=f"{name} (part of {kit})" if kit else name,
            said=[(heading, words) for heading, words in _said_of(product) if words],
            packages=[shown for package in product.packages for shown in _packages(package)],
        )
        yield from _products(product.parts, name)


def _said_of(product: ListedProduct) -> Iterator[tuple[str, str]]:
    active = [one for one in product.ingredients if one.role is IngredientRole.ACTIVE]
    inactive = [one for one in product.ingredients if one.role is IngredientRole.INACTIVE]
    yield "Substance", (product.substance or "").lower()
    yield "NDC", product.ndc or ""
    yield "Form", product.dosage_form.name.lower() if product.dosage_form else ""
    yield "Route", ", ".join(route.name.lower() for route in product.routes)
    yield "Active", "; ".join(map(_ingredient, active))
    yield "Inactive", "; ".join(map(_ingredient, inactive))
    category = product.marketing_category.name if product.marketing_category else ""
    yield "Marketed as", " ".join(filter(None, (category, product.application)))
    yield "DEA schedule", product.dea_schedule.name if product.dea_schedule else ""
    yield "Equivalent to", product.equivalent_to or ""


def _ingredient(ingredient: ListedIngredient) -> str:
    of = f" of {ingredient.strength_of.name.lower()}" if ingredient.strength_of else ""
    strength = f" {_strength(ingredient.strength)}{of}" if ingredient.strength else ""
    code = f" (UNII {ingredient.unii})" if ingredient.unii else ""
    return f"{ingredient.name.lower()}{strength}{code}"


def _strength(strength: Strength) -> str:
    """A strength as people read it; "1" is the unit of pieces.

    >>> from decimal import Decimal
    >>> _strength(Strength(amount=Decimal(5), unit="mg", per_amount=Decimal(1), per_unit="mL"))
    '5 mg in 1 mL'
    """
    held = amount(strength.amount, None, _unit(strength.unit))
    if strength.per_unit == "1" and strength.per_amount == 1:
        return f"{held} each"
    return f"{held} in {amount(strength.per_amount, None, _unit(strength.per_unit))}"


def _packages(package: ListedPackage) -> Iterator[ShownPackage]:
    """A package that has an NDC, and those inside it that have one; one without any is shown by its words."""
    inside = [shown for one in package.inside for shown in _packages(one) if shown.ndc]
    if package.ndc or not inside:
        ndc = package.ndc or ""
        yield ShownPackage(ndc=ndc, ndc11=ndc_11(ndc) or "", words=_contents(package))
    yield from inside


def _contents(package: ListedPackage) -> str:
    """What a package is and holds: "carton of 1: vial of 5 mL"."""
    form = package.form.name.lower() if package.form else "package"
    held = amount(package.amount, None, _unit(package.unit))
    inside = "; ".join(map(_contents, package.inside))
    return "".join((form, f" of {held}" if held else "", f": {inside}" if inside else ""))


def _unit(code: str | None) -> str | None:
    return None if code == "1" else code
