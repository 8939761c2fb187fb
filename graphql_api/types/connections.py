"""Connections: the types of pages, and the fields that lead to them (Relay cursor connections specification)."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, Signature
from typing import Annotated

import strawberry
from strawberry.types.field import StrawberryField

from graphql_api.executor import Listed
from graphql_api.graph.shape import Shape
from graphql_api.types.filters import facets_of, order_of
from graphql_api.types.named import NAMES, list_of, made

ARGUMENTS = {
    "filter": "What must hold of the things.",
    "order_by": "What they are ordered by; left out, by label and place in the text.",
    "first": "At most so many, from the start or behind `after`. Left out, all of them: more than a limit are an error.",
    "after": "A cursor: the page starts behind its thing.",
    "last": "At most so many, from the end or before `before`.",
    "before": "A cursor: the page ends before its thing.",
}


def make_page_types() -> None:
    """Make the types that all connections share."""
    cursor = ("str | None", "The cursor of it; null for an empty page.")
    info = {
        "hasNextPage": ("bool", "Whether there are more things behind the page."),
        "hasPreviousPage": ("bool", "Whether there are more things before the page."),
        "startCursor": cursor,
        "endCursor": cursor,
    }
    made("PageInfo", info, description="Where a page begins and ends.")
    count = {"value": ("str", "The value; of a code its name."), "count": ("int", "How many things have it.")}
    made("FacetCount", count, description="How often a value occurs.")
    facet = {
        "field": ("str", "The field, as it was asked for."),
        "counts": ("list[FacetCount]", "Its values, the most frequent first."),
    }
    made("Facet", facet, description="The values of a field, counted.")


@cache
def connection_type(shape: Shape) -> type:
    """The type of the connections of a shape."""
    edge = {"cursor": ("str", "The place of the thing in the order."), "node": (shape.name, "The thing.")}
    made(f"{shape.name}Edge", edge, description="A thing with its place in a list.")
    described = {
        "nodes": (f"list[{shape.name}]", "The things of the page."),
        "edges": (f"list[{shape.name}Edge]", "The things of the page, each with its cursor."),
        "pageInfo": ("PageInfo", "Where the page begins and ends."),
        "totalCount": ("int", "How many things there are on all pages."),
    }
    return made(
        f"{shape.name}Connection",
        described,
        description="A list, in pages.",
        resolved={"facets": _facets_field(shape)},
    )


def connection_field(shape: Shape, description: str) -> StrawberryField:
    """A field that leads to the things of a shape: of the version that it is asked of, or of all labels."""
    kinds: Mapping[str, object] = {
        "filter": NAMES[f"{shape.name}Filter"] | None,
        "order_by": list_of(order_of(shape)) | None,
        "first": int | None,
        "after": str | None,
        "last": int | None,
        "before": str | None,
    }
    arguments = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=strawberry.UNSET,
            annotation=Annotated[kind, strawberry.argument(description=ARGUMENTS[name])],
        )
        for name, kind in kinds.items()
    ]
    return _field(
        lambda **_: Listed(shape=shape.name),
        Signature(arguments, return_annotation=connection_type(shape)),
        description,
    )


def _facets_field(shape: Shape) -> StrawberryField:
    by = Parameter(
        "by",
        Parameter.KEYWORD_ONLY,
        annotation=Annotated[list_of(facets_of(shape)), strawberry.argument(description="The fields to count by.")],
    )
    description = "How many things of all pages there are for each value of some fields."
    return _field(lambda **_: None, Signature([by], return_annotation=list_of(NAMES["Facet"])), description)


def _field(resolver: Callable[..., object], signature: Signature, description: str) -> StrawberryField:
    """A field with arguments. Below things of the graph its resolver is never called: see `graphql_api.projection`."""
    resolver.__signature__ = signature  # type: ignore[attr-defined]
    field: StrawberryField = strawberry.field(resolver, description=description)
    return field
