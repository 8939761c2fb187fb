"""The longest request that is read."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Middleware that answers 413 to a request whose body is longer than a number of bytes, whatever its header says."""

    def __init__(self, app: ASGIApp, *, bytes_: int):
        self.app = app
        self.bytes = bytes_
        self.sentence = f"the request is longer than {bytes_} bytes, the most that is read"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdigit() and int(said) > self.bytes:
            await PlainTextResponse(self.sentence, 413)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.bytes:
                raise HTTPException(413, self.sentence)
            return message

        await self.app(scope, counted, send)
