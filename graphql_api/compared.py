"""Labels side by side: the rows of a comparison, filtered, in an order, in pages, and as they go into the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graphql_api.context import Context
from graphql_api.graph.paging import Paging
from graphql_api.graph.subjects import Said, SubjectRow, subject_fields, subject_rows
from graphql_api.graph.text import Node
from graphql_api.rows import RowsPage, page_of
from graphql_api.trees import Things, Tree
from graphql_api.types.comparison import LabelComparisonFilter, SubjectFilter
from kg.errors import QueryError
from kg.facts import Fact
from kg.identity import digest

_ORDERS: Mapping[str, Callable[[SubjectRow], int]] = {
    "LABELS": lambda row: row.stated,
    "FACTS": lambda row: sum(map(len, row.cells)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Labels that are compared on a kind of facts: `given` are their names, `labels` where they stand."""

    context: Context
    kind: type[Fact]
    given: Sequence[str]
    labels: Sequence[Node]

    def page(self, kept: LabelComparisonFilter, wanted: Paging) -> RowsPage[SubjectRow]:
        """A page of rows. Its cells are limited as the things of a list are."""
        keep = self._keeps(kept)
        rows = subject_rows(self.context.source, self.kind, [label.graph for label in self.labels])
        for name, descending in reversed(wanted.order):
            rows = sorted(rows, key=_ORDERS[name], reverse=descending) if name in _ORDERS else _turned(rows, descending)
        asked = [self.kind.__name__, *(label.iri for label in self.labels), repr(wanted.order)]
        most = self.context.settings.graphql_things // len(self.labels)
        return page_of(rows, keep, wanted, order=digest(" ".join(asked), 8), most=most)

    def tree(self, page: RowsPage[SubjectRow]) -> Tree:
        """A page as it goes into the answer."""
        rows, ends = [self._row(row) for row in page.rows], page.cursors
        return {
            "nodes": rows,
            "edges": [{"cursor": cursor, "node": row} for cursor, row in zip(ends, rows, strict=True)],
            "pageInfo": page.info(),
            "totalCount": len(page.kept),
            "facets": lambda given: [self._facet(page, name) for name in given["by"]],
        }

    def _row(self, row: SubjectRow) -> Tree:
        fields = zip(subject_fields(self.kind), row.said, row.printed, strict=True)
        return {
            "subject": [_field(name, said, printed) for name, said, printed in fields],
            "isInAll": row.stated == len(self.labels),
            "cells": [self._cell(label, nodes) for label, nodes in zip(self.labels, row.cells, strict=True)],
        }

    def _cell(self, label: Node, nodes: Sequence[Node]) -> Tree:
        return {
            "label": Things(shape="Label", nodes=[label], is_many=False),
            "facts": Things(shape=self.kind.__name__, nodes=nodes),
        }

    def _facet(self, page: RowsPage[SubjectRow], name: str) -> Tree:
        at = self._at(name)
        counts = page.counts(lambda row: [value] if (value := row.said[at].value) else [])
        return {"field": name, "counts": [{"value": value, "count": count} for value, count in counts]}

    def _at(self, name: str) -> int:
        """Which field of the subject has a name."""
        names = subject_fields(self.kind)
        if name not in names:
            expected = f"one of {', '.join(names)}" if names else "none: its facts are of one subject"
            raise QueryError(f"the subject of {self.kind.kind} has no field {name!r}", expected=expected)
        return names.index(name)

    def _keeps(self, kept: LabelComparisonFilter) -> Callable[[SubjectRow], bool]:
        tests = [(self._at(one.field), one) for one in kept.subject or ()]
        unknown = next((name for name in kept.missing_in or () if name not in self.given), None)
        if unknown is not None:
            raise QueryError(f"the label {unknown!r} is not compared", expected=f"one of {', '.join(self.given)}")
        missing = [self.given.index(name) for name in kept.missing_in or ()]

        def keep(row: SubjectRow) -> bool:
            return (
                all(_holds(one, row.said[at], row.printed[at]) for at, one in tests)
                and not any(row.cells[at] for at in missing)
                and kept.is_in_all in (None, row.stated == len(self.labels))
            )

        return keep


def _turned(rows: Sequence[SubjectRow], descending: bool) -> Sequence[SubjectRow]:
    """Rows by subject, as they come from the graph."""
    return list(reversed(rows)) if descending else rows


def _field(name: str, said: Said, printed: frozenset[str]) -> Tree:
    return {"field": name, "value": said.value, "terms": [iri for iri, _ in said.terms], "printed": sorted(printed)}


def _holds(wanted: SubjectFilter, said: Said, printed: frozenset[str]) -> bool:
    """Whether a filter keeps a field, by its value or by the words of any label, in any case."""
    values = {value.casefold() for value in (said.value, *printed) if value}
    among = None if wanted.in_ is None else {one.casefold() for one in wanted.in_}
    return (
        (wanted.eq is None or wanted.eq.casefold() in values)
        and (among is None or bool(among & values))
        and (wanted.contains is None or any(wanted.contains.casefold() in value for value in values))
    )
