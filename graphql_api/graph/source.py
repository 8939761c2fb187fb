"""Where answers come from: the store, with a record of what it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeAlias

from pyoxigraph import Store

from kg.errors import QueryTimeoutError, TooCostlyError
from kg.query import lexical

Cells: TypeAlias = tuple[str | None, ...]
"""A row: for each variable the IRI or the lexical form, None where it has no value."""


_REMEDY = "ask for less: smaller pages, fewer fields, a filter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A SPARQL query that ran: its text, how many rows it had, and how many milliseconds it took."""

    sparql: str
    rows: int
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The graph for one request, which may take so many rows and seconds; `asked` are its queries so far."""

    store: Store
    most_rows: int
    seconds: float
    began: float = field(default_factory=perf_counter)
    asked: list[Asked] = field(default_factory=list)

    def rows(self, sparql: str) -> Sequence[Cells]:
        """The answers to a query of ours.

        Raises QueryTimeoutError when the request's time is over, TooCostlyError when it took too many rows.
        """
        start = perf_counter()
        if start - self.began > self.seconds:
            raise QueryTimeoutError(f"the query ran past {self.seconds:g} seconds (graphql_seconds)", remedy=_REMEDY)
        rows = lexical(self.store, sparql)
        took = (perf_counter() - start) * 1000
        self.asked.append(Asked(sparql=sparql, rows=len(rows), milliseconds=round(took, 3)))
        if self.cost > self.most_rows:
            raise TooCostlyError(f"the answer takes more than {self.most_rows} rows (graphql_rows)", remedy=_REMEDY)
        return rows

    @property
    def cost(self) -> int:
        """How many rows the request took so far."""
        return sum(one.rows for one in self.asked)
