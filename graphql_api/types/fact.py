"""What all facts have in common: identity, evidence, and the marks "incomplete" and "differs"."""

from collections.abc import Callable
from dataclasses import fields
from typing import ClassVar, TypeVar, dataclass_transform

import strawberry
from strawberry.types import get_object_definition

from graphql_api.context import Info
from graphql_api.types.described import described
from kg import facts
from kg.fragments import fragments
from kg.query import Row
from kg.terms import camel_case, definition, property_of

_Read = TypeVar("_Read")
_COLUMNS = {"id": "fact"}


@strawberry.type(description="A box on a page, in points from the page's top left corner.")
class PrintedBox:
    """Where a line of words is printed."""

    page: int = strawberry.field(description="The page, counted from 1.")
    left: float = strawberry.field(description="How far from the page's left edge the box begins.")
    top: float = strawberry.field(description="How far from the page's top the box begins.")
    width: float = strawberry.field(description="How wide the box is.")
    height: float = strawberry.field(description="How high the box is.")


@strawberry.type(description=definition("Evidence"))
class Evidence:
    """Words of the document, exactly as they stand at a span of its text."""

    quote: str = strawberry.field(description="The words themselves: the document's characters from start to end.")
    section: str | None = strawberry.field(description=definition("section"))
    heading: str | None = strawberry.field(description=definition("heading"))
    table: str | None = strawberry.field(description=definition("table"))
    start: int = strawberry.field(description="The offset of the first quoted character in the document's text.")
    end: int = strawberry.field(description="The offset just after the last quoted character.")
    document: strawberry.ID = strawberry.field(
        description="The IRI of the document, which holds the digest of its bytes."
    )
    printed: strawberry.Private[str | None]

    @described("The page, counted from 1, on which the words begin; null for a source without pages.")
    def page(self) -> int | None:
        return next((box.page for box in fragments(self.printed)), None)

    @described("Where each line of the words is printed, in reading order; empty for a source without pages.")
    def boxes(self) -> list[PrintedBox]:
        return [
            PrintedBox(page=box.page, left=box.left, top=box.top, width=box.width, height=box.height)
            for box in fragments(self.printed)
        ]


@strawberry.interface(description=definition("Fact"))
class Fact:
    """A statement of a label with the words that make it. `kind` is the id of its question in `queries/`."""

    kind: ClassVar[str]
    id: strawberry.ID = strawberry.field(description="The fact's IRI: the same label and content always have the same.")

    @described(definition("evidence"))
    async def evidence(self, info: Info) -> list[Evidence]:
        rows = await info.context.loaders.evidence(self.id, property_of(facts.Fact, "evidence"))
        return [read(Evidence, row) for row in rows]

    @described(definition("alsoIn"))
    async def also_in(self, info: Info) -> list[Evidence]:
        rows = await info.context.loaders.evidence(self.id, property_of(facts.Fact, "also_in"))
        return [read(Evidence, row) for row in rows]

    @described(definition("incomplete"))
    async def incomplete(self, info: Info) -> list[str]:
        words = await info.context.loaders.values(self.id, property_of(facts.Fact, "incomplete"))
        return [str(word) for word in words]

    @described(definition("differsFrom"))
    async def differs_from(self, info: Info) -> list["Fact"]:
        differing = await info.context.loaders.differing(self.id)
        return [read(info.context.types[kind], row) for kind, row in differing]


_FactType = TypeVar("_FactType", bound=type[Fact])


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def fact_type(kind: type[facts.Fact]) -> Callable[[_FactType], _FactType]:
    """Make a class the GraphQL type of a kind of fact, or the interface of several kinds.

    Descriptions are the ontology's definitions.
    """
    make = strawberry.type if kind in facts.FACT_KINDS else strawberry.interface

    def decorate(cls: _FactType) -> _FactType:
        made = make(cls, description=definition(kind.__name__))
        for field in get_object_definition(made, strict=True).fields:
            if field.description is None:
                field.description = definition(property_of(kind, field.python_name))
        if kind in facts.FACT_KINDS:
            made.kind = kind.kind
        return made

    return decorate


def read(cls: Callable[..., _Read], row: Row) -> _Read:
    """An object of a GraphQL type from a row whose columns have the names of its fields."""
    names = (field.name for field in fields(cls) if field.init)  # type: ignore[arg-type]
    return cls(**{name: row[_COLUMNS.get(name) or camel_case(name)] for name in names})
