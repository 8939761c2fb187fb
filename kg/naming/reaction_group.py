"""Words that stand for reactions of any kind, or for some of them: "adverse reactions", "non-hematologic toxicity", "skin reactions"."""

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
        return False if group(said) is Group.SOME and _is_of_some(said, classes, parameters) is False else None
    return None if any(_is_of_organ(organ, classes, parameters) for organ in _organs(printed)) else False


def names_organ_of(printed: str, classes: frozenset[str], parameters: frozenset[str]) -> bool:
    """Whether some words say nothing but which organ's reactions or values they stand for, and these are of it: "Hepatotoxicity"."""
    organs = list(_organs(printed))
    known = frozenset[str]().union(*(organ.words | organ.whole for organ in organs))
    says_more = set(words(printed)) - known - table().of_reactions - table().of_conditions
    return not says_more and any(_is_of_organ(organ, classes, parameters) for organ in organs)


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
        ):
            return " ".join(spoken[start : place + 1])
    return None


def _goes_on(before: Sequence[str], word: str) -> bool:
    """Whether a word goes on with the one before it, which names a thing: "related" of "infusion-related reactions"."""
    return word in _SECOND and bool(before) and is_part_of_term((before[-1],))


def _organs(printed: str) -> Iterator[Organ]:
    """The organs whose reactions some words stand for."""
    spoken = set(words(printed))
    is_of_any = bool(spoken & (table().of_reactions | table().of_conditions))
    return (organ for organ in table().of_organs if spoken & organ.whole or (is_of_any and spoken & organ.words))


def _is_of_organ(organ: Organ, classes: frozenset[str], parameters: frozenset[str]) -> bool:
    held = {found.iri for name in organ.classes if (found := organ_class(name)) is not None}
    return bool(held & classes or parameters & {concept("finding", name, name).iri for name in organ.findings})
