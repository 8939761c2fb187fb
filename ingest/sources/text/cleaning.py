"""The clean text of lines and tables: wraps joined, marks cut, powers written out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.aligned import AlignedText
from ingest.document import Table
from ingest.sources.text.joining import Vocabulary, joined
from ingest.sources.text.lines import Line
from ingest.sources.text.repair import repaired, repaired_table
from ingest.sources.text.tables import PrintedWords, table_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaner:
    """Cleans text with what is known of the whole document: its words, and the offsets of marks to cut.

    `known` are tables that were read before, by the offset at which the line begins that stands for each.
    """

    words: Vocabulary = frozenset()
    printed: PrintedWords | None = None
    cut: frozenset[int] = frozenset()
    known: Mapping[int, Table] = field(default_factory=dict)

    def text(self, lines: Sequence[Line]) -> AlignedText:
        return repaired(joined(lines, self.words), self.cut)

    def table_at(self, lines: Sequence[Line], index: int) -> tuple[Table, int] | None:
        """The table that begins at a line, and the first line after it; None if none begins."""
        known = self.known.get(lines[index].span.start)
        return (known, index + 1) if known else table_at(lines, index, self.printed)

    def table(self, table: Table) -> Table:
        return repaired_table(table, self.cut)
