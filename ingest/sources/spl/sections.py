"""The sections of a label in SPL: by nesting, printed number and LOINC code."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ingest.aligned import AlignedText
from ingest.document import Block, NotUnderstood, Paragraph, Part, Section
from ingest.sources.numbering import numbering
from ingest.sources.spl.bodies import passages_of
from ingest.sources.spl.elements import SectionElement
from ingest.sources.spl.markup import Notes, runs
from ingest.sources.spl.parsing import child
from ingest.sources.writing.bodies import Passage
from ingest.sources.writing.headings import NUMBER, Headings
from ingest.sources.writing.runs import Run, lines, printed
from ingest.sources.writing.writer import TextWriter
from kg.locator import Span

_UNCLASSIFIED = "42229-5"
_PACKAGE_LABEL = "51945-4"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReader:
    """Writes out sections and reads them while it does; `name` is the file's, for messages.

    `pictures` gathers the pictures of its sections, which are not read. `is_numbered` tells whether the label is in the numbered format: in others, numbers in front of titles only count.
    """

    writer: TextWriter
    name: str
    is_numbered: bool = True
    pictures: list[NotUnderstood] = field(default_factory=list)
    headings: Headings = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headings", Headings(writer=self.writer))

    def read(
        self,
        element: SectionElement,
        part: Part,
        parent: str | None = None,
        known: str | None = None,
        above: frozenset[str] = frozenset(),
    ) -> Section:
        """A `section` element and those below it; those below without a title and text of their own are passed over.

        `known` is the number of a section whose title prints none, `above` the codes of the sections around this one.
        """
        self.writer.blank()
        start = self.writer.length
        number, title = self._title(element.title, part, parent)
        number = number or known
        number_below = number or parent
        text = element.text
        passages = passages_of(text, self.writer, name=self.name) if text is not None else []
        blocks, sections = self.headings.arranged(passages, part, number_below)
        pictured = [] if text is None else [text]
        for below in element.below:
            read = self.read(below, part, number_below, above=above | {element.code or ""})
            sections.extend([read] if read.title or read.blocks else read.sections)
            if not (read.title or read.blocks or read.sections):
                pictured.append(below.element)
        span = Span(start, max(start, self.writer.length - 1))
        if part is Part.FULL and element.code != _PACKAGE_LABEL:
            heading = Span(start, title.span().end) if title else span
            self.pictures.extend(_pictures(pictured, heading, number_below))
        return Section(
            part=part,
            number=number,
            title=title,
            blocks=blocks,
            sections=tuple(sections),
            span=span,
            loinc=self._code(element, part, above),
        )

    def preamble(self, document: etree._Element) -> Section | None:
        """What stands above the first section: the title of the document."""
        start, blocks = self.writer.length, tuple(self._document_title(document))
        span = Span(start, max(start, self.writer.length - 1))
        return Section(part=Part.FULL, number=None, title=None, blocks=blocks, span=span) if blocks else None

    def highlights(self, document: etree._Element, elements: Iterable[SectionElement]) -> Section | None:
        """Highlights: the title of the document and, under the titles of their sections, the excerpts of `elements`."""
        start, blocks = self.writer.length, tuple(self._document_title(document))
        sections = tuple(read for element in elements if (read := self._excerpt(element)))
        if not blocks and not sections:
            return None
        span = Span(start, max(start, self.writer.length - 1))
        return Section(part=Part.HIGHLIGHTS, number=None, title=None, blocks=blocks, sections=sections, span=span)

    def _document_title(self, document: etree._Element) -> Iterator[Block]:
        title = child(document, "title")
        for inline in lines(runs(title, Notes())) if title is not None else ():
            line = self.writer.line(inline)
            if line:
                yield Paragraph(text=line.text)

    def _passages(self, element: etree._Element) -> list[Passage]:
        return passages_of(element, self.writer, name=self.name, headings=False)

    def _excerpt(self, element: SectionElement) -> Section | None:
        texts = [
            text
            for excerpt in element.excerpts
            for highlight in excerpt
            if (text := child(highlight, "text")) is not None
        ]
        if not texts:
            return None
        self.writer.blank()
        start = self.writer.length
        line = self.writer.line((Run(text=_highlight_title(element)),))
        blocks = tuple(block for text in texts for passage in self._passages(text) for block in passage.blocks)
        return Section(
            part=Part.HIGHLIGHTS,
            number=None,
            title=line.text if line else None,
            blocks=blocks,
            span=Span(start, max(start, self.writer.length - 1)),
            loinc=element.code,
        )

    def _title(self, title: Sequence[Run], part: Part, parent: str | None) -> tuple[str | None, AlignedText | None]:
        line = self.writer.line(title)
        if line is None or not self.is_numbered:
            return None, line.text if line else None
        return self.headings.numbered(line.text, part, parent)

    def _code(self, element: SectionElement, part: Part, above: frozenset[str]) -> str | None:
        """The section's code, if it tells what the section is; labels in the numbered format repeat those of sections above."""
        repeated = self.is_numbered and part is Part.FULL and element.code in above
        return None if repeated or element.code == _UNCLASSIFIED else element.code


def _highlight_title(element: SectionElement) -> str:
    """The title that Highlights print above an excerpt: the section's, without its number."""
    title = printed(element.title)
    match = NUMBER.match(title)
    without = title[match.end() :] if match else title
    return without or next((found.titles[0].upper() for found in numbering().known if found.loinc == element.code), "")


def _pictures(pictured: Iterable[etree._Element], span: Span, number: str | None) -> Iterator[NotUnderstood]:
    """The pictures in a section's text, and in sections below it that have nothing else, told where the section stands."""
    count = sum(1 for element in pictured for _ in element.iter("{*}renderMultiMedia"))
    if count and span.end > span.start:
        what = "a picture" if count == 1 else f"{count} pictures"
        yield NotUnderstood(span=span, section=number, reason=f"{what} of this section not read")
