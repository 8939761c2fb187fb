"""What resolvers are given: the graph, and what is decided and calculated from it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import strawberry

from graphql_api.graph.source import Source
from graphql_api.graph.text import Node
from kg.decision.patient import Finding, History
from kg.decision.rules import Decision
from kg.facts import Fact
from kg.identity import label_of
from kg.query import Row, Values
from kg.settings import Settings

AskLater: TypeAlias = Callable[[str, Values], Awaitable[Sequence[Row]]]
"""Asks a question of `queries/`, given by its id, while other requests go on."""

DecideLater: TypeAlias = Callable[[str, Sequence[Finding], History], Awaitable[Mapping[str, Decision]]]
"""Decides on the dose rules of a label while other requests go on."""

StatedLater: TypeAlias = Callable[[str], Awaitable[Mapping[str, Fact]]]
"""Gives the facts of a label that calculations are made from while other requests go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One request to the GraphQL endpoint.

    `current` has the graph of the current version of each label.
    """

    source: Source
    ask: AskLater
    decide: DecideLater
    stated: StatedLater
    current: Mapping[str, str]
    settings: Settings

    def node(self, fact: str) -> Node:
        """Where a fact, given by its IRI, stands in the graph."""
        return Node(self.current[label_of(fact)], fact)


Info: TypeAlias = strawberry.Info[Context, None]
