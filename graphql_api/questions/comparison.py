"""`comparison`: what several labels say of the same things, side by side."""

from collections.abc import Sequence
from typing import Annotated

import strawberry
from starlette.concurrency import run_in_threadpool

from graphql_api.compared import Compared
from graphql_api.context import Context, Info
from graphql_api.executor import Whole
from graphql_api.graph.paging import paging
from graphql_api.graph.text import Node
from graphql_api.types.comparison import LabelComparisonConnection, LabelComparisonFilter, LabelComparisonOrder
from graphql_api.types.described import described
from graphql_api.types.kinds import FactKind
from graphql_api.types.rows import After, Before, First, Last
from kg.errors import QueryError

_LABELS = "Two labels or more, each by its name, set id or IRI."


@strawberry.type
class Comparisons:
    """Questions for labels side by side."""

    @described(
        "What labels say of the same things, for facts of a kind: a row for each subject (a reaction with its grade, a material "
        "with its verdict), and in it a cell for each label with its facts, which is empty where it says nothing of it. Terms "
        "that different words name are one subject.",
        kind=LabelComparisonConnection,
    )
    async def comparison(
        self,
        info: Info,
        *,
        labels: Annotated[list[str], strawberry.argument(description=_LABELS)],
        kind: Annotated[FactKind, strawberry.argument(description="The kind of facts.")],
        filter: Annotated[  # noqa: A002
            LabelComparisonFilter | None, strawberry.argument(description="What must hold of the rows.")
        ] = None,
        order_by: Annotated[
            list[LabelComparisonOrder] | None,
            strawberry.argument(description="What they are ordered by; left out, by subject."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Whole:
        order = [vars(one) for one in order_by or ()]
        wanted = paging({"first": first, "after": after, "last": last, "before": before, "orderBy": order})
        compared = Compared(context=info.context, kind=kind.value, given=labels, labels=_labels(info.context, labels))
        page = await run_in_threadpool(compared.page, filter or LabelComparisonFilter(), wanted)
        return Whole(type="LabelComparisonConnection", tree=compared.tree(page))


def _labels(context: Context, given: Sequence[str]) -> Sequence[Node]:
    """Where the labels stand that are given."""
    known = [context.held.known.called(label) for label in given]
    if len(known) < 2:
        raise QueryError(f"{len(known)} labels are to be compared", expected="two or more")
    twice = next((given[at] for at, label in enumerate(known) if label in known[:at]), None)
    if twice is not None:
        raise QueryError(f"the label {twice!r} is named twice", expected="each label once")
    return [Node(context.held.current[label], label) for label in known]
