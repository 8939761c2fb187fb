"""What README and docs/ show is true: commands run on the bundled example, answers are as printed, links lead somewhere."""

import csv
import doctest
import io
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from cli import COMMANDS
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)")
MAKE = re.compile(r"\bmake ([a-z-]+)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A block of a page, and the block after it: the answer to a query."""

    page: Path
    language: str
    text: str
    answer: str | None

    def __str__(self) -> str:
        return f"{self.page.name}: {self.text.splitlines()[0]}"


def _shown(*languages: str) -> list[Shown]:
    return [shown for page in PAGES for shown in _shown_on(page) if shown.language in languages]


def _shown_on(page: Path) -> Iterator[Shown]:
    blocks = list(BLOCK.finditer(page.read_text(encoding="utf-8")))
    for block, following in zip_longest(blocks, blocks[1:]):
        answer = following["text"] if following else None
        yield Shown(page=page, language=block["language"], text=block["text"], answer=answer)


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """The commands of a console block, each with the output below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


@pytest.fixture
def desk(ingested: Path, tmp_path: Path) -> Path:
    """A folder like a checkout after `make demo`, with the command on its path."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    shutil.copytree(ingested, tmp_path / ".labelgraph" / "store")
    command = tmp_path / "bin" / "labelgraph"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("shown", _shown("console"), ids=str)
def test_commands_print_what_the_page_shows(shown: Shown, desk: Path) -> None:
    environment = {**os.environ, "PATH": f"{desk / 'bin'}:{os.environ['PATH']}", "COLUMNS": "120"}
    for command, output in _commands(shown.text):
        done = subprocess.run(  # noqa: S602
            command.replace(".venv/bin/", ""),
            shell=True,
            cwd=desk,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        same = doctest.OutputChecker().check_output(
            output, done.stdout, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        )
        assert same, f"{shown.page.name}: {command} prints\n{done.stdout}"


@pytest.mark.parametrize("shown", _shown("graphql"), ids=str)
def test_graphql_answers_what_the_page_shows(shown: Shown, server: str) -> None:
    found = json.loads(
        _post(f"{server}/graphql", json.dumps({"query": shown.text}), "application/json", "application/json")
    )
    assert shown.answer is not None
    told = {name: value for name, value in found.items() if name != "extensions"}
    assert told == json.loads(shown.answer), f"{shown.page.name}: {json.dumps(found, indent=2, ensure_ascii=False)}"


@pytest.mark.parametrize("shown", _shown("sparql"), ids=str)
def test_sparql_answers_what_the_page_shows(shown: Shown, server: str) -> None:
    found = _post(f"{server}/sparql", shown.text, "application/sparql-query", "text/csv")
    assert shown.answer is not None
    assert list(csv.reader(io.StringIO(found))) == list(csv.reader(io.StringIO(shown.answer))), found


def _post(address: str, body: str, media_type: str, accept: str) -> str:
    headers = {"Content-Type": media_type, "Accept": accept}
    request = urllib.request.Request(address, data=body.encode(), headers=headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        text: str = response.read().decode()
    return text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_a_file_and_heading(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target) if target else page
        assert path.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {"#" + re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
            assert anchor in anchors, f"{page.name} links to {target}{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    code = "\n".join(re.findall(r"`[^`]+`|```.*?```", page.read_text(encoding="utf-8"), re.DOTALL))
    assert set(MAKE.findall(code)) <= targets


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [command.__name__ for command in COMMANDS if f"labelgraph {command.__name__}" not in page] == []
