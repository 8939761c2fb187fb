"""Versions of labels in the store: found by name, and read back with their facts and text."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.dump import find_label, labels_called
from kg.errors import NotFoundError
from kg.facts import Fact
from kg.identity import document_iri, slug
from kg.read_facts import read_facts
from kg.store import CatalogueEntry
from kg.terms import PREFIXES, term

SEPARATOR = "@"
OFFICIAL = "application/xml"
"""The media type of SPL, the form that labels are submitted in; other forms are made from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a label as it is compared: what it is called, its facts, and its text."""

    name: str
    facts: tuple[Fact, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFrom:
    """The file that a stored version was read from: its name, and whether it is in the official form."""

    name: str
    is_official: bool


def find_version(store: Store, name: str) -> str:
    """The IRI of a stored version, from the IRI itself, or from a label's name, set id or IRI.

    A label stands for its current version; `@` and a version number behind it name another: "exampline@3". Of several
    labels of a name, that is the one that has the version. Raises `NotFoundError`, which says what there is.
    """
    label, sign, number = name.rpartition(SEPARATOR)
    if not sign:
        entry = find_label(store, name)
        return name if name in entry.versions else entry.current
    versions = [version for entry in labels_called(store, label) for version in entry.versions]
    wanted = [version for version in versions if _number(version) == slug(number)]
    if not versions or len(wanted) > 1:
        return find_label(store, label).current
    if not wanted:
        held = ", ".join(map(_number, versions))
        raise NotFoundError(f"the graph holds no version {number!r} of {label}", expected=f"one of {held}")
    return wanted[0]


def read_before(store: Store, version: str, digest: str) -> ReadFrom | None:
    """The file that a stored version was read from, if that is not the one whose bytes have a digest.

    None if the store does not hold the version.
    """
    graph, source = NamedNode(version), NamedNode(document_iri(digest))
    for quad in store.quads_for_pattern(None, NamedNode(term("fileName")), None, graph):
        if quad.subject != source:
            about = {
                each.predicate.value: each.object for each in store.quads_for_pattern(quad.subject, None, None, graph)
            }
            name, media_type = about[term("fileName")], about[term("mediaType")]
            if isinstance(name, Literal) and isinstance(media_type, Literal):
                return ReadFrom(name=name.value, is_official=media_type.value == OFFICIAL)
    return None


def called(entry: CatalogueEntry, version: str) -> str:
    """What a version is called: the label's name, or the last part of its IRI, and the number."""
    return f"{entry.name or entry.label.rpartition('/')[2]}{SEPARATOR}{_number(version)}"


def read_version(store: Store, iri: str) -> Version:
    """A version of the store with its facts and the text of its sections."""
    return Version(
        name=called(find_label(store, iri), iri),
        facts=tuple(read_facts(store, iri).values()),
        text="\n".join(_section_texts(store, iri)),
    )


def _section_texts(store: Store, iri: str) -> list[str]:
    graph, kind = NamedNode(iri), NamedNode(PREFIXES["rdf"] + "type")
    placed = list[tuple[int, str]]()
    for section in store.quads_for_pattern(None, kind, NamedNode(term("Section")), graph):
        start, text = (
            next(quad.object for quad in store.quads_for_pattern(section.subject, NamedNode(term(name)), None, graph))
            for name in ("start", "text")
        )
        if isinstance(start, Literal) and isinstance(text, Literal):
            placed.append((int(start.value), text.value))
    return [text for _, text in sorted(placed)]


def _number(version: str) -> str:
    return version.rpartition("/")[2]
