"""The garbage collector, paused while a label is read or written."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from searching, again and again, through objects that are all still in use.

    Reading a label makes hundreds of thousands of small objects that live until it is stored; looking for cycles among
    them took a fifth of the time. Reference counting goes on, and the collector runs as before afterwards.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
