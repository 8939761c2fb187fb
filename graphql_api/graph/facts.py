"""The shapes of facts and of their parts, made from the dataclasses of `kg.facts`: a new field there is one here."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import get_type_hints

from graphql_api.graph.places import TARGET
from graphql_api.graph.shape import Field, Iri, Link, Many, One, Shape, path
from kg.concepts import Concept
from kg.facts import FACT_KINDS, FACT_PARTS, Fact, FactPart
from kg.locator import Evidence, Span
from kg.read_facts import Layout, layouts
from kg.terms import camel_case, class_of, definition, property_of, term

FACT = "Fact"
"""The name of the interface of all facts."""

_OWN: Mapping[str, Field] = {
    "id": One(
        name="id",
        description="The fact's IRI: the same label and content always have the same.",
        path="",
        kind=Iri,
        is_required=True,
    ),
    "label": Link(
        name="label",
        description=definition("statedBy"),
        path=path(term("statedBy")),
        target="Label",
        is_many=False,
        is_required=True,
    ),
}
"""The fields that facts have in the graph and not in Python, where they know neither their IRI nor their label."""


@cache
def fact_shapes() -> Mapping[str, Shape]:
    """The shapes of all kinds of facts and of their parts, by name."""
    parts = {part.__name__: _shape(part) for part in FACT_PARTS}
    return {kind.__name__: _shape(kind) for kind in FACT_KINDS} | parts


@cache
def shapes_by_class() -> Mapping[str, Shape]:
    """The shapes of the kinds of facts by the IRI of their class."""
    return {class_of(kind): fact_shapes()[kind.__name__] for kind in FACT_KINDS}


def _shape(kind: type[Fact | FactPart]) -> Shape:
    is_fact = issubclass(kind, Fact)
    found = {field.name: field for field in _fields(kind)}
    own = _OWN if is_fact else {}
    return Shape(
        name=kind.__name__,
        description=definition(kind.__name__),
        cls=class_of(kind),
        fields={**own, **found},
        order=path(term("start")) if is_fact else path(term("position")),
        kind=kind.kind if issubclass(kind, Fact) else None,
    )


def _fields(kind: type[Fact | FactPart]) -> Iterator[Field]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        place = layouts()[kind][field.name]
        if place.member is not Span:
            yield _field(
                field.name, place, description=definition(property_of(kind, field.name)), hint=hints[field.name]
            )


def _field(name: str, place: Layout, *, description: str, hint: object) -> Field:
    name, way = camel_case(name), path(place.predicate)
    target = FACT if name == "differsFrom" else _LINKED.get(place.member)
    if target:
        then = TARGET if place.member is Evidence else ""
        return Link(name=name, description=description, path=way, target=target, is_many=place.is_many, then=then)
    if place.is_many:
        return Many(name=name, description=description, path=way, kind=place.member)
    return One(name=name, description=description, path=way, kind=place.member, is_required=hint is place.member)


_LINKED: Mapping[type, str] = {kind: kind.__name__ for kind in (*FACT_PARTS, Concept, Evidence)}
