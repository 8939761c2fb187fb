"""Order and pages: what things are ordered by, and the cursors that say where in the order a page ends.

A cursor holds the values by which its thing is ordered, so the next page starts behind them whatever was added or taken
away meanwhile.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

import msgspec

from graphql_api.graph.shape import LABEL, POSITION, Iri, One, Scalar, Shape
from graphql_api.graph.where import Where, term_of
from kg.errors import QueryError

_NAMED = 1000
"""Names of orders that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What things are ordered by: a value at the end of a path, or their graph. Things without a value come first."""

    name: str
    path: str | None
    kind: Scalar
    descending: bool = False

    @property
    def variable(self) -> str:
        """The variable that has the value; of an IRI its text."""
        return f"?by{self.name}"

    def pattern(self, graph: str) -> str:
        """What gives the variable its value, for a thing in a graph, as SPARQL names it."""
        if self.path is None:
            return f"BIND(STR({graph}) AS {self.variable})"
        found = f"?of{self.name}" if self._is_iri else self.variable
        bound = f" BIND(STR({found}) AS {self.variable})" if self._is_iri else ""
        return f"OPTIONAL {{ GRAPH {graph} {{ ?s {self.path} {found} }} }}{bound}"

    def sorted(self) -> str:
        """The key in an ORDER BY."""
        return f"{'DESC' if self.descending else 'ASC'}({self.variable})"

    def behind(self, value: str | None, where: Where) -> tuple[str, str]:
        """The tests that a thing comes behind a value, and that it has this value."""
        bound = f"BOUND({self.variable})"
        if value is None:
            return ("false" if self.descending else bound), f"!{bound}"
        given = where.bind(term_of(str if self._is_iri else self.kind, value))
        if self.descending:
            return f"({self.variable} < {given} || !{bound})", f"{self.variable} = {given}"
        return f"{self.variable} > {given}", f"{self.variable} = {given}"

    @property
    def _is_iri(self) -> bool:
        return self.kind is Iri or issubclass(self.kind, StrEnum)


def keys(shape: Shape, wanted: Sequence[tuple[str, bool]], *, reverse: bool, is_everywhere: bool) -> tuple[Key, ...]:
    """The keys of an order, given by names of fields and whether they descend; without any, those of the shape.

    Things of one version are not ordered by their label: comparing its name would take the engine long.
    """
    asked = wanted or [(name, False) for name in shape.by_default if is_everywhere or name != LABEL]
    return tuple(_key(shape, name, descending=descending != reverse) for name, descending in asked)


def _key(shape: Shape, name: str, *, descending: bool) -> Key:
    if name == LABEL:
        return Key(name=name, path=None, kind=str, descending=descending)
    if name == POSITION:
        return Key(name=name, path=shape.order, kind=int, descending=descending)
    field = shape.fields[name]
    assert isinstance(field, One)  # noqa: S101 (no other fields are offered as an order)
    return Key(name=name, path=field.path, kind=field.kind, descending=descending)


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where in an order a thing stands: the values of the keys, and its IRI where these are the same."""

    order: str
    values: tuple[str | None, ...]
    iri: str


def order_name(shape: Shape, order: Sequence[Key], *, reverse: bool) -> str:
    """A short name of an order, by which its cursors are known, whichever way its pages are walked."""
    return _digest(shape.name, tuple((key.name, key.descending != reverse) for key in order))


@lru_cache(_NAMED)
def _digest(name: str, said: tuple[tuple[str, bool], ...]) -> str:
    return sha256(repr((name, list(said))).encode()).hexdigest()[:8]


def cursor_of(place: Place) -> str:
    """A place as clients see it.

    >>> place_of(cursor_of(Place("1234", ("a", None), "https://example.org/1")), "1234").values
    ('a', None)
    """
    return urlsafe_b64encode(msgspec.json.encode(place)).decode("ascii").rstrip("=")


def place_of(cursor: str, order: str) -> Place:
    """The place that a cursor tells; `QueryError` where it is not of this order."""
    try:
        place = msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=Place)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        place = None
    if place is None or place.order != order:
        expected = "one that the same field gave with the same orderBy"
        raise QueryError(f"the cursor {cursor[:40]!r} is not of this list", expected=expected)
    return place


def after(place: Place, order: Sequence[Key], where: Where) -> str:
    """The test that a thing stands behind a place: at the first key that differs, in the end by its IRI."""
    last = where.bind(term_of(str, place.iri))
    test = f"STR(?s) {'<' if order[-1].descending else '>'} {last}"
    for key, value in zip(reversed(order), reversed(place.values), strict=True):
        behind, same = key.behind(value, where)
        test = f"({behind} || ({same} && {test}))"
    return test
