"""What resolvers are given: the loaders of the request, and the type of each kind of fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import strawberry

from graphql_api.loaders import Loaders


@dataclass(frozen=True, slots=True)
class Context:
    """One request to the GraphQL endpoint. `types` gives the type of a kind of fact ("dose")."""

    loaders: Loaders
    types: Mapping[str, type]


Info: TypeAlias = strawberry.Info[Context, None]
