"""Facts as RDF: one graph per version of a label, with PROV-O provenance and Web Annotation evidence.

Every thing in the graph has an IRI, so that the same facts give the same triples. A field of a fact becomes the
property of its name; how a value is written depends on its type alone (`_written`), so a new field needs no code here.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from functools import singledispatch
from hashlib import sha256
from itertools import chain, count

from rdflib import Graph, URIRef

from ingest.document import Document, NotUnderstood, Part, Section
from ingest.passages import evidence
from ingest.write_listing import listing_triples
from kg import identity
from kg.concepts import Concept, statements
from kg.facts import ArmDifference, Criterion, Fact, FactId, FactPart, Instruction, Product, Threshold
from kg.fragments import CONFORMS_TO, Fragment
from kg.locator import Evidence, Span
from kg.terms import PREFIXES, class_of, concept, property_of, term
from kg.triples import Triple, link, literal, said, thing

_OA, _PROV = PREFIXES["oa"], PREFIXES["prov"]
_CONFORMS_TO, _VALUE = f"{PREFIXES['dcterms']}conformsTo", f"{PREFIXES['rdf']}value"
_SOFTWARE = f"{identity.ID}software/labelgraph"
_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _PlacedSection:
    """A section with its IRI and that of what it is part of: the section above it, or the version."""

    section: Section
    iri: str
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """The version being written, with the IRIs that its things are named after; `written` are facts and places so far."""

    document: Document
    iri: str
    label: str
    source: str
    activity: str
    sections: tuple[_PlacedSection, ...]
    written: set[str] = field(default_factory=set)

    def is_new(self, iri: str) -> bool:
        """Whether a thing is not written yet; from now on it is."""
        before = len(self.written)
        self.written.add(iri)
        return len(self.written) > before

    def section_at(self, span: Span) -> str | None:
        """The innermost section that holds a span; sections are in reading order, each before those below it."""
        return next((placed.iri for placed in reversed(self.sections) if placed.section.span.contains(span)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """Where in the graph a value goes: the thing and property that hold it, and which of the property's values it is."""

    version: _Version
    subject: str
    predicate: str
    position: int

    @property
    def node(self) -> str:
        """The IRI of a value that is a thing of its own."""
        name = self.predicate.rpartition("#")[2]
        return f"{self.subject}/{name}-{self.position}"


def graph_of(document: Document, facts: Iterable[Fact]) -> Graph:
    """The graph of a label's version, named by the version's IRI: its document, sections, facts and their evidence.

    Raises ValueError when two facts have the same content: they are one fact, stated in two places.
    """
    stated = tuple(facts)
    version = _version(document, stated)
    graph = Graph(identifier=URIRef(version.iri))
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in _triples(version, stated):
        graph.add(triple)
    return graph


def _version(document: Document, facts: tuple[Fact, ...]) -> _Version:
    name = _name(document, facts)
    label = identity.label_iri(set_id=document.set_id, name=name, document_digest=document.digest)
    iri = identity.version_iri(label, version=document.version, document_digest=document.digest)
    names = set[str]()
    return _Version(
        document=document,
        iri=iri,
        label=label,
        source=identity.document_iri(document.digest),
        activity=f"{iri}/ingest",
        sections=tuple(placed for section in document.sections for placed in _placed(section, iri, iri, names)),
    )


def _name(document: Document, facts: tuple[Fact, ...]) -> str | None:
    """The product's name: as a fact has it, else as the text prints the one of the source's data, else as these list it."""
    for fact in facts:
        if isinstance(fact, Product):
            return fact.name
    if document.product:
        return document.quote(document.product.name)
    listed = document.listing.products if document.listing else ()
    return next((product.name for product in listed if product.name), None)


def _placed(section: Section, version: str, within: str, names: set[str]) -> Iterator[_PlacedSection]:
    """A section and those below it. A name that is taken, or missing, is told apart by where the section starts.

    A section without words of its own starts where the first one below it does: they are counted.
    """
    part = section.part.value
    name = (
        section.number if section.part is Part.FULL else part if within == version and section.number is None else None
    )
    if name is None or name in names:
        name = _free(f"{name or part}-{section.span.start}", names)
    names.add(name)
    placed = _PlacedSection(section=section, iri=f"{version}/section/{name}", within=within)
    yield placed
    for below in section.sections:
        yield from _placed(below, version, placed.iri, names)


