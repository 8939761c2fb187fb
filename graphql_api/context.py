"""What resolvers are given: the loaders of the request, and the type of each kind of fact."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import strawberry

from graphql_api.loaders import Loaders
from kg.decision.patient import Finding, History
from kg.decision.rules import Decision
from kg.facts import Fact

DecideLater: TypeAlias = Callable[[str, Sequence[Finding], History], Awaitable[Mapping[str, Decision]]]
"""Decides on the dose rules of a label while other requests go on."""

StatedLater: TypeAlias = Callable[[str], Awaitable[Mapping[str, Fact]]]
"""Gives the facts of a label that calculations are made from while other requests go on."""


@dataclass(frozen=True, slots=True)
class Context:
    """One request to the GraphQL endpoint. `types` gives the type of a kind of fact ("dose")."""

    loaders: Loaders
    decide: DecideLater
    stated: StatedLater
    types: Mapping[str, type]


Info: TypeAlias = strawberry.Info[Context, None]
