"""The two plain pages on which a browser can ask GraphQL and SPARQL; they need no JavaScript and load nothing from afar."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

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


_EMPTY: Mapping[str, object] = {"error": None, "text": None, "names": None, "rows": (), "count": 0, "shown": 0}