def _free(name: str, taken: Container[str]) -> str:
    return next(free for free in chain((name,), (f"{name}-{number}" for number in count(2))) if free not in taken)


def _triples(version: _Version, facts: tuple[Fact, ...]) -> Iterator[Triple]:
    yield from _about_version(version, facts)
    ends = [*(placed.section.span.start for placed in version.sections[1:]), len(version.document.text)]
    for placed, until in zip(version.sections, ends, strict=False):
        yield from _section(version.document, placed, until)
    for gap in version.document.not_understood:
        yield from _not_understood(version, gap)
    for fact in facts:
        iri = identity.fact_iri(version.label, identity.fact_id(fact))
        if not version.is_new(iri):
            raise ValueError(f"two facts have the same content: {fact}; expected them to be merged into one")
        yield from _fact(version, fact, iri)


def _about_version(version: _Version, facts: tuple[Fact, ...]) -> Iterator[Triple]:
    document = version.document
    yield from thing(version.label, {"name": _name(document, facts), "setId": document.set_id}, term("Label"))
    yield from thing(version.iri, {"splVersion": document.version}, term("LabelVersion"))
    yield link(version.iri, term("versionOf"), version.label)
    yield link(version.iri, term("document"), version.source)
    yield link(version.iri, term("format"), concept(document.format))
    if document.listing:
        yield from listing_triples(document.listing, version=version.iri, label=version.label)
    about = {"fileName": document.name, "mediaType": document.media_type, "sha256": document.digest}
    yield from thing(version.source, about, term("Document"), f"{_PROV}Entity")
    yield from thing(version.activity, {}, f"{_PROV}Activity")
    yield link(version.activity, f"{_PROV}used", version.source)
    yield link(version.activity, f"{_PROV}wasAssociatedWith", _SOFTWARE)
    yield from thing(_SOFTWARE, {}, f"{_PROV}SoftwareAgent")


def _section(document: Document, placed: _PlacedSection, until: int) -> Iterator[Triple]:
    """A section. Its `text` is all that stands before the next section, so that no character of the label is lost."""
    section = placed.section
    text = Span(section.span.start, max(until, section.span.start))
    said = {
        "part": section.part.value,
        "number": section.number,
        "title": section.title.text if section.title else None,
        "loinc": section.loinc,
        "text": document.quote(text),
        "start": section.span.start,
        "end": section.span.end,
    }
    yield from thing(placed.iri, said, term("Section"))
    yield link(placed.iri, term("partOf"), placed.within)


def _not_understood(version: _Version, gap: NotUnderstood) -> Iterator[Triple]:
    """A gap. Several can stand at one place: each has its own thing, named after its section and reason.

    Where there are no words to quote, the whole document is what was not understood.
    """
    reason = sha256(f"{gap.section} {gap.reason}".encode()).hexdigest()[:_DIGITS]
    iri = f"{version.iri}/not-understood/{gap.span.start}-{gap.span.end}-{reason}"
    yield from thing(iri, {"reason": gap.reason}, term("NotUnderstood"))
    if gap.span.start == gap.span.end:
        yield link(iri, f"{_OA}hasTarget", version.source)
    else:
        yield from _place(version, iri, evidence(version.document, gap.span, section=gap.section))


def _fact(version: _Version, fact: Fact, iri: str) -> Iterator[Triple]:
    """A fact of its kind and of all classes above it, so that a query for any of them finds it without inference."""
    classes = (class_of(kind) for kind in type(fact).__mro__ if issubclass(kind, Fact))
    yield from thing(iri, {}, *classes)
    yield link(iri, term("statedBy"), version.label)
    yield from thing(iri, {"start": fact.evidence[0].span.start})
    yield link(iri, f"{_PROV}wasDerivedFrom", version.source)
    yield link(iri, f"{_PROV}wasGeneratedBy", version.activity)
    yield from _fields(version, fact, iri)


def _fields(version: _Version, thing: Fact | FactPart, iri: str) -> Iterator[Triple]:
    for part in fields(thing):
        value = getattr(thing, part.name)
        predicate = property_of(type(thing), part.name)
        for position, member in enumerate(value if isinstance(value, tuple) else (value,), start=1):
            yield from _written(member, _Slot(version=version, subject=iri, predicate=predicate, position=position))


