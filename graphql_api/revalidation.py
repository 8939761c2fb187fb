"""Revalidation (RFC 9110, section 8.8.3): an answer to GET has the name of its contents, and is not made again for who has it.

All answers follow from the graph, the program and its settings, which do not change while it is served: so the name is made of
those and of the question's.
"""

from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

_CACHED = "no-cache"
"""Kept, and asked about each time: what a graph says of a label must not be told after another has taken its place."""


def etag_of(state: str, request: Request) -> str:
    """The name of the answer to a request in a state of graph, program and settings: weak, because the same answer may be compressed."""
    asked = f"{state} {request.url.query} {request.headers.get('accept', '')}"
    return f'W/"{sha256(asked.encode()).hexdigest()[:32]}"'


def is_held(etag: str, headers: Headers) -> bool:
    """Whether the client says that it has the answer."""
    held = [one.strip() for one in headers.get("if-none-match", "").split(",")]
    return etag in held or "*" in held


def mark(headers: MutableHeaders, etag: str) -> None:
    """Name an answer."""
    headers.update({"etag": etag, "cache-control": _CACHED})


def not_modified(etag: str) -> Response:
    """The answer for who has it."""
    answer = Response(status_code=304)
    mark(answer.headers, etag)
    return answer
