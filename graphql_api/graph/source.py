"""Where answers come from: the store, which is asked the same once, with a record of what a request asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter
from typing import TypeAlias

from cachetools import LRUCache, cached
from pyoxigraph import Store

from kg.errors import QueryTimeoutError, TooCostlyError
from kg.query import lexical

Cells: TypeAlias = tuple[str | None, ...]
"""A row: for each variable the IRI or the lexical form, None where it has no value."""


Answers: TypeAlias = Callable[[str], Sequence[Cells]]
"""The rows of a query of ours."""

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

    answers: Answers
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
        rows = self.answers(sparql)
        took = (perf_counter() - start) * 1000
        self.asked.append(Asked(sparql=sparql, rows=len(rows), milliseconds=round(took, 3)))
        if self.cost > self.most_rows:
            raise TooCostlyError(f"the answer takes more than {self.most_rows} rows (graphql_rows)", remedy=_REMEDY)
        return rows

    @property
    def cost(self) -> int:
        """How many rows the request took so far."""
        return sum(one.rows for one in self.asked)


def answers(store: Store, most: int) -> Answers:
    """Asks a store that nobody writes to. Answers are kept, `most` rows of those asked for last, counting one for each answer."""

    @cached(LRUCache[str, Sequence[Cells]](most, getsizeof=lambda rows: len(rows) + 1), lock=Lock())
    def answer(sparql: str) -> Sequence[Cells]:
        return lexical(store, sparql)

    return answer
