"""Words that stand for reactions of any kind, or for some of them: "adverse reactions", "non-hematologic toxicity", "skin reactions"."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum, auto
from functools import cache

from kg.concepts import concept
from kg.naming.reactions import is_part_of_term, organ_class
from kg.naming.words import Organ, table, words

_BLOOD, _VALUES = "Blood and lymphatic system disorders", "Investigations"
"""The organ class of CTCAE for reactions of the blood, and the one that holds values of the blood among others."""
_OF_BLOOD = frozenset({"hematologic", "hematological"})
_COUNTS = "cytopenia"
_SECOND = frozenset({"related", "mediated", "emergent", "threatening"})
"""Words that are the second part of one with a hyphen."""
_NOT = frozenset({"non", "nonhematologic", "nonhematological"})
_OTHER, _ANYTHING = "other", "reaction"
_INCLUDED = re.compile(r"\s*[(\[]\s*(?:including|includes|e\.g\.)[^()\[\]]*[)\]]", re.IGNORECASE)
"""Some of the things that a group of them has, which leaves it the group that it is."""
_NAMED_BEHIND = re.compile(
    r"\b(?:events?|effects?|reactions?)\s+of\s+(?!(?:grade|any|all|special|unknown)\b)", re.IGNORECASE
)
"""Words for whatever happens that what stands behind them names: "events of heart failure"."""


class Group(StrEnum):
    """Which reactions some words stand for."""

    ANY = auto()
    SOME = auto()


@cache
def group(printed: str) -> Group | None:
    """Which reactions some words stand for; None where they name one, or anything else.

    >>> group("Adverse Reactions"), group("Other non-hematologic toxicities"), group("renal toxicity")
    (<Group.ANY: 'any'>, <Group.SOME: 'some'>, None)
    >>> group("Non-hematologic")
    <Group.SOME: 'some'>
    """
    spoken = set(words(printed))
    rest = spoken - table().of_reactions - table().beside_reactions
    if spoken & (_OF_BLOOD | _NOT) - {"non"} and spoken <= table().some_reactions - {"other"}:
        return Group.SOME
    if rest == spoken or not spoken & table().of_reactions or rest - table().some_reactions:
        return None
    return Group.SOME if rest else Group.ANY


@cache
def other_than_named(printed: str) -> str | None:
    """The reactions of which some words stand for those that the label does not name elsewhere, in words; None where they stand for no such.

    >>> other_than_named("Other adverse reactions"), other_than_named("Any other non-hematologic toxicity (including rash)")
    ('adverse reaction', 'non hematologic toxicity')
    >>> other_than_named("Other"), other_than_named("Adverse reactions"), other_than_named("Other drugs")
    ('reaction', None, None)
    """
    bare = _INCLUDED.sub("", printed)
    spoken = list(words(bare))
    if _OTHER not in spoken[:1]:
        return None
    rest = " ".join(spoken[1:])
    if not rest:
        return _ANYTHING
    return rest if group(rest) is not None else None


@cache
def stands_for_whatever(printed: str) -> bool:
    """Whether some words stand for whatever happens, or for what a quality tells of it: "serious adverse reaction"."""
    return group(printed) is not None or _open_group(printed) is not None


@cache
def stands_for_reactions(printed: str) -> bool:
    """Whether some words stand for reactions that they do not name, whatever else they say of them.

    >>> stands_for_reactions("other toxicity considered related to treatment"), stands_for_reactions("skin reactions")
    (True, True)
    >>> stands_for_reactions("infusion reaction"), stands_for_reactions("hepatic impairment")
    (False, False)
    """
    return group(printed) is not None or bool(_open_group(printed)) or any(True for _ in _organs(printed))


@cache
def is_of_group(printed: str, classes: frozenset[str], parameters: frozenset[str] = frozenset()) -> bool | None:
    """Whether a reaction of some organ classes, or of some parameters' values, by IRI, is one of those that some words stand for; None
    where that is not sure.

    What is of the blood is told by the organ class, and by what is counted in blood; of other values it is not sure.
    """
    kind = group(printed)
    if kind is Group.ANY:
        return True
    if kind is Group.SOME:
        return _is_of_some(printed, classes, parameters)
    said = _open_group(printed)
    if said is not None:
        bare = " ".join(one for one in said.split() if not one.isdigit() and one not in table().degrees_of_reactions)
        return False if group(bare) is Group.SOME and _is_of_some(bare, classes, parameters) is False else None
    organs = (*_organs(printed), *_organs_alone(printed))
    return None if any(_is_of_organ(organ, classes, parameters) for organ in organs) else False


def names_organ_of(printed: str, classes: frozenset[str], parameters: frozenset[str]) -> bool:
    """Whether some words say nothing but which organ's reactions or values they stand for, and these are of it: "Hepatotoxicity"."""
    organs = list(_organs(printed))
    known = frozenset[str]().union(*(organ.words | organ.whole for organ in organs))
    says_more = set(words(printed)) - known - table().of_reactions - table().of_conditions
    return not says_more and any(_is_of_organ(organ, classes, parameters) for organ in organs)


