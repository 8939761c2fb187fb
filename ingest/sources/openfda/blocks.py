"""Paragraphs, list items and tables of a stretch of flattened text, written out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.aligned import AlignedText
from ingest.document import Block, NotUnderstood, Paragraph, Structure, StructureKind, Table
from ingest.sources.openfda.paragraphs import items
from ingest.sources.openfda.places import PlacedGrid
from ingest.sources.text.repair import may_have_powers, repaired_table, with_powers
from ingest.sources.writing.grids import write_table
from ingest.sources.writing.writer import TextWriter
from kg.locator import Span

_NO_PLACE = "a table whose place in the text was not found; it stands at the end of its section"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockWriter:
    """Writes blocks one below another. `name` is the file's, for messages; `gaps` gathers tables without a place."""

    name: str
    writer: TextWriter
    gaps: list[NotUnderstood] = field(default_factory=list)

    def blocks(self, text: str, where: Span, tables: Sequence[PlacedGrid]) -> Iterator[Block]:
        """Paragraphs, list items and tables in the order of the text."""
        start = where.start
        for table in tables:
            if table.where and where.start <= table.where.start < where.end:
                yield from self._paragraphs(text, start, table.where.start)
                yield from self.table(table)
                start = max(start, table.where.end)
        yield from self._paragraphs(text, start, where.end)

    def _paragraphs(self, text: str, start: int, stop: int) -> Iterator[Block]:
        repair = with_powers if may_have_powers(text[start:stop]) else None
        for item in items(text, start, stop):
            written = self.writer.plain(item.words, "• " if item.level else "")
            if any(map(str.isalnum, item.words)):
                yield Paragraph(text=repair(written) if repair else written, level=item.level)

    def table(self, table: PlacedGrid) -> Iterator[Block]:
        found = write_table(table.grid, self.writer)
        if found.understood or found.caption:
            yield repaired_table(found)

    def lost(self, tables: Sequence[PlacedGrid], number: str | None) -> Iterator[Block]:
        """The tables whose place in the text was not found, written at the end of their section."""
        for table in tables:
            for block in self.table(table) if table.where is None and table.words else ():
                if isinstance(block, Table):
                    self.gaps.append(NotUnderstood(span=block.span, section=number, reason=_NO_PLACE))
                yield block

    def line(self, words: str) -> AlignedText:
        """A heading, written out. Raises ValueError if it has no characters."""
        printed = words.strip()
        if not printed:
            raise ValueError(f"{words!r} has no characters; expected a heading")
        return self.writer.plain(printed)

    def number(self, printed: AlignedText, number: str) -> None:
        span = printed.span(0, len(number))
        self.writer.structure.append(Structure(kind=StructureKind.SECTION_NUMBER, span=span))
