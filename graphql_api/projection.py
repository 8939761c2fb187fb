"""Answers straight from the graph: the fields that a query selects of things, each depth of the query asked for at once.

GraphQL's own executor would call a function for every field of every thing. Here a set of things is given with what is
selected of them; their values, and the things that they lead to, are asked for together and put into the answer as they
are. So the number of SPARQL queries depends on the fields of the query, never on the number of things.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeGuard

from graphql_api.connections import Connections
from graphql_api.graph.facts import FACT
from graphql_api.graph.labels import shapes_by_class
from graphql_api.graph.listed import Lists
from graphql_api.graph.shape import (
    Answered,
    Column,
    Computed,
    Field,
    Link,
    Made,
    Many,
    One,
    Shape,
    Stated,
    Versions,
    reader,
)
from graphql_api.graph.source import Source
from graphql_api.graph.text import Node, classes, linked, members, table, versions
from graphql_api.selected import Chosen, Selected, asked
from kg.errors import StoreError
from kg.query import Cells

Objects: TypeAlias = Mapping[Node, dict[str, Answered]]
"""The answer of each thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Puts things of the graph into the answer of a request. `most` is how many things a list may have, `units` are those of amounts."""

    source: Source
    selected: Selected
    shapes: Mapping[str, Shape]
    most: int
    units: Collection[str]

    def objects(
        self, name: str, nodes: Iterable[Node], chosen: Chosen, told: Mapping[Node, Cells] | None = None
    ) -> Objects:
        """The fields that are selected of things of a shape; of facts of any kind, those of their kinds.

        `told` are the cells of their `columns`, where these are known.
        """
        wanted = list(dict.fromkeys(nodes))
        if not wanted:
            return {}
        if name == FACT:
            return self._facts(wanted, chosen)
        shape = self.shapes[name]
        fields = self.selected.fields(name, chosen)
        columns = self.columns(name, chosen)
        made: Objects = {node: dict.fromkeys(fields) for node in wanted}
        if columns:
            cells = self._cells(wanted, columns) if told is None else told
            of_column = zip(*(cells[node] for node in wanted), strict=True)
            for (answer, column), values in zip(columns.items(), of_column, strict=True):
                _fill(made, answer, self._column(column, wanted, values, fields[answer]))
        for answer, below in fields.items():
            field = shape.fields.get(asked(below))
            if field is None:
                _fill(made, answer, [name] * len(wanted))
            elif isinstance(field, One) and not field.path:
                _fill(made, answer, [node.iri for node in wanted])
            elif answer not in columns:
                found = self._several(shape, field, wanted, below)
                _fill(made, answer, [found[node] for node in wanted])
        return made

    def columns(self, name: str, chosen: Chosen) -> Mapping[str, Column]:
        """What is selected of things of a shape that has one value or leads to one thing at most, by the names in the answer."""
        if name == FACT:
            return {}
        shape = self.shapes[name]
        fields = {
            answer: shape.fields.get(asked(below)) for answer, below in self.selected.fields(name, chosen).items()
        }
        return {answer: field for answer, field in fields.items() if _is_column(field)}

    def _facts(self, nodes: Sequence[Node], chosen: Chosen) -> Objects:
        of_shape = defaultdict[str, list[Node]](list)
        known = shapes_by_class()
        for at, cls in self.source.rows(classes(nodes)):
            if cls is not None and cls in known:
                of_shape[known[cls].name].append(nodes[int(str(at))])
        found = {node: one for name, some in of_shape.items() for node, one in self.objects(name, some, chosen).items()}
        return {node: found[node] for node in nodes}

    def _cells(self, nodes: Sequence[Node], columns: Mapping[str, Column]) -> Mapping[Node, Cells]:
        """The cells of things, by a single query."""
        rows = self.source.rows(table(nodes, list(columns.values())))
        return {nodes[int(str(at))]: tuple(cells) for at, *cells in rows}

    def _column(
        self, column: Column, nodes: Sequence[Node], cells: Sequence[str | None], chosen: Chosen
    ) -> Sequence[Answered]:
        """What each thing has in a column; StoreError where one lacks what all have."""
        if column.is_required and None in cells:
            node = nodes[cells.index(None)]
            raise StoreError(f"{node.iri} has no {column.name}", where=node.graph, remedy="take the label in again")
        if isinstance(column, One):
            read = reader(column.kind)
            return [None if cell is None else read(cell) for cell in cells]
        targets = [None if cell is None else Node(node.graph, cell) for node, cell in zip(nodes, cells, strict=True)]
        made = self.objects(column.target, [target for target in targets if target], chosen)
        return [None if target is None else made[target] for target in targets]

    def _several(self, shape: Shape, field: Field, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        match field:
            case Many():
                return self._members(field, nodes)
            case Computed():
                return {node: field.compute(cells) for node, cells in self._written(field, nodes).items()}
            case Made():
                return self._made(field, nodes, chosen)
            case Link():
                return self._linked(field, nodes, chosen)
            case Versions():
                return self._versions(field, nodes, chosen)
            case Stated():
                return self._stated(shape, field, nodes, chosen)
            case _:
                raise TypeError(f"the field {field.name} is of type {type(field).__name__}; expected one of the above")

    def _stated(self, shape: Shape, field: Stated, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        given = self.selected.arguments(shape.name, chosen)
        answers = self.connections(field.target, [node.graph for node in nodes], given, chosen)
        return {node: answers[node.graph] for node in nodes}

    def connections(
        self, name: str, graphs: Sequence[str], given: Mapping[str, Any], chosen: Chosen
    ) -> Mapping[str, dict[str, Answered]]:
        """The connections of a shape with the arguments of a field, for each graph, or `EVERYWHERE`."""
        lists = Lists(
            source=self.source,
            shapes=self.shapes,
            shape=self.shapes[name],
            filter=given.get("filter") or {},
            graphs=graphs,
            most=self.most,
            units=self.units,
        )
        return Connections(projection=self, lists=lists, given=given, chosen=chosen).answers()

    def _members(self, field: Many, nodes: Sequence[Node]) -> Mapping[Node, Answered]:
        read = reader(field.kind)
        found = self._written(field, nodes)
        return {node: sorted(map(read, cells)) for node, cells in found.items()}  # type: ignore[type-var]  # of one type

    def _made(self, field: Made, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        cells = self._written(field, nodes)
        return {node: self.selected.picked(field.target, field.make(cells[node]), chosen) for node in nodes}

    def _written(self, field: Field, nodes: Sequence[Node]) -> Mapping[Node, Sequence[str]]:
        found: Mapping[Node, list[str]] = {node: [] for node in nodes}
        for at, cell in self.source.rows(members(nodes, field)):
            found[nodes[int(str(at))]].append(str(cell))
        return found

    def _versions(self, field: Versions, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        held: Mapping[Node, list[Node]] = {node: [] for node in nodes}
        for at, version in self.source.rows(versions(nodes)):
            held[nodes[int(str(at))]].append(Node(str(version), str(version)))
        made = self.objects(field.target, (version for some in held.values() for version in some), chosen)
        return {node: [made[version] for version in sorted(some)] for node, some in held.items()}

    def _linked(self, link: Link, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        placed: Mapping[Node, list[tuple[int, Node]]] = {node: [] for node in nodes}
        for at, target, position in self.source.rows(linked(nodes, link)):
            node = nodes[int(str(at))]
            placed[node].append((int(position or 0), Node(node.graph, str(target))))
        targets = {node: [target for _, target in sorted(some)] for node, some in placed.items()}
        made = self.objects(link.target, (target for some in targets.values() for target in some), chosen)
        return {node: [made[target] for target in some] for node, some in targets.items()}


def _is_column(field: Field | None) -> TypeGuard[Column]:
    return (isinstance(field, One) and field.path != "") or (isinstance(field, Link) and not field.is_many)


def _fill(made: Objects, answer: str, values: Iterable[Answered]) -> None:
    """Put values into the answers of things, in their order."""
    for one, value in zip(made.values(), values, strict=True):
        one[answer] = value
