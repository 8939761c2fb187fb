"""Pages of what is put together in Python: the arguments of their fields, and what their connections have."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

import strawberry

from graphql_api.rows import Named, RowsPage
from graphql_api.types.connections import ARGUMENTS
from graphql_api.types.described import described
from graphql_api.types.shaped import NAMES

First: TypeAlias = Annotated[int | None, strawberry.argument(description=ARGUMENTS["first"])]
After: TypeAlias = Annotated[str | None, strawberry.argument(description=ARGUMENTS["after"])]
Last: TypeAlias = Annotated[int | None, strawberry.argument(description=ARGUMENTS["last"])]
Before: TypeAlias = Annotated[str | None, strawberry.argument(description=ARGUMENTS["before"])]


@strawberry.type
class Paged:
    """What connections of rows have besides the rows."""

    page: strawberry.Private[RowsPage[Named]]

    @described("Where the page begins and ends.", kind=NAMES["PageInfo"])
    def page_info(self) -> object:
        return NAMES["PageInfo"](**self.page.info())

    @described("How many there are on all pages.")
    def total_count(self) -> int:
        return len(self.page.kept)


def facet(field: str, counts: Sequence[tuple[str, int]]) -> object:
    """The values of a field, counted, as GraphQL has them."""
    made = [NAMES["FacetCount"](value=value, count=count) for value, count in counts]
    return NAMES["Facet"](field=field, counts=made)


def given(value: object) -> Mapping[str, object]:
    """What an input that is made of data holds, by the names of GraphQL."""
    held = {} if value is None else vars(value)
    return {name.rstrip("_"): one for name, one in held.items() if one is not strawberry.UNSET and one is not None}
