"""The lists of terms with an entry more, for the length of a test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg import concepts
from kg.naming import findings, materials, reactions

_CACHED = (
    concepts.entries,
    concepts.ctcae,
    findings.names,
    materials.materials,
    reactions.terms,
    reactions.values,
)


@contextmanager
def added(name: str, entry: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A list with one entry more, given in TOML."""
    shutil.copytree(concepts.FOLDER, folder / "terms")
    with (folder / "terms" / f"{name}.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{entry}\n")
    monkeypatch.setattr(concepts, "FOLDER", folder / "terms")
    _forget()
    try:
        yield
    finally:
        monkeypatch.undo()
        _forget()


def _forget() -> None:
    for cached in _CACHED:
        cached.cache_clear()
