"""The ontology as one document: in the formats that ontology editors load, and term by term for its page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from kg.terms import CODE, LG, PREFIXES, SHAPES, TERM_FILES, Term, code_lists, concept, describe

FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
"""Formats by name; each has a media type and a suffix of files."""

_MATCHES = (SKOS.closeMatch, SKOS.broadMatch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A term of another vocabulary that is aligned with one of ours, and how (SKOS, section 10)."""

    how: str
    iri: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How things of a class have a property, as the shapes say, and which class it has it from: itself or one above."""

    property: str
    of: str
    is_required: bool
    is_single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassEntry:
    """A class with the classes above it, its properties and the terms of others that are close to it."""

    name: str
    term: Term
    above: Sequence[str]
    uses: Sequence[Use]
    matches: Sequence[Match]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyEntry:
    """A property with what its values are, the classes that have it and the terms of others that are close to it."""

    name: str
    term: Term
    values: str
    used_by: Sequence[str]
    matches: Sequence[Match]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeListEntry:
    """A code list with its codes."""

    name: str
    term: Term
    codes: Sequence[Term]


def write_ontology(output: BinaryIO, form: str) -> None:
    """Write the ontology with its code lists in one of `FORMATS`, in alphabetical order."""
    triples = [quad.triple for file in TERM_FILES for quad in parse(path=file, format=RdfFormat.TURTLE)]
    serialize(sorted(triples, key=str), output, FORMATS[form], prefixes=dict(PREFIXES))


def ontology_version() -> str:
    """The version of the ontology."""
    return str(_ontology().value(URIRef(LG.removesuffix("#")), OWL.versionInfo))


def class_entries() -> Sequence[ClassEntry]:
    """The classes by label."""
    return [
        ClassEntry(
            name=_name(one),
            term=describe(str(one)),
            above=_names(_ontology().objects(one, RDFS.subClassOf)),
            uses=tuple(_uses(one)),
            matches=_matches(one),
        )
        for one in _own(OWL.Class)
    ]


def property_entries() -> Sequence[PropertyEntry]:
    """The properties by label."""
    users = dict[str, set[str]]()
    for use in (use for entry in class_entries() for use in entry.uses):
        users.setdefault(use.property, set()).add(use.of)
    return [
        PropertyEntry(
            name=_name(one),
            term=describe(str(one)),
            values=_short(_ontology().value(one, RDFS.range)),
            used_by=sorted(users.get(_name(one), ())),
            matches=_matches(one),
        )
        for one in _own(OWL.DatatypeProperty, OWL.ObjectProperty)
    ]


def code_list_entries() -> Sequence[CodeListEntry]:
    """The code lists, each with its codes in their own order."""
    return [
        CodeListEntry(name=name, term=describe(f"{CODE}{name}"), codes=[describe(concept(code)) for code in members])
        for name, members in code_lists().items()
    ]


@cache
def _ontology() -> Graph:
    graph = _parsed(TERM_FILES)
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph


@cache
def _shapes() -> Graph:
    return _parsed([SHAPES])


def _parsed(files: Iterable[object]) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(str(file))
    return graph


def _own(*sorts: URIRef) -> Sequence[URIRef]:
    """Our terms of a sort, in the order of their labels."""
    found = {one for sort in sorts for one in _ontology().subjects(RDF.type, sort)}
    own = [one for one in found if isinstance(one, URIRef) and one.startswith(LG)]
    return sorted(own, key=lambda one: (describe(str(one)).label.lower(), one))


def _uses(one: URIRef) -> Iterator[Use]:
    """The properties that the node shapes of a class and of those above it name, by class and name."""
    for above in map(str, _ontology().transitive_objects(one, RDFS.subClassOf)):
        found = dict[str, list[Node]]()
        for shape in _property_shapes(URIRef(above)):
            path = _shapes().value(shape, SH.path)
            if isinstance(path, URIRef) and path.startswith(LG):
                found.setdefault(_name(path), []).append(shape)
        for name, shapes in sorted(found.items()):
            required, single = (_says(shapes, limit) for limit in (SH.minCount, SH.maxCount))
            yield Use(property=name, of=above.removeprefix(LG), is_required=required, is_single=single)


def _property_shapes(one: URIRef) -> Iterator[Node]:
    for node_shape in _shapes().subjects(SH.targetClass, one):
        yield from _shapes().objects(node_shape, SH.property)


def _says(shapes: Iterable[Node], constraint: URIRef) -> bool:
    return any((shape, constraint, None) in _shapes() for shape in shapes)


def _matches(one: URIRef) -> Sequence[Match]:
    return [
        Match(how=_name(how), iri=str(other), name=_short(other))
        for how in _MATCHES
        for other in sorted(_ontology().objects(one, how), key=str)
    ]


def _names(terms: Iterable[Node]) -> Sequence[str]:
    return sorted(_short(one) for one in terms)


def _name(term: Node) -> str:
    return str(term).removeprefix(LG).replace("#", "/").rpartition("/")[2]


def _short(term: Node | None) -> str:
    """A term of ours by its name, one of others with its prefix."""
    if not isinstance(term, URIRef):
        return "anything"
    return term.removeprefix(LG) if term.startswith(LG) else _ontology().namespace_manager.qname(term)
