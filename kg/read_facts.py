"""Facts back from the graph, equal to those that were written.

A field that is a tuple is a set in the graph; its members come back in the order of `kg.identity.canonical`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple, TypeAlias, TypeVar, get_args, get_type_hints

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.concepts import Concept
from kg.facts import FACT_KINDS, FACT_PARTS, Fact, FactId, FactPart
from kg.fragments import fragments
from kg.identity import in_order
from kg.listing import LISTED_KINDS
from kg.locator import Evidence, Span
from kg.terms import PREFIXES, Kind, class_of, codes_by_concept, property_of, term

_OA, _SKOS = PREFIXES["oa"], PREFIXES["skos"]
_TYPE, _VALUE = PREFIXES["rdf"] + "type", PREFIXES["rdf"] + "value"
Node: TypeAlias = str
"""The IRI or the text of a node of the graph."""

_Kind = TypeVar("_Kind", bound=Fact | FactPart)
_OneKind = TypeVar("_OneKind", bound=Fact)


def read_facts(store: Store, version: str) -> Mapping[str, Fact]:
    """The facts of a version's graph by IRI; none if the store does not hold the version."""
    things = _things(store.quads_for_pattern(None, None, None, NamedNode(version)))
    graph = _Graph(said_of=lambda thing: things.get(thing, {}))
    kinds = {class_of(kind): kind for kind in FACT_KINDS}
    found = dict[str, Fact]()
    for iri in sorted(things):
        kind = next((kinds[name] for name in graph.all(iri, _TYPE) if name in kinds), None)
        if kind is not None:
            found[iri] = graph.read(kind, iri)
    return found


def read_kind(store: Store, version: str, kind: type[_OneKind]) -> Mapping[str, _OneKind]:
    """The facts of one kind of a version's graph by IRI. Nothing else is read, which takes a tenth of the time of `read_facts`."""
    name = NamedNode(version)

    @cache
    def said_of(thing: Node) -> _Said:
        return _things(store.quads_for_pattern(NamedNode(thing), None, None, name)).get(thing, {})

    facts = store.quads_for_pattern(None, NamedNode(_TYPE), NamedNode(class_of(kind)), name)
    iris = sorted(quad.subject.value for quad in facts if isinstance(quad.subject, NamedNode))
    return {iri: _Graph(said_of=said_of).read(kind, iri) for iri in iris}


def read_kinds(store: Store, version: str, kinds: Iterable[type[Fact]]) -> Mapping[str, Fact]:
    """The facts of some kinds of a version's graph by IRI."""
    return {iri: fact for kind in kinds for iri, fact in read_kind(store, version, kind).items()}


_Said: TypeAlias = Mapping[str, list[Node]]
"""What each property of a thing holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graph:
    """The things of a graph, and what is said of each."""

    said_of: Callable[[Node], _Said]

    def all(self, thing: Node, predicate: str) -> list[Node]:
        return self.said_of(thing).get(predicate, [])

    def one(self, thing: Node, predicate: str) -> Node | None:
        return next(iter(self.all(thing, predicate)), None)

    def read(self, kind: type[_Kind], iri: Node) -> _Kind:
        values = dict[str, object]()
        for name, place in layouts()[kind].items():
            nodes = self._listed(place.member, self.all(iri, place.predicate))
            members = [self._member(place.member, node) for node in nodes]
            values[name] = in_order(members) if place.is_many else next(iter(members), None)
        return kind(**values)  # type: ignore[arg-type]

    def _listed(self, member: type, nodes: list[Node]) -> list[Node]:
        """Evidence and parts of facts in the order of their positions."""
        if issubclass(member, (Evidence, *FACT_PARTS)):
            return sorted(nodes, key=lambda node: int(self.one(node, term("position")) or 0))
        return nodes

    def _member(self, member: type, node: Node) -> object:
        if issubclass(member, FACT_PARTS):
            return self.read(member, node)
        if issubclass(member, Evidence):
            return self._evidence(node)
        if issubclass(member, Concept):
            return self._concept(node)
        return codes_by_concept()[node] if issubclass(member, StrEnum) else _READERS[member](node)

    def _concept(self, node: Node) -> Concept:
        broader = self.one(node, f"{_SKOS}broader")
        return Concept(
            iri=node,
            label=self.one(node, f"{_SKOS}prefLabel") or "",
            scheme=self.one(node, f"{_SKOS}inScheme") or "",
            notation=self.one(node, f"{_SKOS}notation"),
            broader=self._concept(broader) if broader else None,
            exact=tuple(map(self._concept, sorted(self.all(node, f"{_SKOS}exactMatch")))),
        )

    def _evidence(self, annotation: Node) -> Evidence:
        place = self.all(annotation, f"{_OA}hasTarget")[0]
        said = {
            name: value
            for selector in self.all(place, f"{_OA}hasSelector")
            for name in ("start", "end", "exact")
            if (value := self.one(selector, _OA + name)) is not None
        }
        return Evidence(
            section=self.one(place, term("section")),
            heading=self.one(place, term("heading")),
            table=self.one(place, term("table")),
            span=Span(int(said["start"]), int(said["end"])),
            quote=said["exact"],
            boxes=fragments(" ".join(self._values(place))),
        )

    def _values(self, place: Node) -> Iterator[Node]:
        """What the selectors of a place hold: of the words' boxes, each written as a fragment."""
        return (value for node in self.all(place, f"{_OA}hasSelector") for value in self.all(node, _VALUE))


def _things(quads: Iterable[Quad]) -> Mapping[Node, _Said]:
    things = dict[Node, dict[str, list[Node]]]()
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            said = things.setdefault(quad.subject.value, {})
            said.setdefault(quad.predicate.value, []).append(quad.object.value)
    return things


class Layout(NamedTuple):
    """Where a field stands in the graph: its property, the type of its values, and whether it may have several."""

    predicate: str
    member: type
    is_many: bool


@cache
def layouts() -> Mapping[type, Mapping[str, Layout]]:
    """Where each field of the kinds of facts, of the parts of facts and of listed things stands in the graph."""
    return {kind: _layout(kind) for kind in (*FACT_KINDS, *FACT_PARTS, *LISTED_KINDS)}


def _layout(kind: Kind) -> Mapping[str, Layout]:
    hints = get_type_hints(kind)
    found = dict[str, Layout]()
    for field in fields(kind):
        hint = hints[field.name]
        members = [part for part in get_args(hint) if isinstance(part, type) and part is not type(None)]
        many = getattr(hint, "__origin__", None) is tuple
        member = members[0] if members else hint
        found[field.name] = Layout(property_of(kind, field.name), member, many)
    return found


def _span(fragment: Node) -> Span:
    numbers = re.fullmatch(r"char=(\d+),(\d+)", fragment)
    if numbers is None:
        raise ValueError(f"{fragment!r} is no range of characters; expected char=START,END")
    return Span(int(numbers[1]), int(numbers[2]))


_READERS: Mapping[type, Callable[[Node], object]] = {
    str: str,
    int: int,
    Decimal: Decimal,
    bool: "true".__eq__,
    Span: _span,
    FactId: lambda iri: FactId(iri.rpartition("/")[2]),
}
