"""The longest request that is read, and the longest query in it."""

from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from strawberry.extensions import SchemaExtension

from graphql_api.errors import TOO_COSTLY, TOO_LONG, refusal

GRAPHQL = "/graphql"
"""The path of the endpoint whose errors are JSON."""


class QueryLength(SchemaExtension):
    """Refuses a query of more characters than are read, before anything reads it."""

    def __init__(self, most: int):
        self.most = most

    def on_operation(self) -> Iterator[None]:
        length = len(self.execution_context.query or "")
        if length > self.most:
            what = f"the query has {length} characters: more than {self.most} (query_characters)"
            raise GraphQLError(what, extensions={"code": TOO_COSTLY})
        yield


class OneOperation(SchemaExtension):
    """Refuses a document of several operations where the request names none (GraphQL, section 6.1)."""

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        definitions = context.graphql_document.definitions if context.graphql_document else ()
        operations = [one for one in definitions if isinstance(one, OperationDefinitionNode)]
        # `operation_name` is that of the first operation where the request has none.
        is_named = context._provided_operation_name is not None
        if len(operations) > 1 and not is_named and not context.pre_execution_errors:
            names = ", ".join(one.name.value for one in operations if one.name)
            what = f"the document has {len(operations)} operations; expected operationName, one of {names}"
            context.pre_execution_errors = [GraphQLError(what)]
        yield


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
