"""The shapes of facts and of their parts, made from the dataclasses of `kg.facts`: a new field there is one here."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_type_hints

from graphql_api.graph.places import TARGET, by_name, one
from graphql_api.graph.shape import Field, Iri, Link, Many, One, Shape, path
from kg.concepts import Concept
from kg.facts import FACT_KINDS, FACT_PARTS, Fact, FactId, FactPart
from kg.listing import LISTED_KINDS
from kg.locator import Evidence, Span
from kg.read_facts import Layout, layouts
from kg.terms import Kind, camel_case, class_of, definition, term

FACT = "Fact"
"""The name of the interface of all facts."""

_OWN: Mapping[str, Field] = by_name(
    one("id", "The fact's IRI: the same label and content always have the same.", kind=Iri, needed=True),
    Link(
        name="label",
        description=definition("statedBy"),
        path=path(term("statedBy")),
        target="Label",
        is_many=False,
        is_required=True,
    ),
)
"""The fields that facts have in the graph and not in Python, where they know neither their IRI nor their label."""


@cache
def fact_shapes() -> Mapping[str, Shape]:
    """The shapes of all kinds of facts and of their parts, by name."""
    parts = {part.__name__: _shape(part) for part in FACT_PARTS}
    return {kind.__name__: _shape(kind) for kind in FACT_KINDS} | parts


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
    return (field for field, place in fields_of(kind) if place.member is not Span)


def fields_of(kind: Kind) -> Iterator[tuple[Field, Layout]]:
    """The fields of a kind of fact, of a part of facts or of a listed thing, each with where it stands in the graph."""
    hints = get_type_hints(kind)
    return ((_field(name, place, hints[name]), place) for name, place in layouts()[kind].items())


def _field(name: str, place: Layout, hint: object) -> Field:
    name, said, way = camel_case(name), definition(place.predicate), path(place.predicate)
    is_required = hint is place.member
    target = _LINKED.get(place.member)
    if target:
        then = TARGET if place.member is Evidence else ""
        return Link(
            name=name,
            description=said,
            path=way,
            target=target,
            is_many=place.is_many,
            is_required=is_required,
            then=then,
        )
    if place.is_many:
        return Many(name=name, description=said, path=way, kind=place.member)
    return One(name=name, description=said, path=way, kind=place.member, is_required=is_required)


_LINKED: Mapping[type, str] = {
    **{kind: kind.__name__ for kind in (*FACT_PARTS, *LISTED_KINDS, Concept, Evidence)},
    FactId: FACT,
}
