"""Dataclasses, ontology and shapes say the same of every kind of fact or listed thing and every field, both ways."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import chain
from types import NoneType
from typing import get_args, get_type_hints

import pytest
from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.concepts import Concept
from kg.facts import (
    FACT_KINDS,
    FACT_PARTS,
    ArmDifference,
    Criterion,
    Fact,
    FactId,
    Instruction,
    Proportion,
    ReactionObservation,
    Threshold,
)
from kg.listing import LISTED_KINDS, Coded, ListedIngredient, ListedPackage, ListedProduct, Listing, Strength
from kg.locator import Evidence, Span
from kg.terms import LG, OWN_PROPERTY, PREFIXES, SHAPES, TERM_FILES, Kind, camel_case, class_of, concept, property_of

KINDS: tuple[Kind, ...] = (Fact, ReactionObservation, Proportion, *FACT_KINDS, *FACT_PARTS, *LISTED_KINDS)
FIELDS = [(kind, field) for kind in (*FACT_KINDS, *FACT_PARTS, *LISTED_KINDS) for field in fields(kind)]
LITERALS = {
    str: XSD.string,
    Span: XSD.string,
    Decimal: XSD.decimal,
    int: XSD.integer,
    bool: XSD.boolean,
    date: XSD.date,
}

RANGES: dict[type, URIRef] = {date: RDFS.Literal}
"""Ranges of datatypes that are outside of the datatype map of OWL 2: the shapes alone hold them."""

OTHER_CLASSES = {"Label", "LabelVersion", "Document", "Section", "NotUnderstood", "Evidence"}
"""Classes of the ontology that are no kinds of facts: labels, what they are read from, and evidence."""

OTHER_PROPERTIES = {
    *("statedBy", "listedBy", "listing", "format", "ndc11", "advisesFor", "advisesAgainst"),
    *(
        "versionOf",
        "hasVersion",
        "currentVersion",
        "contentDigest",
        "document",
        "partOf",
        "setId",
        "splVersion",
        "fileName",
        "mediaType",
    ),
    *("sha256", "part", "loinc", "start", "end", "reason", "position", "section", "inSection", "heading", "table"),
}
"""Properties of those, and others, that are no fields."""

FURTHER: dict[Kind, set[str]] = {
    Threshold: {"position"},
    Criterion: {"position"},
    Instruction: {"position"},
    ArmDifference: {"position"},
    Listing: {"listedBy"},
    ListedProduct: {"listedBy", "position"},
    ListedIngredient: {"listedBy", "position"},
    ListedPackage: {"listedBy", "position", "ndc11"},
    Strength: set(),
    Coded: {"position"},
}
"""Properties of kinds that are no fields; facts have `statedBy` and `start`."""


LEADS_TO = {"differs_from": "Fact", "compared_with": "ReactionObservation"}
"""The classes of what fields lead to that hold the ids of facts."""


@cache
def _ontology() -> Graph:
    graph = Graph()
    for file in TERM_FILES:
        graph.parse(file)
    return graph


@cache
def _shapes() -> Graph:
    return Graph().parse(SHAPES)


def _own(iris: Iterator[Node]) -> set[str]:
    return {str(iri).removeprefix(LG) for iri in iris if str(iri).startswith(LG)}


def _property_shapes(kind: Kind) -> Iterator[Node]:
    """The property shapes of a kind and of the kinds above it."""
    for above in kind.__mro__:
        if above in KINDS:
            for node_shape in _shapes().subjects(SH.targetClass, URIRef(class_of(above))):
                yield from _shapes().objects(node_shape, SH.property)


def _said(kind: Kind, path: str, constraint: URIRef) -> list[Node]:
    """What the shapes of a kind say of a property."""
    on_path = (one for one in _property_shapes(kind) if _shapes().value(one, SH.path) == URIRef(path))
    return [value for one in on_path for value in _shapes().objects(one, constraint)]


def _members(field: "Field[object]", kind: Kind) -> tuple[bool, bool, type]:
    """Whether a field must have a value, whether it may have several, and their type."""
    hint = get_type_hints(kind)[field.name]
    parts = [part for part in get_args(hint) if part is not Ellipsis]
    many = getattr(hint, "__origin__", None) is tuple
    optional = (many and field.default is not MISSING) or NoneType in parts
    member = next((part for part in parts if part is not NoneType), hint)
    return not optional, many, member


def _id(value: object) -> str:
    return value.name if isinstance(value, Field) else getattr(value, "__name__", str(value))


def _unrestricted(declared: Node | None) -> Node | None:
    """A range, or the datatype of which it is a part: whole numbers, of those from 1 to 5."""
    return (_ontology().value(declared, OWL.onDatatype) if declared is not None else None) or declared


@pytest.mark.parametrize("kind", KINDS)
def test_a_class_is_below_the_same_classes(kind: Kind) -> None:
    above = [base for base in kind.__bases__ if base in KINDS]
    assert _own(_ontology().objects(URIRef(class_of(kind)), RDFS.subClassOf)) == {base.__name__ for base in above}


def test_every_class_of_the_ontology_is_a_kind() -> None:
    assert _own(_ontology().subjects(RDF.type, OWL.Class)) == {kind.__name__ for kind in KINDS} | OTHER_CLASSES


def test_every_property_of_the_ontology_is_a_field() -> None:
    kinds = (OWL.DatatypeProperty, OWL.ObjectProperty)
    known = _own(chain.from_iterable(_ontology().subjects(RDF.type, kind) for kind in kinds))
    assert known == {property_of(kind, field.name).removeprefix(LG) for kind, field in FIELDS} | OTHER_PROPERTIES


def test_kinds_are_disjoint() -> None:
    axioms = _ontology().subjects(RDF.type, OWL.AllDisjointClasses)
    members = [Collection(_ontology(), _ontology().value(axiom, OWL.members)) for axiom in axioms]  # type: ignore[arg-type]
    facts = {kind.__name__ for kind in FACT_KINDS}
    others = {kind.__name__ for kind in (Fact, *FACT_PARTS, *LISTED_KINDS)} | OTHER_CLASSES
    assert sorted((_own(iter(one)) for one in members), key=len) == sorted((facts, others), key=len)


def test_only_fields_that_need_a_property_of_their_own_have_one() -> None:
    sorts = dict[str, set[type]]()
    for kind, field in FIELDS:
        sorts.setdefault(field.name, set()).add(_members(field, kind)[2])
    mixed = {name for name, types in sorts.items() if len(types) > 1}
    literal = {(kind, field.name) for kind, field in FIELDS if _members(field, kind)[2] in LITERALS}
    literal |= {(kind, field.name) for kind in FACT_KINDS for field in fields(Fact)}
    assert set(OWN_PROPERTY) == {(kind, field.name) for kind, field in FIELDS if field.name in mixed} - literal
    assert not {camel_case(name) for name in mixed} & set(OWN_PROPERTY.values())


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=_id)
def test_a_field_must_have_a_value_in_both(kind: Kind, field: "Field[object]") -> None:
    required, many, _ = _members(field, kind)
    path = property_of(kind, field.name)
    assert any(int(str(count)) >= 1 for count in _said(kind, path, SH.minCount)) == required
    assert bool(_said(kind, path, SH.maxCount)) == (not many)


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=_id)
def test_a_field_holds_the_same_in_all_three(kind: Kind, field: "Field[object]") -> None:
    _, _, member = _members(field, kind)
    path = property_of(kind, field.name)
    declared = _unrestricted(_ontology().value(URIRef(path), RDFS.range))
    sort = _ontology().value(URIRef(path), RDF.type)
    if issubclass(member, StrEnum):
        (codes,) = _said(kind, path, SH["in"])
        assert [str(code) for code in Collection(_shapes(), codes)] == [concept(code) for code in member]
        assert (sort, declared) == (OWL.ObjectProperty, URIRef(PREFIXES["skos"] + "Concept"))
    elif member is Concept:
        assert set(_said(kind, path, SH["class"])) == {URIRef(PREFIXES["skos"] + "Concept")}
        assert (sort, declared) == (OWL.ObjectProperty, URIRef(PREFIXES["skos"] + "Concept"))
    elif member in (*FACT_PARTS, Evidence, *LISTED_KINDS, FactId):
        expected = URIRef(LG + (LEADS_TO[field.name] if member is FactId else member.__name__))
        assert set(_said(kind, path, SH["class"])) == {expected}
        assert (sort, declared) == (OWL.ObjectProperty, expected)
    else:
        assert set(_said(kind, path, SH.datatype)) == {LITERALS[member]}
        assert (sort, declared) == (OWL.DatatypeProperty, RANGES.get(member, LITERALS[member]))


@pytest.mark.parametrize("kind", KINDS)
def test_shapes_speak_of_no_other_property(kind: Kind) -> None:
    paths = _own(_shapes().value(one, SH.path) or SH.path for one in _property_shapes(kind))
    others = FURTHER.get(kind, {"statedBy", "start"})
    assert paths == {property_of(kind, field.name).removeprefix(LG) for field in fields(kind)} | others


def test_shapes_name_only_terms_of_the_ontology() -> None:
    known = _own(_ontology().subjects(RDF.type, None))
    assert _own(node for triple in _shapes() for node in triple) <= known


def test_every_shape_has_a_severity_and_a_message() -> None:
    shapes = set(_shapes().subjects(RDF.type, SH.PropertyShape)) | set(_shapes().objects(None, SH.property))
    for shape in shapes:
        assert _shapes().value(shape, SH.severity) in (SH.Violation, SH.Warning), shape
        message = str(_shapes().value(shape, SH.message))
        assert message.endswith("."), shape
        assert message[0].isupper(), shape


def test_every_property_shape_is_used() -> None:
    named = set(_shapes().subjects(RDF.type, SH.PropertyShape))
    assert named <= set(_shapes().objects(None, SH.property))
