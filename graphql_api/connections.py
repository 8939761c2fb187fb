"""Connections: lists of what versions of labels state, as a query selects them (Relay cursor connections specification)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphql_api.graph.listed import Lists, Page
from graphql_api.graph.paging import paging
from graphql_api.graph.shape import Answered, Column
from graphql_api.selected import Chosen, Selected, asked

if TYPE_CHECKING:
    from graphql_api.projection import Projection

_ON_PAGES = ("nodes", "edges", "pageInfo")


@dataclass(frozen=True, kw_only=True)
class Connections:
    """The connections of some lists; `given` are the arguments of their field, `chosen` what is selected of them."""

    projection: "Projection"
    lists: Lists
    given: Mapping[str, Any]
    chosen: Chosen

    def answers(self) -> Mapping[str, dict[str, Answered]]:
        """The connection of each list, by the graph."""
        fields = self._fields
        made: Mapping[str, dict[str, Answered]] = {graph: dict.fromkeys(fields) for graph in self.lists.graphs}
        wanted = paging(self.given)
        pages = (
            self.lists.pages(wanted, self._columns) if any(asked(one) in _ON_PAGES for one in fields.values()) else {}
        )
        for answer, chosen in fields.items():
            for graph, value in self._values(chosen, pages).items():
                made[graph][answer] = value
        return made

    @property
    def _selected(self) -> Selected:
        return self.projection.selected

    @property
    def _fields(self) -> Mapping[str, Chosen]:
        return self._selected.fields(self._named("Connection"), self.chosen)

    @cached_property
    def _told(self) -> Chosen | None:
        """The selection of things that pages tell columns of: the only one, for several select other columns."""
        edges = [below for below in self._fields.values() if asked(below) == "edges"]
        within = [one for below in edges for one in self._selected.fields(self._named("Edge"), below).values()]
        chosen = [one for one in (*self._fields.values(), *within) if asked(one) in {"nodes", "node"}]
        return chosen[0] if len(chosen) == 1 else None

    @property
    def _columns(self) -> Sequence[Column]:
        return [] if self._told is None else list(self.projection.columns(self.lists.shape.name, self._told).values())

    def _named(self, what: str) -> str:
        return f"{self.lists.shape.name}{what}"

    def _values(self, chosen: Chosen, pages: Mapping[str, Page]) -> Mapping[str, Answered]:
        match asked(chosen):
            case "nodes":
                return self._nodes(pages, chosen)
            case "edges":
                return self._edges(pages, chosen)
            case "pageInfo":
                return {
                    graph: self._selected.picked("PageInfo", [one.info()], chosen)[0] for graph, one in pages.items()
                }
            case "totalCount":
                return self.lists.counts()
            case "facets":
                return self._facets(chosen)
            case _:
                return dict.fromkeys(self.lists.graphs, self._named("Connection"))

    def _nodes(self, pages: Mapping[str, Page], chosen: Chosen) -> Mapping[str, Sequence[Answered]]:
        nodes = {graph: one.nodes for graph, one in pages.items()}
        every = [node for some in nodes.values() for node in some]
        cells = [row for one in pages.values() for row in one.cells]
        told = dict(zip(every, cells, strict=True)) if chosen is self._told else None
        made = self.projection.objects(self.lists.shape.name, every, chosen, told)
        return {graph: [made[node] for node in some] for graph, some in nodes.items()}

    def _edges(self, pages: Mapping[str, Page], chosen: Chosen) -> Mapping[str, Answered]:
        fields = self._selected.fields(self._named("Edge"), chosen)
        columns = {answer: self._of_edges(pages, some) for answer, some in fields.items()}
        return {
            graph: [{answer: values[graph][at] for answer, values in columns.items()} for at in range(len(one.rows))]
            for graph, one in pages.items()
        }

    def _of_edges(self, pages: Mapping[str, Page], chosen: Chosen) -> Mapping[str, Sequence[Answered]]:
        """What is selected of each edge."""
        match asked(chosen):
            case "node":
                return self._nodes(pages, chosen)
            case "cursor":
                return {graph: one.cursors for graph, one in pages.items()}
            case _:
                return {graph: [self._named("Edge")] * len(one.rows) for graph, one in pages.items()}

    def _facets(self, chosen: Chosen) -> Mapping[str, Answered]:
        by = self._selected.arguments(self._named("Connection"), chosen)["by"]
        counted = {field.name: self.lists.facets(field.value) for field in by}
        facets = {
            graph: [{"field": name, "counts": counts[graph]} for name, counts in counted.items()]
            for graph in self.lists.graphs
        }
        return {graph: self._selected.picked("Facet", some, chosen) for graph, some in facets.items()}
