"""The cells between lines that touch: where lines are missing between two places, these are one cell."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Box
from ingest.sources.layout.edges import TOUCH, Edge, Lattice

_COVERED = 0.7
"""How much of a side of a place a line must cover to close it."""

_MOST_PLACES = 20_000
"""How many places a grid on one page may have; a lattice with more is a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LatticeCell:
    """A rectangle between lines, by its place in a grid."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LatticeGrid:
    """The cells between lines. `heights` and `distances` are where the rows and columns begin, and where the last end.

    `open_top` and `open_bottom` tell that no line closes the first row above, the last below, as in rows that a page's
    end cuts.
    """

    heights: tuple[float, ...]
    distances: tuple[float, ...]
    cells: tuple[LatticeCell, ...]
    open_top: bool
    open_bottom: bool

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
    regions = _regions(rows, columns, below, beside)
    pieces = [piece for region in regions for piece in _rectangles(region)]
    return LatticeGrid(
        heights=tuple(heights[row] for row in (*sorted({cell.row for cell in pieces}), rows)),
        distances=tuple(distances[column] for column in (*sorted({cell.column for cell in pieces}), columns)),
        cells=tuple(_renumbered(pieces)),
        open_top=not any(below[0]),
        open_bottom=not any(below[rows]),
    )


def _closed(edges: Sequence[Edge], across: Sequence[Edge]) -> list[float]:
    """Where the lines of one direction stand, near ones as one; and where those across them end, if that is farther."""
    found = list[list[float]]()
    for at in sorted(edge.at for edge in edges):
        if found and at - found[-1][0] <= TOUCH:
            found[-1].append(at)
        else:
            found.append([at])
    places = [(group[0] + group[-1]) / 2 for group in found]
    if across:
        first, last = min(edge.start for edge in across), max(edge.end for edge in across)
        if not places or first < places[0] - TOUCH:
            places.insert(0, first)
        if last > places[-1] + TOUCH:
            places.append(last)
    return places


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


def _regions(
    rows: int, columns: int, below: Sequence[Sequence[bool]], beside: Sequence[Sequence[bool]]
) -> Iterable[set[tuple[int, int]]]:
    """The places between which no line is drawn."""
    free = {(row, column) for row in range(rows) for column in range(columns)}
    while free:
        region, reached = set[tuple[int, int]](), [min(free)]
        free.discard(reached[0])
        while reached:
            row, column = reached.pop()
            region.add((row, column))
            ways = (
                ((row + 1, column), below[row + 1][column]),
                ((row - 1, column), below[row][column]),
                ((row, column + 1), beside[column + 1][row]),
                ((row, column - 1), beside[column][row]),
            )
            for place, closed in ways:
                if place in free and not closed:
                    free.discard(place)
                    reached.append(place)
        yield region


def _rectangles(region: set[tuple[int, int]]) -> Iterator[LatticeCell]:
    """A region as one cell if it is a rectangle; else cut into its rows, and these into stretches without a gap."""
    rows, columns = {row for row, _ in region}, {column for _, column in region}
    if len(region) == len(rows) * len(columns):
        yield LatticeCell(row=min(rows), column=min(columns), row_span=len(rows), column_span=len(columns))
        return
    for row in sorted(rows):
        own = sorted(column for line, column in region if line == row)
        begin = own[0]
        for column, following in zip(own, [*own[1:], None], strict=True):
            if following != column + 1:
                yield LatticeCell(row=row, column=begin, row_span=1, column_span=column - begin + 1)
                begin = following if following is not None else begin


def _renumbered(cells: Sequence[LatticeCell]) -> Iterator[LatticeCell]:
    """The cells by the rows and columns in which any cell begins."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        yield LatticeCell(
            row=rows.index(cell.row),
            column=columns.index(cell.column),
            row_span=sum(cell.row <= row < cell.row + cell.row_span for row in rows),
            column_span=sum(cell.column <= column < cell.column + cell.column_span for column in columns),
        )
