"""Which fields of openFDA's drug label schema hold which section, as `fields.toml` and `formats.toml` say."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.sources.numbering import TitleKind, letters, numbering

_FILES = (Path(__file__).with_name("fields.toml"), Path(__file__).with_name("formats.toml"))
_TABLES = "_table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The contents of both files. The keys of `section`, `part` and `headings` are section numbers.

    `other` and `over_the_counter` have the title and the LOINC code of the fields of labels without numbers.
    """

    boxed: str
    naming: tuple[str, ...]
    listed: tuple[str, ...]
    below: frozenset[str]
    highlighted: frozenset[str]
    titled: frozenset[str]
    section: Mapping[str, str]
    part: Mapping[str, tuple[str, ...]]
    headings: Mapping[str, tuple[str, ...]]
    only_before_2006: frozenset[str]
    data: frozenset[str]
    changes: str
    unclassified: str
    over_the_counter_type: str
    over_the_counter: Mapping[str, tuple[str, str]]
    other: Mapping[str, tuple[str, str]]
    document_types: Mapping[str, str]

    def of(self, number: str) -> tuple[str, ...]:
        """The fields of a section: its own, then those of its subsections."""
        return (self.section[number], *self.part.get(number, ()))

    @staticmethod
    def tables(field: str) -> str:
        """The field that holds the tables of a field."""
        return field + _TABLES

    @staticmethod
    def is_tables(field: str) -> bool:
        """Whether a field holds tables."""
        return field.endswith(_TABLES)


@cache
def fields() -> Fields:
    """The fields, read once."""
    content, formats = (tomllib.loads(file.read_text(encoding="utf-8")) for file in _FILES)
    return Fields(
        boxed=content["boxed"],
        naming=tuple(content["naming"]),
        listed=tuple(content["listed"]),
        below=frozenset(content["below"]),
        highlighted=frozenset(content["highlighted"]),
        titled=frozenset(content["titled"]),
        section=content["section"],
        part={number: tuple(names) for number, names in content["part"].items()},
        headings={number: tuple(names) for number, names in content["headings"].items()},
        only_before_2006=frozenset(formats["only_before_2006"]),
        data=frozenset(formats["data"]),
        changes=formats["changes"],
        unclassified=formats["unclassified"],
        over_the_counter_type=formats["over_the_counter_type"],
        over_the_counter={field: (title, loinc) for field, (title, loinc) in formats["over_the_counter"].items()},
        other={field: (title, loinc) for field, (title, loinc) in formats["section"].items()},
        document_types=formats["document_type"],
    )


@cache
def section_fields() -> frozenset[str]:
    """All fields that hold the text of a section."""
    known = fields()
    numbered = {field for number in known.section for field in known.of(number)}
    return frozenset({*numbered, *known.other, *known.over_the_counter})


@cache
def table_fields() -> frozenset[str]:
    """All fields that hold the tables of a section."""
    return frozenset(map(Fields.tables, section_fields()))


@cache
def title_letters(kind: TitleKind, number: str) -> frozenset[str]:
    """The letters of the titles that a section with a number has, or the subsections of one."""
    named = (known for known in numbering().of(kind) if known.number == number)
    return frozenset(letters(title) for known in named for title in known.titles)


@cache
def title_beginnings(kind: TitleKind, number: str) -> frozenset[str]:
    """The letters with which those titles begin, few or all of them."""
    return frozenset(title[:length] for title in title_letters(kind, number) for length in range(len(title) + 1))
