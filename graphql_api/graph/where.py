"""Filters as SPARQL: a filter of GraphQL becomes patterns and tests, the values in it bindings of variables.

The text depends on the schema and on which fields of a filter are given, never on a value: values stand in a block of
data, written by the engine.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graphql_api.graph.shape import Iri, Link, Many, One, Scalar, Shape
from graphql_api.graph.units import UNIT, VALUE, VALUE_IN, told_in
from kg.errors import QueryError
from kg.identity import printed
from kg.terms import PREFIXES, concept

IS_NULL = "isNull"
Given: TypeAlias = Mapping[str, object]
"""A filter as GraphQL hands it over: by the names of fields, comparisons and `AND`, `OR`, `NOT`."""

_XSD = PREFIXES["xsd"]
_STEP = re.compile(r"\^?<[^>]*>")
_COMPARED: Mapping[str, str] = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_WORDS: Mapping[str, str] = {"contains": "CONTAINS", "startsWith": "STRSTARTS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What must hold of the thing of a variable: patterns in its graph, and tests of their variables.

    Patterns that `repeat` may match a thing several times.
    """

    patterns: Sequence[str] = ()
    tests: Sequence[str] = ()
    repeat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Turns filters into groups. `graph` is where they look: a graph as SPARQL names it, or the variable of one.

    `units` are those that amounts are in. `bound` are the values so far: the engine's way of writing them, by variable.
    """

    shapes: Mapping[str, Shape]
    graph: str
    units: Collection[str] = ()
    bound: dict[str, str] = field(default_factory=dict)
    names: Iterator[int] = field(default_factory=count)

    def group(self, shape: Shape, given: Given, subject: str) -> Group:
        """What must hold of the thing of a variable, of a shape."""
        groups = [self._field(shape, name, wanted, subject) for name, wanted in given.items() if wanted is not None]
        return Group(
            patterns=[pattern for one in groups for pattern in one.patterns],
            tests=[test for one in groups for test in one.tests],
            repeat=any(one.repeat for one in groups),
        )

    def exists(self, group: Group) -> str:
        """A group as one test: step within step, because the engine would begin at the far end of several steps, for each thing anew."""
        within = " ".join(f"FILTER({test})" for test in group.tests)
        for step in reversed([step for pattern in group.patterns for step in self._steps(pattern)]):
            within = f"FILTER(EXISTS {{ GRAPH {self.graph} {{ {step} }} {within} }})"
        return f"EXISTS {{ {within} }}"

    def _steps(self, pattern: str) -> Iterator[str]:
        """A pattern as one for each step of its path."""
        start, way, end = pattern.split(" ")
        *steps, last = _STEP.findall(way)
        for step in steps:
            between = f"?x{next(self.names)}"
            yield f"{start} {step} {between}"
            start = between
        yield f"{start} {last} {end}"

    def data(self) -> str:
        """The block of data that gives the variables their values."""
        return " ".join(f"VALUES ?{name} {{ {value} }}" for name, value in self.bound.items())

    def bind(self, term: Literal | NamedNode) -> str:
        """A variable with a value."""
        name = f"v{next(self.names)}"
        self.bound[name] = str(term)
        return f"?{name}"

    def _field(self, shape: Shape, name: str, wanted: object, subject: str) -> Group:
        if name in ("AND", "OR", "NOT"):
            return self._combined(shape, name, wanted, subject)
        if name == IS_NULL:
            return Group(tests=["false"]) if wanted else Group()
        if name == VALUE_IN:
            return self._amount(shape, wanted, subject)
        found = shape.fields[name]
        assert isinstance(wanted, Mapping)  # noqa: S101 (for the type checker: the schema says so)
        if isinstance(found, Link):
            return self._linked(found, wanted, subject)
        assert isinstance(found, One | Many)  # noqa: S101 (no other fields have filters)
        return self._compared(found, wanted, subject)

    def _combined(self, shape: Shape, how: str, wanted: object, subject: str) -> Group:
        assert isinstance(wanted, Sequence | Mapping)  # noqa: S101 (for the type checker: the schema says so)
        groups = [self.group(shape, one, subject) for one in ([wanted] if isinstance(wanted, Mapping) else wanted)]
        tests = [self.exists(group) for group in groups]
        if how == "AND":
            return Group(tests=tests)
        return Group(tests=[f"!{tests[0]}" if how == "NOT" else f"({' || '.join(tests) or 'false'})"])

    def _linked(self, link: Link, wanted: Given, subject: str) -> Group:
        target, start = f"?o{next(self.names)}", self.graph if link.of_graph else subject
        given = {name: one for name, one in wanted.items() if name != IS_NULL}
        if wanted.get(IS_NULL) is True:
            if any(one is not None for one in given.values()):
                raise QueryError(f"{link.name} is to be null and to hold something", expected="one of the two")
            return Group(tests=[f"!{self.exists(Group(patterns=[f'{start} {link.way} {target}']))}"])
        within = self.group(self.shapes[link.target], given, target)
        return Group(
            patterns=[f"{start} {link.way} {target}", *within.patterns],
            tests=within.tests,
            repeat=link.is_many or within.repeat,
        )

    def _amount(self, shape: Shape, wanted: object, subject: str) -> Group:
        """What has a value that holds of bounds in a unit, whichever unit of the same measure it is in."""
        assert isinstance(wanted, Mapping)  # noqa: S101 (for the type checker: the schema says so)
        value, unit = f"?f{next(self.names)}", f"?f{next(self.names)}"
        held = [
            self._in_units(how, bound, str(wanted["unit"]), value, unit)
            for how, bound in wanted.items()
            if how in _COMPARED and bound is not None
        ]
        if not held:
            raise QueryError(f"{VALUE_IN} has a unit and no bound", expected=f"one of {', '.join(_COMPARED)}")
        paths = shape.fields[VALUE].path, shape.fields[UNIT].path
        return Group(patterns=[f"{subject} {paths[0]} {value}", f"{subject} {paths[1]} {unit}"], tests=held)

    def _in_units(self, how: str, bound: object, given: str, value: str, unit: str) -> str:
        told = told_in(given, self.units, Decimal(str(bound)))
        tests = (
            f"({unit} = {self.bind(term_of(str, name))} && {value} {_COMPARED[how]} {self.bind(term_of(Decimal, amount))})"
            for name, amount in told.items()
        )
        return f"({' || '.join(tests)})"

    def _compared(self, field: One | Many, wanted: Given, subject: str) -> Group:
        given = {how: operand for how, operand in wanted.items() if operand is not None and how != IS_NULL}
        is_null = wanted.get(IS_NULL) is True
        if is_null and given:
            raise QueryError(f"{field.name} is to be null and to have a value", expected="one of the two")
        value = f"?f{next(self.names)}" if field.path else subject
        if given.keys() == {"eq"} and field.path:
            value = self.bind(term_of(field.kind, given.pop("eq")))
        pattern = [f"{subject} {field.path} {value}"] if field.path else []
        tests = [self._test(field, how, operand, value) for how, operand in given.items()]
        group = Group(patterns=pattern, tests=tests, repeat=isinstance(field, Many))
        return Group(tests=[f"!{self.exists(group)}"]) if is_null else group

    def _test(self, field: One | Many, how: str, operand: object, value: str) -> str:
        if how == "in":
            assert isinstance(operand, Sequence)  # noqa: S101 (for the type checker: the schema says so)
            return f"{value} IN ({', '.join(self.bind(term_of(field.kind, one)) for one in operand)})"
        bound = self.bind(term_of(field.kind, operand))
        if how in _WORDS:
            return f"{_WORDS[how]}(LCASE({value}), LCASE({bound}))"
        return f"{value} {_COMPARED[how]} {bound}"


def term_of(kind: Scalar, value: object) -> Literal | NamedNode:
    """A value of GraphQL as the graph has it.

    >>> str(term_of(Decimal, Decimal("1.50")))
    '"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    if isinstance(value, StrEnum):
        return NamedNode(concept(value))
    if kind is Iri:
        return _named(str(value))
    if kind is Decimal:
        return Literal(printed(Decimal(str(value))), datatype=NamedNode(f"{_XSD}decimal"))
    if kind is date:
        return Literal(str(value), datatype=NamedNode(f"{_XSD}date"))
    if kind is int:
        return Literal(str(value), datatype=NamedNode(f"{_XSD}integer"))
    return Literal(value) if isinstance(value, bool) else Literal(str(value))


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI", expected="an id, as answers give it") from error
