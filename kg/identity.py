"""Names of things in the graph: the same label with the same content always gets the same ones.

A fact's id is its kind and a digest of its content, not of where it stands: two versions of a label that state the same
fact share its id, and two readings of one document give the same ids.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, TypeVar

from kg.concepts import Concept
from kg.facts import FACT_PARTS, Fact, FactId, FactPart
from kg.locator import Evidence, Span

ID = "https://w3id.org/labelgraph/id/"
CATALOGUE = f"{ID}catalogue"
"""The named graph that lists the labels, their versions and which version is current."""

DERIVED = frozenset(
    {
        "ctcae_terms",
        "findings",
        "organ_class",
        "reaction_term",
        "material_term",
        "criteria",
        "resume_criteria",
        "instructions",
    }
    | {"frequency", "period", "period_unit", "days", "cycle_days", "first_cycle", "last_cycle"}
    | {"divided_into", "arm_differences", "least_difference", "grade_low", "grade_high"}
)
"""Fields that follow from printed words: the terms which they name, the criteria and times which they set; and what is calculated from several facts. Another list
names others, and the label states the same."""

OUTSIDE_CONTENT = DERIVED | {"evidence", "also_in", "values", "read_by", "form", "incomplete", "differs_from"}
"""Fields of a fact that tell where and how it was read and what its words are called elsewhere, not what the label states."""

_Member = TypeVar("_Member")
_Thing = TypeVar("_Thing", bound=Fact | FactPart)

Canonical: TypeAlias = "str | bool | int | list[Canonical] | dict[str, Canonical]"


def fact_id(fact: Fact) -> FactId:
    """The kind of a fact and 16 hexadecimal digits of the digest of its content.

    Members of a tuple count as a set, and 1.50 as 1.5; a field that is None or empty does not count, so that a new
    optional field leaves old ids as they are.
    """
    content = {name: value for name, value in _stated(fact) if name not in OUTSIDE_CONTENT}
    return FactId(f"{fact.kind}-{digest(json.dumps(content, sort_keys=True, ensure_ascii=True))}")


def is_same_content(one: Fact, other: Fact) -> bool:
    """Whether two statements of one kind have the same content: then their ids are equal, too."""
    named = (field.name for field in fields(one) if field.name not in OUTSIDE_CONTENT)
    return all(getattr(one, name) == getattr(other, name) for name in named)


def canonical(fact: _Thing) -> _Thing:
    """The fact as it comes back from the graph, where the members of a field are a set, except evidence and parts of facts.

    Words and spans are sorted, codes are in the order of their list.
    """
    values = {field.name: getattr(fact, field.name) for field in fields(fact)}
    ordered = {name: in_order(map(_ordered, value)) for name, value in values.items() if isinstance(value, tuple)}
    return replace(fact, **ordered)  # type: ignore[arg-type]


def _ordered(member: _Member) -> _Member:
    """A member of a field; what a part of a fact holds in order."""
    return canonical(member) if isinstance(member, FACT_PARTS) else member


def in_order(members: Iterable[_Member]) -> tuple[_Member, ...]:
    """The members of a field in the order in which they come back from the graph, each once."""
    return tuple(sorted(dict.fromkeys(members), key=_place_of))


def _place_of(member: object) -> tuple[int, int, str]:
    """What members are sorted by; equal for those that keep their order."""
    if isinstance(member, StrEnum):
        return list(type(member)).index(member), 0, ""
    if isinstance(member, Span):
        return member.start, member.end, ""
    if isinstance(member, Concept):
        return 0, 0, member.iri
    if isinstance(member, int):
        return member, 0, ""
    return 0, 0, member if isinstance(member, str) else ""


def digest(text: str, digits: int = 16) -> str:
    """The first hexadecimal digits of the SHA-256 digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def printed(number: Decimal) -> str:
    """A decimal in the canonical form of xsd:decimal, which has no exponent and no trailing zeros.

    >>> printed(Decimal("1.50")), printed(Decimal("1E+2")), printed(Decimal("-0.0"))
    ('1.5', '100', '0')
    """
    if not number.is_finite():
        raise ValueError(f"{number} is no amount; expected a finite decimal")
    return format(number.normalize(), "f") if number else "0"


def slug(name: str) -> str:
    """A name as part of an IRI.

    >>> slug("Exampline (examplinib) 5 mg")
    'exampline-examplinib-5-mg'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def label_iri(*, set_id: str | None, name: str | None, document_digest: str) -> str:
    """The label: by its SPL set id, else by the product's name, else by the document's digest."""
    return f"{ID}label/{slug(set_id or '') or slug(name or '') or f'unnamed-{document_digest[:12]}'}"


def version_iri(label: str, *, version: str | None, document_digest: str) -> str:
    """A version of a label, which is also the name of its graph: by SPL version, else by the document's digest."""
    return f"{label}/version/{slug(version or '') or document_digest[:12]}"


def fact_iri(label: str, identifier: str) -> str:
    """A fact of a label. Versions that state the same share the IRI, each within its own graph."""
    return f"{label}/fact/{identifier}"


def label_of(fact: str) -> str:
    """The IRI of the label that states a fact, from the fact's.

    >>> label_of(fact_iri(f"{ID}label/exampline", "dose-0123456789abcdef")) == f"{ID}label/exampline"
    True
    """
    return fact.rpartition("/fact/")[0]


def version_of(iri: str) -> str:
    """The IRI of the version that an IRI begins with, "" if there is none.

    >>> version_of(f"{ID}label/exampline/version/3/section/full-12") == f"{ID}label/exampline/version/3"
    True
    """
    label, sign, rest = iri.partition("/version/")
    return f"{label}{sign}{rest.partition('/')[0]}" if sign else ""


def document_iri(document_digest: str) -> str:
    """A document, by the SHA-256 digest of its bytes."""
    return f"{ID}document/{document_digest}"


def place_iri(version: str, evidence: Evidence) -> str:
    """The place in a version's document that evidence quotes; facts that quote the same place share it."""
    context = digest(json.dumps([evidence.section, evidence.heading, evidence.table]), 8)
    return f"{version}/text/{evidence.span.start}-{evidence.span.end}-{context}"


def _stated(thing: Fact | FactPart) -> Iterator[tuple[str, Canonical]]:
    for field in fields(thing):
        value = getattr(thing, field.name)
        if value is not None and value != () and field.name not in OUTSIDE_CONTENT:
            yield field.name, _canonical(value)


def _canonical(value: object) -> Canonical:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return printed(value)
    if isinstance(value, FACT_PARTS):
        return dict(_stated(value))
    if isinstance(value, tuple):
        return sorted((_canonical(member) for member in value), key=lambda member: json.dumps(member, sort_keys=True))
    raise TypeError(f"{value!r} of type {type(value).__name__} has no place in a fact's id; see kg.identity")
