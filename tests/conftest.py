"""Fixtures that any test may use."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.settings import Settings
from kg.store import open_read_only
from tests.client import Client
from tests.example import LABEL, build_store
from web.server import create_app

ROOT = Path(__file__).resolve().parent.parent

Command = Callable[..., "subprocess.CompletedProcess[str]"]
"""Runs the command line in a process of its own: `labelgraph("facts", path)`."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real labels and checked facts: LABELGRAPH_SHARED, or ../shared beside the checkout.

    Where it is missing, tests are skipped, unless CI is set: then that is a failure.
    """
    path = Path(os.environ.get("LABELGRAPH_SHARED", ROOT.parent / "shared"))
    if not path.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is missing; expected the folder of real labels, since CI is set")
        pytest.skip(f"{path} is missing: set LABELGRAPH_SHARED to the folder of real labels")
    return path


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk that holds the example label with its checked facts; nobody may write to it."""
    path = tmp_path_factory.mktemp("graph") / "store"
    build_store(path)
    return path


@pytest.fixture(scope="session")
def store(store_path: Path) -> Store:
    """The store of the example label, opened to be read."""
    return open_read_only(store_path)


@pytest.fixture(scope="session")
def labelgraph() -> Command:
    """Runs the command line, with its arguments, in a process of its own."""

    def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "cli", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603

    return run


@pytest.fixture(scope="session")
def ingested(labelgraph: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk that `labelgraph ingest` made of the example label; nobody may write to it."""
    store = tmp_path_factory.mktemp("ingested") / "store"
    done = labelgraph("ingest", LABEL, "--store", store)
    assert done.returncode == 0, done.stderr
    return store


@contextmanager
def serving(store: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process of `labelgraph serve` on any free port; it is stopped at the end, if it has not ended by itself."""
    command = [sys.executable, "-m", "cli", "serve", "--store", str(store), "--port", "0"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as running:  # noqa: S603
        try:
            yield running
        finally:
            running.terminate()


def printed_addresses(running: "subprocess.Popen[str]") -> list[str]:
    """The addresses of page, GraphQL and SPARQL that a server prints when it listens."""
    assert running.stdout is not None
    return [running.stdout.readline().split()[-1] for _ in range(3)]


@pytest.fixture(scope="session")
def server(ingested: Path) -> Iterator[str]:
    """The address of `labelgraph serve` over the example label, without a slash at its end."""
    with serving(ingested) as running:
        yield printed_addresses(running)[0].rstrip("/")


@pytest.fixture(scope="session")
def client(store_path: Path) -> Client:
    """A client of the whole application, over the example label, with limits that tests can reach."""
    return Client(create_app(store_path, Settings(query_seconds=3.0, query_characters=20_000)))
