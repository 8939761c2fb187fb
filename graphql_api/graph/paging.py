"""Which page of a list is asked for, in which order (Relay cursor connections)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql_api.graph.shape import Answered
from kg.errors import QueryError


class Direction(Enum):
    """Which way a list is ordered."""

    ASC = "ASC"
    DESC = "DESC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """A page: at most `size` things in an order, behind a cursor, or before it when it is asked for backward."""

    order: tuple[tuple[str, bool], ...]
    size: int | None
    cursor: str | None
    is_backward: bool


def paging(given: Mapping[str, Any]) -> Paging:
    """The page that arguments ask for; `QueryError` where they do not fit together."""
    first, last, start, end = (given.get(name) for name in ("first", "last", "after", "before"))
    backward = last is not None or end is not None
    if backward and (first is not None or start is not None):
        raise QueryError("a page is asked for forward and backward", expected="first and after, or last and before")
    size = last if backward else first
    if size is not None and size < 0:
        raise QueryError(f"a page is to have {size} things", expected="none or more")
    order = tuple((one["field"].value, one.get("direction") is Direction.DESC) for one in given.get("orderBy") or ())
    if len(dict(order)) < len(order):
        raise QueryError("a list is ordered twice by the same field", expected="each field once")
    return Paging(order=order, size=size, cursor=end if backward else start, is_backward=backward)


def page_info(cursors: Sequence[str], *, has_next: bool, has_previous: bool) -> Mapping[str, Answered]:
    """Where a page begins and ends (Relay cursor connections specification, "PageInfo"), from the cursors of its things."""
    return {
        "hasNextPage": has_next,
        "hasPreviousPage": has_previous,
        "startCursor": cursors[0] if cursors else None,
        "endCursor": cursors[-1] if cursors else None,
    }
