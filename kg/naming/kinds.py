"""Names of one thing with more or fewer words before the same noun: "peripheral sensory neuropathy" is a peripheral neuropathy."""

from functools import cache

from kg.naming.reactions import is_part_of_term
from kg.naming.words import table, words

_SEVERAL = 2
"""So many words a narrower name has at least."""


@cache
def is_kind_of(narrow: str, printed: str) -> bool:
    """Whether a name says all the words of one that some words hold, and more: "lung infection" beside "new or worsening infection".

    >>> is_kind_of("peripheral sensory neuropathy", "Worsening peripheral neuropathy"), is_kind_of("maculo-papular rash", "Rash")
    (True, True)
    >>> is_kind_of("sensory neuropathy", "motor neuropathy"), is_kind_of("heart failure", "hepatic failure")
    (False, False)
    """
    said, spoken = list(words(narrow)), list(words(printed))
    if len(said) < _SEVERAL:
        return False
    nouns = {said[0], said[-1]}
    places = (
        place for place, word in enumerate(spoken) if word in nouns and not _goes_on(spoken[place + 1 : place + 2])
    )
    return any(_named_at(place, spoken) < set(said) for place in places)


def _named_at(place: int, spoken: list[str]) -> frozenset[str]:
    """The words of the name that ends at a noun, without those that tell how severe it is; those of terms may stand before one."""
    start = place
    while start and _qualifies(spoken[start - 1]):
        start -= 1
    named = frozenset(spoken[start : place + 1])
    is_of_term = is_part_of_term((spoken[place],)) and spoken[place] not in table().direction
    return named if is_of_term and not named <= _of_anything() else frozenset(spoken)


def _goes_on(following: list[str]) -> bool:
    """Whether the word behind another one goes on with the name: "skin" of "skin reactions" is no noun by itself."""
    beside = table().of_reactions | table().of_things | table().of_conditions
    return any(is_part_of_term((word,)) or word in beside for word in following)


def _qualifies(word: str) -> bool:
    return is_part_of_term((word,)) and word not in _of_anything()


@cache
def _of_anything() -> frozenset[str]:
    return table().of_reactions | table().degrees_of_reactions | table().of_conditions | table().direction.keys()
