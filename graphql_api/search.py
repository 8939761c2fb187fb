"""What a search found, asked for when a field of the answer needs it, and its pages with their cursors."""

from asyncio import Future, ensure_future
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from graphql_api.graph.listed import Page
from graphql_api.graph.order import place_of
from graphql_api.graph.paging import Paging
from graphql_api.graph.shape import Answered
from graphql_api.graph.source import Source
from kg.errors import QueryError, TooCostlyError
from kg.search.search import By, Hit, Place, Search

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class HitPage:
    """Hits, and the page that they are."""

    hits: Sequence[Hit]
    page: Page

    @property
    def cursors(self) -> Sequence[str]:
        """The cursors of the hits."""
        return self.page.cursors

    def info(self) -> Mapping[str, Answered]:
        """Where the page begins and ends."""
        return self.page.info()


@dataclass(frozen=True, kw_only=True)
class Found:
    """A search of a request; `most` is how many hits a page may have."""

    search: Search
    source: Source
    wanted: Paging
    most: int

    @cached_property
    def page(self) -> Future[HitPage]:
        """The page, which is asked for once, by whichever field needs it first."""
        return ensure_future(self._later(self._page))

    async def count(self) -> int:
        """How many hits there are on all pages."""
        return await self._later(Search.count)

    async def facets(self, by: By) -> Sequence[tuple[str, int]]:
        """How many hits there are of each kind or label."""
        return await self._later(lambda search: search.facets(by))

    async def _later(self, ask: Callable[[Search], _Answer]) -> _Answer:
        """What the search is asked, while other requests go on."""
        return await run_in_threadpool(self.source.found, self.search, ask)

    def _page(self, search: Search) -> HitPage:
        wanted = self.wanted
        size = self.most if wanted.size is None else wanted.size
        if size > self.most:
            what = f"a page of {size} things is asked for"
            raise TooCostlyError(what, expected=f"{self.most} at most (graphql_things)")
        order = _order_name(search)
        place = None if wanted.cursor is None else _place(wanted.cursor, order)
        found = search.page(size + 1, place, is_backward=wanted.is_backward)
        if wanted.size is None and len(found) > size:
            remedy = "ask for pages with `first` and `after`"
            raise TooCostlyError(f"the search has more than {size} hits (graphql_things)", remedy=remedy)
        hits = found[max(len(found) - size, 0) :] if wanted.is_backward else found[:size]
        page = Page(
            rows=[(hit.version, hit.iri, hit.version, repr(hit.score)) for hit in hits],
            order=order,
            has_more=len(found) > size,
            is_backward=wanted.is_backward,
            is_behind=place is not None,
        )
        return HitPage(hits=hits, page=page)


def _order_name(search: Search) -> str:
    """A short name of what is looked for, by which cursors are known."""
    said = (tuple(search.phrases), sorted(search.kinds or ()), search.kinds is None, search.label, search.older)
    return sha256(repr(said).encode()).hexdigest()[:8]


def _place(cursor: str, order: str) -> Place:
    """The hit of a cursor; `QueryError` where the cursor is not of this search."""
    place = place_of(cursor, order)
    try:
        version, score = place.values
        return Place(version=str(version), iri=place.iri, score=float(str(score)))
    except ValueError as error:
        expected = "one that the same search gave"
        raise QueryError(f"the cursor {cursor[:40]!r} is not of this list", expected=expected) from error
