"""The reader of text sources: puts the parts of a label together to a document."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from ingest.document import Document, Place, Structure, StructureKind, Table
from ingest.sources.codes import with_codes
from ingest.sources.text.cleaning import Cleaner
from ingest.sources.text.gaps import gaps
from ingest.sources.text.headings import split_captions, split_dashed
from ingest.sources.text.joining import Vocabulary, vocabulary
from ingest.sources.text.lines import Line, decode, lines_of, page_furniture
from ingest.sources.text.markers import ReferenceList, listed, note_markers, reference_list, reference_markers
from ingest.sources.text.page_numbers import paged
from ingest.sources.text.parts import Parts, parts_of
from ingest.sources.text.references import references
from ingest.sources.text.sections import ReadSection, SectionReader
from ingest.sources.text.tables import printed_words
from kg.locator import Span

MEDIA_TYPE = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSource:
    """The text of a label: its lines without those that only mark pages, and what was read of it before.

    `tables` are known tables by the offset at which the line begins that stands for each; `structure` and `places` are those
    that go into the document as they are.
    """

    text: str
    lines: tuple[Line, ...]
    tables: Mapping[int, Table] = field(default_factory=dict)
    structure: tuple[Structure, ...] = ()
    places: tuple[Place, ...] = ()


def read_text(name: str, data: bytes) -> Document:
    """The document that a text file holds. Raises SourceError if it is no text, no label, or a label cut off."""
    text = decode(name, data)
    every_line = paged(lines_of(text))
    furniture = page_furniture(every_line)
    pages = tuple(Structure(kind=StructureKind.PAGE, span=every_line[index].span) for index in furniture)
    lines = split_captions([line for index, line in enumerate(every_line) if index not in furniture])
    return document_of(name, data, TextSource(text=text, lines=tuple(lines), structure=pages))


def document_of(name: str, data: bytes, source: TextSource) -> Document:
    """The document of a text that was taken from bytes. Raises SourceError if it is no label, or a label cut off."""
    lines = tuple(split_dashed(source.lines))
    parts, words = parts_of(name, lines), vocabulary(source.text)
    marks = tuple(_marks(lines, parts, words))
    raised = (mark.span for mark in marks if mark.kind is not StructureKind.REFERENCE)
    cut = frozenset(offset for span in raised for offset in range(span.start, span.end))
    cleaner = Cleaner(words=words, printed=printed_words(lines), cut=cut, known=source.tables)
    read = tuple(_read(SectionReader(lines=lines, cleaner=cleaner), parts))
    sections = with_codes([found.section for found in read])
    pointing = _references(source.text, lines, parts)
    structure = chain(source.structure, marks, pointing, *(found.structure for found in read))
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=source.text,
        sections=sections,
        structure=tuple(sorted(structure, key=lambda found: found.span)),
        not_understood=tuple(gaps(sections)),
        places=source.places,
    )


def _read(reader: SectionReader, parts: Parts) -> Iterator[ReadSection]:
    """The sections of all parts in reading order."""
    yield from reader.guide(parts.guide)
    yield from reader.highlights(parts.highlights)
    yield from reader.boxed(parts.boxed)
    yield from reader.numbered(parts.sections, parts.full.stop)
    for appendix in parts.appendices:
        yield from reader.guide(appendix, titled=True)


def _marks(lines: Sequence[Line], parts: Parts, words: Vocabulary) -> Iterator[Structure]:
    """Raised marks, which are cut, and lists of references: a list explains the numbers in its part of the document."""
    guide, full = lines[: parts.guide.stop], lines[parts.boxed.start : parts.full.stop]
    for part, explained in ((guide, reference_list(guide)), (full, _section_15(lines, parts))):
        numbers = explained.numbers if explained else frozenset[int]()
        yield from reference_markers(part, numbers)
        if explained:
            yield Structure(kind=StructureKind.REFERENCE, span=explained.span)
    yield from note_markers(guide, words)


def _section_15(lines: Sequence[Line], parts: Parts) -> ReferenceList | None:
    """The references of section 15."""
    for heading, after in pairwise((*parts.sections, None)):
        if heading is not None and heading.number == "15":
            return listed(lines[heading.after : after.first if after else parts.full.stop])
    return None


def _references(text: str, lines: Sequence[Line], parts: Parts) -> Iterator[Structure]:
    """The numbers that point somewhere, and the table of contents, which states nothing."""
    numbers = frozenset(heading.number for heading in parts.sections if heading.number)
    for where in (parts.guide, parts.highlights, parts.boxed, parts.full, *parts.appendices):
        if where:
            yield from references(text, _span(lines, where), numbers, highlights=where == parts.highlights)
    if parts.contents:
        yield Structure(kind=StructureKind.TABLE_OF_CONTENTS, span=_span(lines, parts.contents))


def _span(lines: Sequence[Line], where: range) -> Span:
    return Span(lines[where.start].span.start, lines[where.stop - 1].span.end)