def are_values_of(classes: frozenset[str], parameters: frozenset[str]) -> bool:
    """Whether values of some parameters tell of reactions of some organ classes: the ejection fraction of cardiac disorders."""
    return any(
        _is_of_organ(organ, classes, frozenset()) and _is_of_organ(organ, frozenset(), parameters)
        for organ in table().of_organs
    )


@cache
def are_alike(one: str, other: str) -> bool:
    """Whether two texts name things that are hardly told apart: "pneumonitis" and "interstitial lung disease".

    >>> are_alike("pneumonitis", "Interstitial Lung Disease (ILD)"), are_alike("pneumonitis", "rash")
    (True, False)
    """
    texts = [list(words(one)), list(words(other))]
    return any(all(any(_holds(text, name) for name in names) for text in texts) for names in table().alike)


def _holds(spoken: Sequence[str], name: str) -> bool:
    sought = list(words(name))
    return any(spoken[start : start + len(sought)] == sought for start in range(len(spoken)))


def _is_of_some(printed: str, classes: frozenset[str], parameters: frozenset[str]) -> bool | None:
    spoken = set(words(printed)) & table().some_reactions
    of_blood = {found.iri for name in (_BLOOD, _VALUES) if (found := organ_class(name)) is not None}
    if spoken & _NOT and any(_is_of_organ(organ, classes, parameters) for organ in _organs(_COUNTS)):
        return False
    if not classes or classes & of_blood or not spoken <= _OF_BLOOD | _NOT:
        return None
    return bool(spoken & _NOT)


def _open_group(printed: str) -> str | None:
    """The words among others that stand for whatever happens: "other toxicity" of "other toxicity considered related"."""
    if _NAMED_BEHIND.search(printed):
        return None
    spoken = list(words(printed))
    before = table().beside_reactions | table().some_reactions | table().degrees_of_reactions
    for place, word in enumerate(spoken):
        start = place
        while start and (spoken[start - 1] in before or spoken[start - 1].isdigit()):
            start -= 1
        if (
            word in table().of_reactions
            and (start < place or not place)
            and not _goes_on(spoken[:start], spoken[start])
            and not _is_kind(spoken[:start])
        ):
            return " ".join(spoken[start : place + 1])
    return None


def _goes_on(before: Sequence[str], word: str) -> bool:
    """Whether a word goes on with the one before it, which names a thing: "related" of "infusion-related reactions"."""
    return word in _SECOND and bool(before) and is_part_of_term((before[-1],))


def _is_kind(before: Sequence[str]) -> bool:
    """Whether the word before others tells of which organ they are: "cutaneous" of "severe cutaneous adverse reactions"."""
    return bool(before) and any(before[-1] in organ.words for organ in table().of_organs)


def _organs(printed: str) -> Iterator[Organ]:
    """The organs whose reactions some words stand for."""
    spoken = set(words(printed))
    is_of_any = bool(spoken & (table().of_reactions | table().of_conditions))
    return (organ for organ in table().of_organs if spoken & organ.whole or (is_of_any and spoken & organ.words))


def _organs_alone(printed: str) -> Iterator[Organ]:
    """The organ that some words name, and no more: "Renal"."""
    spoken = set(words(printed))
    return (organ for organ in table().of_organs if spoken and spoken <= organ.words)


def _is_of_organ(organ: Organ, classes: frozenset[str], parameters: frozenset[str]) -> bool:
    held = {found.iri for name in organ.classes if (found := organ_class(name)) is not None}
    return bool(held & classes or parameters & {concept("finding", name, name).iri for name in organ.findings})
