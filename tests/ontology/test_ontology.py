"""The ontology's terms are documented, and stay within OWL 2 DL as far as their declarations show."""

import re

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from kg.terms import LG, TERM_FILES

PROPERTY_SORTS = (OWL.DatatypeProperty, OWL.ObjectProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for file in TERM_FILES:
        graph.parse(file)
    return graph


def test_header(graph: Graph) -> None:
    ontology = URIRef(LG.removesuffix("#"))
    version = graph.value(ontology, OWL.versionInfo)
    assert graph.value(ontology, OWL.versionIRI) == URIRef(f"{ontology}/{version}")
    assert graph.value(ontology, DCTERMS.license) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    for said in (DCTERMS.title, DCTERMS.description):
        assert isinstance(graph.value(ontology, said), Literal)


def test_every_term_has_one_label_definition_and_example(graph: Graph) -> None:
    terms = {term for term in graph.subjects(RDF.type, None) if str(term).startswith(LG)}
    assert len(terms) > 150
    for term in terms:
        for said in (RDFS.label, SKOS.definition, SKOS.example):
            values = list(graph.objects(term, said))
            assert len(values) == 1, f"{term} has {len(values)} of {said}"
            assert str(values[0]).strip() == str(values[0]) != ""
        definition = str(graph.value(term, SKOS.definition))
        assert definition.endswith("."), term


def test_a_property_is_of_one_sort(graph: Graph) -> None:
    for term in set(graph.subjects(RDF.type, None)):
        sorts = [sort for sort in PROPERTY_SORTS if (term, RDF.type, sort) in graph]
        assert len(sorts) <= 1, f"{term} is {sorts}"


def test_every_property_that_is_used_is_declared(graph: Graph) -> None:
    built_in = (str(RDF), str(RDFS), str(OWL), str(XSD))
    used = {term for term in graph.predicates() if not str(term).startswith(built_in)}
    assert all(any((term, RDF.type, sort) in graph for sort in PROPERTY_SORTS) for term in used)


def test_every_own_property_has_a_range(graph: Graph) -> None:
    without = {"partOf", "currentVersion"}
    for sort in (OWL.DatatypeProperty, OWL.ObjectProperty):
        for term in graph.subjects(RDF.type, sort):
            if str(term).startswith(LG) and str(term).removeprefix(LG) not in without:
                assert graph.value(term, RDFS.range) is not None, term


def test_classes_are_close_to_classes_and_properties_to_properties(graph: Graph) -> None:
    numbered = re.compile(r"[A-Z]+_C?\d+")
    for term, other in (*graph.subject_objects(SKOS.closeMatch), *graph.subject_objects(SKOS.broadMatch)):
        name = str(other).replace("#", "/").rpartition("/")[2]
        is_class = (term, RDF.type, OWL.Class) in graph
        assert numbered.fullmatch(name) or name[0].isupper() == is_class, f"{term} is close to {other}"


@pytest.mark.parametrize(
    "vocabulary",
    [
        *("https://schema.org/", "http://hl7.org/fhir/", "http://qudt.org/schema/qudt/", "http://purl.org/dc/terms/"),
        *(f"http://purl.obolibrary.org/obo/{prefix}_" for prefix in ("NCIT", "OAE", "STATO", "OBI")),
        *("http://semanticscience.org/resource/SIO_", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#"),
    ],
)
def test_terms_are_aligned_with_a_vocabulary(graph: Graph, vocabulary: str) -> None:
    ways = (SKOS.closeMatch, SKOS.broadMatch, RDFS.subClassOf, RDFS.subPropertyOf)
    assert any(str(other).startswith(vocabulary) for way in ways for other in graph.objects(None, way))
