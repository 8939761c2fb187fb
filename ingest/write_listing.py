"""What the data beside a label's text list, as RDF in the graph of the label's version.

As with facts, a field becomes the property of its name, and how a value is written depends on its type alone.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kg.listing import Coded, Listed, ListedPackage, Listing, Strength
from kg.ndc import ndc_11
from kg.terms import class_of, concept, property_of, term
from kg.triples import Triple, link, said, thing

_NAMELESS = (Coded, Strength)
"""Things that belong to another one, and say nothing without it."""


def listing_triples(listing: Listing, *, version: str, label: str) -> Iterator[Triple]:
    """The listing of a version, as a thing of its own; `version` and `label` are IRIs."""
    iri = f"{version}/listing"
    yield link(version, term("listing"), iri)
    yield from _listed(listing, iri, label)


def _listed(listed: Listed, iri: str, label: str) -> Iterator[Triple]:
    kind = type(listed)
    yield from thing(iri, {}, class_of(kind))
    if not isinstance(listed, _NAMELESS):
        yield link(iri, term("listedBy"), label)
    if isinstance(listed, ListedPackage) and listed.ndc:
        yield from thing(iri, {"ndc11": ndc_11(listed.ndc)})
    for field in fields(listed):
        value: object = getattr(listed, field.name)
        predicate = property_of(kind, field.name)
        if not isinstance(value, tuple):
            yield from _value(value, iri, predicate, None, label)
        else:
            for position, member in enumerate(value, start=1):
                yield from _value(member, iri, predicate, position, label)


def _value(value: object, iri: str, predicate: str, position: int | None, label: str) -> Iterator[Triple]:
    """A value of a property; `position` is its place among the values of a field that has several."""
    match value:
        case None:
            return
        case StrEnum():
            yield link(iri, predicate, concept(value))
        case str() | date() | Decimal():
            yield said(iri, predicate, value)
        case _ if isinstance(value, Listed):
            node = f"{iri}/{predicate.rpartition('#')[2]}-{position or 1}"
            yield link(iri, predicate, node)
            yield from thing(node, {"position": position})
            yield from _listed(value, node, label)
        case _:
            raise TypeError(f"{predicate} holds {value!r} of type {type(value).__name__}; expected what is listed")
