"""What stands in a section's `text` as lines: paragraphs, list items with their levels, and grids of tables."""

from collections.abc import Iterator

from lxml import etree

from ingest.sources.spl.markup import Notes, flow
from ingest.sources.spl.parsing import tag
from ingest.sources.spl.tables import grid_of
from ingest.sources.writing.bodies import BodyLine, Passage, joined_lines, write_passages
from ingest.sources.writing.runs import Kind, Run, lines
from ingest.sources.writing.writer import TextWriter

_DEEPEST = 2


def passages_of(text: etree._Element, writer: TextWriter, *, name: str, headings: bool = True) -> list[Passage]:
    """What stands in a `text` element, written out; `headings` tells whether its bold paragraphs are headings.

    Raises SourceError for a table out of bounds.
    """
    notes = Notes()
    found = list(_lines(text, notes, 0, name))
    signed = [(Run(text=sign, kind=Kind.NOTE), Run(text=" "), *note) for sign, note in notes.texts]
    return write_passages(found, writer, notes=signed, headings=headings)


def _lines(element: etree._Element, notes: Notes, level: int, name: str) -> Iterator[BodyLine]:
    for part in flow(element, notes):
        if isinstance(part, tuple):
            for line in joined_lines(lines(part)):
                yield BodyLine(runs=line, level=level)
        elif tag(part) == "table":
            yield BodyLine(grid=grid_of(part, name))
        else:
            for item in part:
                if tag(item) == "item":
                    yield from _lines(item, notes, min(level + 1, _DEEPEST), name)
