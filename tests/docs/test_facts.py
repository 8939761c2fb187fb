"""docs/facts.md lists exactly the kinds of facts, their fields and the code lists of the code."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from enum import EnumType, StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

import pytest

from kg import codes
from kg.concepts import Concept
from kg.facts import FACT_KINDS, ArmDifference, Criterion, Fact, FactId, FactPart, Instruction, Threshold

PAGE = Path(__file__).resolve().parents[2] / "docs" / "facts.md"
OF_ALL = {field.name for field in fields(Fact)}
CODE_LISTS = [each for each in vars(codes).values() if isinstance(each, type) and each in StrEnum.__subclasses__()]
PRINTED = {
    str: "text",
    Decimal: "number",
    int: "whole number",
    bool: "true or false",
    Threshold: "threshold",
    Criterion: "criterion",
    Instruction: "instruction",
    Concept: "term",
    ArmDifference: "arm difference",
    FactId: "fact",
}


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.kind)
def test_page_lists_the_fields_of_a_kind(kind: type[Fact]) -> None:
    expected = [f"| `{name}` | {value} |" for name, value in _fields(kind)]
    found = ["|".join(row.split("|")[:3]) + "|" for row in _table_below(f"### {kind.kind}")]
    assert found == expected, f"put these rows into docs/facts.md below '### {kind.kind}': {expected}"


def test_page_lists_no_other_kind() -> None:
    headings = [line.removeprefix("### ") for line in _lines() if line.startswith("### ")]
    assert headings == [kind.kind for kind in FACT_KINDS]


def test_page_lists_the_codes() -> None:
    expected = [f"| {_spaced(each)} | {', '.join(f'`{member.value}`' for member in each)} |" for each in CODE_LISTS]
    assert _table_below("## Code lists") == expected


@pytest.mark.parametrize(
    ("part", "heading"),
    [
        (Threshold, "## Thresholds"),
        (Criterion, "## Criteria"),
        (Instruction, "## Instructions"),
        (ArmDifference, "## Arm differences"),
    ],
)
def test_page_lists_the_parts_of_facts(part: type[FactPart], heading: str) -> None:
    expected = [f"| `{name}` | {value} |" for name, value in _fields(part)]
    found = ["|".join(row.split("|")[:3]) + "|" for row in _table_below(heading)]
    assert found == expected


def _fields(kind: type) -> Iterator[tuple[str, str]]:
    """The fields of a kind that not every fact has, with the words that the page uses for their types."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        if field.name not in OF_ALL:
            yield field.name, _printed(hints[field.name])


def _printed(value: object) -> str:
    """How the page names the type of a field: "number or null", "list of action"."""
    if isinstance(value, UnionType):
        return " or ".join(_printed(part) for part in get_args(value))
    if get_origin(value) is tuple:
        return f"list of {_printed(get_args(value)[0])}"
    if value is NoneType:
        return "null"
    if isinstance(value, EnumType):
        return _spaced(value)
    assert isinstance(value, type)
    return PRINTED[value]


def _spaced(code_list: type) -> str:
    """The name of a code list in words: ReactionContext is "reaction context"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in code_list.__name__).strip()


def _lines() -> list[str]:
    return PAGE.read_text(encoding="utf-8").splitlines()


def _table_below(heading: str) -> list[str]:
    """The rows of the first table below a heading, without its header."""
    lines = _lines()
    start = lines.index(heading) + 1
    rows: list[str] = []
    for line in lines[start:]:
        if line.startswith("#") or (rows and not line.startswith("|")):
            break
        if line.startswith("|"):
            rows.append(line)
    return rows[2:]
