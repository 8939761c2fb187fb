"""Rows of a table between which no line is drawn: a band between lines is cut where its words show rows.

Every cut must show in all cells of the band: bold words above and others below, as between a header and the first row, or
lines of one height with a value in each.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.sources.layout.fragment import FragmentCell
from ingest.sources.layout.page import Word
from ingest.sources.layout.values import is_value

_LEVEL = 2.0
"""How far apart the tops of words on one height may be, in points."""

Lines = tuple[tuple[Word, ...], ...]


def cut_bands(cells: Sequence[FragmentCell]) -> tuple[FragmentCell, ...]:
    """The cells of a table with a row for each that its words show, from the top."""
    found = list(cells)
    for row in sorted({cell.row for cell in cells}, reverse=True):
        own = [cell for cell in found if cell.row == row and cell.row_span == 1]
        tops, through = _rows_of_values(own), own
        if not tops:
            through = [cell for cell in found if cell.row + cell.row_span == row + 1]
            tops = _below_header(through, [cell for cell in found if cell.row < row and cell not in through])
        if tops:
            found = [piece for cell in found for piece in _cut(cell, row, tops, is_cut=cell in through)]
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _below_header(own: Sequence[FragmentCell], above: Sequence[FragmentCell]) -> list[float]:
    """Where bold words end in each cell of a band at the top, and others begin on one height."""
    if not all(cell.heading for cell in above if cell.lines):
        return []
    tops = [_first_plain(cell.lines) for cell in own if cell.lines]
    begun = [top for top in tops if top is not None]
    bold = sum(_is_bold(cell.lines[0]) for cell in own if cell.lines)
    if bold < 2 or len(begun) < 2 or max(begun) - min(begun) > _LEVEL or len(begun) < len(tops):
        return []
    return [min(begun)]


def _first_plain(lines: Lines) -> float | None:
    """The top of the first line that is not bold, if all below it are not either."""
    bold = [_is_bold(line) for line in lines]
    first = next((index for index, found in enumerate(bold) if not found), None)
    return None if first is None or any(bold[first:]) else _top(lines[first])


def _rows_of_values(own: Sequence[FragmentCell]) -> list[float]:
    """The tops of the rows below the first, where every line of the columns behind the first is a value on a height of its own."""
    values = [cell for cell in own if cell.column and cell.lines]
    heights = sorted(_top(line) for cell in values for line in cell.lines if _is_value(line))
    levels = [height for index, height in enumerate(heights) if not index or height - heights[index - 1] > _LEVEL]
    if len(levels) < 2 or len(values) < 1:
        return []
    begin = levels[0]
    for cell in values:
        below = [line for line in cell.lines if _top(line) >= begin - _LEVEL]
        if len(below) != len(levels) or not all(map(_is_value, below)):
            return []
    label = next((cell for cell in own if cell.column == 0 and cell.lines), None)
    starts = levels if any(_top(cell.lines[0]) < begin - _LEVEL for cell in own if cell.lines) else levels[1:]
    return starts if label is None or _labels_fit(label.lines, levels) else []


def _labels_fit(lines: Lines, levels: Sequence[float]) -> bool:
    """Whether every row has a label that begins on its height, and none in the middle of a name that begins above."""
    at = [next((i for i, line in enumerate(lines) if abs(_top(line) - level) <= _LEVEL), None) for level in levels]
    found = [index for index in at if index is not None]
    runs_on = any(index and index - 1 not in found and lines[index][0].text[:1].islower() for index in found)
    return len(found) == len(levels) and not runs_on


def _cut(cell: FragmentCell, row: int, tops: Sequence[float], *, is_cut: bool) -> list[FragmentCell]:
    """A cell as the rows that begin at some heights of its row cut it; those below move down."""
    if cell.row > row:
        return [replace(cell, row=cell.row + len(tops))]
    if cell.row + cell.row_span <= row:
        return [cell]
    if not is_cut:
        return [replace(cell, row_span=cell.row_span + len(tops))]
    bounds = [float("-inf"), *(top - _LEVEL for top in tops), float("inf")]
    pieces = [tuple(line for line in cell.lines if above <= _top(line) < below) for above, below in pairwise(bounds)]
    last = len(pieces) - 1
    return [
        replace(
            cell,
            lines=piece,
            row=row + index if index else cell.row,
            row_span=1 if index else cell.row_span,
            heading=bool(piece) and all(_is_bold(line) for line in piece),
            cut_above=cell.cut_above and index == 0,
            open_below=False,
            has_room=cell.has_room if index == last else True,
        )
        for index, piece in enumerate(pieces)
    ]


def _is_value(line: tuple[Word, ...]) -> bool:
    return is_value("".join(word.text if word.joins else f" {word.text}" for word in line))


def _is_bold(line: tuple[Word, ...]) -> bool:
    return all("bold" in word.styles for word in line)


def _top(line: tuple[Word, ...]) -> float:
    return max(line, key=lambda word: word.size).box.top
