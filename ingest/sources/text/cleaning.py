"""The clean text of lines and tables: wraps joined, marks cut, powers written out."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.document import Table
from ingest.sources.text.joining import Vocabulary, joined
from ingest.sources.text.lines import Line
from ingest.sources.text.repair import repaired, repaired_table
from ingest.sources.text.tables import PrintedWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaner:
    """Cleans text with what is known of the whole document: its words, and the offsets of marks to cut."""

    words: Vocabulary = frozenset()
    printed: PrintedWords | None = None
    cut: frozenset[int] = frozenset()

    def text(self, lines: Sequence[Line]) -> AlignedText:
        return repaired(joined(lines, self.words), self.cut)

    def table(self, table: Table) -> Table:
        return repaired_table(table, self.cut)
