"""Headers that keep a browser from loading or running anything that is not ours."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


_RAW = [(name.encode("ascii"), value.encode("ascii")) for name, value in SAFE.items()]


class SafeHeaders:
    """Middleware that adds the headers to every answer that does not say otherwise."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message["headers"]}
                message["headers"].extend(pair for pair in _RAW if pair[0] not in said)
            await send(message)

        await self.app(scope, receive, with_headers)
