"""Answers straight from the graph: the fields that a query selects of things, each depth of the query asked for at once.

GraphQL's own executor would call a function for every field of every thing. Here a set of things is given with what is
selected of them; their values, and the things that they lead to, are asked for together and put into the answer as they
are. So the number of SPARQL queries depends on the fields of the query, never on the number of things.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graphql_api.connections import Connections
from graphql_api.graph.facts import FACT
from graphql_api.graph.labels import shapes_by_class
from graphql_api.graph.listed import Lists
from graphql_api.graph.shape import Answered, Computed, Field, Link, Made, Many, One, Shape, Stated, Versions, reader
from graphql_api.graph.source import Source
from graphql_api.graph.text import Node, classes, columns, linked, members, versions
from graphql_api.selected import Chosen, Selected, asked
from kg.errors import StoreError

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

    def objects(self, name: str, nodes: Iterable[Node], chosen: Chosen) -> Objects:
        """The fields that are selected of things of a shape; of facts of any kind, those of their kinds."""
        wanted = list(dict.fromkeys(nodes))
        if not wanted:
            return {}
        if name == FACT:
            return self._facts(wanted, chosen)
        shape = self.shapes[name]
        fields = self.selected.fields(name, chosen)
        made: Objects = {node: dict.fromkeys(fields) for node in wanted}
        ones = dict[str, One]()
        for answer, below in fields.items():
            wants = asked(below)
            if wants == "__typename":
                _fill(made, answer, dict.fromkeys(wanted, name))
            elif isinstance(field := shape.fields[wants], One):
                ones[answer] = field
            else:
                _fill(made, answer, self._several(shape, field, wanted, below))
        self._columns(made, ones)
        return made

    def _facts(self, nodes: Sequence[Node], chosen: Chosen) -> Objects:
        of_shape = defaultdict[str, list[Node]](list)
        known = shapes_by_class()
        for at, cls in self.source.rows(classes(nodes)):
            if cls is not None and cls in known:
                of_shape[known[cls].name].append(nodes[int(str(at))])
        found = {node: one for name, some in of_shape.items() for node, one in self.objects(name, some, chosen).items()}
        return {node: found[node] for node in nodes}

    def _columns(self, made: Objects, ones: Mapping[str, One]) -> None:
        """Fill in the fields that have one value at most, with a single query."""
        found = {answer: field for answer, field in ones.items() if field.path}
        for answer, field in ones.items():
            if not field.path:
                _fill(made, answer, {node: node.iri for node in made})
        if not found:
            return
        readers = [(answer, reader(field.kind), field.is_required) for answer, field in found.items()]
        nodes = list(made)
        for at, *cells in self.source.rows(columns(nodes, list(found.values()))):
            node = nodes[int(str(at))]
            one = made[node]
            for (answer, read, is_required), cell in zip(readers, cells, strict=True):
                if cell is not None:
                    one[answer] = read(cell)
                elif is_required:
                    raise StoreError(f"{node.iri} has no {answer}", where=node.graph, remedy="take the label in again")

    def _several(self, shape: Shape, field: Field, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        match field:
            case Many():
                return self._members(field, nodes)
            case Computed():
                return {node: field.compute(cells) for node, cells in self._cells(field, nodes).items()}
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
        found = self._cells(field, nodes)
        return {node: sorted(map(read, cells)) for node, cells in found.items()}  # type: ignore[type-var]  # of one type

    def _made(self, field: Made, nodes: Sequence[Node], chosen: Chosen) -> Mapping[Node, Answered]:
        cells = self._cells(field, nodes)
        return {node: self.selected.picked(field.target, field.make(cells[node]), chosen) for node in nodes}

    def _cells(self, field: Field, nodes: Sequence[Node]) -> Mapping[Node, Sequence[str]]:
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
        if link.is_many:
            return {node: [made[target] for target in some] for node, some in targets.items()}
        return {node: made[some[0]] if some else None for node, some in targets.items()}


def _fill(made: Objects, answer: str, values: Mapping[Node, Answered]) -> None:
    for node, one in made.items():
        one[answer] = values[node]
