"""Queries to the schema over a store, with the SPARQL that they run."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pyoxigraph import Store

from graphql_api.endpoint import GraphqlEndpoint
from graphql_api.graph.source import Asked
from graphql_api.schema import make_schema
from kg.calculation.label import stated_in
from kg.decision.label import decider
from kg.query import asker
from kg.settings import Settings


@cache
def _endpoint(store: Store, most: int) -> GraphqlEndpoint:
    schema = make_schema(Settings())
    return GraphqlEndpoint(schema, store, asker(store), decider(store), stated_in(store), most=most)


def answered(
    store: Store, query: str, variables: Mapping[str, object] | None = None, *, most: int = 1000
) -> tuple[Mapping[str, Any], Sequence[Asked]]:
    """The data of an answer without errors, and the SPARQL queries that it took."""
    endpoint = _endpoint(store, most)
    context = endpoint.new_context()
    result = asyncio.run(endpoint.schema.execute(query, variable_values=dict(variables or {}), context_value=context))
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data, context.source.asked
