"""Tables of dosage and of populations from which no fact was read: they are told as not understood, and none is silent."""

from collections.abc import Iterator, Sequence

from ingest.document import Cell, NotUnderstood, Table
from ingest.reading import Reading, is_within
from kg.facts import Abbreviation, CrossReference, Definition, Discrepancy, Fact
from kg.locator import Evidence

_SECTIONS = ("2", "8")
_NO_CONTENT: tuple[type[Fact], ...] = (Abbreviation, CrossReference, Definition, Discrepancy)
"""Facts that a table may hold in passing, and that do not say what it tells."""


def silent_tables(reading: Reading, facts: Sequence[Fact]) -> Iterator[NotUnderstood]:
    """The tables of sections 2 and 8 whose grid was told and in which no fact has its evidence, with their header's words."""
    read = sorted(cited.span.start for fact in facts if not isinstance(fact, _NO_CONTENT) for cited in _cited(fact))
    for placed in reading.tables:
        table = placed.table
        is_read = any(table.span.start <= start < table.span.end for start in read)
        if table.understood and is_within(placed.chapter, _SECTIONS) and not is_read:
            header = " | ".join(" ".join(cell.words.split()) for cell in _header(table))
            yield NotUnderstood(
                span=table.span,
                section=placed.section,
                reason=f"{table.label or 'a table'} was not read: no statement of a known kind was found in it"
                + (f"; its header: {header}" if header else ""),
            )


def _cited(fact: Fact) -> tuple[Evidence, ...]:
    return (*fact.evidence, *fact.also_in)


def _header(table: Table) -> Iterator[Cell]:
    """The filled cells of the header, or of the first row where the source shows no header."""
    return (cell for cell in table.cells if cell.row < max(1, table.header_rows) and cell.words.strip())
