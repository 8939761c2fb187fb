"""The routes of GraphQL and SPARQL over a store; `web.server` puts them and the pages into one application."""

from collections.abc import Sequence

from pyoxigraph import Store
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from graphql_api.endpoint import GraphqlEndpoint
from graphql_api.pages import ASSETS
from graphql_api.sparql import SparqlEndpoint
from kg.calculation.label import Stated
from kg.decision.label import Decide
from kg.query import Ask
from kg.sandbox import Sandbox
from kg.search.index import Index
from kg.settings import Settings


def routes(  # noqa: PLR0917 (what questions are answered with)
    store: Store,
    ask: Ask,
    decide: Decide,
    stated: Stated,
    sandbox: Sandbox,
    index: Index,
    settings: Settings,
    generation: str,
) -> Sequence[BaseRoute]:
    """`/graphql` with its schema, and `/sparql`."""
    graphql = GraphqlEndpoint(settings, store, ask, decide, stated, sandbox.rows, index, generation)
    return (
        Route("/graphql", graphql),
        Route("/graphql/schema.graphql", graphql.sdl),
        Mount("/graphql/assets", StaticFiles(directory=ASSETS, check_dir=False)),
        Route("/sparql", SparqlEndpoint(sandbox).answer, methods=["GET", "POST"]),
    )
