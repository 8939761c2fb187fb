"""Terms of lists and vocabularies that printed words are normalised to, beside the printed form.

`ontology/terms/` holds our lists as data: findings, materials, diluents, the terms of CTCAE by organ class. `list_statements`
says them in SKOS for the graph. A user's own MedDRA table is read by `ingest.concepts.meddra`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent.parent / "ontology" / "terms"
TERM = "https://w3id.org/labelgraph/term#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

SCHEMES: Mapping[str, str] = {
    "ctcae": "CTCAE v5.0: terms of adverse events, by organ class",
    "organ-class": "organ classes of adverse events",
    "finding": "findings and laboratory parameters",
    "material": "materials of containers, lines, filters and syringes",
    "diluent": "fluids for reconstitution and dilution",
    "reaction": "names of reactions that a loaded MedDRA table holds",
}
"""The lists by the name that their IRIs begin with."""


LISTS = ("finding", "material", "diluent")
"""Those whose file holds `[[term]]` entries."""


class Statement(NamedTuple):
    """A triple before it is one of a library: `value` is an IRI if it is a link, else words."""

    subject: str
    predicate: str
    value: str
    is_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term of a list. `exact` are the same terms of other vocabularies; `notation` is the code of a coded vocabulary."""

    iri: str
    label: str
    scheme: str
    notation: str | None = None
    broader: "Concept | None" = None
    exact: "tuple[Concept, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term of a list as its file holds it.

    `printed` are other names of it. Of a finding, `decreased` and `increased` name its low and its high value, `unit` is the
    UCUM code in which it is mostly given, and `includes` the ids of findings that it stands for, of which it does not say which. `accepts` are printed words that name the term, `rejects` words that do not.
    """

    concept: Concept
    definition: str | None = None
    printed: tuple[str, ...] = ()
    decreased: tuple[str, ...] = ()
    increased: tuple[str, ...] = ()
    unit: str | None = None
    includes: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


def concept(scheme: str, name: str, label: str, broader: Concept | None = None) -> Concept:
    """A term of one of our lists, named by its id or its label.

    >>> concept("finding", "platelet-count", "platelet count").iri
    'https://w3id.org/labelgraph/term#finding-platelet-count'
    """
    slug = "-".join("".join(sign if sign.isalnum() else " " for sign in name.lower()).split())
    return Concept(iri=f"{TERM}{scheme}-{slug}", label=label, scheme=TERM + scheme, broader=broader)


@cache
def entries(scheme: str) -> tuple[Entry, ...]:
    """The terms of a list of `[[term]]` entries: finding, material or diluent."""
    return tuple(_entry(scheme, said) for said in _read(scheme)["term"])


@cache
def ctcae() -> tuple[Entry, ...]:
    """The terms of CTCAE, each below its organ class, with the other names that labels print for them."""
    others = {said["term"]: said for said in _read("reaction")["reaction"]}
    terms = tuple(
        Entry(
            concept=concept("ctcae", label, label, broader=organ_class.concept),
            printed=tuple(others.get(label, {}).get("printed", ())),
            rejects=tuple(others.get(label, {}).get("rejects", ())),
        )
        for organ_class, labels in _organ_classes()
        for label in labels
    )
    unknown = others.keys() - {entry.concept.label for entry in terms}
    if unknown:
        raise ValueError(f"reaction.toml names {sorted(unknown)}; expected terms of ctcae.toml")
    return terms


@cache
def organ_classes() -> tuple[Entry, ...]:
    """The organ classes of CTCAE, with other names that headings of tables print for them."""
    return tuple(entry for entry, _ in _organ_classes())


def _organ_classes() -> Iterator[tuple[Entry, list[str]]]:
    for said in _read("ctcae")["organ_class"]:
        label = str(said["label"])
        entry = Entry(concept=concept("organ-class", label, label), printed=tuple(said.get("printed", ())))
        yield entry, [*said["terms"]]


def list_statements() -> Iterator[Statement]:
    """All lists in SKOS. A CTCAE term is related to the finding whose low or high value it names."""
    for scheme, label in SCHEMES.items():
        yield Statement(TERM + scheme, _TYPE, f"{_SKOS}ConceptScheme", is_link=True)
        yield Statement(TERM + scheme, f"{_SKOS}prefLabel", label)
    for entry in (*organ_classes(), *ctcae(), *(entry for scheme in LISTS for entry in entries(scheme))):
        yield from statements(entry.concept)
        if entry.definition:
            yield Statement(entry.concept.iri, f"{_SKOS}definition", entry.definition)
        for form in dict.fromkeys(entry.printed):
            yield Statement(entry.concept.iri, f"{_SKOS}altLabel", form)
    yield from _related()


def statements(one: Concept) -> Iterator[Statement]:
    """A term in SKOS, with what it is below and what it matches."""
    yield Statement(one.iri, _TYPE, f"{_SKOS}Concept", is_link=True)
    yield Statement(one.iri, f"{_SKOS}inScheme", one.scheme, is_link=True)
    yield Statement(one.iri, f"{_SKOS}prefLabel", one.label)
    if one.notation is not None:
        yield Statement(one.iri, f"{_SKOS}notation", one.notation)
    for name, others in (("broader", filter(None, [one.broader])), ("exactMatch", one.exact)):
        for other in others:
            yield Statement(one.iri, _SKOS + name, other.iri, is_link=True)
            yield from statements(other)


def _related() -> Iterator[Statement]:
    """CTCAE terms and the findings whose low or high values they are, with the other names of these values."""
    by_label = {entry.concept.label: entry.concept for entry in ctcae()}
    for entry in entries("finding"):
        for names in (entry.decreased, entry.increased):
            for term in (by_label[name] for name in names if name in by_label):
                yield Statement(term.iri, f"{_SKOS}related", entry.concept.iri, is_link=True)
                yield from (Statement(term.iri, f"{_SKOS}altLabel", name) for name in names if name != term.label)


def _entry(scheme: str, said: Mapping[str, str | list[str]]) -> Entry:
    def one(key: str) -> str | None:
        value = said.get(key)
        return value if isinstance(value, str) else None

    def many(key: str) -> tuple[str, ...]:
        return tuple(said.get(key, ()))

    return Entry(
        concept=concept(scheme, str(said["id"]), str(said["label"])),
        definition=one("definition"),
        printed=many("printed"),
        decreased=many("decreased"),
        increased=many("increased"),
        unit=one("unit"),
        includes=many("includes"),
        accepts=many("accepts"),
        rejects=many("rejects"),
    )


def _read(name: str) -> Mapping[str, list[Mapping[str, str | list[str]]]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
