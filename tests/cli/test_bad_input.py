"""Bad files on the command line: each is named with the reason, within bounded memory, and nothing is stored."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bad_input import bad_files
from tests.conftest import ROOT

MOST_MEMORY = 1_500_000
"""Kilobytes that each process may use: what its libraries need, and some for the label."""


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_bad_files_are_refused_each_by_name_and_leave_the_store_as_it_was(ingested: Path, tmp_path: Path) -> None:
    store, folder = shutil.copytree(ingested, tmp_path / "store"), tmp_path / "bad"
    before = _digests(store)
    folder.mkdir()
    for name, bad in bad_files().items():
        (folder / name).write_bytes(bad.data)
    command = f"ulimit -d {MOST_MEMORY}; exec {sys.executable} -m cli ingest {folder} --store {store}"
    environment = {**os.environ, "LABELGRAPH_INGEST_SECONDS": "60", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", command],  # noqa: S607
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    for name, bad in bad_files().items():
        told = [line for line in done.stderr.splitlines() if f"{folder / name}" in line]
        assert len(told) == 1, (name, done.stderr)
        assert all(words in told[0] for words in bad.says), told[0]
    assert "Traceback" not in done.stderr
    assert _digests(store) == before
