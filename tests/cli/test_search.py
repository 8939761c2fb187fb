"""`labelgraph search`: words in the facts and sections of all labels, for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command


def test_ingest_leaves_an_index_that_is_asked(labelgraph: Command, ingested: Path) -> None:
    assert ingested.with_name(f"{ingested.name}.search").is_file()
    done = labelgraph("search", "nylon", "filter", "--store", ingested, "--kind", "material")
    assert done.returncode == 0, done.stderr
    assert "Do not use filters of mixed cellulose ester (MCE) or nylon." in done.stdout
    assert done.stderr == "labelgraph: 2 found\n"


def test_json_lines_hold_the_place_of_what_was_found(labelgraph: Command, ingested: Path) -> None:
    done = labelgraph(
        "search", '"infusion reactions"', "--store", ingested, "--label", "besponsa", "--json", "--limit", "3"
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    for one in found:
        assert one["end"] - one["start"] == len(one["text"])
        marked = [one["text"][start:end].casefold().split() for start, end in one["highlights"]]
        assert ["infusion", "reactions"] in marked or ["infusion", "reaction"] in marked


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("()",), "there is no word to look for in '()'"),
        (("fever", "--kind", "doses"), "there is no kind 'doses'"),
        (("fever", "--label", "exampline"), "the graph holds no label 'exampline'"),
        (("f*",), "f* begins too many words"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(
    labelgraph: Command, ingested: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = labelgraph("search", *arguments, "--store", ingested)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
