"""The schema: what can be asked, and the limits that a query must keep.

`python -m graphql_api.schema > graphql_api/schema.graphql` writes the printed schema anew.
"""

import sys
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import strawberry
from graphql import GraphQLError, build_schema, print_schema
from strawberry.extensions import MaxAliasesLimiter, QueryDepthLimiter
from strawberry.federation.schema import FederationAny
from strawberry.schema.base import BaseSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionContext

from graphql_api.context import Info
from graphql_api.documents import Asking, Documents
from graphql_api.errors import add_code
from graphql_api.executor import Executor
from graphql_api.graph.labels import plural, shapes
from graphql_api.persisted import PersistedQueries
from graphql_api.questions.by_id import Found, ThingsById, entities
from graphql_api.questions.comparison import Comparisons
from graphql_api.questions.differences import Differences
from graphql_api.questions.limit import Limits
from graphql_api.questions.lookup import Labels
from graphql_api.questions.patient import ForPatients
from graphql_api.questions.search import Searches
from graphql_api.rules import FewIntrospections
from graphql_api.told import Told
from graphql_api.types.connections import connection_field
from graphql_api.types.decimals import DECIMAL
from graphql_api.types.shaped import NAMES
from kg.facts import FACT_KINDS
from kg.settings import Settings

LISTED = ("Label", "Section", *(kind.__name__ for kind in FACT_KINDS))
"""The shapes whose things can be asked for across labels."""


Query = strawberry.type(
    type(
        "Query",
        (Limits, Labels, ThingsById, Differences, Comparisons, ForPatients, Searches),
        {
            plural(name): connection_field(shape, shape.description)
            for name, shape in shapes().items()
            if name in LISTED
        },
    ),
    description="Questions about the labels of the graph, in their current versions.",
)


class _Names(NameConverter):
    """Names of GraphQL; each is made once, for the library asks for those of arguments with every request."""

    @cache  # noqa: B019 (there is one for each schema)
    def apply_naming_config(self, name: str) -> str:
        return super().apply_naming_config(name)


class _Schema(strawberry.federation.Schema):
    """The schema, whose errors carry codes."""

    async def entities_resolver(  # type: ignore[override]  # any resolver may be asynchronous
        self, info: Info, representations: list[FederationAny]
    ) -> Sequence[Found]:
        """The things that a gateway refers to."""
        return await entities(info.context, representations)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        del execution_context
        for error in errors:
            add_code(error)


def make_schema(settings: Settings) -> strawberry.Schema:
    """The schema with the limits of the settings. What it knows of queries is shared by all requests."""
    rules = [
        *MaxAliasesLimiter(settings.graphql_aliases).validation_rules,
        *QueryDepthLimiter(settings.graphql_depth).validation_rules,
        FewIntrospections,
    ]
    documents, persisted = Documents(rules, tokens=settings.graphql_tokens), PersistedQueries()
    return _Schema(
        query=Query,
        types=[NAMES[name] for name in shapes()],
        config=StrawberryConfig(name_converter=_Names()),
        execution_context_class=Executor,
        scalar_overrides={Decimal: DECIMAL},
        extensions=[lambda: Asking(documents, persisted, characters=settings.query_characters), Told],
    )


def printed(schema: BaseSchema) -> str:
    """The schema in the schema definition language as clients read it: without what it tells gateways (Apollo Federation)."""
    return print_schema(build_schema(schema.as_str(), assume_valid_sdl=True)) + "\n"


if __name__ == "__main__":
    sys.stdout.write(printed(make_schema(Settings())))
