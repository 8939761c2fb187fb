"""The longest request that is read, and the longest query in it."""

from graphql import GraphQLError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphql_api.errors import TOO_COSTLY, TOO_LONG, refusal

GRAPHQL = "/graphql"
"""The path of the endpoint whose errors are JSON."""


def check_length(query: str, most: int) -> None:
    """Refuse a query of more characters than are read, before anything reads it."""
    if len(query) > most:
        what = f"the query has {len(query)} characters: more than {most} (query_characters)"
        raise GraphQLError(what, extensions={"code": TOO_COSTLY})


class BodyLimit:
    """Middleware that answers 413 to a request whose body is longer than a number of bytes, whatever its header says."""

    def __init__(self, app: ASGIApp, *, bytes_: int):
        self.app = app
        self.bytes = bytes_
        self.sentence = f"the request is longer than {bytes_} bytes, the most that is read (query_characters)"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdigit() and int(said) > self.bytes:
            is_graphql = scope["path"] == GRAPHQL
            refused = refusal(self.sentence, TOO_LONG) if is_graphql else PlainTextResponse(self.sentence, TOO_LONG)
            await refused(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.bytes:
                raise HTTPException(TOO_LONG, self.sentence)
            return message

        await self.app(scope, counted, send)
