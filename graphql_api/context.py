"""What resolvers are given: the graph, and what is decided and calculated from it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import strawberry

from graphql_api.graph.source import Source
from graphql_api.held import Held
from kg.compared import Differing
from kg.decision.patient import Finding, History
from kg.decision.rules import Decision
from kg.facts import Fact
from kg.search.index import Index
from kg.settings import Settings

DecideLater: TypeAlias = Callable[[str, Sequence[Finding], History], Awaitable[Mapping[str, Decision]]]
"""Decides on the dose rules of a label while other requests go on."""

StatedLater: TypeAlias = Callable[[str], Awaitable[Mapping[str, Fact]]]
"""Gives the facts of a label that calculations are made from while other requests go on."""


CompareLater: TypeAlias = Callable[[str, str], Awaitable[Differing]]
"""Compares two versions of a label while other requests go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One request to the GraphQL endpoint.

    `held` tells where things stand that are given by their IRIs; `index` has the words of facts and sections.
    """

    source: Source
    decide: DecideLater
    stated: StatedLater
    compare: CompareLater
    held: Held
    index: Index
    settings: Settings


Info: TypeAlias = strawberry.Info[Context, None]
