"""The part of a table that stands on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.sources.layout.edges import TOUCH
from ingest.sources.layout.grid import PrintedCell
from ingest.sources.layout.lattice_cells import LatticeCell, LatticeGrid
from ingest.sources.layout.page import Word
from ingest.sources.layout.word_lines import word_lines

_ROOM = 2.5
"""How many lines high the white below a cell's last line is, so that its words cannot go on on the next page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentCell(PrintedCell):
    """A cell on one page, that may be the part of one.

    `cut_above` tells that it begins above what the page shows; `open_below`, that no line closes it at the fragment's
    bottom; `has_room`, that more lines would fit below its last.
    """

    cut_above: bool = False
    open_below: bool = False
    has_room: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """Cells of a table on one page. `distances` are where its columns begin, and the last ends."""

    page: int
    box: Box
    distances: tuple[float, ...]
    cells: tuple[FragmentCell, ...]


def fragment_of(page: int, grid: LatticeGrid, words: Sequence[Word], top: float) -> Fragment | None:
    """The words of a page in the cells of a grid; None if it holds none. Above `top`, no page shows anything."""
    held: dict[LatticeCell, list[Word]] = {cell: [] for cell in grid.cells}
    for word in words:
        cell = grid.cell_at(word.box)
        if cell is not None:
            held[cell].append(word)
    if not any(held.values()):
        return None
    cells = tuple(_cell(place, own, grid, top) for place, own in held.items())
    return Fragment(page=page, box=grid.box, distances=grid.distances, cells=cells)


def _cell(place: LatticeCell, words: Sequence[Word], grid: LatticeGrid, top: float) -> FragmentCell:
    lowest = max(words, key=lambda word: word.box.bottom, default=None)
    bottom = grid.heights[place.row + place.row_span]
    return FragmentCell(
        lines=word_lines(words),
        row=place.row,
        column=place.column,
        row_span=place.row_span,
        column_span=place.column_span,
        heading=_is_heading(words),
        cut_above=place.row == 0 and grid.heights[0] < top - TOUCH,
        open_below=place.open_below,
        has_room=lowest is None or bottom - lowest.box.bottom > _ROOM * (lowest.box.bottom - lowest.box.top),
    )


def _is_heading(words: Sequence[Word]) -> bool:
    """Whether words are bold: the first, and most of them."""
    own = [word for word in words if any(map(str.isalnum, word.text))] or words
    bold = ["bold" in word.styles for word in own]
    return bool(bold) and bold[0] and 2 * sum(bold) > len(bold)


def printed(cell: PrintedCell) -> str:
    """The characters of a cell without blanks."""
    return "".join(word.text for line in cell.lines for word in line)


def text_of(cell: PrintedCell) -> str:
    """The words of a cell, with a blank between those that do not touch."""
    words = [word for line in cell.lines for word in line]
    return "".join(word.text if word.joins else f" {word.text}" for word in words).strip()
