"""Where answers come from: the store, which is asked the same once, with a record of what a request asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from time import perf_counter
from typing import Literal, ParamSpec, TypeAlias, TypeVar

from cachetools import LRUCache, cached

from kg.errors import QueryTimeoutError, TooCostlyError
from kg.query import Cells
from kg.search.search import Search

Answers: TypeAlias = Callable[[str], Sequence[Cells]]
"""The rows of a query of ours."""

Bounded: TypeAlias = Callable[[str, float], Sequence[Cells]]
"""The rows of a query of ours, which is stopped after some seconds (`kg.sandbox`)."""

_P = ParamSpec("_P")
_Found = TypeVar("_Found")
_REMEDY = "ask for less: smaller pages, fewer fields, a filter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query that ran, of the graph or of the index of words: its text, how many rows it had, how many milliseconds it took.

    Of facts that were read whole, to decide, calculate or compare, `text` says which, and `rows` how many they were.
    """

    language: Literal["sparql", "sql", "facts"]
    text: str
    rows: int
    milliseconds: float


class NotKeptError(Exception):
    """Raised where rows are asked for that are not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The graph for one request, which may take so many rows and seconds; `asked` are its queries so far.

    Queries that look through many labels are asked of `wide`, which can stop them, the others of `answers`; `kept` has what
    these were asked before, and raises NotKeptError for the rest.
    """

    answers: Answers
    wide: Bounded
    kept: Answers
    most_rows: int
    seconds: float
    began: float = field(default_factory=perf_counter)
    asked: list[Asked] = field(default_factory=list)

    def rows(self, sparql: str, *, is_wide: bool = False) -> Sequence[Cells]:
        """The answers to a query of ours, which may look through many labels.

        Raises QueryTimeoutError when the request's time is over, TooCostlyError when it took too many rows.
        """
        start = perf_counter()
        left = self.seconds - (start - self.began)
        if left <= 0:
            raise self._too_long()
        try:
            rows = self.wide(sparql, left) if is_wide else self.answers(sparql)
        except QueryTimeoutError:
            raise self._too_long() from None
        took = (perf_counter() - start) * 1000
        self._count(Asked(language="sparql", text=sparql, rows=len(rows), milliseconds=round(took, 3)))
        return rows

    def found(self, search: Search, ask: Callable[[Search], _Found]) -> _Found:
        """What a search is asked, within the rest of the request's time. Errors are those of `rows`."""
        left = self.seconds - (perf_counter() - self.began)
        if left <= 0:
            raise self._too_long()
        timed = replace(search, seconds=left, ran=[])
        try:
            found = ask(timed)
        except QueryTimeoutError:
            raise self._too_long() from None
        for one in timed.ran:
            self._count(Asked(language="sql", text=one.sql, rows=one.rows, milliseconds=one.milliseconds))
        return found

    def read(self, what: str, read: Callable[[], _Found], count: Callable[[_Found], int]) -> _Found:
        """What is made of whole facts, of so many as `count` tells. Errors are those of `rows`."""
        start = perf_counter()
        if start - self.began >= self.seconds:
            raise self._too_long()
        found = read()
        took = (perf_counter() - start) * 1000
        self._count(Asked(language="facts", text=what, rows=count(found), milliseconds=round(took, 3)))
        return found

    def _count(self, asked: Asked) -> None:
        """Enter a query that ran; TooCostlyError when the request took too many rows."""
        self.asked.append(asked)
        if self.cost > self.most_rows:
            raise TooCostlyError(f"the answer takes more than {self.most_rows} rows (graphql_rows)", remedy=_REMEDY)

    def kept_alone(self) -> "Source":
        """The same without the store: for what needs no thread of its own, because it never waits. Its queries are its own."""
        return replace(self, answers=self.kept, wide=lambda sparql, _: self.kept(sparql), asked=[])

    def _too_long(self) -> QueryTimeoutError:
        return QueryTimeoutError(f"the query ran past {self.seconds:g} seconds (graphql_seconds)", remedy=_REMEDY)

    @property
    def cost(self) -> int:
        """How many rows the request took so far."""
        return sum(one.rows for one in self.asked)


class Kept:
    """Answers of a store that nobody writes to: `most` rows of what was asked last, one more counted for each answer."""

    def __init__(self, most: int):
        self._rows = LRUCache[str, Sequence[Cells]](most, getsizeof=lambda rows: len(rows) + 1)
        self._lock = Lock()

    def of(self, ask: Callable[_P, Sequence[Cells]]) -> Callable[_P, Sequence[Cells]]:
        """A function that asks the store, given a query first, but for what is kept. Its answers are kept, too."""
        return cached(self._rows, key=lambda sparql, *_: sparql, lock=self._lock)(ask)

    def held(self, sparql: str) -> Sequence[Cells]:
        """The rows that are kept of a query; NotKeptError if there are none."""
        with self._lock:
            try:
                return self._rows[sparql]
            except KeyError:
                raise NotKeptError from None
