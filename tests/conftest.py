"""Fixtures that any test may use."""

import os
from pathlib import Path

import pytest

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
