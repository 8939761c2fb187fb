"""The SPARQL of answers, put together from shapes. No value that a client gives is a part of the text but in blocks of data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from graphql_api.graph.order import Key
from graphql_api.graph.shape import Field, Link, One, Shape
from graphql_api.graph.where import Group, Where
from kg.identity import CATALOGUE
from kg.terms import term

_POSITION = term("position")


class Node(NamedTuple):
    """A thing in the graph of a version."""

    graph: str
    iri: str


EVERYWHERE = "?graph"
"""Stands for the current versions of all labels, where else a graph is named."""

_CURRENT = f"GRAPH <{CATALOGUE}> {{ ?label <{term('currentVersion')}> ?graph }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which things of a shape are asked for in a graph; `where` has the values of the group's variables."""

    shape: Shape
    where: Where
    group: Group

    def pattern(self) -> str:
        """What the things match. The current versions come last: the engine begins with what is told of the things."""
        graph = self.where.graph
        patterns = " . ".join([f"?s a <{self.shape.cls}>", *self.group.patterns])
        tests = " ".join(f"FILTER({test})" for test in self.group.tests)
        scope = _CURRENT if graph == EVERYWHERE else ""
        return f"{self.where.data()} GRAPH {graph} {{ {patterns} }} {scope} {tests}"

    def graph(self) -> str:
        """The graph as a column of an answer."""
        return EVERYWHERE if self.where.graph == EVERYWHERE else f"({self.where.graph} AS {EVERYWHERE})"


def named(graph: str) -> str:
    """A graph as SPARQL names it."""
    return str(NamedNode(graph))


def page(selections: Sequence[Selection], order: Sequence[Key], *, behind: Sequence[str], limit: int) -> str:
    """The first things of each selection in an order, with what they are ordered by."""
    names = " ".join(key.variable for key in order)
    by = " ".join([*(key.sorted() for key in order), f"{'DESC' if order[-1].descending else 'ASC'}(?s)"])
    pages = [
        f"SELECT {_distinct(one)} {one.graph()} ?s {names} {{ {one.pattern()} {_values(one, order)} {test} }} ORDER BY {by} LIMIT {limit}"
        for one, test in zip(selections, behind, strict=True)
    ]
    if len(pages) == 1:
        return pages[0]
    return f"SELECT ?graph ?s {names} {{ {' UNION '.join(f'{{ {one} }}' for one in pages)} }} ORDER BY {by}"


def _distinct(selection: Selection) -> str:
    """Things that match several times are one thing."""
    return "DISTINCT" if selection.group.repeat else ""


def _values(selection: Selection, order: Sequence[Key]) -> str:
    return " ".join(key.pattern(selection.where.graph) for key in order)


def counted(selections: Sequence[Selection]) -> str:
    """How many things there are in each graph."""
    return _tallied(selections, "", "")


def faceted(selections: Sequence[Selection], way: str) -> str:
    """How many things there are in each graph for each value at the end of a path."""
    return _tallied(selections, "?value", way)


def _tallied(selections: Sequence[Selection], value: str, way: str) -> str:
    found = f"GRAPH {{graph}} {{{{ ?s {way} {value} }}}}" if way else ""
    branches = (
        f"{{ SELECT {one.graph()} {value} (COUNT({_distinct(one)} ?s) AS ?n) {{ {one.pattern()} {found.format(graph=one.where.graph)} }} "
        f"{f'GROUP BY {_grouped(one)} {value}' if _grouped(one) or value else ''} }}"
        for one in selections
    )
    return f"SELECT ?graph {value} ?n {{ {' UNION '.join(branches)} }}"


def _grouped(selection: Selection) -> str:
    return EVERYWHERE if selection.where.graph == EVERYWHERE else ""


def columns(nodes: Sequence[Node], fields: Sequence[One]) -> str:
    """The values of fields that have one at most, a row for each thing."""
    values = " ".join(f"OPTIONAL {{ GRAPH ?graph {{ ?s {field.path} ?c{at} }} }}" for at, field in enumerate(fields))
    names = " ".join(f"?c{at}" for at in range(len(fields)))
    return f"SELECT ?at {names} {{ {_nodes(nodes)} {values} }}"


def members(nodes: Sequence[Node], field: Field) -> str:
    """The values of a field that may have several, a row for each."""
    return f"SELECT ?at ?c {{ {_nodes(nodes)} GRAPH ?graph {{ ?s {field.path} ?c }} }}"


def linked(nodes: Sequence[Node], link: Link) -> str:
    """The things that a field leads to, a row for each with its position. The engine would be slow to sort them."""
    found = "?via" if link.then else "?c"
    then = f" . ?via {link.then} ?c" if link.then else ""
    position = f"OPTIONAL {{ GRAPH ?graph {{ {found} <{_POSITION}> ?position }} }}"
    pattern = f"GRAPH ?graph {{ ?s {link.path} {found}{then} }} {position}"
    return f"SELECT ?at ?c ?position {{ {_nodes(nodes)} {pattern} }}"


def versions(nodes: Sequence[Node]) -> str:
    """The versions of labels, a row for each."""
    return f"SELECT ?at ?c {{ {_nodes(nodes)} GRAPH <{CATALOGUE}> {{ ?s <{term('hasVersion')}> ?c }} }}"


def classes(nodes: Sequence[Node]) -> str:
    """The classes of things, a row for each."""
    return f"SELECT ?at ?c {{ {_nodes(nodes)} GRAPH ?graph {{ ?s a ?c }} }}"


def _nodes(nodes: Sequence[Node]) -> str:
    """The things that are asked about. Rows tell each by its number: the engine would be slow to tell its IRI again."""
    rows = " ".join(f"({at} {NamedNode(node.graph)} {NamedNode(node.iri)})" for at, node in enumerate(nodes))
    return f"VALUES (?at ?graph ?s) {{ {rows} }}"
