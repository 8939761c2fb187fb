"""The example questions of `queries/graphql`: one file each, by its name.

The first line of a file is a comment that says who asks what; the rest is the query, which needs no variables.
"""

from collections.abc import Mapping
from pathlib import Path

from graphql_api.pages import Example
from kg.query import QUERIES

FIRST = "filter_materials"
"""The question that a page begins with."""


def _read(file: Path) -> Example:
    title, _, query = file.read_text(encoding="utf-8").partition("\n")
    return Example(title=title.removeprefix("# "), query=query.strip())


EXAMPLES: Mapping[str, Example] = {file.stem: _read(file) for file in sorted((QUERIES / "graphql").glob("*.graphql"))}
