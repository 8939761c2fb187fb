"""Queries to the schema over a store, with the SPARQL that they run."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from pyoxigraph import Store
from strawberry.types import ExecutionResult

from graphql_api.endpoint import GraphqlEndpoint
from graphql_api.graph.source import Asked
from kg.calculation.label import stated_in
from kg.decision.label import decider
from kg.query import Cells, asker, lexical
from kg.search.index import Index
from kg.settings import Settings


@cache
def _endpoint(store: Store, settings: Settings) -> GraphqlEndpoint:
    wide = partial(_unbounded, store)
    ask, decide, stated = asker(store), decider(store), stated_in(store)
    return GraphqlEndpoint(settings, store, ask, decide, stated, wide, _index(store), "generation")


@cache
def _index(store: Store) -> Index:
    """The index of a store, in a folder that is left to the system."""
    index = Index.of(store, Path(mkdtemp(prefix="labelgraph-")) / "graph")
    index.bring_in_step(store)
    return index


def _unbounded(store: Store, sparql: str, seconds: float) -> Sequence[Cells]:
    """The rows of a query that looks through many labels: here these are few, and nothing need be stopped."""
    del seconds
    return lexical(store, sparql)


def answer(
    store: Store, query: str, variables: Mapping[str, object] | None = None, **settings: float
) -> tuple[ExecutionResult, Sequence[Asked]]:
    """An answer under settings, and the SPARQL queries that it took."""
    endpoint = _endpoint(store, Settings(**settings))  # type: ignore[arg-type]  # limits are numbers
    context = endpoint.new_context()
    schema = endpoint.schema
    return asyncio.run(schema.execute(query, dict(variables or {}), context)), context.source.asked


def answered(
    store: Store, query: str, variables: Mapping[str, object] | None = None, **settings: float
) -> tuple[Mapping[str, Any], Sequence[Asked]]:
    """The data of an answer without errors, and the SPARQL queries that it took."""
    result, asked = answer(store, query, variables, **settings)
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data, asked
