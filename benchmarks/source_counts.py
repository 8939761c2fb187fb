"""What the source of a label itself has of sections, numbered warnings and tables, counted apart from the readers.

Only forms with markup tell it: openFDA JSON by its fields, SPL by its codes. A PDF and a text do not.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from ingest.sources.numbering import numbering
from ingest.sources.openfda.fields import fields

_TABLE = re.compile(r"<table\b")
TABLED = ("2", "5", "6", "14")
"""The sections whose tables are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCounts:
    """How many of sections 1 to 17, of subsections of section 5 and of tables in `TABLED` a source has."""

    sections: int
    warnings: int
    tables: int


def counted(media_type: str, data: bytes) -> tuple[SourceCounts, ...]:
    """The counts of each label in some data; none for a form that does not tell them."""
    count = _COUNTS.get(media_type)
    return tuple(count(data)) if count else ()


def _of_openfda(data: bytes) -> Iterable[SourceCounts]:
    """The counts of a label's fields; a table that a field repeats with the text of a subsection counts once."""
    parsed = json.loads(data)
    known = fields()
    for label in parsed.get("results", [parsed]):
        tables = (set(label.get(known.tables(known.section[number]), ())) for number in TABLED)
        yield SourceCounts(
            sections=sum(any(field in label for field in known.of(number)) for number in known.section),
            warnings=_numbered("".join(label.get(known.section["5"], ()))),
            tables=sum(len(_TABLE.findall(fragment)) for fragments in tables for fragment in fragments),
        )


def _numbered(text: str) -> int:
    """Up to which number 5.1, 5.2, 5. 3 ... are printed in front of a capital, with or without a blank."""
    number = 0
    while re.search(rf"(?<![\w.(,])5\s?\.\s?{number + 1}\.?\s+[A-Z\d“\"(]", text):
        number += 1
    return number


def _of_spl(data: bytes) -> Iterable[SourceCounts]:
    """The counts of the sections by their codes; of several with one code, the first, which the others stand in."""
    codes = {known.loinc: number for number in fields().section for known in [numbering().section(number)] if known}
    sections = dict[str, etree._Element]()
    for section in _sections(_root(data)):
        number = codes.get(_code(section) or "")
        if number:
            sections.setdefault(number, section)
    warnings = sections.get("5")
    below = [] if warnings is None else [_title(section) for section in _sections(warnings)]
    yield SourceCounts(
        sections=len(sections),
        warnings=len({title.split()[0].rstrip(".") for title in below if re.match(r"5\.\d+\.?\s", title)}),
        tables=sum(_tables(sections[number]) for number in TABLED if number in sections),
    )


def _root(data: bytes) -> etree._Element:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = archive.read(next(name for name in archive.namelist() if name.lower().endswith(".xml")))
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _sections(above: etree._Element) -> list[etree._Element]:
    return above.findall(".//{*}component/{*}section")


def _code(section: etree._Element) -> str | None:
    code = section.find("{*}code")
    return None if code is None else code.get("code")


def _title(section: etree._Element) -> str:
    title = section.find("{*}title")
    return "" if title is None else " ".join("".join(map(str, title.itertext())).split())


def _tables(section: etree._Element) -> int:
    """The tables of a section, without those that it gives for Highlights."""
    return len(section.findall(".//{*}table")) - len(section.findall(".//{*}excerpt//{*}table"))


_COUNTS: Mapping[str, Callable[[bytes], Iterable[SourceCounts]]] = {
    "application/json": _of_openfda,
    "application/xml": _of_spl,
}
