"""Which term of our lists of materials and diluents printed words name."""

from functools import cache

from kg.concepts import Concept, entries
from kg.naming.words import Key, words

_LISTS = ("material", "diluent")


def material(printed: str) -> Concept | None:
    """The material or fluid that printed words name, no more and no less.

    >>> found = material("PVC")
    >>> found.label if found else None
    'polyvinyl chloride'
    """
    return materials().get(_key(printed))


@cache
def materials() -> dict[Key, Concept]:
    """Materials and fluids by the words of their names."""
    return {
        _key(form): entry.concept
        for scheme in _LISTS
        for entry in entries(scheme)
        for form in (entry.concept.label, *entry.printed)
    }


def _key(printed: str) -> Key:
    """The words in their order, since "5% Dextrose in 0.9% Sodium Chloride" is another fluid than the other way about."""
    return tuple(word for word in words(printed) if word != "usp")
