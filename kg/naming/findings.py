"""Which laboratory parameter or other finding printed words name, and whether its value is low or high."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from kg.concepts import Concept, Entry, concept, entries
from kg.errors import KnowledgeError
from kg.naming.words import Key, key, parts, table, words

_BOUND = re.compile(r"\s*[<>≤≥=].*$|\s+(?:was|were|is)\s.*$")
"""A bound after the name of a value: "Neutrophils <750/mm3"."""

_PARENTHESES = re.compile(r"[()\[\]]")
_LONGEST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A parameter and the direction in which its value is odd: "increased", "decreased" or None where neither is said."""

    concept: Concept
    direction: str | None


_Named = TypeVar("_Named", Entry, Finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Parameters, and names of their low or high values, by key."""

    parameters: dict[Key, Entry]
    values: dict[Key, Finding]


def finding(printed: str) -> Finding | None:
    """The one finding that printed words name, no more and no less.

    >>> found = finding("Decrease in platelets")
    >>> (found.concept.label, found.direction)
    ('platelet count', 'decreased')
    """
    spoken = list(words(_BOUND.sub("", printed)))
    named = names().values.get(key(spoken))
    if named is not None:
        return named
    directions = {table().direction[word] for word in spoken if word in table().direction}
    parameter = names().parameters.get(parameter_key(spoken))
    if parameter is None or len(directions) > 1:
        return None
    return Finding(concept=parameter.concept, direction=next(iter(directions), None))


def combined(printed: str) -> tuple[Finding, ...]:
    """The findings that a combined term names, all or none: "AST/ALT increased". The direction holds for all of them."""
    bare = _BOUND.sub("", printed)
    directions = {table().direction[word] for word in words(bare) if word in table().direction}
    found = [finding(part) for part in parts(_PARENTHESES.sub(",", bare)) if _says_more(part)]
    if not all(found) or len(directions) > 1:
        return ()
    said = next(iter(directions), None)
    named = (Finding(concept=one.concept, direction=one.direction or said) for one in found if one)
    return tuple(dict.fromkeys(named))


def mentioned(printed: str) -> tuple[Finding, ...]:
    """The findings that are named somewhere in some words: "absolute decrease in LVEF from baseline".

    A parameter beside a word that makes another thing of it is none: "platelet transfusion".
    """
    whole = finding(printed)
    found = (whole,) if whole else combined(printed)
    return found or tuple(dict.fromkeys(_found(list(words(printed)))))


def is_value(printed: str) -> bool:
    """Whether some words name an odd value, as thrombocytopenia does, and no parameter."""
    return key(words(printed)) in names().values


def beside(printed: str) -> tuple[str, ...]:
    """The folded words beside the findings that some words mention, without words of direction and of any value.

    >>> beside("nadir of platelet count"), beside("elevated serum creatinine")
    (('nadir',), ())
    """
    spoken, start, left = list(words(printed)), 0, list[str]()
    while start < len(spoken):
        end, found = _longest(spoken, start)
        if found is None and spoken[start] not in table().direction and spoken[start] not in table().of_values:
            left.append(spoken[start])
        start = end
    return tuple(left)


@cache
def included(iri: str) -> tuple[Concept, ...]:
    """The parameters that one stands for, where a label does not say which; none for any other.

    >>> whole = finding("transaminases")
    >>> [one.label for one in included(whole.concept.iri)] if whole else []
    ['alanine aminotransferase', 'aspartate aminotransferase']
    """
    by_id = {entry.concept.iri: entry for entry in entries("finding")}
    held = by_id.get(iri)
    return tuple(by_id[concept("finding", name, name).iri].concept for name in held.includes) if held else ()


@cache
def names() -> _Names:
    """All findings of the list. Raises KnowledgeError where a name stands for two of them."""
    parameters, values = dict[Key, Entry](), dict[Key, Finding]()
    for entry in entries("finding"):
        for form in (entry.concept.label, *entry.printed):
            _enter(parameters, parameter_key(list(words(form))), entry, form)
        for direction, forms in (("decreased", entry.decreased), ("increased", entry.increased)):
            for form in forms:
                _enter(values, key(words(form)), Finding(concept=entry.concept, direction=direction), form)
    return _Names(parameters=parameters, values=values)


def _enter(held: dict[Key, _Named], name: Key, value: _Named, form: str) -> None:
    if held.setdefault(name, value) != value:
        raise KnowledgeError(f"{form!r} names two findings", where="ontology/terms/finding.toml")


def parameter_key(spoken: Sequence[str]) -> Key:
    """The key of a parameter: without words of direction and words that any value may have."""
    return key(word for word in spoken if word not in table().direction and word not in table().of_values)


def _says_more(part: str) -> bool:
    return any(word not in table().direction and word not in table().of_values for word in words(part))


def _found(spoken: list[str]) -> Iterator[Finding]:
    start = 0
    while start < len(spoken):
        end, found = _longest(spoken, start)
        if found is not None and not {*spoken[start - 1 : start], *spoken[end : end + 1]} & table().of_things:
            yield found
        start = end


def _longest(spoken: list[str], start: int) -> tuple[int, Finding | None]:
    """The longest name that begins at a word, with the index after it; the next word where none does."""
    if spoken[start] in table().direction or spoken[start] in table().of_values:
        return start + 1, None
    for end in range(min(len(spoken), start + _LONGEST), start, -1):
        window = spoken[start:end]
        value = names().values.get(key(window))
        parameter = names().parameters.get(parameter_key(window))
        if value or parameter:
            return end, value or (Finding(concept=parameter.concept, direction=None) if parameter else None)
    return start + 1, None
