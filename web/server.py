"""The server: the pages, GraphQL and SPARQL over one store, in one application.

This module alone of `web` imports `graphql_api`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graphql_api.app import routes
from graphql_api.limits import BodyLimit
from kg.calculation.label import stated_in
from kg.decision.label import decider
from kg.errors import NotFoundError
from kg.query import asker
from kg.sandbox import Sandbox
from kg.search.index import Index
from kg.settings import Settings
from kg.store import generation, open_read_only
from web.headers import SafeHeaders
from web.pages import Pages, not_found

_SHORT, _LEVEL = 1_000, 5
"""Answers of fewer bytes are not compressed; the level is the one at which zlib takes half of its longest time."""

ASSETS = Path(__file__).parent / "assets"


def create_app(store_path: Path, settings: Settings) -> Starlette:
    """The application over the store in a folder as it is now (see `web.renewal`).

    It is named before it is opened: what is written meanwhile must not be answered under the name of what was written later.
    Raises StoreError if there is no store.
    """
    held = generation(store_path) if store_path.is_dir() else ""
    store = open_read_only(store_path)
    ask = asker(store)
    index = Index.in_step(store, store_path)
    sandbox = Sandbox(store_path, seconds=settings.query_seconds, workers=settings.query_processes)
    pages = Pages(ask, index)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        sandbox.close()

    return Starlette(
        routes=[
            *routes(store, ask, decider(store), stated_in(store), sandbox, index, settings, held),
            Route("/", pages.labels),
            Route("/search", pages.search),
            Route("/label/{name}", pages.label),
            Route("/label/{name}/text", pages.text),
            Route("/ontology", pages.ontology),
            Route("/ontology.{suffix}", pages.ontology_file),
            Mount("/assets", StaticFiles(directory=ASSETS)),
        ],
        middleware=[
            Middleware(SafeHeaders),
            *_cross_origin(settings),
            Middleware(GZipMiddleware, minimum_size=_SHORT, compresslevel=_LEVEL),
            Middleware(BodyLimit, bytes_=settings.query_characters * 4),
        ],
        exception_handlers={NotFoundError: not_found, 404: not_found},
        lifespan=lifespan,
    )


def _cross_origin(settings: Settings) -> list[Middleware]:
    """What lets pages of other origins ask this server (CORS): nothing, where no setting names them."""
    origins = [origin for origin in settings.cors_origins.split() if origin != "none"]
    if not origins:
        return []
    asking = ["content-type", "if-none-match"]
    return [Middleware(CORSMiddleware, allow_origins=origins, allow_headers=asking, expose_headers=["etag"])]
