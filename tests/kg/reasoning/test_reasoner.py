"""HermiT on the ontology and on the example's graph, as they are and with a mistake put in."""

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from ingest.sources import read
from ingest.write_rdf import graph_of
from kg.codes import MaterialItem, Verdict
from kg.concepts import concept as list_term
from kg.reasoning.data import ontology, statements
from kg.reasoning.reasoner import reasoned
from kg.terms import LG, concept
from tests.example import LABEL, LABEL_IRI, example_facts

EX = "https://example.org/"


@pytest.fixture(scope="module")
def example() -> Graph:
    document = read(LABEL)
    return graph_of(document, example_facts(document))


def _lg(name: str) -> URIRef:
    return URIRef(LG + name)


def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    found = reasoned(ontology())
    assert found.is_consistent
    assert found.unsatisfiable == ()


def test_the_example_is_consistent(example: Graph) -> None:
    found = reasoned(statements(example), [LABEL_IRI])
    assert found.is_consistent
    assert found.unsatisfiable == ()


@pytest.mark.parametrize("name", ["grade", "gradeHigh"])
def test_a_grade_above_5_is_inconsistent(name: str) -> None:
    wrong = ontology() + Graph()
    six = Literal("6", datatype=XSD.string) if name == "grade" else Literal(6)
    wrong.add((URIRef(f"{EX}thing"), _lg(name), six))
    assert not reasoned(wrong).is_consistent


def test_a_reaction_that_is_a_material_is_inconsistent(example: Graph) -> None:
    wrong = statements(example)
    reaction = next(wrong.subjects(RDF.type, _lg("AdverseReaction")))
    wrong.add((reaction, RDF.type, _lg("Material")))
    assert not reasoned(wrong).is_consistent


def test_a_filter_that_one_label_both_recommends_and_prohibits_is_inconsistent(example: Graph) -> None:
    wrong = Graph() + example
    nylon = list_term("material", "nylon", "nylon").iri
    for verdict in (Verdict.RECOMMENDED, Verdict.PROHIBITED):
        fact = URIRef(f"{LABEL_IRI}/fact/{verdict.value}")
        wrong.add((fact, RDF.type, _lg("Material")))
        wrong.add((fact, _lg("statedBy"), URIRef(LABEL_IRI)))
        wrong.add((fact, _lg("item"), URIRef(concept(MaterialItem.FILTER))))
        wrong.add((fact, _lg("materialTerm"), URIRef(nylon)))
        wrong.add((fact, _lg("verdict"), URIRef(concept(verdict))))
    assert not reasoned(statements(wrong)).is_consistent


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("Evidence", "Dose"),
        ("Label", "LabelWarning"),
        ("LabelVersion", "Label"),
        ("Threshold", "DoseRule"),
        ("Instruction", "Criterion"),
        ("ListedProduct", "Product"),
    ],
)
def test_what_is_of_two_kinds_is_inconsistent(kind: str, other: str) -> None:
    wrong = ontology() + Graph()
    for name in (kind, other):
        wrong.add((URIRef(f"{EX}thing"), RDF.type, _lg(name)))
    assert not reasoned(wrong).is_consistent
