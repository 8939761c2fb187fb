"""The part of a table that stands on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.sources.layout.grid import PrintedCell
from ingest.sources.layout.lattice_cells import LatticeCell, LatticeGrid
from ingest.sources.layout.page import Word
from ingest.sources.layout.word_lines import word_lines

_LEAST_FILLED = 0.2
"""How many of a table's cells hold words at least; the lines of a chart enclose hardly any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Cells of a table on one page.

    `distances` are where its columns begin, and the last ends. `cut_above` and `cut_below` tell that no line closes its
    first row above, its last row below.
    """

    page: int
    box: Box
    distances: tuple[float, ...]
    cells: tuple[PrintedCell, ...]
    cut_above: bool = False
    cut_below: bool = False

    @property
    def rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    def row(self, number: int) -> tuple[PrintedCell, ...]:
        """The cells that begin in a row."""
        return tuple(cell for cell in self.cells if cell.row == number)


def fragment_of(page: int, grid: LatticeGrid, words: Sequence[Word]) -> Fragment | None:
    """The words of a page in the cells of a grid; None if these hold so few that it is a frame or a drawing."""
    held: dict[LatticeCell, list[Word]] = {cell: [] for cell in grid.cells}
    for word in words:
        cell = grid.cell_at(word.box)
        if cell is not None:
            held[cell].append(word)
    cells = tuple(_cell(place, own) for place, own in held.items())
    filled = [cell for cell in cells if cell.lines]
    if len({cell.column for cell in filled}) < 2 or len(filled) < _LEAST_FILLED * len(cells):
        return None
    return Fragment(
        page=page,
        box=grid.box,
        distances=grid.distances,
        cells=cells,
        cut_above=grid.open_top,
        cut_below=grid.open_bottom,
    )


def _cell(place: LatticeCell, words: Sequence[Word]) -> PrintedCell:
    return PrintedCell(
        lines=word_lines(words),
        row=place.row,
        column=place.column,
        row_span=place.row_span,
        column_span=place.column_span,
        heading=bool(words) and all("bold" in word.styles for word in words if any(map(str.isalnum, word.text))),
    )


def printed(cell: PrintedCell) -> str:
    """The characters of a cell without blanks."""
    return "".join(word.text for line in cell.lines for word in line)
