"""Pages read as a label: their text written out with the places it is printed at, and its sections."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from ingest.aligned import AlignedText
from ingest.document import Block, NamedProduct, Part, Place, Section, Structure, StructureKind
from ingest.sources.codes import with_codes
from ingest.sources.layout.furniture import without_furniture
from ingest.sources.layout.naming_line import named_product
from ingest.sources.layout.outline import Numbered, Outline, is_highlights_title, outline_of
from ingest.sources.layout.page import Page
from ingest.sources.layout.pieces import Piece, pieces_of
from ingest.sources.layout.printed_grid import grid_of
from ingest.sources.layout.tables import tables_of
from ingest.sources.layout.text_lines import text_lines
from ingest.sources.numbering import numbering
from ingest.sources.structure import structure_of
from ingest.sources.text.headings import in_capitals
from ingest.sources.text.joining import Vocabulary, vocabulary
from ingest.sources.text.numbered import place
from ingest.sources.writing.bodies import BodyLine, Passage, write_passages
from ingest.sources.writing.headings import Headings
from ingest.sources.writing.runs import Run
from ingest.sources.writing.writer import TextWriter
from kg.locator import Span

_DASHES = "-–—_ "


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPages:
    """What pages say: the text written out, its sections, what only orders it, and where it is printed."""

    text: str
    sections: tuple[Section, ...]
    structure: Collection[Structure]
    places: tuple[Place, ...]
    product: NamedProduct | None


def read_pages(name: str, pages: Sequence[Page]) -> ReadPages:
    """The label on some pages. Raises SourceError, for the file of a name, if they have no numbered sections."""
    pages = without_furniture(pages)
    pieces = pieces_of(text_lines(pages, tables_of(pages)))
    outline = outline_of(name, pieces)
    words = vocabulary(" ".join(word.text for page in pages for word in page.words))
    reader = _Reader(words=words, pages={id(word): page.number for page in pages for word in page.words})
    sections = with_codes(tuple(reader.sections(outline)))
    text = reader.writer.text
    return ReadPages(
        text=text,
        sections=sections,
        structure=structure_of(text, sections, reader.writer.structure),
        places=tuple(reader.writer.places),
        product=named_product(sections),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Writes out the parts of a label and reads their sections while it does.

    `pages` tell the page of each printed word by its identity.
    """

    words: Vocabulary
    pages: Mapping[int, int]
    writer: TextWriter = field(default_factory=TextWriter)

    def sections(self, outline: Outline) -> Iterator[Section]:
        if outline.front:
            yield from self._part(outline.front, Part.GUIDE, None)
        if outline.highlights:
            yield self._highlights(outline.highlights)
        self._contents(outline.contents)
        if outline.boxed:
            yield from self._boxed(outline.boxed)
        yield from self._numbered(outline.sections)
        for pieces in outline.appendices:
            yield from self._part(pieces[1:], Part.GUIDE, pieces[0])

    def _highlights(self, pieces: Sequence[Piece]) -> Section:
        """Highlights: their title and what stands above their first heading, and a section for each heading."""
        start = self.writer.length
        begins = [index for index, piece in enumerate(pieces) if is_highlights_title(piece)]
        first = begins[0] if begins else len(pieces)
        above = self._blocks(pieces[:first])
        ends = [*begins[1:], len(pieces)]
        below = tuple(self._excerpt(pieces[index:end]) for index, end in zip(begins, ends, strict=False))
        return Section(
            part=Part.HIGHLIGHTS, number=None, title=None, blocks=above, sections=below, span=self._span(start)
        )

    def _excerpt(self, pieces: Sequence[Piece]) -> Section:
        self.writer.blank()
        start = self.writer.length
        line = self.writer.line(_stripped(pieces[0].runs(self.words)))
        title = line.text if line else None
        known = numbering().known
        return Section(
            part=Part.HIGHLIGHTS,
            number=None,
            title=title,
            blocks=self._blocks(pieces[1:]),
            span=self._span(start),
            loinc=next((found.loinc for found in known if title and found.is_printed(title.text)), None),
        )

    def _contents(self, pieces: Sequence[Piece]) -> None:
        if not pieces:
            return
        self.writer.blank()
        start = self.writer.length
        for piece in pieces:
            self.writer.line(piece.runs(self.words, marked=True))
        self.writer.structure.append(Structure(kind=StructureKind.TABLE_OF_CONTENTS, span=self._span(start)))

    def _boxed(self, pieces: Sequence[Piece]) -> Iterator[Section]:
        """The boxed warning; its title is what stands in capitals at its beginning."""
        count = 0
        while count < len(pieces) and not pieces[count].marker and in_capitals(pieces[count].text):
            count += 1
        self.writer.blank()
        start = self.writer.length
        title = self._title(pieces[:count])
        blocks, below = self._body(pieces[count:], Part.BOXED, None)
        if title or blocks or below:
            yield Section(
                part=Part.BOXED,
                number=None,
                title=title,
                blocks=blocks,
                sections=tuple(below),
                span=self._span(start),
                loinc=numbering().boxed_warning,
            )

    def _part(self, pieces: Sequence[Piece], part: Part, heading: Piece | None) -> Iterator[Section]:
        """A part without numbers."""
        self.writer.blank()
        start = self.writer.length
        title = self._title([heading]) if heading else None
        blocks, below = self._body(pieces, part, None)
        if title or blocks or below:
            yield Section(
                part=part,
                number=None,
                title=title,
                blocks=blocks,
                sections=tuple(below),
                span=self._span(start),
                loinc=numbering().loinc(None, title.text) if title else None,
            )

    def _numbered(self, sections: Sequence[Numbered]) -> Iterator[Section]:
        index = 0
        while index < len(sections):
            after = index + 1
            while after < len(sections) and _is_below(sections[after].number, sections[index].number):
                after += 1
            yield self._section(sections[index], sections[index + 1 : after])
            index = after

    def _section(self, numbered: Numbered, below: Sequence[Numbered]) -> Section:
        self.writer.blank()
        start = self.writer.length
        printed = self._title([numbered.heading])
        headings = Headings(writer=self.writer)
        number, title = headings.numbered(printed, Part.FULL, None) if printed else (None, None)
        blocks, headed = self._body(numbered.pieces, Part.FULL, numbered.number)
        sections = (*headed, *self._numbered(below))
        return Section(
            part=Part.FULL,
            number=number,
            title=title,
            blocks=blocks,
            sections=sections,
            span=self._span(start),
        )

    def _body(self, pieces: Sequence[Piece], part: Part, number: str | None) -> tuple[tuple[Block, ...], list[Section]]:
        return Headings(writer=self.writer).arranged(self._passages(pieces), part, number)

    def _passages(self, pieces: Sequence[Piece], *, headings: bool = True) -> list[Passage]:
        return write_passages([self._line(piece) for piece in pieces], self.writer, headings=headings)

    def _blocks(self, pieces: Sequence[Piece]) -> tuple[Block, ...]:
        passages = self._passages(pieces, headings=False)
        return tuple(block for passage in passages for block in passage.blocks)

    def _line(self, piece: Piece) -> BodyLine:
        if piece.table:
            return BodyLine(grid=grid_of(piece.table, self.words, self.pages))
        return BodyLine(runs=piece.runs(self.words), level=piece.level)

    def _title(self, pieces: Sequence[Piece]) -> AlignedText | None:
        runs = tuple(run for piece in pieces for run in (*piece.runs(self.words, marked=True), Run(text=" ")))
        line = self.writer.line(runs)
        return line.text if line else None

    def _span(self, start: int) -> Span:
        return Span(start, max(start, self.writer.length - 1))


def _is_below(number: str, above: str) -> bool:
    return place(number)[: len(place(above))] == place(above) and len(place(number)) > len(place(above))


def _stripped(runs: Sequence[Run]) -> tuple[Run, ...]:
    """A heading without the dashes on both its sides."""
    named = [index for index, run in enumerate(runs) if run.text.strip(_DASHES)]
    if not named:
        return tuple(runs)
    kept = list(runs[named[0] : named[-1] + 1])
    kept[0] = structs.replace(kept[0], text=kept[0].text.lstrip(_DASHES))
    kept[-1] = structs.replace(kept[-1], text=kept[-1].text.rstrip(_DASHES))
    return tuple(kept)
