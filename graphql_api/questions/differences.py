"""`differences`: what two versions of a label say differently."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.graph.paging import paging
from graphql_api.rows import page_of
from graphql_api.types.described import described
from graphql_api.types.difference import DifferenceConnection, DifferenceFilter, keeps
from graphql_api.types.rows import After, Before, First, Last
from kg.identity import digest

_VERSION = (
    "a version's IRI; or a label's name, set id or IRI, of which @ and a number names another than the current version"
)


@strawberry.type
class Differences:
    """Questions for what changed from one version of a label to another."""

    @described(
        "What two versions of one label say differently, fact by fact: what was added, removed and changed. Places that moved "
        "are no difference, nor is another form of the same words."
    )
    async def differences(
        self,
        info: Info,
        *,
        earlier: Annotated[str, strawberry.argument(description=f"The earlier version: {_VERSION}.")],
        later: Annotated[str, strawberry.argument(description=f"The later version: {_VERSION}.")],
        filter: Annotated[  # noqa: A002
            DifferenceFilter | None, strawberry.argument(description="What must hold of the differences.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> DifferenceConnection:
        wanted = paging({"first": first, "after": after, "last": last, "before": before})
        found = await info.context.compare(earlier, later)
        order = digest(f"differences {found.before} {found.after}", 8)
        most = info.context.settings.graphql_things
        page = page_of(found.differences, keeps(filter), wanted, order=order, most=most)
        return DifferenceConnection(page=page, found=page)
