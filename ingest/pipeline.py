"""From a file to facts, and on into the store: the one way through `ingest` that all interfaces use."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.document import Document
from ingest.extract import EXTRACTORS
from ingest.reading import Reading
from ingest.resolve import resolve
from ingest.sources import read
from kg.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label as read: its document and the facts that it states."""

    document: Document
    facts: tuple[Fact, ...]


def read_label(source: Path) -> Label:
    """Read a label file into its document and facts.

    Raises `SourceError` if the file cannot be read as a label.
    """
    document = read(source)
    return Label(document=document, facts=facts_of(document))


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The facts that a document states, repeats merged and differences marked."""
    return resolve(_statements(document))


def _statements(document: Document) -> Iterable[Fact]:
    reading = Reading(document=document)
    for extract in EXTRACTORS:
        yield from extract(reading)
