"""Passages: the paragraphs, notes and cells of a document as sentences of tokens, with their place in the label."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.aligned import AlignedText
from ingest.document import Cell, Document, Part, Place, Section, Table
from ingest.tokens import tokenize
from kg.fragments import Fragment, in_order
from kg.locator import Evidence, Span


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of running text: a paragraph, a list item, or a table's footnote (then `table` is set).

    `headings` are the unnumbered headings above it, from the outermost; `lead` is the paragraph, or the item of the list
    around, that introduces the list of which this is an item ("For subsequent cycles:").
    """

    document: Document
    part: Part
    section: str | None
    headings: tuple[str, ...]
    text: AlignedText
    level: int = 0
    lead: AlignedText | None = None
    table: Table | None = None

    @property
    def chapter(self) -> str | None:
        """Which section of 21 CFR 201.57(c) it stands in: `section`, unless the label numbers its sections otherwise."""
        return self.document.chapter(self.section)

    @property
    def title(self) -> str:
        """The title of its numbered section; empty where it has none."""
        section = self.document.section(self.section) if self.section else None
        return section.title.text if section is not None and section.title is not None else ""

    @cached_property
    def tokens(self) -> Doc:
        """The tokens of the clean text, with quantities and terms marked (see `ingest.tokens`)."""
        return tokenize(self.text.text)

    @property
    def sentences(self) -> Iterator[TokenSpan]:
        return iter(self.tokens.sents)

    def span(self, tokens: TokenSpan) -> Span:
        """The source span of some tokens of this passage."""
        return self.text.span(tokens.start_char, tokens.end_char)

    def token_span(self, token: Token) -> Span:
        """The source span of one token of this passage."""
        return self.text.span(token.idx, token.idx + len(token))

    def evidence(self, tokens: TokenSpan | None = None) -> Evidence:
        """Evidence that quotes some tokens of this passage, or all of it."""
        span = self.span(tokens) if tokens is not None else self.text.span()
        return evidence(self.document, span, section=self.section, table=self.table, headings=self.headings)


def evidence(
    document: Document, span: Span, *, section: str | None, table: Table | None = None, headings: tuple[str, ...] = ()
) -> Evidence:
    """Evidence that quotes a span of a document word for word, and knows where it is printed."""
    return Evidence(
        section=section,
        heading=headings[-1] if headings else None,
        table=table.label if table else None,
        span=span,
        quote=document.quote(span),
        boxes=in_order(map(_printed, document.boxes(span))),
    )


def _printed(place: Place) -> Fragment:
    box = place.box
    return Fragment.of(place.page, left=box.left, top=box.top, right=box.right, bottom=box.bottom)


def passages(document: Document) -> Iterator[Passage]:
    """The running text of a document in reading order: paragraphs, list items and table footnotes; no patient labeling.

    Text of Highlights is included and marked by its `part`: it repeats the full prescribing information.
    """
    for section in document.professional:
        yield from _below(document, section, number=None, headings=())


def _below(document: Document, section: Section, number: str | None, headings: tuple[str, ...]) -> Iterator[Passage]:
    number = section_name(section) or number
    if section.number is None and section.title is not None:
        headings = (*headings, section.title.text)
    leads: dict[int, AlignedText] = {}
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _notes(document, section, number, headings, block)
            continue
        leads = {level: lead for level, lead in leads.items() if level < block.level}
        yield Passage(
            document=document,
            part=section.part,
            section=number,
            headings=headings,
            text=block.text,
            level=block.level,
            lead=leads[max(leads)] if leads else None,
        )
        leads[block.level] = block.text
    for child in section.sections:
        yield from _below(document, child, number, headings)


def _notes(
    document: Document, section: Section, number: str | None, headings: tuple[str, ...], table: Table
) -> Iterator[Passage]:
    for note in table.footnotes:
        yield Passage(
            document=document, part=section.part, section=number, headings=headings, text=note.text, table=table
        )


def section_name(section: Section) -> str | None:
    """The section's name in the facts export: its number, "boxed" or "highlights"; None where it has none of its own."""
    if section.part in (Part.BOXED, Part.HIGHLIGHTS):
        return section.part.value
    return section.number if section.part is Part.FULL else None


def cell_passage(
    document: Document, cell: Cell, *, part: Part, section: str | None, headings: tuple[str, ...], table: Table
) -> Passage | None:
    """A table's cell as running text, under the headers above it; None for an empty cell."""
    if cell.text is None:
        return None
    above = () if cell.row < table.header_rows else tuple(header.words for header in table.headers(cell.column))
    return Passage(
        document=document,
        part=part,
        section=section,
        headings=(*headings, *above),
        text=cell.text,
        table=table,
    )
