"""The lock of a store on disk: a process that writes to it holds one on its file LOCK (RocksDB)."""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

_FORMS: Mapping[str, tuple[str, int]] = {"linux": ("hhqqi0q", 0), "darwin": ("qqihh", 3)}
"""How systems write a lock (fcntl(2), `struct flock`), and which of its numbers tells what kind it is."""


def is_written(path: Path) -> bool:
    """Whether another process has a store open to write to it. Where the system cannot tell, none has.

    The lock is asked for, not taken: taking it for a moment could turn a writer away that begins then.
    """
    if sys.platform not in _FORMS:
        return False
    import fcntl  # noqa: PLC0415 (Windows has none)

    form, kind = _FORMS[sys.platform]
    numbers = [0] * 5
    numbers[kind] = fcntl.F_WRLCK
    with (path / "LOCK").open("rb") as file:
        told = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(form, *numbers))
    return bool(struct.unpack(form, told)[kind] != fcntl.F_UNLCK)
