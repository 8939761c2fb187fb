"""The part of a label's graph that a reasoner can contradict: its facts and their parts, without evidence and text."""

from collections.abc import Iterator
from functools import cache

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from kg.codes import Verdict
from kg.facts import Material
from kg.terms import LG, TERM_FILES, concept, property_of, term

_LEFT_OUT = frozenset(
    f"{LG}{name}"
    for name in ("evidence", "alsoIn", "values", "readBy", "section", "table", "heading", "text", "start", "end", "incomplete")
)  # fmt: skip
"""What tells where and how a fact was read. Thousands of individuals would take the reasoner minutes, and say nothing more."""

_ADVICE = {
    Verdict.RECOMMENDED: "advisesFor",
    Verdict.REQUIRED: "advisesFor",
    Verdict.PROHIBITED: "advisesAgainst",
}
_STATED_BY, _VERDICT = URIRef(f"{LG}statedBy"), URIRef(f"{LG}verdict")


@cache
def ontology() -> Graph:
    """The ontology, with the code lists."""
    graph = Graph()
    for file in TERM_FILES:
        graph.parse(file)
    return graph


def statements(label: Graph) -> Graph:
    """The ontology with the facts of a label's graph, and with what the label advises for and against, by thing and material."""
    found = ontology() + Graph()
    for fact in set(label.subjects(_STATED_BY, None)):
        for triple in _of_thing(label, fact):
            found.add(triple)
    for triple in _advice(label):
        found.add(triple)
    return found


def _of_thing(graph: Graph, thing: Node) -> Iterator[tuple[Node, Node, Node]]:
    """What is said of a fact or of a part of it, and of the parts below."""
    for predicate, value in graph.predicate_objects(thing):
        named = str(predicate)
        if predicate != RDF.type and (named in _LEFT_OUT or not named.startswith(LG)):
            continue
        yield thing, predicate, value
        if isinstance(value, URIRef) and str(value).startswith(f"{thing}/"):
            yield from _of_thing(graph, value)


def _advice(graph: Graph) -> Iterator[tuple[Node, Node, Node]]:
    """That a label advises for or against a material for an item, from facts without a qualifier."""
    item, material = (URIRef(property_of(Material, name)) for name in ("item", "material_term"))
    qualifier = URIRef(property_of(Material, "qualifier"))
    for verdict, name in _ADVICE.items():
        for fact in graph.subjects(_VERDICT, URIRef(concept(verdict))):
            used, made = graph.value(fact, item), graph.value(fact, material)
            label = graph.value(fact, _STATED_BY)
            if used is not None and made is not None and label is not None and graph.value(fact, qualifier) is None:
                use = URIRef(f"{made}--{str(used).rpartition('#')[2]}")
                yield label, URIRef(term(name)), use
