"""Which terms of CTCAE the printed words of a reaction name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.concepts import Concept, ctcae, entries, organ_classes
from kg.errors import KnowledgeError
from kg.naming import findings
from kg.naming.findings import Finding
from kg.naming.words import Key, key, parts, words

_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_INCLUDED = re.compile(r"including|includes|incl\b|e\.g|see|all\b|any\b|\W*\w?\W*$|[\d,\s]+$", re.IGNORECASE)
"""What in parentheses does not change which reaction is named: terms that it includes, a footnote's letter or number."""

_BOUND = re.compile(r"\s*[<>≤≥=].*$")
"""A bound after a name. A value that changed by so much is no low or high value: "Hgb decrease ≥2 g/dL" is no anemia."""

_LONGEST = 5
"""So many words has a term that is looked for within others."""

_CERTAINTY = re.compile(
    r"\s+(?:is|are)\s+(?:suspected(?:\s+or\s+confirmed)?|confirmed\s+or\s+suspected)$", re.IGNORECASE
)
"""That a reaction need not be sure, which leaves it what it is: "pneumonitis is suspected"."""

_CLASS_WORDS = re.compile(r"\s+disorders?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A term of CTCAE, and the finding of which it is a low or high value, where it is one."""

    term: Concept | None
    finding: Finding | None


def reactions(printed: str) -> tuple[Reaction, ...]:
    """What printed words name: one reaction, the parts of a combined one if each has a name, or nothing.

    >>> [one.term.label for one in reactions("Pyrexia") if one.term]
    ['Fever']
    >>> [one.term.label for one in reactions("Nausea/vomiting") if one.term]
    ['Nausea', 'Vomiting']
    >>> reactions("Fatigue/asthenia")
    ()
    """
    is_bound = _BOUND.search(printed) is not None
    for form in dict.fromkeys(_forms(printed)):
        whole = _reaction(form)
        if whole and is_bound and key(words(form)) not in terms():
            return (Reaction(term=None, finding=whole.finding),)
        if whole is not None:
            return (whole,)
        found = [_reaction(part) for part in parts(form)]
        if found and all(found):
            return tuple(dict.fromkeys(one for one in found if one))
        several = findings.combined(form)
        if several:
            return tuple(_of_finding(one) for one in several)
    return ()


def mentioned(printed: str) -> frozenset[str]:
    """The IRIs of the terms that are named somewhere in some words.

    >>> [iri.rpartition("#")[2] for iri in mentioned("severe diarrhea despite treatment")]
    ['ctcae-diarrhea']
    """
    spoken = list(words(printed))
    starts = (start for start, word in enumerate(spoken) if word in _vocabulary())
    windows = (spoken[start : start + length] for start in starts for length in range(1, _LONGEST + 1))
    return frozenset(term.iri for window in windows if (term := terms().get(key(window))) is not None)


def is_part_of_term(spoken: Key) -> bool:
    """Whether some folded words are some of those of a term: "rash" of "Rash acneiform"."""
    said = set(spoken)
    return said <= _vocabulary() and any(said.issubset(term) for term in terms())


@cache
def classes_of_part(spoken: Key) -> frozenset[Concept]:
    """The organ classes of the terms that some folded words are a part of.

    >>> sorted(one.label for one in classes_of_part(("rash",)))
    ['Infections and infestations', 'Skin and subcutaneous tissue disorders']
    """
    said = set(spoken)
    return frozenset(one.broader for term, one in terms().items() if said.issubset(term) and one.broader)


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for term in terms() for word in term)


def organ_class(printed: str) -> Concept | None:
    """The organ class that a heading of a table names.

    >>> found = organ_class("Gastrointestinal")
    >>> found.label if found else None
    'Gastrointestinal disorders'
    """
    return _organ_classes().get(_class_key(printed))


def _forms(printed: str) -> Iterator[str]:
    """Ways to read a printed term, the plainest first: as it stands, without parentheses, without an organ class in front."""
    bare = _CERTAINTY.sub("", _BOUND.sub("", printed).strip(" ,;*†‡§¶#"))
    yield bare
    yield _PARENTHESIS.sub(lambda found: "" if _says_nothing(bare, found[1]) else found[0], bare)
    for heading in _headings():
        if bare.casefold().startswith(heading) and len(bare) > len(heading):
            yield bare[len(heading) :].strip()


def _says_nothing(printed: str, within: str) -> bool:
    """Whether words in parentheses leave the reaction as it is, or name it again: "Arthralgia (joint pain)"."""
    outer = _reaction(_PARENTHESIS.sub("", printed))
    return bool(_INCLUDED.match(within.strip())) or (outer is not None and outer == _reaction(within))


def _reaction(printed: str) -> Reaction | None:
    term = terms().get(key(words(printed)))
    found = findings.finding(printed)
    if term is not None:
        return Reaction(term=term, finding=found)
    return _of_finding(found) if found and found.direction else None


def _of_finding(found: Finding) -> Reaction:
    return Reaction(term=values().get((found.concept.iri, found.direction)), finding=found)


@cache
def terms() -> dict[Key, Concept]:
    """The terms of CTCAE by the keys of their names."""
    held = dict[Key, Concept]()
    for entry in ctcae():
        for form in (entry.concept.label, *entry.printed):
            if held.setdefault(key(words(form)), entry.concept) != entry.concept:
                raise KnowledgeError(f"{form!r} names two terms of CTCAE", where="ontology/terms/reaction.toml")
    for term in _values_named():
        held.setdefault(*term)
    return held


def _values_named() -> Iterator[tuple[Key, Concept]]:
    """Names of a low or high value, with the term of CTCAE for that value: thrombocytopenia is "Platelet count decreased"."""
    for entry in entries("finding"):
        for direction, forms in (("decreased", entry.decreased), ("increased", entry.increased)):
            term = values().get((entry.concept.iri, direction))
            if term is not None:
                yield from ((key(words(form)), term) for form in forms)


@cache
def values() -> dict[tuple[str, str | None], Concept]:
    """The terms of CTCAE for low and high values, by the IRI of the finding."""
    by_label = {entry.concept.label.casefold(): entry.concept for entry in ctcae()}
    return {
        (entry.concept.iri, direction): by_label[name.casefold()]
        for entry in entries("finding")
        for direction, forms in (("decreased", entry.decreased), ("increased", entry.increased))
        for name in reversed(forms)
        if name.casefold() in by_label
    }


@cache
def _organ_classes() -> dict[Key, Concept]:
    return {_class_key(form): one.concept for one in organ_classes() for form in (one.concept.label, *one.printed)}


@cache
def _headings() -> tuple[str, ...]:
    """Organ classes as they may stand in front of a term, in lower case, the longest first."""
    labels = [one.concept.label.casefold() for one in organ_classes()]
    bare = [_CLASS_WORDS.sub("", label) for label in labels]
    return tuple(f"{label} " for label in sorted({*labels, *bare}, key=len, reverse=True))


def _class_key(printed: str) -> Key:
    return key(word for word in words(printed) if word not in {"disorder", "and", "system", "incl"})
