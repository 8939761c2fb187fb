"""Pages of lists that are put together in Python, with cursors and counts as those of lists of the graph have them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from graphql_api.graph.order import Place, cursor_of, place_of
from graphql_api.graph.paging import Paging, page_info
from graphql_api.graph.shape import Answered
from kg.errors import QueryError, TooCostlyError


class Named(Protocol):
    """A row that a name tells from all others of its list."""

    @property
    def name(self) -> str: ...


_Row = TypeVar("_Row", bound=Named)
_Row_co = TypeVar("_Row_co", bound=Named, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage(Generic[_Row_co]):
    """A page of rows; `kept` are all that the filter keeps, on any page."""

    order: str
    rows: Sequence[_Row_co]
    kept: Sequence[_Row_co]
    has_next: bool
    has_previous: bool

    @property
    def cursors(self) -> Sequence[str]:
        """The cursors of the rows of the page."""
        return [cursor_of(Place(self.order, (), row.name)) for row in self.rows]

    def info(self) -> Mapping[str, Answered]:
        """Where the page begins and ends."""
        return page_info(self.cursors, has_next=self.has_next, has_previous=self.has_previous)

    def counts(self, value: Callable[[_Row_co], Iterable[str]]) -> Sequence[tuple[str, int]]:
        """How many rows of all pages have each value, the most frequent first."""
        counted = Counter(one for row in self.kept for one in value(row))
        return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def page_of(
    rows: Sequence[_Row], keep: Callable[[_Row], bool], wanted: Paging, *, order: str, most: int
) -> RowsPage[_Row]:
    """A page of the rows that are kept. A cursor tells a row of the list, whether it is kept or not.

    `order` tells the list and its order from others. TooCostlyError where the page would have more than `most` rows,
    QueryError for a cursor from elsewhere.
    """
    start, end = 0, len(rows)
    if wanted.cursor is not None:
        at = _at(rows, wanted.cursor, order)
        start, end = (0, at) if wanted.is_backward else (at + 1, end)
    found = [row for row in rows[start:end] if keep(row)]
    size = len(found) if wanted.size is None else wanted.size
    if size > most:
        raise TooCostlyError(f"a page of {size} rows is asked for", expected=f"{most} at most (graphql_things)")
    page = found[max(0, len(found) - size) :] if wanted.is_backward else found[:size]
    is_cut, is_behind = len(page) < len(found), wanted.cursor is not None
    return RowsPage(
        order=order,
        rows=page,
        kept=[row for row in rows if keep(row)],
        has_next=is_behind if wanted.is_backward else is_cut,
        has_previous=is_cut if wanted.is_backward else is_behind,
    )


def _at(rows: Sequence[_Row], cursor: str, order: str) -> int:
    name = place_of(cursor, order).iri
    at = next((at for at, row in enumerate(rows) if row.name == name), None)
    if at is None:
        raise QueryError(f"the cursor {cursor[:40]!r} is not of this list", expected="one that the same field gave")
    return at


def is_kept(value: Enum | None, wanted: Mapping[str, object]) -> bool:
    """Whether a filter of codes keeps a value, or that there is none.

    >>> from kg.comparison import Change
    >>> is_kept(Change.ADDED, {"in": [Change.ADDED]}), is_kept(None, {"isNull": True}), is_kept(None, {"eq": Change.ADDED})
    (True, True, False)
    """
    among = wanted.get("in")
    return (
        (wanted.get("eq") is None or wanted["eq"] is value)
        and (among is None or (isinstance(among, Sequence) and value in among))
        and (wanted.get("isNull") is None or wanted["isNull"] is (value is None))
    )
