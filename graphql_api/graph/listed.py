"""Lists: the things of a shape that versions of labels state, filtered, in pages, and counted."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql_api.graph.order import Key, Place, after, cursor_of, keys, order_name, place_of
from graphql_api.graph.paging import Paging, page_info
from graphql_api.graph.shape import Answered, Column, Many, One, Shape, facet_path, reader
from graphql_api.graph.source import Source
from graphql_api.graph.text import EVERYWHERE, Node, Selection, counted, faceted, named, page, whole
from graphql_api.graph.where import Where
from kg.errors import TooCostlyError
from kg.query import Cells

_FEW = 20
"""Lists of more labels than these may take long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a list: a row for each thing, its graph, its IRI and what it is ordered by; and its cells of the columns asked for."""

    rows: Sequence[Cells]
    cells: Sequence[Cells] = ()
    order: str
    has_more: bool
    is_backward: bool
    is_behind: bool

    @property
    def nodes(self) -> Sequence[Node]:
        """The things of the page."""
        return [Node(str(graph), str(iri)) for graph, iri, *_ in self.rows]

    @property
    def cursors(self) -> Sequence[str]:
        """The cursors of the things."""
        return [cursor_of(Place(self.order, tuple(row[2:]), str(row[1]))) for row in self.rows]

    def info(self) -> Mapping[str, Answered]:
        """Where the page begins and ends. What stands on the side that was not looked at is taken from the cursor."""
        return page_info(
            self.cursors,
            has_next=self.is_behind if self.is_backward else self.has_more,
            has_previous=self.has_more if self.is_backward else self.is_behind,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of some graphs, by their IRIs, or of `EVERYWHERE`; `filter` is what GraphQL gives, `most` how long a list may be.

    `units` are those that amounts of the store are in.
    """

    source: Source
    shapes: Mapping[str, Shape]
    shape: Shape
    filter: Mapping[str, Any]
    graphs: Sequence[str]
    most: int
    units: Collection[str] = ()

    def pages(self, wanted: Paging, columns: Sequence[Column] = ()) -> Mapping[str, Page]:
        """A page of each list, with some columns. `TooCostlyError` where it would be too long, `QueryError` for a cursor from elsewhere."""
        size = self.most if wanted.size is None else wanted.size
        if size > self.most:
            raise TooCostlyError(
                f"a page of {size} things is asked for", expected=f"{self.most} at most (graphql_things)"
            )
        order = keys(self.shape, wanted.order, reverse=wanted.is_backward, is_everywhere=EVERYWHERE in self.graphs)
        name = order_name(self.shape, order, reverse=wanted.is_backward)
        selections = self._selections()
        sparql = self._paged(selections, wanted, order, name, columns, limit=size + 1)
        rows = self._rows(sparql, looks_at_all=_tests(selections) or bool(wanted.order))
        if wanted.size is None and any(len(some) > size for some in rows.values()):
            remedy = "ask for pages with `first` and `after`"
            raise TooCostlyError(f"the list has more than {size} things (graphql_things)", remedy=remedy)
        return {graph: _page(some, wanted, name, size, width=2 + len(order)) for graph, some in rows.items()}

    def _paged(
        self,
        selections: Sequence[Selection],
        wanted: Paging,
        order: Sequence[Key],
        name: str,
        columns: Sequence[Column],
        *,
        limit: int,
    ) -> str:
        """The query for the pages. Whole lists of several graphs are not parted: the engine would take five times as long."""
        if len(self.graphs) > 1 and wanted.size is None and wanted.cursor is None and not self.filter:
            return whole(self.shape, self.graphs, order, columns)
        behind = [_behind(wanted.cursor, name, order, one.where) for one in selections]
        is_cut = wanted.size is not None or EVERYWHERE in self.graphs
        return page(selections, order, columns, behind=behind, limit=limit, is_cut=is_cut)

    def counts(self) -> Mapping[str, int]:
        """How many things each list has."""
        selections = self._selections()
        rows = self._rows(counted(selections), looks_at_all=_tests(selections))
        return {graph: sum(int(str(number)) for _, number in some) for graph, some in rows.items()}

    def facets(self, name: str) -> Mapping[str, Sequence[Mapping[str, Answered]]]:
        """How often each value of a field occurs in each list, the most frequent first."""
        field = self.shape.fields[name]
        read = reader(field.kind) if isinstance(field, One | Many) else str
        rows = self._rows(faceted(self._selections(), facet_path(field)), looks_at_all=True)
        return {
            graph: _tallied((str(read(str(value))), int(str(number))) for _, value, number in some)
            for graph, some in rows.items()
        }

    def _selections(self) -> Sequence[Selection]:
        """What is asked for in each graph."""
        wheres = (Where(shapes=self.shapes, graph=named(graph), units=self.units) for graph in self.graphs)
        return [
            Selection(shape=self.shape, where=where, group=where.group(self.shape, self.filter, "?s"))
            for where in wheres
        ]

    def _rows(self, sparql: str, *, looks_at_all: bool) -> Mapping[str, list[Cells]]:
        """The rows of each list; the first cell, of its number, is its graph. To look at all things of many labels may take long."""
        is_wide = looks_at_all and (EVERYWHERE in self.graphs or len(self.graphs) > _FEW)
        rows: Mapping[str, list[Cells]] = {graph: [] for graph in self.graphs}
        for first, *cells in self.source.rows(sparql, is_wide=is_wide):
            graph = self.graphs[int(first)] if first is not None and first.isdecimal() else str(first)
            rows[EVERYWHERE if EVERYWHERE in rows else graph].append((graph, *cells))
        return rows


def _page(rows: Sequence[Cells], wanted: Paging, order: str, size: int, *, width: int) -> Page:
    """The page of rows of which one more may have been found than are asked for; cells begin behind `width` others."""
    shown = rows[:size][::-1] if wanted.is_backward else rows[:size]
    return Page(
        rows=[row[:width] for row in shown],
        cells=[row[width:] for row in shown],
        order=order,
        has_more=len(rows) > size,
        is_backward=wanted.is_backward,
        is_behind=wanted.cursor is not None,
    )


def _tests(selections: Sequence[Selection]) -> bool:
    """Whether a filter tests values, and does not only look for some."""
    return any(one.group.tests for one in selections)


def _behind(cursor: str | None, name: str, order: Sequence[Key], where: Where) -> str:
    """The filter that keeps what stands behind a cursor."""
    return f"FILTER({after(place_of(cursor, name), order, where)})" if cursor is not None else ""


def _tallied(found: Iterable[tuple[str, int]]) -> Sequence[Mapping[str, Answered]]:
    counts = Counter[str]()
    for value, number in found:
        counts[value] += number
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"value": value, "count": count} for value, count in ordered]
