"""A server of a store that is taken in again: as soon as nobody writes to the store any more, it serves what that holds then.

Until then it answers from what the store held before, as one graph: a reader sees nothing of what is written behind it.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from kg.errors import StoreError
from kg.lock import is_written
from kg.store import generation

EVERY = 1.0
"""Seconds from one look at the store to the next."""

_log = logging.getLogger("labelgraph.server")


@dataclass(slots=True, kw_only=True)
class _Served:
    """An application over what a store held, and how many requests it is answering."""

    application: Starlette
    generation: str
    closing: AsyncExitStack
    requests: int = 0


class Renewed:
    """The application that `make` makes of the store in a folder, made anew when the store holds something else."""

    def __init__(self, make: Callable[[], Starlette], path: Path):
        self._make, self._path = make, path
        self._served = self._new(self._held() or "")
        self._refused = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        served = self._served
        served.requests += 1
        try:
            await served.application(scope, receive, send)
        finally:
            served.requests -= 1

    async def look(self) -> None:
        """Serve what the store holds, if that is something else than before, and nobody writes to it."""
        held = await run_in_threadpool(self._held)
        if held in (None, self._served.generation, self._refused):
            return
        try:
            new = await run_in_threadpool(self._new, str(held))
        except StoreError as error:
            _log.warning("the store was changed, and is served as it was: %s", error)
            self._refused = str(held)
            return
        await self._enter(new)
        old, self._served = self._served, new
        _log.info("the store was changed: %s is served", new.generation)
        while old.requests:
            await asyncio.sleep(EVERY / 10)
        await old.closing.aclose()

    def _held(self) -> str | None:
        """The name of what the store holds; None while it is written to, or gone."""
        try:
            return None if is_written(self._path) else generation(self._path)
        except OSError:
            return None

    def _new(self, held: str) -> _Served:
        """What is served of a store; it is named before it is opened, so that a change meanwhile is seen by the next look."""
        return _Served(application=self._make(), generation=held, closing=AsyncExitStack())

    async def _enter(self, served: _Served) -> None:
        application = served.application
        await served.closing.enter_async_context(application.router.lifespan_context(application))

    async def _live(self, receive: Receive, send: Send) -> None:
        """From start to end of the server (ASGI specification, "Lifespan Protocol")."""
        await receive()
        await self._enter(self._served)
        await send({"type": "lifespan.startup.complete"})
        watching = asyncio.create_task(self._watch())
        await receive()
        watching.cancel()
        await self._served.closing.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.look()
