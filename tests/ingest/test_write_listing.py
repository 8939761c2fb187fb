from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from ingest.write_rdf import graph_of
from kg.codes import LabelFormat
from kg.listing import LISTED_KINDS, Coded, Listing
from kg.terms import class_of, concept, term
from kg.validate import validate
from tests.sample_listing import LISTING
from tests.samples import DOCUMENT

LISTED = replace(DOCUMENT, set_id="0D6C-1", version="12", listing=LISTING)
GRAPH = graph_of(LISTED, ())
LABEL = "https://w3id.org/labelgraph/id/label/0d6c-1"
HERE = f"{LABEL}/version/12/listing"
CARTON = URIRef(f"{HERE}/products-1/packages-1")


def _lg(name: str) -> URIRef:
    return URIRef(term(name))


def test_the_version_has_a_listing_with_date_labeler_and_type() -> None:
    listing = GRAPH.value(GRAPH.identifier, _lg("listing"))
    assert listing == URIRef(HERE)
    assert GRAPH.value(listing, _lg("effective")) == Literal("2024-03-01", datatype=XSD.date)
    assert GRAPH.value(listing, _lg("labeler")) == Literal("Example Laboratories")
    assert GRAPH.value(GRAPH.value(listing, _lg("documentType")), _lg("code")) == Literal("34391-3")
    assert set(GRAPH.objects(listing, _lg("rxcuis"))) == {Literal("1000001"), Literal("1000002")}


def test_a_package_has_its_code_in_both_forms_and_the_packages_inside() -> None:
    assert GRAPH.value(CARTON, _lg("ndc")) == Literal("0000-0100-01")
    assert GRAPH.value(CARTON, _lg("ndc11")) == Literal("00000010001")
    vial = GRAPH.value(CARTON, _lg("inside"))
    assert GRAPH.value(GRAPH.value(vial, _lg("packageForm")), _lg("name")) == Literal("VIAL")
    assert (vial, _lg("ndc"), None) not in GRAPH


def test_an_ingredient_has_strength_and_moieties() -> None:
    ingredient = URIRef(f"{HERE}/products-1/ingredients-1")
    strength = GRAPH.value(ingredient, _lg("strength"))
    assert GRAPH.value(strength, _lg("amount")) == Literal(Decimal("0.9"))
    assert GRAPH.value(ingredient, _lg("role")) == URIRef(concept(LISTED.listing.products[0].ingredients[0].role))  # type: ignore[union-attr]
    assert GRAPH.value(GRAPH.value(ingredient, _lg("moieties")), _lg("code")) == Literal("EXAMPLE002")


def test_what_is_listed_names_its_label_and_stands_in_order() -> None:
    products = {GRAPH.value(one, _lg("position")): one for one in GRAPH.subjects(RDF.type, _lg("ListedProduct"))}
    assert GRAPH.value(products[Literal(2)], _lg("name")) == Literal("EXAMPLINE KIT")
    for kind in ("Listing", "ListedProduct", "ListedIngredient", "ListedPackage"):
        for listed in GRAPH.subjects(RDF.type, _lg(kind)):
            assert GRAPH.value(listed, _lg("listedBy")) == URIRef(LABEL)


def test_every_kind_is_written_and_all_of_it_is_valid() -> None:
    assert all((None, RDF.type, URIRef(class_of(kind))) in GRAPH for kind in LISTED_KINDS)
    assert validate(GRAPH) == ()


def test_writing_twice_gives_the_same_triples() -> None:
    assert set(graph_of(LISTED, ())) == set(GRAPH)


def test_a_document_without_listing_has_none() -> None:
    graph: Graph = graph_of(DOCUMENT, ())
    assert (None, _lg("listing"), None) not in graph


def test_the_format_is_written() -> None:
    graph = graph_of(replace(DOCUMENT, format=LabelFormat.VETERINARY), ())
    assert graph.value(graph.identifier, _lg("format")) == URIRef(concept(LabelFormat.VETERINARY))


def test_a_label_without_facts_is_named_by_its_listing() -> None:
    graph = graph_of(replace(DOCUMENT, listing=LISTING), ())
    label = URIRef("https://w3id.org/labelgraph/id/label/exampline")
    assert graph.value(graph.identifier, _lg("versionOf")) == label
    assert graph.value(label, _lg("name")) == Literal("EXAMPLINE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    colour: str


def test_a_value_of_another_type_is_refused() -> None:
    odd = Listing(document_type=Coded(code=Odd(colour="red"), name="odd"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Odd"):
        graph_of(replace(DOCUMENT, listing=odd), ())
