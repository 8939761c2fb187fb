"""An OWL library loads the ontology, and finds in it what its Turtle files declare."""

from pathlib import Path

import owlready2
import pytest
from rdflib import OWL, RDF, Graph

from kg.terms import LG, TERM_FILES


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for file in TERM_FILES:
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def ontology(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> owlready2.Ontology:
    """The ontology as owlready2 has it, which reads N-Triples and no Turtle."""
    file: Path = tmp_path_factory.mktemp("owl") / "labelgraph.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    return owlready2.World().get_ontology(file.as_uri()).load()


def test_every_class_is_loaded(graph: Graph, ontology: owlready2.Ontology) -> None:
    declared = {str(each) for each in graph.subjects(RDF.type, OWL.Class) if str(each).startswith(LG)}
    assert declared == {each.iri for each in ontology.classes() if each.iri.startswith(LG)}
    assert len(declared) > 30


def test_every_property_is_loaded(graph: Graph, ontology: owlready2.Ontology) -> None:
    sorts = (OWL.DatatypeProperty, OWL.ObjectProperty)
    declared = {str(each) for sort in sorts for each in graph.subjects(RDF.type, sort) if str(each).startswith(LG)}
    loaded = {each.iri for each in (*ontology.data_properties(), *ontology.object_properties())}
    assert declared == {iri for iri in loaded if iri.startswith(LG)}
    assert len(declared) > 100
