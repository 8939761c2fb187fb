"""A reading: a document with its passages and tables laid out for the extractors."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span as TokenSpan

from ingest.document import Block, Cell, Document, Paragraph, Part, Section, Table
from ingest.names import product_names
from ingest.passages import Passage, cell_passage, passages, section_name
from ingest.told_study import Studies, named_studies, told_studies


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table with the section that holds it and the unnumbered headings above it.

    `chapter` is which section of 21 CFR 201.57(c) that is: `section`, unless the label numbers its sections otherwise.
    `lead` are the section's paragraphs that introduce the table: the one before it, and those that name it.
    """

    part: Part
    section: str | None
    chapter: str | None
    headings: tuple[str, ...]
    table: Table
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What extractors are given: the document, and its passages and tables in reading order, each tokenised once."""

    document: Document

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passages(self.document))

    @cached_property
    def tables(self) -> tuple[PlacedTable, ...]:
        return tuple(
            placed for section in self.document.professional for placed in _tables(self.document, section, None, ())
        )

    @cached_property
    def cells(self) -> tuple[Passage, ...]:
        """The filled cells of all tables as passages under their headers, for statements that stand in tables."""
        found = (
            cell_passage(
                self.document,
                cell,
                part=placed.part,
                section=placed.section,
                headings=placed.headings,
                table=placed.table,
            )
            for placed in self.tables
            for cell in placed.table.cells
        )
        return tuple(passage for passage in found if passage is not None)

    @cached_property
    def headers(self) -> tuple[Passage, ...]:
        """The filled cells of the header rows and of the column of row labels of all tables, which name arms and groups."""
        above = {id(cell.text) for placed in self.tables for cell in _header_cells(placed.table)}
        return tuple(passage for passage in self.cells if id(passage.text) in above)

    @cached_property
    def captions(self) -> tuple[Passage, ...]:
        """The captions of tables, which tell how common a reaction must be to be listed: "in ≥ 5% of patients"."""
        return tuple(
            Passage(
                document=self.document,
                part=placed.part,
                section=placed.section,
                headings=placed.headings,
                text=placed.table.caption,
                table=placed.table,
            )
            for placed in self.tables
            if placed.table.caption is not None
        )

    @cached_property
    def studies(self) -> Studies:
        """The study of each sentence of the passages that is about one, see `ingest.told_study`."""
        return told_studies(self.passages, self.study_names, product_names(self.document))

    @cached_property
    def study_names(self) -> frozenset[str]:
        """The names of the studies that the passages mention."""
        return named_studies(self.passages)

    def study_of(self, passage: Passage, sentence: TokenSpan) -> str | None:
        """The study that a sentence of a passage is about, None where that is not told."""
        return self.studies.get((id(passage), sentence.start))

    def within(self, *sections: str) -> Iterator[Passage]:
        """Passages of the full prescribing information in some sections or below them.

        `within("5", "boxed")` gives sections 5, 5.1, 5.2 ... and the boxed warning.
        """
        return (passage for passage in self.passages if is_within(passage.chapter, sections))

    def guide_and(self, *sections: str, cells: bool = False) -> Iterator[Passage]:
        """Passages of a guide in front of the label, and of some sections or below them; with the cells of their tables."""
        for passage in (*self.passages, *(self.cells if cells else ())):
            if passage.part is Part.GUIDE or is_within(passage.chapter, sections):
                yield passage


def _header_cells(table: Table) -> Iterator[Cell]:
    return (cell for cell in table.cells if cell.row < table.header_rows or cell.column == 0)


def is_within(section: str | None, sections: tuple[str, ...]) -> bool:
    """Whether a section is one of some sections or a subsection of one.

    >>> is_within("2.3", ("2",)), is_within("12.3", ("2", "1"))
    (True, False)
    """
    return section is not None and any(section == above or section.startswith(above + ".") for above in sections)


def _tables(
    document: Document, section: Section, number: str | None, headings: tuple[str, ...]
) -> Iterator[PlacedTable]:
    number = section_name(section) or number
    if section.number is None and section.title is not None:
        headings = (*headings, section.title.text)
    for block in section.blocks:
        if isinstance(block, Table):
            yield PlacedTable(
                part=section.part,
                section=number,
                chapter=document.chapter(number),
                headings=headings,
                table=block,
                lead=_lead(section.blocks, block),
            )
    for child in section.sections:
        yield from _tables(document, child, number, headings)


def _lead(blocks: Sequence[Block], table: Table) -> str:
    """The paragraphs of a section that introduce one of its tables."""
    place = next(number for number, block in enumerate(blocks) if block is table)
    before = next((block.text.text for block in reversed(blocks[:place]) if isinstance(block, Paragraph)), "")
    named = [
        block.text.text
        for block in blocks
        if isinstance(block, Paragraph) and table.label and re.search(rf"{re.escape(table.label)}\b", block.text.text)
    ]
    return " ".join([before, *named])
