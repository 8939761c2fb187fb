"""A table on pages as a grid of runs, which the neutral layer writes out."""

from collections.abc import Mapping, Sequence

from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.page import Word
from ingest.sources.layout.pieces import runs_of
from ingest.sources.text.joining import Vocabulary
from ingest.sources.writing.grids import Grid, GridCell
from ingest.sources.writing.runs import Run


def grid_of(table: PrintedTable, words: Vocabulary, pages: Mapping[int, int]) -> Grid:
    """The grid of a table; `words` are those of the document, to tell which hyphens only wrap a word.

    `pages` tell the page of each printed word by its identity.
    """

    def runs(lines: Sequence[Sequence[Word]]) -> tuple[Run, ...]:
        return tuple(runs_of([(pages[id(line[0])], line) for line in lines if line], words))

    cells = tuple(
        GridCell(
            runs=runs(cell.lines),
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            heading=cell.heading,
        )
        for cell in table.cells
    )
    return Grid(
        cells=cells,
        caption=runs(table.caption),
        head=table.header_rows,
        notes=tuple(runs([line]) for line in table.notes),
        understood=table.understood,
    )
