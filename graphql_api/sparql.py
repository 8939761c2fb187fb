"""The SPARQL endpoint: SPARQL 1.1 Protocol for queries, read-only, each in a process that is stopped at its time limit."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from graphql_api.negotiation import accepted, is_browser
from graphql_api.pages import Example, page
from kg.answer import Answer
from kg.errors import QueryError, QueryTimeoutError
from kg.query import queries
from kg.sandbox import Sandbox

DESCRIPTION = (Path(__file__).parent / "service_description.rq").read_text(encoding="utf-8")
JSON_RESULTS = "application/sparql-results+json"
QUERY_TYPE, FORM_TYPE = "application/sparql-query", "application/x-www-form-urlencoded"
SHOWN_ROWS = 500

FORMATS: Mapping[str, str] = {
    "json": JSON_RESULTS,
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
}
"""Names that `format=` takes instead of an Accept header."""


class SparqlEndpoint:
    """Answers queries by GET and POST; without a query, a browser gets a page and others the service description."""

    def __init__(self, sandbox: Sandbox):
        self._sandbox = sandbox

    async def answer(self, request: Request) -> Response:
        given = await _parameters(request)
        asked = _query(given)
        if is_browser(request) and "format" not in given:
            return await self._page(request, asked)
        text, base = (DESCRIPTION, str(request.url.replace(query=""))) if asked is None else (asked, None)
        try:
            answer = await self._run(text, _wanted(request, given), base)
        except QueryTimeoutError as error:
            return PlainTextResponse(f"{error}\n", 503)
        except QueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        return Response(answer.body, media_type=answer.media_type, headers={"vary": "accept"})

    async def _run(self, text: str, accept: Sequence[str], base: str | None = None) -> Answer:
        return await run_in_threadpool(self._sandbox.run, text, accept=accept, base=base)

    async def _page(self, request: Request, asked: str | None) -> Response:
        context: dict[str, object] = {"query": asked or EXAMPLES[0].query, "examples": EXAMPLES, "formats": FORMATS}
        status = 200
        if asked is not None:
            try:
                context |= _shown(await self._run(asked, [JSON_RESULTS]))
            except QueryError as error:
                context["error"] = str(error)
                status = 503 if isinstance(error, QueryTimeoutError) else 400
        return page(request, "sparql.html", context, status)


def _first_lines(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


EXAMPLES: Sequence[Example] = tuple(
    Example(title=query.question, query=_first_lines(query.text).strip())
    for query in queries().values()
    if not any(parameter.required for parameter in query.parameters)
)


async def _parameters(request: Request) -> Mapping[str, Sequence[str]]:
    """What the protocol lets a client give: in the address, in a form, or the query as the body itself."""
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    if request.method != "POST":
        return given
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in (QUERY_TYPE, FORM_TYPE):
        raise HTTPException(415, f"a body of type {media_type!r} is not read; expected {QUERY_TYPE} or {FORM_TYPE}")
    try:
        body = (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 at byte {error.start}") from error
    return given | ({"query": [body]} if media_type == QUERY_TYPE else parse_qs(body, keep_blank_values=True))


def _query(given: Mapping[str, Sequence[str]]) -> str | None:
    """The one query that was given, or None."""
    if "update" in given:
        raise HTTPException(400, "updates are refused: this endpoint is read-only")
    graphs = [name for name in ("default-graph-uri", "named-graph-uri") if name in given]
    if graphs:
        raise HTTPException(400, f"{graphs[0]} is not read; name graphs with FROM or FROM NAMED in the query")
    asked = given.get("query", [])
    if len(asked) > 1:
        raise HTTPException(400, f"{len(asked)} queries were given; expected one")
    return asked[0] if asked else None


def _wanted(request: Request, given: Mapping[str, Sequence[str]]) -> Sequence[str]:
    names = given.get("format", [])
    unknown = next((name for name in names if name not in FORMATS), None)
    if unknown is not None:
        raise HTTPException(400, f"there is no format {unknown!r}; expected one of {', '.join(FORMATS)}")
    return [FORMATS[name] for name in names] or accepted(request)


def _shown(answer: Answer) -> Mapping[str, object]:
    """An answer for the page: a table, a yes or no, or triples as text."""
    if not answer.media_type.startswith(JSON_RESULTS):
        return {"text": answer.body.decode("utf-8")}
    found = json.loads(answer.body)
    if "boolean" in found:
        return {"text": "yes" if found["boolean"] else "no"}
    names = found["head"]["vars"]
    bindings = found["results"]["bindings"]
    rows = [[row.get(name) for name in names] for row in bindings[:SHOWN_ROWS]]
    return {"names": names, "rows": rows, "count": len(bindings), "shown": len(rows)}
