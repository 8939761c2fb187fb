"""Fixtures that any test may use."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.store import open_read_only
from tests.example import build_store

ROOT = Path(__file__).resolve().parent.parent


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
    """A store on disk that holds the example label; nobody may write to it."""
    path = tmp_path_factory.mktemp("graph") / "store"
    build_store(path)
    return path


@pytest.fixture(scope="session")
def store(store_path: Path) -> Store:
    """The store of the example label, opened to be read."""
    return open_read_only(store_path)
