"""The limits of queries, for clients to read."""

from decimal import Decimal

import strawberry

from graphql_api.context import Info
from graphql_api.types.described import described
from kg.settings import settings_list

LIMITS = ("graphql_", "query_characters")
"""How the names of the settings begin that limit queries."""


@strawberry.type(description="A limit of queries.")
class Limit:
    """A limit by the name of its setting."""

    name: str = strawberry.field(description="The name of its setting, which errors tell.")
    most: Decimal = strawberry.field(description="The most that is allowed.")
    says: str = strawberry.field(description="What is limited.")


@strawberry.type
class Limits:
    """The question for the limits."""

    @described("The limits that every query is held to; past one, the error names it.")
    def limits(self, info: Info) -> list[Limit]:
        return [
            Limit(name=one.name, most=Decimal(str(getattr(info.context.settings, one.name))), says=one.sentence)
            for one in settings_list()
            if one.name.startswith(LIMITS)
        ]
