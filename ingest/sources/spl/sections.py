"""The sections of a label in SPL: by nesting, printed number and LOINC code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from ingest.aligned import AlignedText
from ingest.document import Block, Paragraph, Part, Section, Structure, StructureKind, Table
from ingest.sources.numbering import TitleKind, numbering
from ingest.sources.spl.bodies import Passage, passages_of
from ingest.sources.spl.markup import Notes, Run, lines, printed, runs
from ingest.sources.spl.parsing import tag
from ingest.sources.spl.writer import TextWriter
from kg.locator import Span

_UNCLASSIFIED = "42229-5"
_DEEPEST = 2
NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?(?:\s+|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReader:
    """Writes out sections and reads them while it does; `name` is the file's, for messages."""

    writer: TextWriter
    name: str

    def read(self, element: etree._Element, part: Part, parent: str | None = None) -> Section:
        """A `section` element and those below it; those below without a title and text of their own are passed over."""
        self.writer.blank()
        start = self.writer.length
        number, title = self._title(title_runs(element), part, parent)
        number_below = number or parent
        text = child(element, "text")
        passages = passages_of(text, self.writer, name=self.name) if text is not None else []
        blocks, sections = self._arranged(passages, part, number_below)
        for below in sections_below(element):
            read = self.read(below, part, number_below)
            sections.extend([read] if read.title or read.blocks else read.sections)
        return Section(
            part=part,
            number=number,
            title=title,
            blocks=blocks,
            sections=tuple(sections),
            span=Span(start, max(start, self.writer.length - 1)),
            loinc=_section_code(element, part, number, title),
        )

    def highlights(self, document: etree._Element, elements: Iterable[etree._Element]) -> Section | None:
        """Highlights: the title of the document and, under the titles of their sections, the excerpts of `elements`."""
        start, blocks = self.writer.length, list[Block]()
        title = child(document, "title")
        if title is not None:
            written = (self.writer.line(line) for line in lines(runs(title, Notes())))
            blocks.extend(Paragraph(text=line.text) for line in written if line)
        sections = tuple(read for element in elements if (read := self._excerpt(element)))
        if not blocks and not sections:
            return None
        span = Span(start, max(start, self.writer.length - 1))
        return Section(
            part=Part.HIGHLIGHTS, number=None, title=None, blocks=tuple(blocks), sections=sections, span=span
        )

    def _passages(self, element: etree._Element) -> list[Passage]:
        return passages_of(element, self.writer, name=self.name, headings=False)

    def _excerpt(self, element: etree._Element) -> Section | None:
        texts = [
            text
            for excerpt in element
            if tag(excerpt) == "excerpt"
            for highlight in excerpt
            if (text := child(highlight, "text")) is not None
        ]
        if not texts:
            return None
        self.writer.blank()
        start, code = self.writer.length, loinc(element)
        line = self.writer.line((Run(text=_highlight_title(element, code)),))
        blocks = tuple(block for text in texts for passage in self._passages(text) for block in passage.blocks)
        return Section(
            part=Part.HIGHLIGHTS,
            number=None,
            title=line.text if line else None,
            blocks=blocks,
            span=Span(start, max(start, self.writer.length - 1)),
            loinc=code,
        )

    def _title(self, title: Sequence[Run], part: Part, parent: str | None) -> tuple[str | None, AlignedText | None]:
        line = self.writer.line(title)
        return self._numbered(line.text, part, parent) if line else (None, None)

    def _numbered(self, title: AlignedText, part: Part, parent: str | None) -> tuple[str | None, AlignedText | None]:
        """The number that a title begins with, if it may stand below the parent's, and the rest of the title."""
        match = NUMBER.match(title.text)
        if match is None or part is not Part.FULL or (parent and not match["number"].startswith(f"{parent}.")):
            return None, title
        span = title.span(*match.span("number"))
        self.writer.structure.append(Structure(kind=StructureKind.SECTION_NUMBER, span=span))
        rest = title.slice(match.end(), len(title.text)).strip()
        return match["number"], rest if rest.text else title

    def _arranged(
        self, passages: Sequence[Passage], part: Part, parent: str | None
    ) -> tuple[tuple[Block, ...], list[Section]]:
        """The blocks above the first heading, and the headings as sections: those in italics below one in bold."""
        above = tuple(block for passage in passages if passage.heading is None for block in passage.blocks)
        headed = [passage for passage in passages if passage.heading is not None]
        return above, list(self._tree(headed, list(_depths(headed)), part, parent))

    def _tree(
        self, passages: Sequence[Passage], depths: Sequence[int], part: Part, parent: str | None
    ) -> Iterator[Section]:
        """The headings at the top as sections, each with the deeper ones that follow it."""
        index = 0
        while index < len(passages):
            after = index + 1
            while after < len(passages) and depths[after] > depths[index]:
                after += 1
            yield self._headed(passages[index], passages[index + 1 : after], depths[index + 1 : after], part, parent)
            index = after

    def _headed(
        self, passage: Passage, below: Sequence[Passage], depths: Sequence[int], part: Part, parent: str | None
    ) -> Section:
        if passage.heading is None:
            raise ValueError("a passage without a heading is no section")
        number, title = self._numbered(passage.heading, part, parent) if parent else (None, passage.heading)
        sections = tuple(self._tree(below, depths, part, number or parent))
        ends = [passage.heading.span().end, *map(_end, passage.blocks), *(section.span.end for section in sections)]
        return Section(
            part=part,
            number=number,
            title=title,
            blocks=tuple(passage.blocks),
            sections=sections,
            span=Span(passage.start, max(ends)),
            loinc=numbering().loinc(number, title.text) if title and number else None,
        )


