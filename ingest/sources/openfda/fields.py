"""Which fields of openFDA's drug label schema hold which section, as `fields.toml` says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("fields.toml")
_TABLES = "_table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The contents of `fields.toml`; its keys are section numbers."""

    boxed: str
    old_format: frozenset[str]
    naming: tuple[str, ...]
    below: frozenset[str]
    titled: frozenset[str]
    section: Mapping[str, str]
    part: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, tuple[str, ...]]

    def of(self, number: str) -> tuple[str, ...]:
        """The fields of a section: its own, then those of its subsections."""
        return (self.section[number], *self.part.get(number, ()))

    @staticmethod
    def tables(field: str) -> str:
        """The field that holds the tables of a field."""
        return field + _TABLES


@cache
def fields() -> Fields:
    """The fields, read once."""
    with _FILE.open("rb") as file:
        content = tomllib.load(file)
    return Fields(
        boxed=content["boxed"],
        old_format=frozenset(content["old_format"]),
        naming=tuple(content["naming"]),
        below=frozenset(content["below"]),
        titled=frozenset(content["titled"]),
        section=content["section"],
        part={number: tuple(names) for number, names in content["part"].items()},
        headings={number: tuple(names) for number, names in content["headings"].items()},
    )
