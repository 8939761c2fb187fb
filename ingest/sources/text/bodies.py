"""What stands below a numbered heading: its paragraphs, lists and tables, nested by the unnumbered headings in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.aligned import AlignedText
from ingest.document import Block as DocumentBlock
from ingest.document import Paragraph, Part, Section, Structure, StructureKind, Table
from ingest.sources.numbering import numbering
from ingest.sources.text.blocks import Block, Marker, block_at, bullet, levels, numbered_item, unmarked_item
from ingest.sources.text.cleaning import Cleaner
from ingest.sources.text.headings import Heading, in_capitals
from ingest.sources.text.lines import Line
from kg.locator import Span

HeadingAt = Callable[[Sequence[Line], int, int], Heading | None]
"""Finds the heading that begins at a line of a part, whose full lines have a width."""

_DEEPEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The blocks and sections below a heading, and the marks in them that only order the text."""

    blocks: tuple[DocumentBlock, ...]
    sections: tuple[Section, ...]
    structure: tuple[Structure, ...]


@dataclass(slots=True, kw_only=True)
class _Passage:
    """A heading, or the start of the body, with the blocks and tables up to the next heading."""

    heading: Heading | None
    pieces: list[Block | Table] = field(default_factory=list)


def body_of(lines: Sequence[Line], part: Part, *, full: int, heading_at: HeadingAt, cleaner: Cleaner) -> Body:
    """The body that some lines hold; `full` is the width of a full line."""
    passages = _passages(lines, full, heading_at, cleaner)
    marks = tuple(_drop_notes(passages))
    blocks = _blocks(passages[0].pieces, cleaner)
    sections = tuple(_nested(passages[1:], _depths(passages[1:]), part, cleaner))
    markers = (piece.marker for passage in passages for piece in passage.pieces if isinstance(piece, Block))
    numbers = (marker.span for marker in markers if marker is not None and marker.number is not None)
    counted = (Structure(kind=StructureKind.LIST_NUMBER, span=span) for span in numbers)
    return Body(blocks=blocks, sections=sections, structure=(*marks, *counted))


def _passages(lines: Sequence[Line], full: int, heading_at: HeadingAt, cleaner: Cleaner) -> list[_Passage]:
    """The body cut at its headings; the first passage is what stands before any."""

    @cache
    def table(index: int) -> tuple[Table, int] | None:
        return cleaner.table_at(lines, index)

    @cache
    def heading(index: int) -> Heading | None:
        return heading_at(lines, index, full)

    passages, counted, index, stop = [_Passage(heading=None)], 0, 0, len(lines)
    while index < stop:
        if lines[index].blank:
            index += 1
        elif found := table(index):
            passages[-1].pieces.append(found[0])
            index = max(found[1], index + 1)
        elif title := heading(index):
            passages.append(_Passage(heading=title))
            index, counted = title.after, 0
        else:
            marker = _marker(lines, index, counted, full)
            counted = marker.number if marker and marker.number else counted

            def breaks(below: int, counted: int = counted) -> bool:
                return bool(_marker(lines, below, counted, full) or heading(below) or table(below))

            block, index = block_at(lines, index, stop, full=full, marker=marker, breaks=breaks)
            if any(not line.blank for line in block.lines):
                passages[-1].pieces.append(block)
    return passages


def _drop_notes(passages: Sequence[_Passage]) -> Iterator[Structure]:
    """Drops the paragraphs that are notes of a table, where a PDF's text has them far above it; gives their markers."""
    tables = [piece for passage in passages for piece in passage.pieces if isinstance(piece, Table)]
    starts = [note.text.offset(0) for table in tables for note in table.footnotes if note.text.text]
    for passage in passages:
        for piece in tuple(passage.pieces):
            start = _note_start(piece, starts) if isinstance(piece, Block) else None
            if isinstance(piece, Block) and start is not None:
                passage.pieces.remove(piece)
                line = piece.lines[0]
                yield Structure(kind=StructureKind.FOOTNOTE_MARKER, span=Span(line.span.start, start))


def _note_start(block: Block, starts: Sequence[int]) -> int | None:
    """Where a note of a table starts whose first line is the first of a block."""
    first = block.lines[0].span
    return next((start for start in starts if first.start <= start < first.end), None)


def _marker(lines: Sequence[Line], index: int, counted: int, full: int) -> Marker | None:
    marked = bullet(lines[index]) or numbered_item(lines, index, len(lines), counted)
    return marked or unmarked_item(lines, index, full)


def _blocks(pieces: Sequence[Block | Table], cleaner: Cleaner) -> tuple[DocumentBlock, ...]:
    depths = levels([piece for piece in pieces if isinstance(piece, Block)])
    blocks = (
        cleaner.table(piece)
        if isinstance(piece, Table)
        else Paragraph(text=cleaner.text(piece.lines), level=next(depths))
        for piece in pieces
    )
    return tuple(block for block in blocks if isinstance(block, Table) or block.text.text)


def _depths(passages: Sequence[_Passage]) -> list[int]:
    """How deep each heading stands below the numbered one.

    A heading right after another one stands below it. The next ones stand beside it, up to a heading that itself has
    only headings below it, or one in capitals after others: these stand at the top again.
    """
    depths = list[int]()
    for index, passage in enumerate(passages):
        before = passages[index - 1] if index else None
        capitals = _in_capitals(passage)
        if before is None or (capitals and (before.pieces or not _in_capitals(before))):
            depths.append(0)
        elif not before.pieces:
            depths.append(min(depths[-1] + 1, _DEEPEST))
        else:
            only_headings = not passage.pieces and index + 1 < len(passages)
            depths.append(0 if only_headings else depths[-1])
    return depths


def _in_capitals(passage: _Passage) -> bool:
    return passage.heading is not None and in_capitals(passage.heading.words)


def _nested(passages: Sequence[_Passage], depths: Sequence[int], part: Part, cleaner: Cleaner) -> Iterator[Section]:
    """The unnumbered sections that headings of some depths make."""
    start = 0
    while start < len(passages):
        stop = next((i for i in range(start + 1, len(passages)) if depths[i] <= depths[start]), len(passages))
        below = tuple(_nested(passages[start + 1 : stop], depths[start + 1 : stop], part, cleaner))
        heading, blocks = passages[start].heading, _blocks(passages[start].pieces, cleaner)
        if heading is not None:
            title = cleaner.text(heading.title)
            yield Section(
                part=part,
                number=None,
                title=title,
                blocks=blocks,
                sections=below,
                span=span_of(title, blocks, below),
                loinc=numbering().loinc(None, title.text),
            )
        start = stop


def span_of(title: AlignedText | None, blocks: Sequence[DocumentBlock], sections: Sequence[Section]) -> Span:
    """The span from the start of a section's title to the end of what stands below it."""
    spans = [title.span()] if title else []
    spans.extend(block.span if isinstance(block, Table) else block.text.span() for block in blocks)
    spans.extend(section.span for section in sections)
    return Span(min(span.start for span in spans), max(span.end for span in spans))
