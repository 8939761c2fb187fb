"""Whether somebody writes to a store is told from outside."""

import subprocess
import sys
from pathlib import Path

from kg.lock import is_written
from kg.store import open_store

_WRITER = "from pathlib import Path; import sys; from kg.store import open_store; held = open_store(Path(sys.argv[1])); print('open', flush=True); input()"


def test_a_store_is_written_to_while_another_process_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "store"
    open_store(path)
    assert not is_written(path)
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdin=pipe, stdout=pipe, text=True) as writer:  # noqa: S603
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        assert is_written(path)
        writer.communicate("\n")
    assert not is_written(path)
