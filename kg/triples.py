"""Triples of things: their classes, what is said of them, and the literals of values."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from rdflib import RDF, XSD, Literal, URIRef
from rdflib.term import Node

from kg.identity import printed
from kg.terms import term

Triple: TypeAlias = tuple[URIRef, URIRef, Node]
Plain: TypeAlias = str | bool | int | Decimal | date
"""Values that are literals in the graph."""


def thing(iri: str, values: Mapping[str, Plain | None], *classes: str) -> Iterator[Triple]:
    """The classes of a thing and what is said of it, by the property's name in the ontology; nothing of None."""
    for name in classes:
        yield link(iri, RDF.type, name)
    for name, value in values.items():
        if value is not None:
            yield said(iri, term(name), value)


def link(subject: str, predicate: str, target: str) -> Triple:
    """That a thing has a property whose value is another thing."""
    return URIRef(subject), URIRef(predicate), URIRef(target)


def said(subject: str, predicate: str, value: Plain) -> Triple:
    """That a thing has a property, given by its IRI, whose value is a literal."""
    return URIRef(subject), URIRef(predicate), literal(value)


def literal(value: Plain) -> Literal:
    """A literal in the canonical form of its datatype.

    >>> literal(Decimal("1.50")).n3(), literal(date(2024, 3, 1)).n3()
    ('"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"2024-03-01"^^<http://www.w3.org/2001/XMLSchema#date>')
    """
    if isinstance(value, str):
        return Literal(value)
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=XSD.boolean)
    if isinstance(value, int):
        return Literal(str(value), datatype=XSD.integer)
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=XSD.date)
    return Literal(printed(value), datatype=XSD.decimal)
