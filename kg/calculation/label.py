"""The facts of a label in a store that calculations are made from."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import Store

from kg.facts import Administration, Dose, Fact, Handling, Preparation, Schedule, TimeLimit
from kg.read_facts import read_kinds
from kg.versions import find_version

KINDS: tuple[type[Fact], ...] = (Dose, Schedule, Preparation, Administration, Handling, TimeLimit)
"""The kinds of facts that doses, dates and deadlines follow from."""
KEPT = 256
"""Labels whose facts are kept once they were read."""

Stated: TypeAlias = Callable[[str], Mapping[str, Fact]]
"""The facts of `KINDS` of a label, given by its name, set id or IRI, by their own IRIs, in the order of the document."""


def stated_in(store: Store) -> Stated:
    """A function that gives the facts of labels in a store that nobody writes to.

    It raises `NotFoundError` for a label that the store does not hold.
    """

    @lru_cache(maxsize=KEPT)
    def stated(label: str) -> Mapping[str, Fact]:
        found = read_kinds(store, find_version(store, label), KINDS)
        return dict(sorted(found.items(), key=lambda one: one[1].evidence[0].span))

    return stated
