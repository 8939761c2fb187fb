"""The reader of text sources: puts the parts of a label together to a document."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from ingest.document import Document, Structure, StructureKind
from ingest.sources.text.cleaning import Cleaner
from ingest.sources.text.gaps import gaps
from ingest.sources.text.headings import split_dashed
from ingest.sources.text.joining import Vocabulary, vocabulary
from ingest.sources.text.lines import Line, decode, lines_of, page_furniture
from ingest.sources.text.markers import ReferenceList, listed, note_markers, reference_list, reference_markers
from ingest.sources.text.parts import Parts, parts_of
from ingest.sources.text.references import references
from ingest.sources.text.sections import ReadSection, SectionReader
from ingest.sources.text.tables import printed_words
from kg.locator import Span

MEDIA_TYPE = "text/plain"


def read_text(name: str, data: bytes) -> Document:
    """The document that a text file holds. Raises SourceError if it is no text, no label, or a label cut off."""
    text = decode(name, data)
    every_line = lines_of(text)
    furniture = page_furniture(every_line)
    lines = tuple(split_dashed(line for index, line in enumerate(every_line) if index not in furniture))
    parts, words = parts_of(name, lines), vocabulary(text)
    marks = tuple(_marks(lines, parts, words))
    raised = (mark.span for mark in marks if mark.kind is not StructureKind.REFERENCE)
    cut = frozenset(offset for span in raised for offset in range(span.start, span.end))
    cleaner = Cleaner(words=words, printed=printed_words(lines), cut=cut)
    read = tuple(_read(SectionReader(lines=lines, cleaner=cleaner), parts))
    sections = tuple(found.section for found in read)
    pages = (Structure(kind=StructureKind.PAGE, span=every_line[index].span) for index in furniture)
    pointing = _references(text, lines, parts)
    structure = chain(pages, marks, pointing, *(found.structure for found in read))
    return Document(
        name=name,
        media_type=MEDIA_TYPE,
        digest=hashlib.sha256(data).hexdigest(),
        text=text,
        sections=sections,
        structure=tuple(sorted(structure, key=lambda found: found.span)),
        not_understood=tuple(gaps(sections)),
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
