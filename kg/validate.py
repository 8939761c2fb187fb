"""Checks a label's graph against the SHACL shapes of the ontology, without inference: the graph states its classes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pyoxigraph import Store
from pyshacl import validate as run_shacl
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from kg.errors import ValidationError
from kg.store import catalogue, read_graph
from kg.terms import SHAPES

SHOWN = 5
"""How many violations an error message names."""


class Severity(StrEnum):
    """How bad a violation is: with one of severity violation nothing is stored; a warning is stored and shown."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """What a shape expects and a thing of the graph is not.

    `focus` is the thing, `path` the property and `value` the value at fault, None where the thing as a whole is.
    """

    severity: Severity
    focus: str
    path: str | None
    value: str | None
    message: str


def validate(graph: Graph) -> tuple[Violation, ...]:
    """All that is wrong with a graph, in a fixed order; nothing if it has the shape it should have."""
    conforms, results, text = run_shacl(graph, shacl_graph=shapes(), inplace=True)
    if not isinstance(results, Graph):
        raise ValidationError(f"the shapes could not be applied: {text}", where=str(SHAPES))
    if conforms:
        return ()
    found = (_violation(results, result) for result in results.subjects(RDF.type, SH.ValidationResult))
    return tuple(sorted(found, key=lambda one: (one.severity, one.focus, one.path or "", one.value or "", one.message)))


def validate_store(store: Store) -> Iterator[Violation]:
    """All that is wrong with the graphs of the labels in a store."""
    for entry in catalogue(store):
        for version in entry.versions:
            yield from validate(read_graph(store, version))


def accepted(found: tuple[Violation, ...], where: str) -> tuple[Violation, ...]:
    """What was found, if it is warnings alone; raises ValidationError if there is anything worse."""
    worst = [one for one in found if one.severity is Severity.VIOLATION]
    if worst:
        more = f", and {len(worst) - SHOWN} more" if len(worst) > SHOWN else ""
        raise ValidationError("; ".join(map(_sentence, worst[:SHOWN])) + more, where=where)
    return found


@cache
def shapes() -> Graph:
    """The shapes of the ontology, read once, each property shape with the targets of its node shapes.

    That means the same and is an order of magnitude faster: pyshacl checks a shape with targets once for all of them,
    and a shape within a node shape once for each thing.
    """
    graph = Graph().parse(SHAPES)
    for node_shape, within in list(graph.subject_objects(SH.property)):
        for target in graph.objects(node_shape, SH.targetClass):
            graph.add((within, SH.targetClass, target))
        graph.remove((node_shape, SH.property, within))
    return graph


def _violation(results: Graph, result: Node) -> Violation:
    path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
    is_violation = results.value(result, SH.resultSeverity) == SH.Violation
    return Violation(
        severity=Severity.VIOLATION if is_violation else Severity.WARNING,
        focus=str(results.value(result, SH.focusNode)),
        path=str(path) if isinstance(path, URIRef) else None,
        value=None if value is None else str(value),
        message=str(results.value(result, SH.resultMessage)),
    )


def _sentence(one: Violation) -> str:
    where = f" ({one.path.rpartition('#')[2]} {one.value!r})" if one.path and one.value else ""
    return f"{one.message.rstrip('.')}, unlike {one.focus}{where}"
