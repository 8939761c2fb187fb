"""Words that stand for reactions of any kind, or for some against the rest: "adverse reactions", "non-hematologic toxicity"."""

from enum import StrEnum, auto
from functools import cache

from kg.naming.reactions import organ_class
from kg.naming.words import table, words

_BLOOD, _VALUES = "Blood and lymphatic system disorders", "Investigations"
"""The organ class of CTCAE for reactions of the blood, and the one that holds values of the blood among others."""
_OF_BLOOD = frozenset({"hematologic", "hematological"})
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
    """
    spoken = set(words(printed))
    rest = spoken - table().of_reactions - table().beside_reactions
    if rest == spoken or not spoken & table().of_reactions or rest - table().some_reactions:
        return None
    return Group.SOME if rest else Group.ANY


@cache
def is_of_group(printed: str, classes: frozenset[str]) -> bool | None:
    """Whether a reaction of some organ classes, by IRI, is one of those that some words stand for; None where that is not sure.

    What is of the blood is told by the organ class, but not for values, among which are those of the blood.
    """
    kind = group(printed)
    if kind is not Group.SOME:
        return kind is Group.ANY
    spoken = set(words(printed)) & table().some_reactions
    of_blood = {found.iri for name in (_BLOOD, _VALUES) if (found := organ_class(name)) is not None}
    if not classes or classes & of_blood or not spoken <= _OF_BLOOD | _NOT:
        return None
    return bool(spoken & _NOT)
