"""The SPARQL of answers, put together from shapes. No value that a client gives is a part of the text but in blocks of data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from graphql_api.graph.order import Key
from graphql_api.graph.shape import Column, Field, Link, Shape
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


def page(
    selections: Sequence[Selection],
    order: Sequence[Key],
    columns: Sequence[Column],
    *,
    behind: Sequence[str],
    limit: int,
    is_cut: bool,
) -> str:
    """The first things of each selection in an order, with what they are ordered by and some columns.

    Rows tell the selection by its number, which the engine tells faster than the name of a graph; of `EVERYWHERE` the graph.
    Where most things are cut off, columns are asked for when that is done; else it is faster to ask for them at once.
    """
    names = " ".join(key.variable for key in order)
    all_names = f"?in ?s {names} {_names(columns)}"
    by = " ".join([*(key.sorted() for key in order), f"{'DESC' if order[-1].descending else 'ASC'}(?s)"])
    pages = []
    for at, (one, test) in enumerate(zip(selections, behind, strict=True)):
        graph = one.where.graph
        first = f"({EVERYWHERE if graph == EVERYWHERE else at} AS ?in)"
        keys = " ".join(key.pattern(graph) for key in order)
        found, end = f"{one.pattern()} {keys} {test}", f"ORDER BY {by} LIMIT {limit}"
        if is_cut and columns:
            within = f"SELECT {_distinct(one)} {first} ?s {names} {{ {found} }} {end}"
            cells = _values(columns, "?in" if graph == EVERYWHERE else graph)
            pages.append(f"SELECT {all_names} {{ {{ {within} }} {cells} }} ORDER BY {by}")
        else:
            select = f"SELECT {_distinct(one)} {first} ?s {names} {_names(columns)}"
            pages.append(f"{select} {{ {found} {_values(columns, graph)} }} {end}")
    if len(pages) == 1:
        return pages[0]
    return f"SELECT {all_names} {{ {_union(pages)} }} ORDER BY {by}"


def whole(shape: Shape, graphs: Sequence[str], order: Sequence[Key], columns: Sequence[Column]) -> str:
    """All things of a shape in several graphs as `page` gives those of one: what it asks of each is asked at once."""
    names = " ".join(key.variable for key in order)
    values = " ".join(key.pattern(EVERYWHERE) for key in order)
    by = " ".join(key.sorted() for key in order)
    rows = " ".join(f"({at} {named(graph)})" for at, graph in enumerate(graphs))
    pattern = f"VALUES (?in ?graph) {{ {rows} }} GRAPH ?graph {{ ?s a <{shape.cls}> }} {values}"
    cells = _values(columns, EVERYWHERE)
    return f"SELECT ?in ?s {names} {_names(columns)} {{ {pattern} {cells} }} ORDER BY ?in {by} ?s"


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


def table(nodes: Sequence[Node], columns: Sequence[Column]) -> str:
    """The columns of things, a row for each."""
    return f"SELECT ?at {_names(columns)} {{ {_nodes(nodes)} {_values(columns, EVERYWHERE)} }}"


def _names(columns: Sequence[Column]) -> str:
    return " ".join(f"?c{at}" for at in range(len(columns)))


def _values(columns: Sequence[Column], graph: str) -> str:
    """What gives columns their values."""
    return " ".join(f"OPTIONAL {{ GRAPH {graph} {{ {_found(one, graph)} ?c{at} }} }}" for at, one in enumerate(columns))


def _found(column: Column, graph: str) -> str:
    """Where a column's value is found: what it begins at, and the path from there."""
    if not isinstance(column, Link):
        return f"?s {column.path}"
    return f"{graph if column.of_graph else '?s'} {column.way}"


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
