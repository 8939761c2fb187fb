"""A label's listing back from the graph, put together from the answers to the questions about what is listed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.codes import IngredientRole
from kg.listing import Coded, ListedIngredient, ListedPackage, ListedProduct, Listing, Strength
from kg.query import Row, Value
from kg.terms import property_of

LISTING_QUESTIONS = (
    "listing",
    "listed_product",
    "listed_ingredient",
    "listed_package",
    "listed_code",
    "listed_identifier",
)
"""The questions of `queries/` whose answers together are the listing of a label."""


def read_listing(answers: Mapping[str, Sequence[Row]]) -> Listing | None:
    """The listing of one label from the answers to `LISTING_QUESTIONS` by their ids; None if it has none."""
    if not answers["listing"]:
        return None
    (said,) = answers["listing"]
    here, graph = str(said["listing"]), _Graph.of(answers)
    effective = said["effective"]
    return Listing(
        document_type=graph.coded(here, property_of(Listing, "document_type")),
        effective=effective if isinstance(effective, date) else None,
        labeler=_text(said["labeler"]),
        products=graph.products(here),
        uniis=graph.all_coded(here, property_of(Listing, "uniis")),
        ndcs=graph.identifiers[property_of(Listing, "ndcs")],
        rxcuis=graph.identifiers[property_of(Listing, "rxcuis")],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """What is listed: products, ingredients and packages by what they belong to, codes also by their property."""

    within: Mapping[str, Mapping[str, Sequence[Row]]]
    codes: Mapping[tuple[str, str], Sequence[Row]]
    identifiers: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, answers: Mapping[str, Sequence[Row]]) -> "_Graph":
        within = {name: defaultdict[str, list[Row]](list) for name in LISTING_QUESTIONS[1:4]}
        for name, held in within.items():
            for row in answers[name]:
                held[str(row["within"])].append(row)
        codes = defaultdict[tuple[str, str], list[Row]](list)
        for row in answers["listed_code"]:
            codes[str(row["within"]), str(row["property"])].append(row)
        identifiers = defaultdict[str, tuple[str, ...]](tuple)
        for row in answers["listed_identifier"]:
            identifiers[str(row["property"])] += (str(row["identifier"]),)
        return cls(within=within, codes=codes, identifiers=identifiers)

    def all_coded(self, thing: str, predicate: str) -> tuple[Coded, ...]:
        rows = self.codes.get((thing, predicate), ())
        return tuple(Coded(code=_text(row["code"]), name=str(row["name"])) for row in rows)

    def coded(self, thing: str, predicate: str) -> Coded | None:
        return next(iter(self.all_coded(thing, predicate)), None)

    def products(self, within: str) -> tuple[ListedProduct, ...]:
        """The products of a listing, or the parts of a kit."""
        return tuple(map(self._product, self.within["listed_product"].get(within, ())))

    def _product(self, row: Row) -> ListedProduct:
        here = str(row["listed"])
        return ListedProduct(
            name=_text(row["name"]),
            substance=_text(row["substance"]),
            ndc=_text(row["ndc"]),
            dosage_form=self.coded(here, property_of(ListedProduct, "dosage_form")),
            routes=self.all_coded(here, property_of(ListedProduct, "routes")),
            ingredients=tuple(map(self._ingredient, self.within["listed_ingredient"].get(here, ()))),
            packages=self._packages(here),
            marketing_category=self.coded(here, property_of(ListedProduct, "marketing_category")),
            application=_text(row["application"]),
            dea_schedule=self.coded(here, property_of(ListedProduct, "dea_schedule")),
            equivalent_to=_text(row["equivalentTo"]),
            parts=self.products(here),
        )

    def _ingredient(self, row: Row) -> ListedIngredient:
        here = str(row["listed"])
        return ListedIngredient(
            name=str(row["name"]),
            unii=_text(row["unii"]),
            role=IngredientRole(str(row["role"])),
            strength=_strength(row),
            moieties=self.all_coded(here, property_of(ListedIngredient, "moieties")),
            strength_of=self.coded(here, property_of(ListedIngredient, "strength_of")),
        )

    def _packages(self, within: str) -> tuple[ListedPackage, ...]:
        return tuple(map(self._package, self.within["listed_package"].get(within, ())))

    def _package(self, row: Row) -> ListedPackage:
        here = str(row["listed"])
        return ListedPackage(
            ndc=_text(row["ndc"]),
            form=self.coded(here, property_of(ListedPackage, "form")),
            amount=_decimal(row["amount"]),
            unit=_text(row["unit"]),
            inside=self._packages(here),
        )


def _strength(row: Row) -> Strength | None:
    amount, per_amount = _decimal(row["amount"]), _decimal(row["perAmount"])
    if amount is None or per_amount is None:
        return None
    return Strength(amount=amount, unit=str(row["unit"]), per_amount=per_amount, per_unit=str(row["perUnit"]))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _decimal(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
