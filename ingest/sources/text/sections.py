"""The sections of each part of a label, read from its lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Part, Section, Structure, StructureKind
from ingest.sources.numbering import numbering
from ingest.sources.text.bodies import Body, HeadingAt, body_of, span_of
from ingest.sources.text.cleaning import Cleaner
from ingest.sources.text.front import highlights_title
from ingest.sources.text.headings import (
    Heading,
    boxed_heading,
    boxed_title,
    guide_heading,
    highlights_heading,
    subheading,
    width,
)
from ingest.sources.text.lines import Line
from ingest.sources.text.numbered import place
from kg.locator import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSection:
    """A section, and the spans in it and below it that only order the text."""

    section: Section
    structure: tuple[Structure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReader:
    """Reads the sections of a label's parts from its lines."""

    lines: Sequence[Line]
    cleaner: Cleaner

    def guide(self, where: range, *, titled: bool = False) -> Iterator[ReadSection]:
        """A part without numbers: a guide in front, or patient labeling behind, which begins with its title."""
        title = Heading(title=(self.lines[where.start],), first=where.start, after=where.start + 1) if titled else None
        yield from self._part(where, Part.GUIDE, title, guide_heading)

    def highlights(self, where: range) -> Iterator[ReadSection]:
        if where:
            yield from self._part(where, Part.HIGHLIGHTS, highlights_title(self.lines, where), highlights_heading)

    def boxed(self, where: range) -> Iterator[ReadSection]:
        """The boxed warning: its title, and below it the headings in capitals."""
        lines = self.lines[: where.stop]
        begins = next((index for index in where if not lines[index].blank), where.stop)
        if begins < where.stop:
            title = boxed_title(lines, begins)
            yield from self._part(range(begins, where.stop), Part.BOXED, title, boxed_heading)

    def numbered(self, headings: Sequence[Heading], stop: int) -> Iterator[ReadSection]:
        """The numbered sections, up to a line; a subsection stands below the section whose number begins its own.

        A number that stands apart from its title is none of the text between them.
        """
        full = width(self.lines[headings[0].first : stop]) if headings else 0
        yield from replace(self, lines=_without_numbers(self.lines, headings))._numbered(headings, stop, full)

    def _numbered(self, headings: Sequence[Heading], stop: int, full: int) -> Iterator[ReadSection]:
        start = 0
        while start < len(headings):
            heading, last = headings[start], start + 1
            while last < len(headings) and _is_below(headings[last], heading):
                last += 1
            end = headings[last].first if last < len(headings) else stop
            body_end = headings[start + 1].first if start + 1 < len(headings) else stop
            body = self._body(range(heading.after, body_end), Part.FULL, subheading, full)
            yield self._section(heading, body, tuple(self._numbered(headings[start + 1 : last], end, full)))
            start = last

    def _section(self, heading: Heading, body: Body, below: Sequence[ReadSection]) -> ReadSection:
        title = self.cleaner.text(heading.title)
        sections = (*body.sections, *(read.section for read in below))
        number = Structure(kind=StructureKind.SECTION_NUMBER, span=heading.number_span or title.span())
        span = span_of(title, body.blocks, sections)
        section = Section(
            part=Part.FULL,
            number=heading.number,
            title=title,
            blocks=body.blocks,
            sections=sections,
            span=Span(max(number.span.start, self.lines[heading.first].span.start), span.end),
        )
        return ReadSection(
            section=section, structure=(number, *body.structure, *(s for read in below for s in read.structure))
        )

    def _part(self, where: range, part: Part, heading: Heading | None, heading_at: HeadingAt) -> Iterator[ReadSection]:
        """The one section of a part without numbers, unless it is empty."""
        full = width(self.lines[where.start : where.stop])
        body = self._body(range(heading.after if heading else where.start, where.stop), part, heading_at, full)
        title = self.cleaner.text(heading.title) if heading else None
        if title is None and not body.blocks and not body.sections:
            return
        known = numbering().boxed_warning if part is Part.BOXED else None
        section = Section(
            part=part,
            number=None,
            title=title,
            blocks=body.blocks,
            sections=body.sections,
            span=span_of(title, body.blocks, body.sections),
            loinc=known or (numbering().loinc(None, title.text) if title else None),
        )
        yield ReadSection(section=section, structure=body.structure)

    def _body(self, where: range, part: Part, heading_at: HeadingAt, full: int) -> Body:
        lines = self.lines[where.start : where.stop]
        return body_of(lines, part, full=full, heading_at=heading_at, cleaner=self.cleaner)


def _without_numbers(lines: Sequence[Line], headings: Sequence[Heading]) -> tuple[Line, ...]:
    """The lines, those blank that hold nothing but the number of a title further down."""
    spans = [(heading.number_span, lines[heading.first].span.start) for heading in headings]
    apart = {span.start for span, title in spans if span and span.end < title}
    return tuple(
        replace(line, text="", span=Span(line.span.start, line.span.start))
        if line.span.end - len(line.words) in apart
        else line
        for line in lines
    )


def _is_below(heading: Heading, above: Heading) -> bool:
    if heading.number is None or above.number is None:
        return False
    number, parent = place(heading.number), place(above.number)
    return len(number) > len(parent) and number[: len(parent)] == parent
