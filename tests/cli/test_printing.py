"""What people see and programs get, when standard output, standard error or both are a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from cli.printing import progress
from tests.conftest import ROOT

SCRIPT = """
from cli.printing import print_table, progress, say
with progress(2) as done:
    for name in ("one.txt", "two.txt"):
        print(name + ": stored")
        done(name)
say("done")
"""


def _run(tmp_path: Path, *, terminal_output: bool) -> tuple[str, str]:
    """What a script prints to standard output, if that is a file, and what its terminal shows."""
    ours, theirs = pty.openpty()
    file = tmp_path / "output"
    with file.open("wb") as output:
        done = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", SCRIPT], cwd=ROOT, stdout=theirs if terminal_output else output, stderr=theirs
        )
        os.close(theirs)
        shown = _read(ours)
        done.wait(timeout=60)
    return file.read_text(encoding="utf-8"), shown


def _read(terminal: int) -> str:
    """All that is written to a terminal until the other end closes it, which Linux tells by an error."""
    shown = b""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            more = b""
        if not more:
            os.close(terminal)
            return shown.decode()
        shown += more


def test_data_go_to_the_file_while_the_terminal_shows_the_bar(tmp_path: Path) -> None:
    data, shown = _run(tmp_path, terminal_output=False)
    assert data == "one.txt: stored\ntwo.txt: stored\n"
    assert "two.txt" in shown
    assert "2/2" in shown
    assert "/s" in shown
    assert "labelgraph: done" in shown


def test_data_stand_above_the_bar_on_one_terminal(tmp_path: Path) -> None:
    _, shown = _run(tmp_path, terminal_output=True)
    assert "one.txt: stored" in shown
    assert "two.txt: stored" in shown


def test_without_a_terminal_a_line_now_and_then_tells_rate_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 4))
    monkeypatch.setattr("cli.printing.time.monotonic", lambda: float(next(clock)))
    with progress(5) as done:
        for name in "abcde":
            done(name)
    assert capsys.readouterr() == ("", "labelgraph: 3 of 5, 0.2/s, 8 s left\n")
