"""What orders a document, found when it is first asked for: most who read a label ask for its sections alone."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import attrgetter

from ingest.document import Part, Section, Structure, StructureKind
from ingest.sources.text.references import references

_REFERENCES = "34093-5"


class StructureFoundLater(Collection[Structure]):
    """Structure in the order of its spans, which a function finds once, when it is first asked for."""

    def __init__(self, find: Callable[[], Iterable[Structure]]):
        self._find = find

    @cached_property
    def _found(self) -> tuple[Structure, ...]:
        return tuple(sorted(self._find(), key=attrgetter("span")))

    def __iter__(self) -> Iterator[Structure]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, structure: object) -> bool:
        return structure in self._found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Collection) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)

    def __repr__(self) -> str:
        return repr(self._found)


def structure_of(text: str, sections: Sequence[Section], written: Iterable[Structure]) -> StructureFoundLater:
    """What orders a text: what its writer has told, and what points somewhere in its sections."""
    return StructureFoundLater(partial(_structure, text, sections, tuple(written)))


def _structure(text: str, sections: Sequence[Section], written: Iterable[Structure]) -> Iterator[Structure]:
    """The numbers that point somewhere, and the list of references of section 15, beside what was written."""
    yield from written
    numbers = frozenset(found.number for section in sections for found in section.walk() if found.number)
    for section in sections:
        yield from references(text, section.span, numbers, highlights=section.part is Part.HIGHLIGHTS)
        if section.loinc == _REFERENCES:
            yield Structure(kind=StructureKind.REFERENCE, span=section.span)