@singledispatch
def _written(value: object, slot: _Slot) -> Iterator[Triple]:
    """The triples of one value, written as its type asks."""
    raise TypeError(f"{slot.predicate} holds {value!r} of type {type(value).__name__}; expected a type with a writer")


@_written.register
def _none(value: None, slot: _Slot) -> Iterator[Triple]:
    """Not stated: nothing is written."""
    del value, slot
    return iter(())


@_written.register(str)
@_written.register(bool)
@_written.register(int)
@_written.register(Decimal)
def _plain(value: str | bool | int | Decimal, slot: _Slot) -> Iterator[Triple]:
    yield URIRef(slot.subject), URIRef(slot.predicate), literal(value)


@_written.register
def _code(value: StrEnum, slot: _Slot) -> Iterator[Triple]:
    yield link(slot.subject, slot.predicate, concept(value))


@_written.register
def _fact_id(value: FactId, slot: _Slot) -> Iterator[Triple]:
    yield link(slot.subject, slot.predicate, identity.fact_iri(slot.version.label, value))


@_written.register
def _span(value: Span, slot: _Slot) -> Iterator[Triple]:
    """A range of characters as RFC 5147 writes it."""
    return _written(f"char={value.start},{value.end}", slot)


@_written.register
def _fact_part(value: Threshold | Criterion | Instruction | ArmDifference, slot: _Slot) -> Iterator[Triple]:
    yield link(slot.subject, slot.predicate, slot.node)
    yield from thing(slot.node, {"position": slot.position}, class_of(type(value)))
    yield from _fields(slot.version, value, slot.node)


@_written.register
def _concept(value: Concept, slot: _Slot) -> Iterator[Triple]:
    """A link to a term, and the term itself, so that the graph of a version can be read without our lists."""
    yield link(slot.subject, slot.predicate, value.iri)
    for statement in statements(value):
        write = link if statement.is_link else said
        yield write(statement.subject, statement.predicate, statement.value)


@_written.register
def _evidence(value: Evidence, slot: _Slot) -> Iterator[Triple]:
    """An annotation of the quoted words with the fact. It belongs to the version; the fact may be in several."""
    iri = f"{slot.version.iri}/{slot.node.removeprefix(slot.version.label + '/')}"
    yield link(slot.subject, slot.predicate, iri)
    yield from thing(iri, {"position": slot.position}, term("Evidence"), f"{_OA}Annotation")
    yield link(iri, f"{_OA}hasBody", slot.subject)
    yield from _place(slot.version, iri, value)


def _place(version: _Version, annotation: str, quoted: Evidence) -> Iterator[Triple]:
    """The words that an annotation targets, by position and by quote. Annotations of the same words share them."""
    iri = identity.place_iri(version.iri, quoted)
    yield link(annotation, f"{_OA}hasTarget", iri)
    if version.is_new(iri):
        yield from _quoted(version, iri, quoted)


def _quoted(version: _Version, iri: str, quoted: Evidence) -> Iterator[Triple]:
    said = {"section": quoted.section, "heading": quoted.heading, "table": quoted.table}
    yield from thing(iri, said, f"{_OA}SpecificResource")
    yield link(iri, f"{_OA}hasSource", version.source)
    within = version.section_at(quoted.span)
    if within:
        yield link(iri, term("inSection"), within)
    position, words = f"{iri}/position", f"{iri}/quote"
    yield link(iri, f"{_OA}hasSelector", position)
    yield link(iri, f"{_OA}hasSelector", words)
    yield from thing(position, {}, f"{_OA}TextPositionSelector")
    yield URIRef(position), URIRef(f"{_OA}start"), literal(quoted.span.start)
    yield URIRef(position), URIRef(f"{_OA}end"), literal(quoted.span.end)
    yield from thing(words, {}, f"{_OA}TextQuoteSelector")
    yield URIRef(words), URIRef(f"{_OA}exact"), literal(quoted.quote)
    for number, box in enumerate(quoted.boxes, start=1):
        yield from _fragment(iri, f"{iri}/box-{number}", box)


def _fragment(iri: str, node: str, box: Fragment) -> Iterator[Triple]:
    """Where a line of quoted words is printed: page and box, as RFC 8118 writes fragments of a PDF."""
    yield link(iri, f"{_OA}hasSelector", node)
    yield from thing(node, {}, f"{_OA}FragmentSelector")
    yield link(node, _CONFORMS_TO, CONFORMS_TO)
    yield URIRef(node), URIRef(_VALUE), literal(str(box))
