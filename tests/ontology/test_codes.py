"""`ontology/codes.ttl` and `kg/codes.py` state the same lists."""

from enum import StrEnum

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.terms import CODE, TERM_FILES, code_lists

LISTS = tuple(code_lists().values())


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(next(file for file in TERM_FILES if file.name == "codes.ttl"))


def test_every_list_is_a_scheme_and_every_scheme_a_list(graph: Graph) -> None:
    assert {str(scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)} == {
        CODE + codes.__name__ for codes in LISTS
    }


@pytest.mark.parametrize("codes", LISTS)
def test_a_list_and_its_scheme_have_the_same_members(graph: Graph, codes: type[StrEnum]) -> None:
    concepts = set(graph.subjects(SKOS.inScheme, URIRef(CODE + codes.__name__)))
    assert {(str(concept), graph.value(concept, SKOS.notation)) for concept in concepts} == {
        (f"{CODE}{codes.__name__}-{code.name.lower().replace('_', '-')}", Literal(code.value)) for code in codes
    }


@pytest.mark.parametrize("codes", LISTS)
def test_a_scheme_and_its_docstring_say_the_same(graph: Graph, codes: type[StrEnum]) -> None:
    definition = graph.value(URIRef(CODE + codes.__name__), SKOS.definition)
    assert str(definition) == codes.__doc__


@pytest.mark.parametrize("kind", [SKOS.ConceptScheme, SKOS.Concept])
def test_everything_has_label_definition_and_example(graph: Graph, kind: URIRef) -> None:
    for thing in graph.subjects(RDF.type, kind):
        for said in (SKOS.prefLabel, SKOS.definition, SKOS.example):
            assert len(list(graph.objects(thing, said))) == 1, f"{thing} needs one {said}"
