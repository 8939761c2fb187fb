"""A table on printed pages: which words are in which cell."""

from dataclasses import dataclass

from ingest.document import Box
from ingest.sources.layout.page import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCell:
    """A cell of a grid: the words of its lines, from the top; `heading` if the source shows it as a header (bold)."""

    lines: tuple[tuple[Word, ...], ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table: its cells, and the boxes that it takes on pages, more than one where it goes on over page ends.

    `caption` and `notes` are the lines right above and below that belong to it, where they are part of the boxes.
    `header_rows` are the first rows that are headers, 0 if the source does not show which are. `understood` is False where
    words stand like a table whose cells could not be told.
    """

    cells: tuple[PrintedCell, ...]
    boxes: tuple[tuple[int, Box], ...]
    header_rows: int = 0
    caption: tuple[tuple[Word, ...], ...] = ()
    notes: tuple[tuple[Word, ...], ...] = ()
    understood: bool = True
