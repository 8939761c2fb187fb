"""Where answers come from: the store, with a record of what it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeAlias

from pyoxigraph import Store

from kg.query import lexical

Cells: TypeAlias = tuple[str | None, ...]
"""A row: for each variable the IRI or the lexical form, None where it has no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A SPARQL query that ran: its text, how many rows it had, and how many milliseconds it took."""

    sparql: str
    rows: int
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The graph for one request; `asked` are its queries so far."""

    store: Store
    asked: list[Asked] = field(default_factory=list)

    def rows(self, sparql: str) -> Sequence[Cells]:
        """The answers to a query of ours."""
        start = perf_counter()
        rows = lexical(self.store, sparql)
        took = (perf_counter() - start) * 1000
        self.asked.append(Asked(sparql=sparql, rows=len(rows), milliseconds=round(took, 3)))
        return rows
