"""What openFDA lists of a label beside its text: the `openfda` block, the date, and the names in the product data elements.

The block's lists stand side by side without telling which product has which: what several products share is given to
none of them, except what can be told by itself, such as the packages, whose NDC begins with that of their product.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.sources.openfda.entries import Entry, kind_of, texts_of
from ingest.sources.openfda.fields import fields
from kg.errors import SourceError
from kg.listing import Coded, ListedPackage, ListedProduct, Listing

_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{2,6})?")
_ELEMENTS = "spl_product_data_elements"
_MOST_WORDS = 5
_MOST_LETTERS = 80
_TITLE = re.compile(r"\b(?P<brand>[A-Z][A-Z\d-]{2,})\s*[®™]?\s*\(\s*(?P<generic>[a-z][a-z -]{3,80}?)\s*\)")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedNames:
    """The proprietary and the established name of a label's product, None where they are not told, and all that is listed."""

    brand: str | None
    generic: str | None
    listing: Listing

    @property
    def product_type(self) -> str | None:
        return self.listing.document_type.name if self.listing.document_type else None


def listed_of(name: str, entry: Entry) -> ListedNames:
    """What a label's object lists. Raises SourceError, naming the field, for a value of a wrong type and for no date."""
    block = entry.get("openfda", {})
    if not isinstance(block, dict):
        raise SourceError(f"openfda is {kind_of(block)}", where=name, expected="an object")
    listed = {field: texts_of(name, f"openfda.{field}", block[field]) for field in fields().listed if field in block}
    brand, generic = _only(listed, "brand_name"), _only(listed, "generic_name")
    if brand is None:
        brand, generic = _named(name, entry)
    uniis = tuple(_substances(listed.get("unii", ()), listed.get("substance_name", ())))
    products = tuple(_products(listed, brand, generic))
    packaged = {package.ndc for product in products for package in product.packages}
    kind = _only(listed, "product_type")
    return ListedNames(
        brand=brand,
        generic=generic,
        listing=Listing(
            document_type=Coded(code=fields().document_types.get(kind), name=kind) if kind else None,
            effective=_date(name, entry.get("effective_time")),
            labeler=_only(listed, "manufacturer_name"),
            products=products,
            uniis=uniis,
            ndcs=tuple(ndc for ndc in listed.get("package_ndc", ()) if ndc not in packaged),
            rxcuis=listed.get("rxcui", ()),
        ),
    )


def _only(listed: Mapping[str, Sequence[str]], field: str) -> str | None:
    """The first of a field's texts: openFDA lists one brand name, generic name, manufacturer and type to a label."""
    return next(iter(listed.get(field, ())), None)


def _products(listed: Mapping[str, Sequence[str]], brand: str | None, generic: str | None) -> Iterable[ListedProduct]:
    """A product for each NDC, or one without; its routes and application number where there is no other to choose."""
    ndcs: Sequence[str | None] = listed.get("product_ndc", ()) or (None,)
    routes, applications = listed.get("route", ()), listed.get("application_number", ())
    told = ndcs if any(ndcs) or brand or routes or applications else ()
    for ndc in told:
        alone = len(told) == 1
        yield ListedProduct(
            name=brand,
            substance=generic,
            ndc=ndc,
            dosage_form=None,
            routes=tuple(Coded(code=None, name=route) for route in routes if alone or len(routes) == 1),
            packages=tuple(
                _package(code) for code in listed.get("package_ndc", ()) if ndc and code.startswith(f"{ndc}-")
            ),
            application=applications[0] if len(applications) == 1 else None,
        )


def _package(ndc: str) -> ListedPackage:
    return ListedPackage(ndc=ndc, form=None, amount=None, unit=None)


def _substances(uniis: Sequence[str], names: Sequence[str]) -> Iterable[Coded]:
    """A UNII with its substance; of several, which openFDA does not list in the same order, codes and names apart."""
    if len(uniis) == len(names) == 1:
        yield Coded(code=uniis[0], name=names[0])
        return
    yield from (Coded(code=unii, name=unii) for unii in uniis)
    yield from (Coded(code=None, name=name) for name in names)


def _date(name: str, value: object) -> date | None:
    if value is None:
        return None
    printed = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        return date(*map(int, printed.groups())) if printed else _no_date(name, value)
    except ValueError:
        return _no_date(name, value)


def _no_date(name: str, value: object) -> date:
    what = repr(value[:_MOST_LETTERS]) if isinstance(value, str) else kind_of(value)
    raise SourceError(f"effective_time is {what}", where=name, expected='a date such as "20240131"')


def _named(name: str, entry: Entry) -> tuple[str | None, str | None]:
    """The names with which the product data elements begin, divided where the label's text prints them divided.

    The text prints "DRUG-X (exampline)", or the name in capitals; a product named by its substance has the name twice.
    Where there are no elements, the first names that the text prints in that way.
    """
    texts = texts_of(name, _ELEMENTS, entry.get(_ELEMENTS, []))
    words = " ".join(texts)[:1_000].split()[: 2 * _MOST_WORDS]
    naming = [entry[field] for field in fields().naming if field in entry]
    text = "\n".join(part for field in naming if isinstance(field, list) for part in field if isinstance(part, str))
    lengths = range(1, min(_MOST_WORDS, len(words) - 1) + 1)
    for length in lengths:
        printed = rf"(?<![\w-]){_spaced(words[:length])}\s*[®™]?\s*\(\s*({re.escape(words[length])}[^()]{{0,100}})\)"
        found = re.search(printed, text, re.IGNORECASE)
        if found:
            return " ".join(words[:length]), " ".join(found[1].split())
    for length in reversed(lengths):
        if re.search(rf"(?<![\w-]){_spaced([word.upper() for word in words[:length]])}(?![\w-])", text):
            return " ".join(words[:length]), None
    for length in lengths:
        name_twice = [_letters(words[:length]), _letters(words[length : 2 * length])]
        if name_twice[0] == name_twice[1]:
            return " ".join(words[:length]), " ".join(words[length : 2 * length])
    titled = _TITLE.search(text)
    return (titled["brand"], titled["generic"]) if titled else (None, None)


def _spaced(words: Iterable[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _letters(words: Iterable[str]) -> str:
    return _SIGNS.sub(" ", " ".join(words)).casefold()
