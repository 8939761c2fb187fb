"""The cells between lines that touch: places with no line between them are one cell."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Box
from ingest.sources.layout.edges import TOUCH, Edge, Lattice

_COVERED = 0.7
"""How much of a side of a place a line must cover to close it."""

_MOST_PLACES = 20_000
"""How many places a grid on one page may have; a lattice with more is a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatticeCell:
    """A rectangle between lines, by its place in a grid.

    `open_below` tells that no line closes it where the grid ends, as where a page's end cuts it.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    open_below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LatticeGrid:
    """The cells between lines. `heights` and `distances` are where the rows and columns begin, and where the last end."""

    heights: tuple[float, ...]
    distances: tuple[float, ...]
    cells: tuple[LatticeCell, ...]

    @property
    def box(self) -> Box:
        return Box(left=self.distances[0], top=self.heights[0], right=self.distances[-1], bottom=self.heights[-1])

    def cell_at(self, box: Box) -> LatticeCell | None:
        """The cell that holds the middle of a box."""
        row = bisect_right(self.heights, (box.top + box.bottom) / 2) - 1
        column = bisect_right(self.distances, (box.left + box.right) / 2) - 1
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


def grid_of(lattice: Lattice) -> LatticeGrid | None:
    """The grid of some lines; None if they enclose nothing, or far too much."""
    heights, distances = _closed(lattice.horizontal, lattice.vertical), _closed(lattice.vertical, lattice.horizontal)
    rows, columns = len(heights) - 1, len(distances) - 1
    if not lattice.horizontal or rows < 1 or columns < 1 or rows * columns > _MOST_PLACES:
        return None
    below = _walls(lattice.horizontal, heights, distances)
    beside = _walls(lattice.vertical, distances, heights)
    widths = [end - start for start, end in pairwise(distances)]
    pieces = [_opened(piece, rows, below[rows]) for piece in _stacked(rows, widths, below, beside)]
    return LatticeGrid(
        heights=tuple(heights[row] for row in (*sorted({cell.row for cell in pieces}), rows)),
        distances=tuple(distances[column] for column in (*sorted({cell.column for cell in pieces}), columns)),
        cells=tuple(_renumbered(pieces)),
    )


def _opened(cell: LatticeCell, rows: int, last: Sequence[bool]) -> LatticeCell:
    """A cell that knows whether the last line closes it, given which places of that are drawn."""
    own = last[cell.column : cell.column + cell.column_span]
    return replace(cell, open_below=cell.row + cell.row_span == rows and not any(own))


def _closed(edges: Sequence[Edge], across: Sequence[Edge]) -> list[float]:
    """Where the lines of one direction stand, and those across them end; near ones as one.

    Where lines across end, a row or column begins, though no line may be drawn there.
    """
    found = list[list[float]]()
    for at in sorted(edge.at for edge in edges):
        if found and at - found[-1][0] <= TOUCH:
            found[-1].append(at)
        else:
            found.append([at])
    places = [(group[0] + group[-1]) / 2 for group in found]
    for end in sorted({end for edge in across for end in (edge.start, edge.end)}):
        if not any(abs(end - place) <= 2 * TOUCH for place in places):
            places.append(end)
    return sorted(places)


def _walls(edges: Sequence[Edge], places: Sequence[float], sides: Sequence[float]) -> list[list[bool]]:
    """For each place of a line, which of the stretches between `sides` a line there covers."""
    drawn: list[list[Edge]] = [[] for _ in places]
    for edge in edges:
        nearest = min(range(len(places)), key=lambda index: abs(places[index] - edge.at))
        drawn[nearest].append(edge)
    return [[_is_covered(row, *stretch) for stretch in pairwise(sides)] for row in drawn]


def _is_covered(edges: Sequence[Edge], start: float, end: float) -> bool:
    covered, reached = 0.0, start
    for edge in sorted(edges, key=lambda edge: edge.start):
        first, last = max(edge.start, reached), min(edge.end, end)
        if last > first:
            covered, reached = covered + last - first, last
    return covered >= _COVERED * (end - start)


def _stacked(
    rows: int, widths: Sequence[float], below: Sequence[Sequence[bool]], beside: Sequence[Sequence[bool]]
) -> Iterator[LatticeCell]:
    """The cells: stretches of a row with no line in them, and the same stretches of the rows below as far as no line parts them."""
    begun = dict[tuple[int, int], int]()
    for row in range(rows):
        stretches = _stretches(row, len(widths), beside)
        for stretch, first in list(begun.items()):
            if stretch not in stretches or _is_closed(below[row][slice(*stretch)], widths[slice(*stretch)]):
                del begun[stretch]
                yield _cell(first, row, *stretch)
        for stretch in stretches:
            begun.setdefault(stretch, row)
    for stretch, first in begun.items():
        yield _cell(first, rows, *stretch)


def _is_closed(drawn: Sequence[bool], widths: Sequence[float]) -> bool:
    """Whether a line is drawn along most of a stretch."""
    return 2 * sum(width for width, found in zip(widths, drawn, strict=True) if found) > sum(widths)


def _stretches(row: int, columns: int, beside: Sequence[Sequence[bool]]) -> list[tuple[int, int]]:
    """The stretches of a row between upright lines: the first column of each, and the one behind the last."""
    starts = [column for column in range(columns) if column == 0 or beside[column][row]]
    return list(pairwise([*starts, columns]))


def _cell(first: int, after: int, column: int, end: int) -> LatticeCell:
    return LatticeCell(row=first, column=column, row_span=after - first, column_span=end - column)


def _renumbered(cells: Sequence[LatticeCell]) -> Iterator[LatticeCell]:
    """The cells by the rows and columns in which any cell begins."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        yield replace(
            cell,
            row=rows.index(cell.row),
            column=columns.index(cell.column),
            row_span=sum(cell.row <= row < cell.row + cell.row_span for row in rows),
            column_span=sum(cell.column <= column < cell.column + cell.column_span for column in columns),
        )
