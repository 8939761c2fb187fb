"""The GraphQL endpoint: the schema over HTTP, and a page for browsers."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.metadata import version

import msgspec
from cross_web import HTTPException as RefusedError
from pyoxigraph import Store
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse

from graphql_api.context import Context
from graphql_api.errors import refusal
from graphql_api.examples import EXAMPLES, FIRST
from graphql_api.graph.source import Bounded, Kept, Source
from graphql_api.held import held
from graphql_api.negotiation import is_browser
from graphql_api.pages import graphiql, has_graphiql, page
from graphql_api.revalidation import etag_of, is_held, mark, not_modified
from graphql_api.schema import make_schema, printed
from kg.calculation.label import Stated
from kg.compared import Differing, compare_in
from kg.decision.label import Decide
from kg.decision.patient import Finding, History
from kg.decision.rules import Decision
from kg.facts import Fact
from kg.query import Ask, lexical
from kg.search.index import Index
from kg.settings import Settings


class GraphqlEndpoint(GraphQL[Context, None]):
    """Answers queries by GET and POST as the schema says; a browser gets a page.

    `wide` answers queries that look through many labels, `index` searches; `generation` is the name of what the store holds
    (`kg.store.generation`).
    """

    def __init__(  # noqa: PLR0917 (what questions are answered with)
        self,
        settings: Settings,
        store: Store,
        ask: Ask,
        decide: Decide,
        stated: Stated,
        wide: Bounded,
        index: Index,
        generation: str,
    ):
        super().__init__(make_schema(settings), graphql_ide=None, subscription_protocols=())
        self._settings, self._decide, self._stated, self._index = settings, decide, stated, index
        self._state = f"{generation} {version('labelgraph')} {settings}"
        self._kept = kept = Kept(settings.kept_rows)
        self._answers, self._wide = kept.of(partial(lexical, store)), kept.of(wide)
        self._held, self._compare = held(store, ask), compare_in(store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method == "GET" and is_browser(request):
            await (await self._page(request))(scope, receive, send)
        elif request.method == "GET" and is_held(etag := etag_of(self._state, request), request.headers):
            await not_modified(etag)(scope, receive, send)
        else:
            await (await self._answered(request))(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        """The answer; to what is no question the error, in JSON."""
        try:
            return await self.run(request)
        except RefusedError as error:
            return refusal(error.reason, error.status_code)
        except HTTPException as error:
            return refusal(error.detail, error.status_code)

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        response = await super().get_sub_response(request)
        if isinstance(request, Request) and request.method == "GET":
            mark(response.headers, etag_of(self._state, request))
        return response

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        """An answer. One with errors has no name: asked again, it may have none."""
        if isinstance(response_data, list) or response_data.get("errors"):
            for name in ("etag", "cache-control"):
                del sub_response.headers[name]
        return super().create_response(response_data, sub_response)

    def encode_json(self, data: object) -> bytes:
        return msgspec.json.encode(data)

    def parse_json(self, data: str | bytes) -> object:
        """The JSON of a request; status 400 for what is none, or no object."""
        try:
            read = msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise HTTPException(400, "The request is no JSON in UTF-8, or is nested too deeply") from error
        if not isinstance(read, dict | list):
            raise HTTPException(400, 'The request is no JSON object; expected {"query": "...", "variables": {}}')
        return read

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        del request, response
        return self.new_context()

    async def sdl(self, request: Request) -> Response:
        """The schema in the schema definition language."""
        del request
        return PlainTextResponse(printed(self.schema))

    def new_context(self) -> Context:
        """What a request is given; questions to the graph run in threads, so that other requests go on."""
        known, source = self._held.known, self._source()

        async def decide(label: str, findings: Sequence[Finding], history: History) -> Mapping[str, Decision]:
            iri = known.called(label)
            decided = partial(self._decide, iri, findings, history)
            return await run_in_threadpool(source.read, f"dose rules of {iri}", decided, len)

        async def stated(label: str) -> Mapping[str, Fact]:
            iri = known.called(label)
            return await run_in_threadpool(
                source.read, f"facts to calculate from of {iri}", partial(self._stated, iri), len
            )

        async def compare(before: str, after: str) -> Differing:
            compared = partial(self._compare, before, after)
            return await run_in_threadpool(
                source.read, f"facts of {before} and {after}", compared, lambda one: one.facts
            )

        return Context(
            source=source,
            decide=decide,
            stated=stated,
            compare=compare,
            held=self._held,
            index=self._index,
            settings=self._settings,
        )

    def _source(self) -> Source:
        settings = self._settings
        return Source(
            answers=self._answers,
            wide=self._wide,
            kept=self._kept.held,
            most_rows=settings.graphql_rows,
            seconds=settings.graphql_seconds,
        )

    async def _page(self, request: Request) -> Response:
        """GraphiQL, or the plain page where it was asked for or GraphiQL is not bundled."""
        asked = request.query_params.get("query")
        query = asked or EXAMPLES[FIRST].query
        if has_graphiql() and "plain" not in request.query_params:
            return graphiql(request, query, EXAMPLES.values())
        context: dict[str, object] = {"query": query, "examples": EXAMPLES.values()}
        if asked:
            result = await self.schema.execute(asked, context_value=self.new_context())
            said: dict[str, object] = {"data": result.data}
            if result.errors:
                said["errors"] = [error.formatted for error in result.errors]
            context["text"] = json.dumps(said, indent=2, ensure_ascii=False)
        return page(request, "graphql.html", context)
