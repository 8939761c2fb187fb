"""Every import of the project is one that docs/architecture.md allows."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("kg", "ingest", "graphql_api", "web", "benchmarks", "cli", "tests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module of the project and what it imports: ("kg.locator", "Span") for `from kg.locator import Span`."""

    name: str
    path: Path
    tree: ast.Module
    imports: tuple[tuple[str, str | None], ...]


def _modules() -> Iterator[Module]:
    paths = [*(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))]
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield Module(name=name, path=path, tree=tree, imports=tuple(_imports(tree)))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, "a relative import hides what is imported"
            yield from ((node.module, alias.name) for alias in node.names)


def _table(heading: str) -> list[list[str]]:
    """The rows of the table of docs/architecture.md whose first column has a heading."""
    lines = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {heading} |")) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")])
    return rows


def _names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


MODULES = tuple(_modules())
LAYERS = [(_names(row[0]), _names(row[2]), _names(row[3])) for row in _table("module")]
LIBRARIES = {library: _names(row[1]) for row in _table("library") for library in _names(row[0])}


def _is_within(name: str, packages: list[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def _target(imported: str, attribute: str | None) -> str:
    """The module that an import names: `from ingest.extract import dose` names ingest.extract.dose."""
    below = f"{imported}.{attribute}"
    return below if any(module.name == below for module in MODULES) else imported


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_module_imports_only_what_its_row_allows(module: Module) -> None:
    row = next((row for row in LAYERS if any(fnmatchcase(module.name, name) for name in row[0])), None)
    assert row is not None, f"{module.name} has no row in docs/architecture.md; add one"
    _, allowed, forbidden = row
    imported = {_target(*each) for each in module.imports if each[0].split(".")[0] in PACKAGES}
    refused = {each for each in imported if not _is_within(each, allowed) or _is_within(each, forbidden)}
    assert not refused, f"{module.name} imports {refused}; docs/architecture.md allows {allowed} but not {forbidden}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_libraries_stay_on_their_side(module: Module) -> None:
    for imported, _ in module.imports:
        places = LIBRARIES.get(imported.split(".")[0])
        allowed = places is None or _is_within(module.name, places)
        assert allowed, f"{module.name} imports {imported}; docs/architecture.md allows it in {places}"


def test_only_sources_open_label_files() -> None:
    """Outside `ingest.sources` nobody in `ingest` reads a file, except data files of our own that lie beside the code."""
    for module in MODULES:
        if module.name.startswith("ingest.") and not module.name.startswith("ingest.sources"):
            for called in _calls(module.tree):
                if called in {"open", "read_bytes", "read_text"}:
                    assert "__file__" in module.path.read_text(encoding="utf-8"), f"{module.name} calls {called}()"


def test_only_kg_query_runs_sparql() -> None:
    exempt = ("kg.query", "kg.store", "tests")  # kg.store: Oxigraph's one way to change a graph in one transaction
    for module in MODULES:
        if not _is_within(module.name, list(exempt)):
            methods = {"query", "update", "prepareQuery"} & set(_method_calls(module.tree))
            knows_a_store = any(imported.split(".")[0] in ("pyoxigraph", "rdflib") for imported, _ in module.imports)
            assert not (methods and knows_a_store), f"{module.name} calls {methods}; only kg.query runs SPARQL"


def _calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
    yield from _method_calls(tree)


def _method_calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr
