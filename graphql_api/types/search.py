"""Searches: the hits as clients see them, in a connection like those of lists."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypeAlias, cast

import strawberry

from graphql_api.executor import Things
from graphql_api.graph.facts import FACT
from graphql_api.graph.text import Node
from graphql_api.search import Found
from graphql_api.types.described import described
from graphql_api.types.named import NAMES, list_of
from graphql_api.types.rows import facet
from kg.search.entries import KINDS, SECTION
from kg.search.search import By, Hit

SearchKind = Enum("SearchKind", {kind.upper(): kind for kind in KINDS})  # type: ignore[misc]  # of the kinds of facts
strawberry.enum(SearchKind, description="What is found: a section, or a fact of a kind.")

_BY: Mapping[str, By] = {"KIND": "kind", "LABEL": "label"}
SearchFacet = Enum("SearchFacet", _BY)  # type: ignore[misc]  # of what hits are counted by
strawberry.enum(SearchFacet, description="What hits are counted by: their kinds, or the IRIs of their labels.")

Made: TypeAlias = object
"""A thing of a type that is made of data (`graphql_api.types.named`)."""


@strawberry.type(description="Characters of the text of a hit that are what was looked for.")
class Highlight:
    """Where words stand."""

    start: int = strawberry.field(description="The offset of the first character in the text.")
    end: int = strawberry.field(description="The offset just after the last character.")


@strawberry.type(description="A fact or section that has the words.")
class SearchHit:
    """What was found."""

    kind: SearchKind = strawberry.field(description="Of which kind it is.")
    score: float = strawberry.field(description="How well it fits: the higher, the better (BM25).")
    title: str = strawberry.field(
        description="Of a section its number and title, of a fact the printed words that name what it is of; may be empty."
    )
    text: str = strawberry.field(description="Characters of the label around the words.")
    start: int = strawberry.field(description="The offset of the text in the document's text.")
    end: int = strawberry.field(description="The offset just after the text.")
    highlights: list[Highlight] = strawberry.field(
        description="Where the words stand in the text; none where the title alone has them."
    )
    label: Things = strawberry.field(graphql_type=NAMES["Label"], description="The label that states it.")
    fact: Things | None = strawberry.field(graphql_type=NAMES[FACT] | None, description="The fact; null for a section.")
    section: Things | None = strawberry.field(
        graphql_type=NAMES["Section"] | None, description="The section; null for a fact."
    )

    @classmethod
    def of(cls, hit: Hit) -> "SearchHit":
        """A hit as it is answered."""
        shown, is_section = hit.snippet, hit.kind == SECTION
        thing = Node(hit.version, hit.iri)
        return cls(
            kind=SearchKind(hit.kind),
            score=hit.score,
            title=hit.title,
            text=shown.text,
            start=shown.start,
            end=shown.end,
            highlights=[Highlight(start=one.start, end=one.end) for one in shown.highlights],
            label=Things(shape="Label", nodes=[Node(hit.version, hit.label)], is_many=False),
            fact=None if is_section else Things(shape=FACT, nodes=[thing], is_many=False),
            section=Things(shape="Section", nodes=[thing], is_many=False) if is_section else None,
        )


@strawberry.type(description="A hit with its place in the order.")
class SearchEdge:
    """A hit and its cursor."""

    cursor: str = strawberry.field(description="The place of the hit in the order.")
    node: SearchHit = strawberry.field(description="The hit.")


@strawberry.type(description="What was found, the best first, in pages.")
class SearchConnection:
    """A list of hits; what is not selected is not asked for."""

    found: strawberry.Private[Found]

    @described("The hits of the page.")
    async def nodes(self) -> list[SearchHit]:
        return [SearchHit.of(hit) for hit in (await self.found.page).hits]

    @described("The hits of the page, each with its cursor.")
    async def edges(self) -> list[SearchEdge]:
        page = await self.found.page
        pairs = zip(page.cursors, page.hits, strict=True)
        return [SearchEdge(cursor=cursor, node=SearchHit.of(hit)) for cursor, hit in pairs]

    @described("Where the page begins and ends.", kind=NAMES["PageInfo"])
    async def page_info(self) -> Made:
        return NAMES["PageInfo"](**(await self.found.page).info())

    @described("How many hits there are on all pages.")
    async def total_count(self) -> int:
        return await self.found.count()

    @described("How many hits of all pages there are of each kind or label.", kind=list_of(NAMES["Facet"]))
    async def facets(self, *, by: list[SearchFacet]) -> Sequence[Made]:
        return [await self._facet(cast("Enum", one)) for one in by]

    async def _facet(self, by: Enum) -> Made:
        counted = await self.found.facets(_BY[by.name])
        return facet(by.name, [(value.upper() if by.name == "KIND" else value, count) for value, count in counted])
