"""The product data of SPL: document type, labeler, and each product with its ingredients, packages and approval.

Which element says what is told by the "Structured Product Labeling (SPL) Implementation Guide with Validation
Procedures" of FDA (HL7 SPL release 9), chapters "SPL document" and "Drug listing".
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from ingest.sources.spl.parsing import attribute, child, children
from kg.codes import IngredientRole
from kg.listing import Coded, ListedIngredient, ListedPackage, ListedProduct, Listing, Strength

_PRODUCT = ("manufacturedProduct", "manufacturedMedicine")
_PART = ("partProduct", "partMedicine")
_CONTAINER = ("containerPackagedProduct", "containerPackagedMedicine")
"""Names of product elements, and those that they had before release 4."""

_OF_MOIETY = "ACTIM"
_OF_REFERENCE = "ACTIR"
_NAMELESS = "unnamed"
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"\+?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?:[eE][+-]?\d{1,2})?")


def listing_of(document: etree._Element) -> Listing:
    """What the product data of a document say; what they leave out, or say in no known form, is None."""
    organization = child(document, "author", "assignedEntity", "representedOrganization")
    return Listing(
        document_type=_coded(child(document, "code")),
        effective=_day(attribute(child(document, "effectiveTime"), "value")),
        labeler=_words(child(organization, "name")),
        products=tuple(_products(document)),
    )


def _products(document: etree._Element) -> Iterator[ListedProduct]:
    """The products that sections have as their subjects."""
    for subject in document.iter("{*}subject"):
        for about in children(subject, *_PRODUCT):
            for product in children(about, *_PRODUCT):
                yield _product(product, about)


def _product(product: etree._Element, about: etree._Element) -> ListedProduct:
    """A product; `about` is the element around it that says how it is given, approved and scheduled."""
    approval = next(
        (found for of in children(about, "subjectOf") if (found := child(of, "approval")) is not None), None
    )
    policies = (child(of, "policy", "code") for of in children(about, "subjectOf"))
    return ListedProduct(
        name=_name(child(product, "name")),
        substance=", ".join(_generic_names(product)) or None,
        ndc=attribute(child(product, "code"), "code"),
        dosage_form=_coded(child(product, "formCode")),
        routes=tuple(_routes(about)),
        ingredients=tuple(map(_ingredient, children(product, "ingredient"))),
        packages=tuple(package for content in children(product, "asContent") for package in _packages(content, ())),
        marketing_category=_coded(child(approval, "code")),
        application=attribute(child(approval, "id"), "extension"),
        dea_schedule=next((coded for policy in policies if (coded := _coded(policy))), None),
        equivalent_to=attribute(child(product, "asEquivalentEntity", "definingMaterialKind", "code"), "code"),
        parts=tuple(_product(inner, part) for part in children(product, "part") for inner in children(part, *_PART)),
    )


def _generic_names(product: etree._Element) -> Iterator[str]:
    for generic in children(product, "asEntityWithGeneric"):
        name = _words(child(generic, "genericMedicine", "name"))
        if name:
            yield name


def _routes(about: etree._Element) -> Iterator[Coded]:
    for consumed in children(about, "consumedIn"):
        for administration in children(consumed, "substanceAdministration"):
            for route in children(administration, "routeCode"):
                coded = _coded(route)
                if coded:
                    yield coded


def _ingredient(ingredient: etree._Element) -> ListedIngredient:
    """An ingredient. Its class tells its role, and of which substance its strength is: ACTIB is of itself."""
    kind = attribute(ingredient, "classCode") or ""
    substance = next(children(ingredient, "ingredientSubstance"), None)
    around = children(substance, "activeMoiety") if substance is not None else ()
    moieties = tuple(_substance(moiety) for found in around for moiety in children(found, "activeMoiety"))
    strength = _strength(child(ingredient, "quantity"))
    return ListedIngredient(
        name=_words(child(substance, "name")) or _NAMELESS,
        unii=attribute(child(substance, "code"), "code"),
        role=IngredientRole.ACTIVE if kind.startswith("ACTI") else IngredientRole.INACTIVE,
        strength=strength,
        moieties=moieties,
        strength_of=_strength_of(kind, substance, moieties) if strength else None,
    )


def _strength_of(kind: str, substance: etree._Element | None, moieties: tuple[Coded, ...]) -> Coded | None:
    if kind == _OF_MOIETY:
        return next(iter(moieties), None)
    reference = child(substance, "asEquivalentSubstance", "definingSubstance")
    return _substance(reference) if kind == _OF_REFERENCE and reference is not None else None


def _substance(element: etree._Element) -> Coded:
    return Coded(code=attribute(child(element, "code"), "code"), name=_words(child(element, "name")) or _NAMELESS)


def _strength(quantity: etree._Element | None) -> Strength | None:
    numerator, denominator = child(quantity, "numerator"), child(quantity, "denominator")
    amount, per_amount = _number(numerator), _number(denominator)
    if amount is None or not per_amount:
        return None
    return Strength(amount=amount, unit=_unit(numerator), per_amount=per_amount, per_unit=_unit(denominator))


def _packages(content: etree._Element, inside: tuple[ListedPackage, ...]) -> Iterator[ListedPackage]:
    """The outermost packages. SPL nests the other way round: a vial has the carton around it as its `asContent`."""
    quantity = child(content, "quantity", "numerator")
    amount = _number(quantity)
    for container in children(content, *_CONTAINER):
        package = ListedPackage(
            ndc=attribute(child(container, "code"), "code"),
            form=_coded(child(container, "formCode")),
            amount=amount,
            unit=_unit(quantity) if amount is not None else None,
            inside=inside,
        )
        around = list(children(container, "asContent"))
        if not around:
            yield package
        for outer in around:
            yield from _packages(outer, (package,))


def _coded(element: etree._Element | None) -> Coded | None:
    """A code with its name; a code alone is its own name."""
    code, name = attribute(element, "code"), attribute(element, "displayName")
    found = name or code
    return Coded(code=code, name=found) if found else None


def _words(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return " ".join("".join(map(str, element.itertext())).split()) or None


def _name(element: etree._Element | None) -> str | None:
    """A product's name with its suffix ("XR"), a word of its own unless a sign joins it."""
    if element is None:
        return None
    suffix = _words(child(element, "suffix"))
    name = " ".join((element.text or "").split())
    if not suffix:
        return _words(element)
    return f"{name} {suffix}" if suffix[0].isalnum() else f"{name}{suffix}"


def _number(element: etree._Element | None) -> Decimal | None:
    printed = (attribute(element, "value") or "").strip()
    return Decimal(printed) if _NUMBER.fullmatch(printed) else None


def _unit(element: etree._Element | None) -> str:
    """A UCUM code; "1", the unit of what is counted, where none is given."""
    return (attribute(element, "unit") or "1").strip()


def _day(printed: str | None) -> date | None:
    """The day of a time stamp "20240131", which may go on with hours."""
    match = _DAY.match(printed or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
