"""Full-text search over the facts and sections of all labels."""

import strawberry

from graphql_api.context import Info
from graphql_api.graph.paging import paging
from graphql_api.search import Found
from graphql_api.types.connections import ARGUMENTS
from graphql_api.types.described import LABEL, described
from graphql_api.types.search import SearchConnection, SearchKind
from kg.search.search import Search


@strawberry.type
class Searches:
    """The question for words."""

    @described(
        "The facts and sections that have all words of `text`, the best first. Words in quotation marks stand in this order, and "
        "one that ends in * may go on; nothing else is syntax. Case, accents, singular and plural, and signs between words make no "
        "difference. `kinds` keeps sections or facts of some kinds, `label` one label, by its name, set id or IRI. Older versions "
        "are left out unless `older` is true.",
        arguments={
            "text": 'Words, "phrases" and beginnings*.',
            "kinds": "What is looked for: sections, and facts of these kinds; left out, all of them.",
            "label": LABEL,
            "older": "Whether older versions are looked through, too.",
            **{name: ARGUMENTS[name] for name in ("first", "after", "last", "before")},
        },
    )
    async def search(
        self,
        info: Info,
        *,
        text: str,
        kinds: list[SearchKind] | None = None,
        label: str | None = None,
        older: bool = False,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> SearchConnection:
        context = info.context
        search = Search.of(
            context.index,
            text,
            kinds=None if kinds is None else [str(kind.value) for kind in kinds],
            label=None if label is None else context.held.known.called(label),
            older=older,
        )
        wanted = paging({"first": first, "after": after, "last": last, "before": before})
        most = context.settings.graphql_things
        return SearchConnection(found=Found(search=search, source=context.source, wanted=wanted, most=most))
