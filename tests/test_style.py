"""Modules and functions stay small, and no error is swallowed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("kg", "ingest", "graphql_api", "web", "benchmarks", "cli", "tests")
PATHS = [*(path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))]
LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 60
METHODS_OF_A_CLASS = 15

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _id(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PATHS, ids=_id)
def test_module_is_short(path: Path) -> None:
    lines = len(_source(path).splitlines())
    assert lines <= LINES_OF_A_MODULE, f"{lines} lines; split it by noun"


@pytest.mark.parametrize("path", PATHS, ids=_id)
def test_functions_and_classes_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(_source(path))):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LINES_OF_A_FUNCTION, f"{node.name} in line {node.lineno} has {lines} lines"
        elif isinstance(node, ast.ClassDef) and not _has_a_method_per_grammar_rule(node):
            methods = sum(isinstance(part, Function) for part in node.body)
            assert methods <= METHODS_OF_A_CLASS, f"{node.name} in line {node.lineno} has {methods} methods"


def _has_a_method_per_grammar_rule(node: ast.ClassDef) -> bool:
    """Whether a class is a lark Transformer, which needs one method for each rule of its grammar."""
    return any(
        isinstance(name, ast.Name) and name.id == "Transformer" for base in node.bases for name in ast.walk(base)
    )


@pytest.mark.parametrize("path", PATHS, ids=_id)
def test_no_handler_catches_everything_or_drops_an_error(path: Path) -> None:
    for handler in _handlers(ast.parse(_source(path))):
        names = {name.id for name in ast.walk(handler.type) if isinstance(name, ast.Name)} if handler.type else {"all"}
        blanket = names & {"all", "Exception", "BaseException"}
        assert not blanket, f"the handler in line {handler.lineno} catches {blanket}; name the error"
        silent = all(isinstance(statement, ast.Pass) for statement in handler.body)
        assert not silent, f"the handler in line {handler.lineno} drops the error"


def _handlers(tree: ast.Module) -> Iterator[ast.ExceptHandler]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))
