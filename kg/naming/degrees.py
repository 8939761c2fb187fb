"""Degrees of a state in names: "moderate hepatic impairment" is one of "mild to moderate hepatic impairment"."""

import re
from functools import cache

from kg.naming.words import words

_DEGREES = ("mild", "moderate", "severe")
_ORGANS = frozenset({"hepatic", "liver", "renal", "kidney"})
_IMPAIRED = frozenset({"impairment", "insufficiency", "dysfunction", "failure"})
_BETWEEN = frozenset({"to", "or", "and", "patient", "with", "in"})
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
"""What defines a degree: "severe renal impairment (CLcr < 30 mL/min)"."""


@cache
def is_of_degree(printed: str, name: str) -> bool | None:
    """Whether a name tells a state of the degree that some words ask for; None where these are not the same state, or of no degree.

    >>> is_of_degree("mild (Child-Pugh=5-6) to moderate (Child-Pugh=7-9) hepatic impairment", "Moderate hepatic impairment")
    True
    >>> is_of_degree("severe hepatic impairment (Child-Pugh C)", "moderate hepatic impairment")
    False
    >>> is_of_degree("severe renal impairment", "severe rash"), is_of_degree("hepatic impairment", "moderate hepatic impairment")
    (None, None)
    """
    asked, told = _parted(printed), _parted(name)
    if asked is None or told is None or asked[1] != told[1]:
        return None
    return told[0] <= asked[0]


def names_impairment(printed: str) -> bool:
    """Whether some words name the state of an organ that doses are adjusted for.

    >>> names_impairment("severe hepatic impairment"), names_impairment("hepatic adenoma")
    (True, False)
    """
    spoken = set(words(_PARENTHESIS.sub("", printed))) - set(_DEGREES)
    return bool(spoken & _ORGANS) and bool(spoken & _IMPAIRED) and spoken <= _ORGANS | _IMPAIRED


def _parted(printed: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The degrees that some words name, those between two of them too, and the words of the state; None without one of either."""
    bare = _PARENTHESIS.sub("", printed)
    spoken = list(words(bare))
    named = [word for word in spoken if word in _DEGREES]
    state = frozenset(spoken) - frozenset(_DEGREES) - _BETWEEN
    if not named or not state:
        return None
    first, last = _DEGREES.index(named[0]), _DEGREES.index(named[-1])
    is_range = f"{named[0]} to {named[-1]}" in " ".join(bare.casefold().split())
    return frozenset(_DEGREES[first : last + 1] if is_range else named), state
