"""Versions of a label in a store compared: what differs, by the places of the facts in the graph."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import Store

from kg.comparison import Change, Difference, Reason, differences
from kg.errors import QueryError
from kg.facts import Fact
from kg.identity import fact_id, fact_iri
from kg.versions import find_version, read_version

KEPT = 64
"""Pairs of versions whose differences are kept once they were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """Where a fact stands: its IRI, and that of the version that names its graph."""

    version: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A difference between two versions of a label, with the class of its facts and where they stand."""

    change: Change
    kind: type[Fact]
    fields: Sequence[str]
    reason: Reason | None
    before: Stands | None
    after: Stands | None

    @property
    def name(self) -> str:
        """What tells it from the other differences of two versions: the facts that it is between."""
        return " ".join(one.fact.rpartition("/")[2] if one else "-" for one in (self.before, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Two versions, by their IRIs, with their differences in the order of the kinds of facts and of their places.

    `facts` is how many facts both have together.
    """

    before: str
    after: str
    facts: int
    differences: Sequence[Compared]


Compare: TypeAlias = Callable[[str, str], Differing]
"""The differences between two versions of a label, each given by an IRI or as `kg.versions.find_version` takes it."""


def compare_in(store: Store) -> Compare:
    """A function that compares versions of labels in a store that nobody writes to.

    It raises `NotFoundError` for a version that the store does not hold, `QueryError` for versions of different labels.
    """

    @lru_cache(maxsize=KEPT)
    def compared(before: str, after: str) -> Differing:
        earlier, later = read_version(store, before), read_version(store, after)
        found = tuple(_compared(one, before, after) for one in differences(earlier, later))
        return Differing(before=before, after=after, facts=len(earlier.facts) + len(later.facts), differences=found)

    def compare(before: str, after: str) -> Differing:
        versions = find_version(store, before), find_version(store, after)
        labels = [version.partition("/version/")[0] for version in versions]
        if labels[0] != labels[1]:
            what = f"{before!r} and {after!r} are versions of two labels, {labels[0]} and {labels[1]}"
            raise QueryError(what, expected="two versions of one label; compare labels with `comparison`")
        return compared(*versions)

    return compare


def _compared(one: Difference, before: str, after: str) -> Compared:
    return Compared(
        change=one.change,
        kind=type(one.fact),
        fields=one.fields,
        reason=one.reason,
        before=_stands(one.before, before),
        after=_stands(one.after, after),
    )


def _stands(fact: Fact | None, version: str) -> Stands | None:
    if fact is None:
        return None
    return Stands(version=version, fact=fact_iri(version.partition("/version/")[0], fact_id(fact)))
