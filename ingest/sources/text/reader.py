"""The reader of text sources: puts the parts of a label together to a document."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from ingest.document import Document, NotUnderstood, Part, Section, Structure, StructureKind, Table
from ingest.sources.text.headings import CAPTION, width
from ingest.sources.text.joining import joined, vocabulary
from ingest.sources.text.lines import Line, decode, lines_of, page_furniture
from ingest.sources.text.parts import Parts, parts_of
from ingest.sources.text.sections import ReadSection, SectionReader
from kg.locator import Span

MEDIA_TYPE = "text/plain"


def read_text(name: str, data: bytes) -> Document:
    """The document that a text file holds. Raises SourceError if it is no text, no label, or a label cut off."""
    text = decode(name, data)
    every_line = lines_of(text)
    furniture = page_furniture(every_line)
    lines = tuple(line for index, line in enumerate(every_line) if index not in furniture)
    parts = parts_of(name, lines)
    full = width([lines[index] for index in parts.full])
    read = tuple(_read(SectionReader(lines=lines, full=full, clean=partial(joined, words=vocabulary(text))), parts))
    sections = tuple(found.section for found in read)
    pages = (Structure(kind=StructureKind.PAGE, span=every_line[index].span) for index in furniture)
    structure = chain(pages, _contents(lines, parts.contents), *(found.structure for found in read))
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        sections=sections,
        structure=tuple(sorted(structure, key=lambda found: found.span)),
        not_understood=tuple(note for section in sections for note in _not_understood(section, None)),
    )


def _read(reader: SectionReader, parts: Parts) -> Iterator[ReadSection]:
    """The sections of all parts in reading order."""
    yield from reader.guide(parts.guide)
    yield from reader.highlights(parts.highlights)
    yield from reader.boxed(parts.boxed)
    yield from reader.numbered(parts.sections, parts.full.stop)
    for appendix in parts.appendices:
        yield from reader.guide(appendix, titled=True)


def _contents(lines: Sequence[Line], where: range) -> Iterator[Structure]:
    """The table of contents, which states nothing."""
    if where:
        span = Span(lines[where.start].span.start, lines[where.stop - 1].span.end)
        yield Structure(kind=StructureKind.TABLE_OF_CONTENTS, span=span)


def _not_understood(section: Section, number: str | None) -> Iterator[NotUnderstood]:
    """What of a section could not be read: a numbered section without text, a table without a grid."""
    number = section.number or number
    if section.part is Part.FULL and section.number and not section.blocks and not section.sections:
        yield NotUnderstood(span=section.span, section=number, reason="a section without text")
    for block in section.blocks:
        if isinstance(block, Table):
            if not block.understood:
                yield NotUnderstood(span=block.span, section=number, reason="a table whose grid could not be told")
        elif CAPTION.match(block.text.text) and block.text.text.startswith(("Table", "TABLE")):
            yield NotUnderstood(span=block.text.span(), section=number, reason="a table's caption without a table")
    for below in section.sections:
        yield from _not_understood(below, number)
