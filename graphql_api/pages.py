"""The pages on which a browser can ask GraphQL and SPARQL; they load nothing from afar.

The plain ones need no JavaScript. GraphiQL is bundled from `graphql_api/graphiql` by `make graphiql`; without the bundle
the plain page stands in for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

ASSETS = Path(__file__).parent / "assets"
"""What is bundled for browsers."""

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; font-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What GraphiQL may load: scripts of this server alone, none in the page. Its editors make styles as they go."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query that a page offers, and what it asks in plain English."""

    title: str
    query: str


def page(request: Request, template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """A page with the answer to what was asked on it, if anything was."""
    body = _TEMPLATES.get_template(template).render({"path": request.url.path, **_EMPTY, **context})
    return HTMLResponse(body, status)


def has_graphiql() -> bool:
    """Whether GraphiQL has been bundled."""
    return (ASSETS / "graphiql" / "graphiql.js").is_file()


def graphiql(request: Request, query: str, examples: Iterable[Example]) -> HTMLResponse:
    """GraphiQL, which asks this server; it begins with a query and offers examples."""
    context = {"path": request.url.path, "query": query, "examples": list(map(asdict, examples))}
    body = _TEMPLATES.get_template("graphiql.html").render(context)
    return HTMLResponse(body, headers={"content-security-policy": POLICY})


_EMPTY: Mapping[str, object] = {"error": None, "text": None, "names": None, "rows": (), "count": 0, "shown": 0}
