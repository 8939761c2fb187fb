"""The sections of a label, written out from the flattened text of its fields."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from msgspec import structs

from ingest.document import Block, Part, Section
from ingest.sources.numbering import TitleKind, letters, numbering
from ingest.sources.openfda.blocks import BlockWriter
from ingest.sources.openfda.fields import fields, title_beginnings, title_letters
from ingest.sources.openfda.highlights import (
    opening_of_highlights,
    summary_before_subsections,
    summary_behind_subsections,
    summary_of_box,
    summary_of_section,
)
from ingest.sources.openfda.paragraphs import HeadingAt, known_heading, stretches
from ingest.sources.openfda.places import Fragment, PlacedGrid, placed
from ingest.sources.openfda.subsections import Heading, headings_of
from ingest.sources.openfda.titles import Titles
from kg.locator import Span

_BOX_WORD = re.compile(r"\S+")
_CAPITALS = re.compile(r"(?:[A-Z][A-Z/&,]{2,}[\s:]+)+")
_TITLE_REACH = 120
_JOINING = frozenset(["and", "or", "with", "in", "of", "the", "for", "to", "from", "by", "a", "an"])


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWriter:
    """Writes the sections of a label one below another."""

    blocks: BlockWriter
    titles: Titles

    def section(self, number: str, text: str, fragments: Sequence[Fragment]) -> Iterator[Section]:
        """A numbered section, and what Highlights say of it. Raises SourceError if a table is no XML."""
        tables = placed(self.blocks.name, text, fragments)
        hidden = [table.where for table in tables if table.where]
        title = _printed_title(text, number)
        whole = Span(title.end, len(text))
        headings = headings_of(text, whole, number, self.titles, hidden)
        own = Span(whole.start, headings[0].number_span.start if headings else whole.end)
        summary, behind = _summaries(text, own, headings, number) if number in fields().highlighted else (None, None)
        summary, behind = _outside(summary, hidden), _outside(behind, hidden)
        end = behind.start if behind else len(text)
        begin = self.blocks.writer.length
        printed = self.blocks.line(f"{number} {_title(text, title, number)}")
        self.blocks.number(printed, number)
        parts = _without(own, summary)
        blocks, below = self._bodies(text, parts, number, tables)
        subsections = tuple(self._subsections(text, headings, end, number, tables))
        lost = tuple(self.blocks.lost(tables, number))
        yield Section(
            part=Part.FULL,
            number=number,
            title=printed.slice(len(number) + 1, len(printed.text)),
            blocks=(*blocks, *lost),
            sections=(*below, *subsections),
            span=Span(begin, self.blocks.writer.length - 1),
            loinc=numbering().loinc(number, ""),
        )
        for told in (summary, behind):
            if told:
                yield from self._summary(text, told, number, tables)

    def boxed(self, text: str, fragments: Sequence[Fragment]) -> Iterator[Section]:
        """The boxed warning, and what Highlights say of it."""
        tables = placed(self.blocks.name, text, fragments)
        opening = opening_of_highlights(text)
        found = summary_of_box(text, Span(opening.end, len(text)))
        own, *more = _without(Span(opening.end, len(text)), found[0] if found else None)
        repeated = text[found[0].start : found[0].start + found[1]] if found else ""
        begins = len(text[own.start : own.end]) - len(text[own.start : own.end].lstrip()) + own.start
        length = len(repeated) if _begins(text[begins : own.end], repeated) else _capitals(text[begins : own.end])
        title = Span(begins, begins + length)
        begin = self.blocks.writer.length
        printed = self.blocks.line(text[title.start : title.end])
        blocks, below = self._bodies(text, [Span(title.end, own.end), *more], "boxed", tables)
        yield Section(
            part=Part.BOXED,
            number=None,
            title=printed,
            blocks=(*blocks, *self.blocks.lost(tables, "boxed")),
            sections=below,
            span=Span(begin, self.blocks.writer.length - 1),
            loinc=numbering().boxed_warning,
        )
        for told in (opening, found[0] if found else None):
            if told:
                yield from self._summary(text, told, "boxed", tables)

    def _subsections(
        self, text: str, headings: Sequence[Heading], stop: int, number: str, tables: Sequence[PlacedGrid]
    ) -> Iterator[Section]:
        ends = [*(later.number_span.start for later in headings[1:]), stop]
        for heading, end in zip(headings, ends[: len(headings)], strict=True):
            begin = self.blocks.writer.length
            printed = self.blocks.line(f"{heading.number} {text[heading.title.start : heading.title.end]}")
            self.blocks.number(printed, heading.number)
            title = printed.slice(len(heading.number) + 1, len(printed.text))
            blocks, below = self._bodies(text, [*heading.behind, Span(heading.end, end)], number, tables)
            yield Section(
                part=Part.FULL,
                number=heading.number,
                title=title,
                blocks=blocks,
                sections=below,
                span=Span(begin, self.blocks.writer.length - 1),
                loinc=numbering().loinc(heading.number, title.text),
            )

    def _summary(self, text: str, where: Span, number: str, tables: Sequence[PlacedGrid]) -> Iterator[Section]:
        begin = self.blocks.writer.length
        blocks = tuple(self.blocks.blocks(text, where, tables))
        if blocks:
            span = Span(begin, self.blocks.writer.length - 1)
            known = numbering().section(number)
            loinc = known.loinc if known else numbering().boxed_warning
            yield Section(part=Part.HIGHLIGHTS, number=None, title=None, blocks=blocks, span=span, loinc=loinc)

    def _bodies(
        self, text: str, where: Sequence[Span], number: str, tables: Sequence[PlacedGrid]
    ) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
        """The blocks of some text, and the sections below its unnumbered headings."""
        blocks: list[Block] = []
        sections: list[Section] = []
        hidden = [table.where for table in tables if table.where]
        heading_at = self._heading_at(number)
        for span in where:
            for stretch in stretches(text, span, heading_at, hidden):
                begin = self.blocks.writer.length
                if stretch.heading is None:
                    blocks.extend(self.blocks.blocks(text, stretch.where, tables))
                    continue
                title = self.blocks.line(text[stretch.heading.start : stretch.heading.end].strip(" :"))
                below = tuple(self.blocks.blocks(text, stretch.where, tables))
                span_written = Span(begin, self.blocks.writer.length - 1)
                read = Section(part=_part(number), number=None, title=title, blocks=below, span=span_written)
                if sections and title.text in fields().below and _title_of(sections[-1]) not in fields().below:
                    above = sections.pop()
                    span_written = Span(above.span.start, span_written.end)
                    read = structs.replace(above, sections=(*above.sections, read), span=span_written)
                sections.append(read)
        return tuple(blocks), tuple(sections)

    def _heading_at(self, number: str) -> HeadingAt | None:
        known = known_heading(fields().headings.get(number, ()))
        if number not in fields().titled:
            return known
        return lambda text, start, stop: (known and known(text, start, stop)) or self.titles.heading(text, start, stop)


def _summaries(text: str, own: Span, headings: Sequence[Heading], number: str) -> tuple[Span | None, Span | None]:
    """What Highlights say of a section, before its subsections and behind them."""
    if not headings:
        return summary_of_section(text, own, number), None
    before = summary_before_subsections(text, own)
    if before:
        return before, None
    return None, summary_behind_subsections(text, Span(headings[-1].end, len(text)), number)


def _outside(summary: Span | None, tables: Sequence[Span]) -> Span | None:
    """What Highlights say, unless it would begin inside a table, whose numbers in brackets are no references."""
    return None if summary and any(table.start < summary.start < table.end for table in tables) else summary


def _title_of(section: Section) -> str | None:
    return section.title.text if section.title else None


def _part(number: str) -> Part:
    return Part.BOXED if number == "boxed" else Part.FULL


def _without(where: Span, cut: Span | None) -> list[Span]:
    """What is left of a span when another is cut out of it."""
    if cut is None:
        return [where]
    return [span for span in (Span(where.start, cut.start), Span(cut.end, where.end)) if span.start < span.end]


def begins_as(text: str, number: str) -> bool:
    """Whether a text begins with the number of a section and one of its known titles."""
    title = _printed_title(text, number)
    return text.split()[:1] in ([number], [f"{number}."]) and letters(text[title.start : title.end]) in title_letters(
        TitleKind.SECTION, number
    )


def _printed_title(text: str, number: str) -> Span:
    """Where a section's number and title stand at the beginning of its text; empty if they do not."""
    begin = _number_first(number).match(text)
    start = begin.end() if begin else 0
    known = title_letters(TitleKind.SECTION, number)
    beginnings, printed = title_beginnings(TitleKind.SECTION, number), ""
    for word in _BOX_WORD.finditer(text, start, start + _TITLE_REACH):
        printed += letters(word.group())
        if printed in known:
            following = _BOX_WORD.search(text, word.end())
            return Span(start, following.start() if following else len(text))
        if printed not in beginnings:
            break
    capitals = _CAPITALS.match(text, start) if start else None
    return Span(start, capitals.end() if capitals else start)


@cache
def _number_first(number: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{number}\s*\.?\s+)?")


def _title(text: str, title: Span, number: str) -> str:
    known = numbering().section(number)
    return text[title.start : title.end].strip() or (known.titles[0] if known else number)


def _begins(text: str, words: str) -> bool:
    return bool(words) and letters(text[: len(words)]) == letters(words)


def _capitals(text: str) -> int:
    """How long the words in capitals are with which a boxed warning begins; at least one word."""
    words = list(_BOX_WORD.finditer(text))
    end = words[0].end() if words else 0
    for match in words:
        word = match.group()
        if any(character.islower() for character in word) and word not in _JOINING:
            break
        if word not in _JOINING:
            end = match.end()
    return end
