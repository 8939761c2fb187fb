"""The SPARQL of answers, put together from shapes. No value that a client gives is a part of the text but in blocks of data."""

from collections.abc import Iterable, Sequence
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


def named(graph: str) -> str:
    """A graph as SPARQL names it."""
    return graph if graph == EVERYWHERE else str(NamedNode(graph))


def page(selections: Sequence[Selection], order: Sequence[Key], *, behind: Sequence[str], limit: int) -> str:
    """The first things of each selection in an order, with what they are ordered by.

    Rows tell the selection by its number, which the engine tells faster than the name of a graph; of `EVERYWHERE` the graph.
    """
    names = " ".join(key.variable for key in order)
    by = " ".join([*(key.sorted() for key in order), f"{'DESC' if order[-1].descending else 'ASC'}(?s)"])
    pages = []
    for at, (one, test) in enumerate(zip(selections, behind, strict=True)):
        column = EVERYWHERE if one.where.graph == EVERYWHERE else at
        values = " ".join(key.pattern(one.where.graph) for key in order)
        select = f"SELECT {_distinct(one)} ({column} AS ?in) ?s {names}"
        pages.append(f"{select} {{ {one.pattern()} {values} {test} }} ORDER BY {by} LIMIT {limit}")
    if len(pages) == 1:
        return pages[0]
    return f"SELECT ?in ?s {names} {{ {_union(pages)} }} ORDER BY {by}"


def whole(shape: Shape, graphs: Sequence[str], order: Sequence[Key]) -> str:
    """All things of a shape in several graphs, with what they are ordered by: what `page` asks of each is asked at once."""
    names = " ".join(key.variable for key in order)
    values = " ".join(key.pattern(EVERYWHERE) for key in order)
    by = " ".join(key.sorted() for key in order)
    rows = " ".join(f"({at} {named(graph)})" for at, graph in enumerate(graphs))
    pattern = f"VALUES (?in ?graph) {{ {rows} }} GRAPH ?graph {{ ?s a <{shape.cls}> }} {values}"
    return f"SELECT ?in ?s {names} {{ {pattern} }} ORDER BY ?in {by} ?s"


def counted(selections: Sequence[Selection]) -> str:
    """How many things each selection has: its number and theirs."""
    counts = (f"SELECT ({at} AS ?in) {_count(one)} {{ {one.pattern()} }}" for at, one in enumerate(selections))
    return f"SELECT ?in ?n {{ {_union(counts)} }}"


def faceted(selections: Sequence[Selection], way: str) -> str:
    """How many things each selection has for each value at the end of a path."""
    counts = (
        f"SELECT ({at} AS ?in) ?value {_count(one)} "
        f"{{ {one.pattern()} GRAPH {one.where.graph} {{ ?s {way} ?value }} }} GROUP BY ?value"
        for at, one in enumerate(selections)
    )
    return f"SELECT ?in ?value ?n {{ {_union(counts)} }}"


def _union(queries: Iterable[str]) -> str:
    return " UNION ".join(f"{{ {query} }}" for query in queries)


def _count(selection: Selection) -> str:
    return f"(COUNT({_distinct(selection)} ?s) AS ?n)"


def _distinct(selection: Selection) -> str:
    """Things that match several times are one thing."""
    return "DISTINCT" if selection.group.repeat else ""


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