def _end(block: Block) -> int:
    return block.span.end if isinstance(block, Table) else block.text.span().end


def _depths(passages: Sequence[Passage]) -> Iterator[int]:
    """How deep each heading of a text stands: in italics below one in bold, and right after another one below it.

    The next ones stand beside it, up to a heading that itself has only headings below it.
    """
    before, depth = None, 0
    for index, passage in enumerate(passages):
        only_headings = not passage.blocks and index + 1 < len(passages)
        if before is None:
            depth = 0
        elif not before.blocks or passage.rank > before.rank:
            depth = min(depth + 1, _DEEPEST)
        elif passage.rank < before.rank or only_headings:
            depth = 0
        yield depth
        before = passage


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child with a name."""
    return next((found for found in element if tag(found) == name), None)


def sections_below(element: etree._Element) -> Iterator[etree._Element]:
    """The `section` elements in the components of a section or of the document's body."""
    for component in element:
        if tag(component) == "component":
            yield from (found for found in component if tag(found) == "section")


def loinc(element: etree._Element) -> str | None:
    """The LOINC code of a section or document."""
    code = child(element, "code")
    return code.get("code") if code is not None else None


def title_runs(element: etree._Element) -> tuple[Run, ...]:
    """The runs of a section's title on one line."""
    title = child(element, "title")
    if title is None:
        return ()
    parts = lines(runs(title, Notes()))
    return tuple(run for part in parts for run in (Run(text=" "), *part))


def _highlight_title(element: etree._Element, code: str | None) -> str:
    """The title that Highlights print above an excerpt: the section's, without its number."""
    title = printed(title_runs(element))
    match = NUMBER.match(title)
    known = next((found.titles[0].upper() for found in numbering().known if found.loinc == code), "")
    return (title[match.end() :] if match else title) or known


def _section_code(element: etree._Element, part: Part, number: str | None, title: AlignedText | None) -> str | None:
    """The LOINC code of a section, if the source's says more than the one of the section above, which labels repeat."""
    code, known = loinc(element), numbering()
    if part is not Part.FULL:
        return None if code == _UNCLASSIFIED else code
    kind = TitleKind.SUBSECTION if number and "." in number else TitleKind.SECTION
    if number and any(found.loinc == code for found in known.of(kind)):
        return code
    return known.loinc(number, title.text) if title and number else None
