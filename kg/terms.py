"""The ontology, read once: IRIs, labels, definitions and examples of terms, and the code lists.

The Turtle files in `ontology/` are the only place where terms are defined; nothing here retypes them. A term that they
do not define raises `UnknownTermError`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg import codes
from kg.concepts import TERM
from kg.errors import UnknownTermError
from kg.facts import Fact, FactPart, Handling, Interaction, Population, Premedication, Preparation
from kg.listing import Listed, ListedPackage, ListedProduct

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
TERM_FILES = tuple(ONTOLOGY / name for name in ("labelgraph.ttl", "facts.ttl", "listing.ttl", "codes.ttl"))
SHAPES = ONTOLOGY / "shapes.ttl"
LG = "https://w3id.org/labelgraph/ontology#"
CODE = "https://w3id.org/labelgraph/code#"
PREFIXES: Mapping[str, str] = {
    "lg": LG,
    "code": CODE,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "term": TERM,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Kind: TypeAlias = type[Fact | FactPart | Listed]
"""The dataclasses whose fields are properties."""

OWN_PROPERTY: Mapping[tuple[Kind, str], str] = {
    (Population, "population"): "populationGroup",
    (Population, "advice"): "populationAdvice",
    (Interaction, "advice"): "interactionAdvice",
    (Handling, "advice"): "handlingAdvice",
    (Preparation, "quantity"): "preparationQuantity",
    (Premedication, "target"): "targetThreshold",
    (ListedProduct, "dosage_form"): "listedDosageForm",
    (ListedPackage, "form"): "packageForm",
}
"""Fields whose name another kind uses for words or numbers: OWL 2 DL keeps codes and words apart, so these have a
property of their own. Every other field's property is its name in camel case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What the ontology says of a class, property or code."""

    iri: str
    label: str
    definition: str
    example: str | None
    notation: str | None


def term(name: str) -> str:
    """The IRI of a class or property of the ontology.

    >>> term("percent")
    'https://w3id.org/labelgraph/ontology#percent'
    """
    return describe(name).iri


def describe(name: str) -> Term:
    """What the ontology says of a term, given by its IRI or its name in the ontology ("percent")."""
    iri = name if ":" in name else LG + name
    try:
        return _terms()[iri]
    except KeyError:
        raise UnknownTermError(
            f"the ontology has no term {name.removeprefix(LG)!r}",
            where="ontology/",
            remedy="define it there or correct the name",
        ) from None


def label(name: str) -> str:
    """A term's name in plain English."""
    return describe(name).label


def definition(name: str) -> str:
    """A term's definition, which is also its description in GraphQL and on the pages."""
    return describe(name).definition


def class_of(kind: Kind) -> str:
    """The IRI of the class of a kind of fact or listed thing."""
    return term(kind.__name__)


def property_of(kind: Kind, field: str) -> str:
    """The IRI of the property that holds a field of a kind of fact or listed thing.

    >>> from kg.facts import AdverseReaction
    >>> property_of(AdverseReaction, "arm_n")
    'https://w3id.org/labelgraph/ontology#armN'
    """
    return term(OWN_PROPERTY.get((kind, field)) or camel_case(field))


def camel_case(field: str) -> str:
    """A field's name as a property's: "arm_n" is "armN"."""
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), field)


@lru_cache(maxsize=None, typed=True)  # by type too: members of two lists with the same value are equal
def concept(code: StrEnum) -> str:
    """The IRI of a code.

    >>> concept(codes.Action.SLOW_INFUSION)
    'https://w3id.org/labelgraph/code#Action-slow-infusion'
    """
    return describe(f"{CODE}{type(code).__name__}-{code.name.lower().replace('_', '-')}").iri


@cache
def code_lists() -> Mapping[str, type[StrEnum]]:
    """All code lists of `kg.codes` by name."""
    found = (value for value in vars(codes).values() if isinstance(value, type))
    return {kind.__name__: kind for kind in found if issubclass(kind, StrEnum) and kind is not StrEnum}


@cache
def codes_by_concept() -> Mapping[str, StrEnum]:
    """Every code by the IRI of its concept."""
    return {concept(code): code for kind in code_lists().values() for code in kind}


@cache
def _terms() -> Mapping[str, Term]:
    said = dict[str, dict[str, str]]()
    for file in TERM_FILES:
        for quad in parse(path=file, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                said.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    return {iri: _term(iri, words) for iri, words in said.items() if PREFIXES["skos"] + "definition" in words}


def _term(iri: str, words: Mapping[str, str]) -> Term:
    skos = PREFIXES["skos"]
    return Term(
        iri=iri,
        label=words.get(skos + "prefLabel") or words[PREFIXES["rdfs"] + "label"],
        definition=words[skos + "definition"],
        example=words.get(skos + "example"),
        notation=words.get(skos + "notation"),
    )
