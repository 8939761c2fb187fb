"""`labelgraph fetch`, against a server of our own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.dailymed import CUT, EMPTY, GONE, JSON, LABELERS, OTHER, SET_IDS, WEB_PAGE, Server, dailymed, spl


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with dailymed() as running:
        os.environ["LABELGRAPH_DAILYMED"] = running.address
        yield running
        del os.environ["LABELGRAPH_DAILYMED"]


@pytest.mark.usefixtures("server")
def test_a_label_is_written_to_a_file_and_named(labelgraph: Command, tmp_path: Path) -> None:
    done = labelgraph("fetch", "exampline", "--labeler", LABELERS[1], "-o", tmp_path)
    path = tmp_path / f"{SET_IDS[1]}.xml"
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}: {len(spl(SET_IDS[1])):,} bytes\n", "")
    assert path.read_bytes() == spl(SET_IDS[1])
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.usefixtures("server")
def test_of_several_labels_none_is_taken(labelgraph: Command, tmp_path: Path) -> None:
    done = labelgraph("fetch", "exampline", "-o", tmp_path)
    assert done.returncode == 2
    assert all(set_id in done.stdout for set_id in SET_IDS[:2])
    assert "name the set id" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("set_id", "sentence"),
    [
        (EMPTY, "line 1: the XML is malformed"),
        (WEB_PAGE, "line 1: the XML is a 'html' without a body"),
        (JSON, "line 1: the XML is malformed"),
        (CUT, "the XML is malformed: expected"),
        (OTHER, f"a label with the set id '0c6d-46e8'; expected '{OTHER}'; try again later"),
    ],
)
def test_what_is_not_the_label_that_was_asked_for_is_not_written(
    labelgraph: Command, tmp_path: Path, set_id: str, sentence: str
) -> None:
    done = labelgraph("fetch", set_id, "-o", tmp_path / "a.xml", "--ingest", "--store", tmp_path / "store")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"the answer for {set_id}" in done.stderr
    assert sentence in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("server")
def test_a_label_that_was_fetched_is_put_into_the_store(labelgraph: Command, tmp_path: Path) -> None:
    done = labelgraph("fetch", SET_IDS[0], "-o", tmp_path / "a.xml", "--ingest", "--store", tmp_path / "store")
    assert done.returncode == 0
    assert "stored" in done.stdout


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [([GONE], "nothing there (status 404)"), ([SET_IDS[0], "-o", "/nowhere/a.xml"], "/nowhere/a.xml: the file cannot")],
)
def test_a_refusal_is_one_sentence(labelgraph: Command, arguments: list[str], sentence: str) -> None:
    done = labelgraph("fetch", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
