"""The part of a table that stands on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.sources.layout.grid import PrintedCell
from ingest.sources.layout.lattice_cells import LatticeCell, LatticeGrid
from ingest.sources.layout.page import Word
from ingest.sources.layout.word_lines import word_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentCell(PrintedCell):
    """A cell on one page, that may be the part of one.

    `open_above` and `open_below` tell that no line closes it at the fragment's top, its bottom; `has_room`, that another
    line would fit below its last.
    """

    open_above: bool = False
    open_below: bool = False
    has_room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Cells of a table on one page. `distances` are where its columns begin, and the last ends."""

    page: int
    box: Box
    distances: tuple[float, ...]
    cells: tuple[FragmentCell, ...]


def fragment_of(page: int, grid: LatticeGrid, words: Sequence[Word]) -> Fragment | None:
    """The words of a page in the cells of a grid; None if it holds none."""
    held: dict[LatticeCell, list[Word]] = {cell: [] for cell in grid.cells}
    for word in words:
        cell = grid.cell_at(word.box)
        if cell is not None:
            held[cell].append(word)
    if not any(held.values()):
        return None
    cells = tuple(_cell(place, own, grid) for place, own in held.items())
    return Fragment(page=page, box=grid.box, distances=grid.distances, cells=cells)


def _cell(place: LatticeCell, words: Sequence[Word], grid: LatticeGrid) -> FragmentCell:
    lowest = max(words, key=lambda word: word.box.bottom, default=None)
    bottom = grid.heights[place.row + place.row_span]
    return FragmentCell(
        lines=word_lines(words),
        row=place.row,
        column=place.column,
        row_span=place.row_span,
        column_span=place.column_span,
        heading=bool(words) and all("bold" in word.styles for word in words if any(map(str.isalnum, word.text))),
        open_above=place.open_above,
        open_below=place.open_below,
        has_room=lowest is None or bottom - lowest.box.bottom > lowest.box.bottom - lowest.box.top,
    )


def printed(cell: PrintedCell) -> str:
    """The characters of a cell without blanks."""
    return "".join(word.text for line in cell.lines for word in line)
