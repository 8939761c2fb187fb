"""Files that take too long, whatever command reads them, and names of files that would steer a terminal."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, Command
from tests.example import LABEL

SCRIPT = """
import sys
from cli import app
from kg.errors import LabelgraphError
for command in (["facts"], ["audit"], ["validate"], ["diff", sys.argv[1]]):
    try:
        app([*command, sys.argv[1]], standalone_mode=False)
    except LabelgraphError as error:
        print(command[0], error)
"""


def test_every_command_gives_up_reading_after_the_time_that_is_set() -> None:
    environment = {**os.environ, "LABELGRAPH_INGEST_SECONDS": "0.05"}
    command = [sys.executable, "-c", SCRIPT, str(LABEL)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    told = f"{LABEL}: it took more than 0.05 seconds"
    assert done.stdout.splitlines() == [f"{name} {told}" for name in ("facts", "audit", "validate", "diff")]


def test_control_characters_in_names_of_files_are_shown_escaped(labelgraph: Command, tmp_path: Path) -> None:
    shutil.copy(LABEL, tmp_path / "a\x1b[2J\n.txt")
    (tmp_path / "b\x1b[2J\n.json").write_text("{", encoding="utf-8")
    done = labelgraph("ingest", tmp_path, "--store", tmp_path / "store")
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stdout.startswith(rf"{tmp_path}/a\x1b[2J\n.txt: ")
    assert rf"failed: {tmp_path}/b\x1b[2J\n.json: broken JSON" in done.stderr
