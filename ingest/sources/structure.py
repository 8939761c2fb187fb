"""What orders a document, found when it is first asked for: most who read a label ask for its sections alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter

from ingest.document import Part, Section, Structure, StructureKind
from ingest.sources.text.references import references
from kg.later import FoundLater

_REFERENCES = "34093-5"


def structure_of(text: str, sections: Sequence[Section], written: Iterable[Structure]) -> Sequence[Structure]:
    """What orders a text: what its writer has told, and what points somewhere in its sections."""
    return found_later(partial(_structure, text, sections, tuple(written)))


def found_later(find: Callable[[], Iterable[Structure]]) -> Sequence[Structure]:
    """Structure in the order of its spans, which a function finds once, when it is first asked for."""
    return FoundLater(partial(_in_order, find))


def _in_order(find: Callable[[], Iterable[Structure]]) -> list[Structure]:
    return sorted(find(), key=attrgetter("span"))


def _structure(text: str, sections: Sequence[Section], written: Iterable[Structure]) -> Iterator[Structure]:
    """The numbers that point somewhere, and the list of references of section 15, beside what was written."""
    yield from written
    numbers = frozenset(found.number for section in sections for found in section.walk() if found.number)
    for section in sections:
        yield from references(text, section.span, numbers, highlights=section.part is Part.HIGHLIGHTS)
        if section.loinc == _REFERENCES:
            yield Structure(kind=StructureKind.REFERENCE, span=section.span)
