"""`labelgraph ingest` of folders: what is told, the exit status, and what an interrupt leaves."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import catalogue, open_read_only
from tests.conftest import ROOT, Command
from tests.example import LABEL


def test_a_folder_is_taken_with_a_summary_and_status_1_where_a_label_fails(labelgraph: Command, tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    shutil.copy(LABEL, folder / "label.unknown")
    (folder / "README").write_text("These are labels.\n", encoding="utf-8")
    done = labelgraph("ingest", folder, "--store", tmp_path / "store")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert f"{folder / 'label.unknown'}: " in done.stdout
    (folder / "cut.json").write_text('{"set_id": ', encoding="utf-8")
    again = labelgraph("ingest", folder, "--store", tmp_path / "store")
    assert again.returncode == 1
    said = again.stderr
    assert f"skipped: {folder / 'README'}: no label" in said
    assert f"failed: {folder / 'cut.json'}: broken JSON" in said
    assert "1 skipped, 1 failed, 1 unchanged" in said or "1 unchanged" in said
    assert "adverse_reaction" in said
    assert "places not understood" in said
    assert " labels in " in said


def test_two_labels_with_one_set_id_and_version_are_a_conflict_whatever_is_stored(
    labelgraph: Command, tmp_path: Path
) -> None:
    text = "1 INDICATIONS AND USAGE Exampline is indicated for the treatment of adults with exemplary anemia."
    warning = "5 WARNINGS AND PRECAUTIONS 5.1 Bleeding Exampline can cause bleeding."
    for name, dose in (("a.json", "10 mg"), ("b.json", "20 mg")):
        said = f"2 DOSAGE AND ADMINISTRATION The recommended dose is {dose} orally once daily."
        label = {"set_id": "a", "version": "1", "indications_and_usage": [text], "dosage_and_administration": [said]}
        (tmp_path / name).write_text(json.dumps({**label, "warnings_and_cautions": [warning]}), encoding="utf-8")
    conflict = f"failed: {tmp_path / 'b.json'}: another label with the set id and version of {tmp_path / 'a.json'}"
    store = tmp_path / "below" / "store"
    for fate in ("stored", "unchanged"):
        done = labelgraph("ingest", tmp_path, "--store", store)
        assert (done.returncode, done.stdout.count("\n")) == (1, 1), done.stderr
        assert done.stdout.endswith(f"{fate}\n")
        assert conflict in done.stderr
    done = labelgraph("ingest", tmp_path / "b.json", "--store", store)
    assert done.returncode == 0
    assert (
        f"{tmp_path / 'b.json'}: replaces what was read from 'a.json', another file of the same version" in done.stderr
    )


def test_a_name_of_a_file_that_is_no_utf_8_is_written_in_code(labelgraph: Command, tmp_path: Path) -> None:
    shutil.copy(LABEL, tmp_path / os.fsdecode(b"ok\xff.txt"))
    done = labelgraph("ingest", tmp_path, "--store", tmp_path / "below" / "store")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stderr
    assert done.stdout.startswith(r"ok\xff.txt: ")


def test_an_empty_folder_is_said_to_have_no_files(labelgraph: Command, tmp_path: Path) -> None:
    done = labelgraph("ingest", tmp_path, "--store", tmp_path / "store")
    assert done.returncode == 0
    assert "no files" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_store_is_refused(labelgraph: Command, tmp_path: Path, empty: str) -> None:
    done = labelgraph("ingest", tmp_path, "--store", empty)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"labelgraph: --store is {empty!r}; expected the folder of a graph; name one, or leave the option out\n"
    )


def test_without_the_option_the_setting_names_the_store(
    labelgraph: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABELGRAPH_STORE", str(tmp_path / "elsewhere"))
    done = labelgraph("query", "dose")
    assert done.returncode == 2
    assert f"{tmp_path / 'elsewhere'}: does not exist" in done.stderr


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Commands that are started here heed Ctrl-C, also where a shell that runs the tests in the background does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_the_run_and_leaves_whole_labels(tmp_path: Path) -> None:
    folder, store = tmp_path / "labels", tmp_path / "store"
    folder.mkdir()
    text = LABEL.read_text(encoding="utf-8")
    for number in range(30):
        path = folder / f"{number:02}.txt"
        path.write_text(text.replace("BESPONSA", f"BESPONSA-{chr(65 + number)}"), encoding="utf-8")
    command = [sys.executable, "-m", "cli", "ingest", str(folder), "--store", str(store)]
    environment = {**os.environ, "LABELGRAPH_INGEST_PROCESSES": "1", "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        rest, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    told = [first, *rest.splitlines()]
    stored = {entry.current for entry in catalogue(open_read_only(store))}
    assert len(told) <= len(stored) <= len(told) + 1 < 30
