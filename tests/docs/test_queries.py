"""docs/queries.md lists every question of `queries/` as its header asks it."""

from pathlib import Path

from kg.query import Parameter, Query, queries

PAGE = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def row(query: Query) -> str:
    """The line of the table for a question."""
    parameters = ", ".join(f"`{_written(parameter)}`" for parameter in query.parameters)
    return f"| `{query.id}` | {query.question} | {parameters} |"


def _written(parameter: Parameter) -> str:
    sign = "*" if parameter.many else "" if parameter.required else "?"
    return f"{parameter.name} {parameter.type}{sign}"


def test_page_lists_every_question() -> None:
    found = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert found == [row(query) for query in queries().values()]
