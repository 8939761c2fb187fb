"""Work done in processes of their own, each piece of it for at most some seconds and bytes of memory."""

import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

from pebble import ProcessExpired, ProcessPool

from kg.errors import LabelgraphError

_AHEAD = 3
"""How many pieces of work wait for each process."""

_WORK_OF_A_PROCESS = 200
"""After so many pieces a process makes way for a new one: what libraries keep of each piece adds up."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class WorkError(LabelgraphError):
    """Raised when a piece of work ran too long, needed too much memory, or broke in a way that nobody foresaw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many processes work at once, and how many seconds and bytes each piece of work may take."""

    processes: int
    seconds: float
    memory: int = 2 * 1024**3


def worked(
    work: Callable[[_Item], _Result],
    items: Iterable[_Item],
    limits: Limits,
    *,
    start: Literal["spawn", "fork"] = "spawn",
) -> Iterator[tuple[_Item, _Result | LabelgraphError]]:
    """Each item with what the work made of it, in the order of the items; an error stands in place of its result.

    `work` is a function of a module, or a partial of one, since processes must find it by name. The processes end with
    the iterator, also where it is left or interrupted. To `fork` spares them their start-up, where no
    thread of this process, as those of an open store, may hold a lock.
    """
    context = multiprocessing.get_context(start)
    pool = ProcessPool(
        max_workers=limits.processes,
        max_tasks=_WORK_OF_A_PROCESS,
        context=context,
        initializer=confine,
        initargs=(limits.memory,),
    )
    waiting = deque[tuple[_Item, "Future[_Result]"]]()
    left = iter(items)
    try:
        while True:
            for item in islice(left, _AHEAD * limits.processes - len(waiting)):
                waiting.append((item, pool.schedule(work, args=(item,), timeout=limits.seconds)))
            if not waiting:
                return
            item, future = waiting.popleft()
            error = future.exception()
            yield item, future.result() if error is None else _explained(error, limits)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def confine(memory: int) -> None:
    """Bound the memory of this process, no wider than it is already, let it end at once when told to, and leave Ctrl-C to the process above.

    Python's own handler of the signal to end would wait for an engine in another language to come back.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def _explained(error: BaseException, limits: Limits) -> LabelgraphError:
    if isinstance(error, LabelgraphError):
        return error
    if isinstance(error, TimeoutError):
        return WorkError(f"it took more than {limits.seconds:g} seconds")
    if isinstance(error, MemoryError | ProcessExpired):
        return WorkError(f"it needed more than {limits.memory:,} bytes of memory, or its process was ended")
    what = f"it broke labelgraph: {type(error).__name__}: {error}"
    return WorkError(what, remedy="report it with the file, for that should never happen")
