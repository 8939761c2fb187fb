"""Dose rules as OWL classes with datatype facets, and patients as individuals (W3C OWL 2 Syntax, 7.5 and 8.4).

Each value that a criterion bounds is a functional data property, so that a reasoner concludes from a value of 60 that it is
not below 50, and concludes nothing where there is none: the open world of OWL is the "cannot be decided" of the rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.codes import Comparison
from kg.decision.bounds import BASELINE, changes, is_change, tells_fall
from kg.decision.patient import Finding
from kg.decision.units import converted
from kg.facts import Criterion, DoseRule, Threshold
from kg.naming.findings import included
from kg.terms import LG

_FACETS: Mapping[Comparison, URIRef] = {
    Comparison.LESS_THAN: XSD.maxExclusive,
    Comparison.AT_MOST: XSD.maxInclusive,
    Comparison.GREATER_THAN: XSD.minExclusive,
    Comparison.AT_LEAST: XSD.minInclusive,
}
_OPPOSITE: Mapping[Comparison, Comparison] = {
    Comparison.LESS_THAN: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.GREATER_THAN,
    Comparison.GREATER_THAN: Comparison.AT_MOST,
    Comparison.AT_LEAST: Comparison.LESS_THAN,
}
PATIENT = URIRef(f"{LG}Patient")


def value_property(bound: Threshold, criterion: Criterion) -> URIRef:
    """The data property of the value that a bound is on.

    It names the parameter, its unit or what it is a multiple of, for a change whether that is a fall or a rise, and whether
    the value is the one before treatment.
    """
    name = bound.findings[0].iri.rpartition("#")[2] if bound.findings else "-".join(bound.parameter.split())
    scale = bound.unit or bound.relative_to or "number"
    for sign, word in (("/", "-per-"), ("*", "e"), ("%", "percent")):
        scale = scale.replace(sign, word)
    if is_change(bound):
        scale += ".fall" if tells_fall(criterion) else ".rise"
    return URIRef(f"{LG}{name}.{scale}{'.before-treatment' if criterion.at_baseline else ''}")


def is_expressible(rule: DoseRule) -> bool:
    """Whether bounds on single values are all that a rule asks for."""
    return bool(rule.criteria) and all(map(_is_bound, rule.criteria))


def rule_class(graph: Graph, iri: str, rule: DoseRule) -> None:
    """Add a rule to a graph: the class of the patients that it applies to, and `IRI.not`, of those it does not apply to.

    The second is written out by De Morgan's laws, with the opposite facets: a reasoner is many times as fast without a complement.
    """
    groups = groupby(rule.criteria, key=lambda criterion: criterion.alternative)
    bounds = [[(bound, one) for one in group for bound in one.thresholds] for _, group in groups]
    kept = [[_restriction(graph, *bound, bound[0].operator) for bound in row] for row in bounds]
    missed = [[_restriction(graph, *bound, _OPPOSITE[bound[0].operator]) for bound in row] for row in bounds]
    for name, outer, inner, rows in (
        (URIRef(iri), OWL.unionOf, OWL.intersectionOf, kept),
        (URIRef(f"{iri}.not"), OWL.intersectionOf, OWL.unionOf, missed),
    ):
        graph.add((name, RDF.type, OWL.Class))
        combined = _combined(graph, outer, [_combined(graph, inner, row) for row in rows])
        graph.add((combined, RDFS.subClassOf, name))


def value_properties(rules: Iterable[DoseRule], findings: Sequence[Finding]) -> Mapping[URIRef, Decimal]:
    """The value of each property that the rules bound, as far as the findings tell it."""
    bounds = ((bound, one) for rule in rules for one in rule.criteria for bound in one.thresholds)
    found = dict[URIRef, Decimal]()
    for bound, criterion in bounds:
        for finding in findings:
            value = _value(bound, finding, criterion)
            if value is not None:
                found[value_property(bound, criterion)] = value
    return found


def patient(graph: Graph, iri: str, values: Mapping[URIRef, Decimal]) -> None:
    """Add a patient to a graph, with the value of each property that is known."""
    individual = URIRef(iri)
    graph.add((individual, RDF.type, OWL.NamedIndividual))
    graph.add((individual, RDF.type, PATIENT))
    for name, value in values.items():
        graph.add((individual, name, Literal(value, datatype=XSD.decimal)))


def _value(bound: Threshold, finding: Finding, criterion: Criterion) -> Decimal | None:
    """A finding as the value of a bound's property; a multiple to 28 digits, which is exact where it is on a bound."""
    if finding.names.parameters.isdisjoint(one.iri for one in bound.findings):
        return None
    value = finding.baseline if criterion.at_baseline else finding.value
    if value is None:
        return None
    if is_change(bound):
        told = list(changes(bound, criterion, finding))
        return told[0] if len(told) == 1 else None
    if finding.relative_to != bound.relative_to:
        whole = {"ULN": finding.upper_limit, "LLN": finding.lower_limit, BASELINE: finding.baseline}.get(
            bound.relative_to or ""
        )
        return value / whole if whole and finding.relative_to is None else None
    return converted(value, finding.unit, bound.unit) if finding.unit and bound.unit else value


def _is_bound(criterion: Criterion) -> bool:
    """Whether a criterion is bounds on single values and nothing else."""
    single = all(len(bound.findings) == 1 and not included(bound.findings[0].iri) for bound in criterion.thresholds)
    graded = criterion.grade_low is not None or criterion.occurrence is not None
    return bool(criterion.thresholds) and single and not graded and not criterion.absent


def _restriction(graph: Graph, bound: Threshold, criterion: Criterion, operator: Comparison) -> Node:
    """The things of which a value keeps to a bound: some value within the facet."""
    name = value_property(bound, criterion)
    graph.add((name, RDF.type, OWL.DatatypeProperty))
    graph.add((name, RDF.type, OWL.FunctionalProperty))
    facet, within, restriction = BNode(), BNode(), BNode()
    graph.add((facet, _FACETS[operator], Literal(bound.value, datatype=XSD.decimal)))
    graph.add((within, RDF.type, RDFS.Datatype))
    graph.add((within, OWL.onDatatype, XSD.decimal))
    graph.add((within, OWL.withRestrictions, _list(graph, [facet])))
    graph.add((restriction, RDF.type, OWL.Restriction))
    graph.add((restriction, OWL.onProperty, name))
    graph.add((restriction, OWL.someValuesFrom, within))
    return restriction


def _combined(graph: Graph, how: URIRef, members: Sequence[Node]) -> Node:
    """The union or intersection of class expressions; the one that there is, if it is one."""
    if len(members) == 1:
        return members[0]
    combined = BNode()
    graph.add((combined, RDF.type, OWL.Class))
    graph.add((combined, how, _list(graph, members)))
    return combined


def _list(graph: Graph, members: Iterable[Node]) -> Node:
    start = BNode()
    Collection(graph, start, list(members))
    return start
