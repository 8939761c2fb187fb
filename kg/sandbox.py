"""Queries in processes of their own, which are stopped when they run too long or need too much memory: other people's, and those of ours that look through all labels."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from functools import cache
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool
from pyoxigraph import Store

from kg.answer import Answer
from kg.errors import QueryError, QueryTimeoutError, StoreChangedError
from kg.query import Cells, lexical, run_text
from kg.store import current_graphs, generation, open_read_only
from kg.workers import confine

_Result = TypeVar("_Result")


class Sandbox:
    """Runs queries over the store at a path, read-only, each for at most some seconds and bytes of memory.

    Call `close` at the end. A query sees the current version of every label, the catalogue and the ontology; `GRAPH` and `FROM` reach older
    versions.
    """

    def __init__(self, path: Path, *, seconds: float = 10.0, workers: int = 1, memory: int = 2 * 1024**3):
        self.seconds = seconds
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=workers, context=context, initializer=confine, initargs=(memory,))
        self._path, self._generation = path, generation(path)

    def run(self, text: str, *, accept: Sequence[str] = (), base: str | None = None) -> Answer:
        """The answer to a query, in the first accepted media type that suits it (see `kg.query.run_text`).

        Raises QueryTimeoutError after `seconds`, QueryError for what is no read-only query of this graph.
        """
        return self._result(_answer, (text, tuple(accept), base), self.seconds)

    def rows(self, text: str, seconds: float) -> Sequence[Cells]:
        """The rows of a query of ours, which has so many seconds (see `kg.query.lexical`). Raises as `run` does."""
        return self._result(_rows, (text,), seconds)

    def _result(self, work: Callable[..., _Result], given: tuple[object, ...], seconds: float) -> _Result:
        """What a function makes of the path and of what else is given, in a process of the pool."""
        future = self._pool.schedule(work, args=(self._path, self._generation, *given), timeout=seconds)
        try:
            result: _Result = future.result()
        except FutureTimeoutError:
            remedy = "ask for less, or add LIMIT"
            raise QueryTimeoutError(f"the query ran past {seconds:g} seconds", remedy=remedy) from None
        except ProcessExpired as error:
            raise QueryError("the query needed too much memory", remedy="ask for less, or add LIMIT") from error
        return result

    def close(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _answer(path: Path, held: str, text: str, accept: tuple[str, ...], base: str | None) -> Answer:
    store, graphs = _opened(path, held)
    return run_text(store, text, accept=accept, graphs=graphs, base=base)


def _rows(path: Path, held: str, text: str) -> Sequence[Cells]:
    return lexical(_opened(path, held)[0], text)


@cache
def _opened(path: Path, held: str) -> tuple[Store, tuple[str, ...] | None]:
    """The store of this process, opened by its first query, and the graphs that queries see.

    Raises StoreChangedError if it no longer holds what it did: answers of two states of a graph do not go together.
    """
    store = open_read_only(path)
    if generation(path) != held:
        raise StoreChangedError(
            "the store was changed since it is served",
            where=str(path),
            remedy="ask again when it is served as it is now",
        )
    return store, current_graphs(store)
