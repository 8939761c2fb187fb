"""Shapes: where in the graph the fields of a GraphQL type are found.

The types of the schema are made of shapes, and so is the SPARQL of every answer. Paths are SPARQL 1.1 property paths
(section 9) from the thing to the value; they are constant text, with whole IRIs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from kg.terms import PREFIXES, codes_by_concept

LABEL, POSITION = "LABEL", "POSITION"
"""What things are ordered by besides their fields: the IRI of the version that states them, and the place in its text."""


class Iri(str):
    """The name of a thing, which GraphQL has as an ID."""

    __slots__ = ()


Scalar: TypeAlias = (
    type[str] | type[int] | type[float] | type[bool] | type[Decimal] | type[date] | type[Iri] | type[StrEnum]
)

Answered: TypeAlias = str | int | bool | float | Sequence["Answered"] | Mapping[str, "Answered"] | None
"""A value as it stands in an answer: decimals and dates are written out, codes are the names of their members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a type: its name in GraphQL, what it says, and the path to its value."""

    name: str
    description: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class One(Field):
    """A field with one value, or with one at most."""

    kind: Scalar
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Field):
    """A field with any number of values, in ascending order."""

    kind: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Made(Field):
    """A field whose things are made from all values of its path together; each has all fields of its shape, `target`."""

    target: str
    make: Callable[[Sequence[str]], Sequence[Mapping[str, Answered]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Field):
    """A field with one number at most, which is computed from all values of its path together."""

    compute: Callable[[Sequence[str]], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Field):
    """A field that leads to other things; `target` is the name of their shape.

    What stands at the end of `path` has a position, by which things are ordered; `then` leads on from it to the thing, where
    these are two. One that is `of_graph` begins at the version that names the thing's graph.
    """

    target: str
    is_many: bool
    is_required: bool = False
    then: str = ""
    of_graph: bool = False

    @property
    def way(self) -> str:
        """The whole path to the things."""
        return f"{self.path}/{self.then}" if self.then else self.path


Column: TypeAlias = One | Link
"""A field that has one value or leads to one thing at most: a column of a table with a row for each thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions(Field):
    """A field that leads to the versions of a label, each a thing of its own graph; `target` is the name of their shape."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated(Field):
    """A field that leads to all things of a class that a version of a label states, as a connection."""

    target: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """A type of the schema, of which there is one: its name, the IRI of its class, and its fields.

    `order` is the path to what gives its things their places in a list, the names of fields that they are ordered by
    where nothing else is asked for are `by_default`. Facts have `kind`: the id of their kind ("dose").
    """

    name: str
    description: str
    cls: str
    fields: Mapping[str, Field]
    order: str | None = None
    by_default: tuple[str, ...] = (LABEL, POSITION)
    kind: str | None = None


_ANSWERED: Mapping[type, Callable[[str], Answered]] = {bool: "true".__eq__, int: int, float: float}


def reader(kind: Scalar) -> Callable[[str], Answered]:
    """How a value of the graph, in its lexical form, is answered.

    >>> reader(int)("12"), reader(Decimal)("0.8"), reader(bool)("false")
    (12, '0.8', False)
    """
    if issubclass(kind, StrEnum):
        return _code
    return _ANSWERED.get(kind, str)


def _code(iri: str) -> Answered:
    return codes_by_concept()[iri].name


def path(*steps: str) -> str:
    """A path of IRIs, one after the other.

    >>> path("https://example.org/a", "https://example.org/b")
    '<https://example.org/a>/<https://example.org/b>'
    """
    return "/".join(f"<{step}>" for step in steps)


def facet_path(field: Field) -> str:
    """The path to what things are counted by: the value of a field, or the name of the term that it leads to."""
    return f"{field.path}/<{PREFIXES['skos']}prefLabel>" if isinstance(field, Link) else field.path
