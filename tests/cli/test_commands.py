"""The command line, each time in a process of its own: data on standard output, messages on standard error."""

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Command, printed_addresses, serving
from tests.example import LABEL

COMMANDS = (
    *("facts", "ingest", "validate", "audit", "diff", "fetch", "query", "serve", "export", "ontology"),
    *("decide", "amount", "regimen", "deadlines"),
)


def _digests(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_help_names_every_command(labelgraph: Command) -> None:
    done = labelgraph("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert f" {command} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_an_example(labelgraph: Command, command: str) -> None:
    done = labelgraph(command, "--help")
    assert done.returncode == 0
    assert f"labelgraph {command}" in done.stdout.split("Example")[1]


def test_the_ontology_is_printed_for_other_tools(labelgraph: Command) -> None:
    done = labelgraph("ontology", "--format", "rdfxml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "<owl:versionInfo>" in done.stdout


def test_facts_are_json_lines_that_quote_the_source(labelgraph: Command) -> None:
    done = labelgraph("facts", LABEL)
    assert (done.returncode, done.stderr) == (0, "")
    text = LABEL.read_text(encoding="utf-8")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) > 150
    for record in records:
        assert " ".join(text[record["start"] : record["end"]].split()) == record["quote"]


def test_ingest_twice_changes_nothing(labelgraph: Command, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert labelgraph("ingest", LABEL, "--store", store).returncode == 0
    before = labelgraph("export", "--store", store, "--format", "nquads").stdout
    again = labelgraph("ingest", LABEL, "--store", store)
    assert again.returncode == 0
    assert "unchanged" in again.stdout
    assert sorted(labelgraph("export", "--store", store, "--format", "nquads").stdout.splitlines()) == sorted(
        before.splitlines()
    )


def test_validate_finds_the_example_valid(labelgraph: Command, ingested: Path) -> None:
    assert labelgraph("validate", LABEL).returncode == 0
    assert labelgraph("validate", "--store", ingested).returncode == 0


def test_audit_accounts_for_numbers_by_section(labelgraph: Command) -> None:
    done = labelgraph("audit", LABEL, "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    captured = sum(section["captured"] for section in found["sections"])
    missing = sum(section["not_captured"] for section in found["sections"])
    assert captured > 200
    assert missing == len(found["not_captured"])
    text = LABEL.read_text(encoding="utf-8")
    for number in found["not_captured"]:
        assert text[number["start"] : number["end"]] == number["printed"]


def test_query_answers_with_a_quote(labelgraph: Command, ingested: Path) -> None:
    done = labelgraph("query", "material", "-p", "item=filter", "--store", ingested, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert ("polyethersulfone", "recommended") in {(answer["material"], answer["verdict"]) for answer in answers}
    assert all(answer["quote"] for answer in answers)


def test_query_list_names_every_question(labelgraph: Command) -> None:
    done = labelgraph("query", "--list")
    assert done.returncode == 0
    for path in (ROOT / "queries").glob("*.rq"):
        assert path.stem in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["query", "nonsense"], "there is no query 'nonsense'"),
        (["query", "material", "-p", "item=spoon"], "parameter 'item' cannot be 'spoon'"),
        (["query", "material", "-p", "item"], "the parameter 'item' has no value"),
        (["export", "NOLABEL"], "NOLABEL"),
    ],
)
def test_bad_question_is_refused_in_a_sentence(
    labelgraph: Command, ingested: Path, arguments: list[str], sentence: str
) -> None:
    done = labelgraph(*arguments, "--store", ingested)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_missing_store_is_named_and_not_made(labelgraph: Command, tmp_path: Path) -> None:
    done = labelgraph("query", "dose", "--store", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert list(tmp_path.iterdir()) == []


def _cut_in_a_table(label: bytes) -> bytes:
    """A label up to the middle of its sixth table."""
    return label[: label.index(b"\nTable 6") + 1500]


PROGRESS = re.compile(r"labelgraph: [\d,]+ of [\d,]+, .* left")
"""What is told now and then while labels are taken in, on a busy machine."""

BAD_SOURCES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "empty"),
    "blank": (lambda _: b" \n\n\t \n", "expected the text of a label"),
    "binary": (lambda _: bytes(range(256)) * 64, "expected"),
    "picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(4000), "expected"),
    "minutes": (lambda _: b"Dear all,\n\nthese are the minutes of our meeting of 3 May.\n" * 40, "expected"),
    "cut": (_cut_in_a_table, "Table 6"),
    "huge": (lambda label: label * (50_000_000 // len(label) + 1), "50,0"),
}


def test_bad_sources_are_refused_in_a_sentence_each_and_leave_the_store_as_it_was(
    labelgraph: Command, ingested: Path, tmp_path: Path
) -> None:
    store = shutil.copytree(ingested, tmp_path / "store")
    before = _digests(store)
    sources = [tmp_path / f"{name}.txt" for name in BAD_SOURCES]
    for source, (spoil, _) in zip(sources, BAD_SOURCES.values(), strict=True):
        source.write_bytes(spoil(LABEL.read_bytes()))
    missing, folder = tmp_path / "missing.txt", tmp_path / "folder"
    folder.mkdir()
    done = labelgraph("ingest", *sources, missing, folder, "--store", store)
    assert (done.returncode, done.stdout) == (1, "")
    told = [line for line in done.stderr.splitlines() if not PROGRESS.fullmatch(line)]
    sentences = dict(zip([*BAD_SOURCES, "missing"], told, strict=False))
    for name, (_, word) in BAD_SOURCES.items():
        assert f"{name}.txt: " in sentences[name]
        assert word in sentences[name]
    assert "no such file" in sentences["missing"]
    assert max(map(len, sentences.values())) < 500
    assert _digests(store) == before


@pytest.mark.parametrize("command", ["facts", "audit", "validate", "export"])
def test_every_reading_command_refuses_what_is_no_label(labelgraph: Command, tmp_path: Path, command: str) -> None:
    source = tmp_path / "minutes.txt"
    source.write_text("These are the minutes of our meeting.\n" * 40, encoding="utf-8")
    done = labelgraph(command, source)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("labelgraph: ")
    assert done.stderr.count("\n") == 1


def test_of_several_sources_the_good_ones_are_taken(labelgraph: Command, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    store = tmp_path / "store"
    done = labelgraph("ingest", empty, LABEL, "--store", store)
    assert done.returncode == 1
    assert f"failed: {empty}: the file is empty" in done.stderr
    assert LABEL.name in done.stdout
    assert labelgraph("query", "warning", "--store", store, "--json").stdout


def test_pipe_that_closes_early_is_no_error() -> None:
    command = f"{sys.executable} -m cli facts {LABEL} | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_serve_prints_addresses_that_answer_and_ends_quietly_when_interrupted(ingested: Path) -> None:
    with serving(ingested) as running:
        for address in printed_addresses(running):
            page = urllib.request.Request(address, headers={"Accept": "text/html"})  # noqa: S310
            with urllib.request.urlopen(page, timeout=30) as answer:  # noqa: S310
                assert answer.status == 200
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert errors == ""
    assert running.returncode in (0, 130)


def test_serve_refuses_a_port_that_is_taken(labelgraph: Command, ingested: Path, server: str) -> None:
    port = server.rpartition(":")[2]
    done = labelgraph("serve", "--store", ingested, "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"127.0.0.1:{port}: cannot listen" in done.stderr
