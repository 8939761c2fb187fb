"""The pinned requirements agree with pyproject.toml, and a built package holds every data file."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PRODUCT = {
    Requirement(each).name for each in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["reasoning"])
}
"""What the product imports; a library of an extra is asked for before it is imported."""
DEVELOPMENT = {Requirement(each).name for each in PROJECT["optional-dependencies"]["dev"]}
PACKAGES = ("cli", "ingest", "kg", "graphql_api", "web", "benchmarks")
DATA = (".toml", ".lark", ".ttl", ".rq", ".html", ".css", ".js", ".svg", ".graphql")
FOLDERS = ("cli", "ingest", "kg", "graphql_api", "web", "ontology", "queries", "examples")
NPM_LOCKS = ("graphql_api/graphiql/package-lock.json", "docs/clients/typescript/package-lock.json")
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>[^\\]+))? \\$", re.MULTILINE)


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {match["name"]: match["version"] for match in PIN.finditer(text)}


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-dev.txt", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]),
    ],
)
def test_every_dependency_is_pinned_within_its_bounds(file: str, wanted: list[str]) -> None:
    pins = _pins(file)
    for requirement in map(Requirement, wanted):
        pinned = pins.get(requirement.name, "0")
        assert pinned in requirement.specifier, f"{requirement} is pinned to {pinned}; run `make requirements`"


@pytest.mark.parametrize(
    "file", [*sorted(path.name for path in ROOT.glob("requirements*.txt")), "docs/clients/python/requirements.txt"]
)
def test_requirements_hold_hashes_and_nothing_but_packages(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    strange = [line for line in lines if not re.match(r"[a-z0-9-]+==|    --hash=sha256:[0-9a-f]{64}|\s*#", line)]
    assert strange == []
    pinned = [n for n, line in enumerate(lines) if "==" in line and not line.lstrip().startswith("#")]
    assert all(lines[n + 1].lstrip().startswith("--hash=sha256:") for n in pinned)


@pytest.mark.parametrize("file", NPM_LOCKS)
def test_npm_packages_are_pinned_by_hash_and_name_no_address(file: str) -> None:
    packages = json.loads((ROOT / file).read_text(encoding="utf-8"))["packages"]
    del packages[""]
    assert packages
    assert [name for name, one in packages.items() if not one.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []


def test_development_pins_are_those_of_the_product() -> None:
    product, development = _pins("requirements.txt"), _pins("requirements-dev.txt")
    assert product.items() <= development.items()


def test_built_package_holds_all_data_files(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for folder in FOLDERS:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    build = "import setuptools.build_meta as backend; backend.build_wheel('.')"
    subprocess.run([sys.executable, "-W", "ignore", "-c", build], cwd=source, check=True, capture_output=True)  # noqa: S603
    with zipfile.ZipFile(next(source.glob("*.whl"))) as wheel:
        built = set(wheel.namelist())
    data = {str(path.relative_to(source)) for path in source.rglob("*") if path.suffix in DATA and path.is_file()}
    wanted = {name for name in data if name.split("/")[0] in FOLDERS}
    assert wanted - built == set()


def test_every_library_that_is_imported_is_a_declared_dependency() -> None:
    provided = packages_distributions()
    for folder in (*PACKAGES, "tests"):
        declared = PRODUCT if folder in FOLDERS else {*PRODUCT, *DEVELOPMENT}
        for path in (ROOT / folder).rglob("*.py"):
            for name in _imported(path) - set(sys.stdlib_module_names) - {*PACKAGES, "tests", "_typeshed"}:
                distributions = {each.lower().replace("_", "-") for each in provided.get(name, [name])}
                assert distributions & declared, f"{path.relative_to(ROOT)} imports {name}; declare {distributions}"


def _imported(path: Path) -> set[str]:
    """The first parts of the names of the modules that a module imports."""
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}
