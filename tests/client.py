"""Requests to an application without a network."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping

import httpx
from starlette.types import ASGIApp


class Client:
    """Sends requests to an application as a server would."""

    def __init__(self, app: ASGIApp):
        self._app = app

    def get(
        self, url: str, *, params: Mapping[str, str | list[str]] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return self._send(httpx.Request("GET", f"http://127.0.0.1{url}", params=params, headers=headers))

    def post(
        self,
        url: str,
        *,
        json: object = None,
        data: Mapping[str, str] | None = None,
        content: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Post a body: as JSON, as a form, or as it is; bytes in parts are sent without saying how many they are."""
        body = content if content is None or isinstance(content, bytes) else _parts(content)
        full = f"http://127.0.0.1{url}"
        return self._send(httpx.Request("POST", full, json=json, data=data, content=body, headers=headers))

    def _send(self, request: httpx.Request) -> httpx.Response:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app)) as client:
                return await client.send(request)

        return asyncio.run(send())


async def _parts(content: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in content:
        yield part
