"""Rows of a table between which no line is drawn: a band between lines is cut where its words show rows.

Every cut must show in all cells of the band: bold words above and others below, as between a header and the first row, or
lines of one height with a value in each. A label without values is a row where its first word had found room above.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.sources.layout.fragment import FragmentCell
from ingest.sources.layout.page import Word
from ingest.sources.layout.values import is_patients, is_value
from ingest.sources.writing.runs import Kind

_LEVEL = 2.0
"""How far apart the tops of words on one height may be, in points."""

_PADDING = 5.0
"""How far, in points, words may stand from the lines beside them."""

_BLANK = 0.3
"""How wide a blank is, in heights of the font."""

Lines = tuple[tuple[Word, ...], ...]


def cut_bands(cells: Sequence[FragmentCell], distances: Sequence[float]) -> tuple[FragmentCell, ...]:
    """The cells of a table with a row for each that its words show, from the top.

    `distances` are where the columns begin, and the last ends.
    """
    found = list(_with_headers_cut(cells))
    for row in sorted({cell.row for cell in cells}, reverse=True):
        own = [cell for cell in found if cell.row == row and cell.row_span == 1]
        tops, through = _rows_of_values(own, distances), own
        if not tops:
            through = [cell for cell in found if row in range(cell.row, cell.row + cell.row_span)]
            tops = _below_header(through, [cell for cell in found if cell.row < row and cell not in through])
        if tops:
            found = [piece for cell in found for piece in _cut(cell, row, tops, is_cut=cell in through)]
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _with_headers_cut(cells: Sequence[FragmentCell]) -> Iterator[FragmentCell]:
    """The cells; one with a bold name above the height where a row begins, and other words below it, is cut there.

    No line closes the header in its column, while one does in the others.
    """
    begins = {row: [_top(cell.lines[0]) for cell in cells if cell.row == row and cell.lines] for row in _rows(cells)}
    for cell in cells:
        first = _first_plain(cell.lines) if cell.heading or (cell.lines and _is_bold(cell.lines[0])) else None
        inner = range(cell.row + 1, cell.row + cell.row_span)
        bold = [_top(line) for line in cell.lines if first is not None and _top(line) < first]
        at = next(
            (row for row in inner if first is not None and _parts(min(begins[row], default=first), bold, first)), None
        )
        others = [other for other in cells if other is not cell and at is not None and other.row < at and other.lines]
        if at is None or not others or not all(other.heading for other in others):
            yield cell
            continue
        held = len(bold)
        yield replace(
            cell, lines=cell.lines[:held], row_span=at - cell.row, heading=True, open_below=False, has_room=True
        )
        yield replace(
            cell,
            lines=cell.lines[held:],
            row=at,
            row_span=cell.row + cell.row_span - at,
            heading=False,
            cut_above=False,
        )


def _parts(height: float, above: Sequence[float], below: float) -> bool:
    """Whether a height stands between those of some lines and that of the line below them."""
    return bool(above) and max(above) < height - _LEVEL and below >= height - _LEVEL


def _rows(cells: Sequence[FragmentCell]) -> range:
    return range(max((cell.row + cell.row_span for cell in cells), default=0))


def _below_header(own: Sequence[FragmentCell], above: Sequence[FragmentCell]) -> list[float]:
    """Where bold words end in some cells of a band at the top, and others begin on one height.

    In a cell of bold words alone a line begins on that height too, or none stands below it.
    """
    if not all(cell.heading for cell in above if cell.lines):
        return []
    filled = [cell.lines for cell in own if cell.lines]
    begun = [top for lines in filled if (top := _first_plain(lines)) is not None]
    level = min(begun, default=0.0)
    bold = sum(_is_bold(lines[0]) and _top(lines[0]) < level - _LEVEL for lines in filled)
    if bold < 2 or len(begun) < 2 or max(begun) - level > _LEVEL:
        return []
    others = [lines for lines in filled if _first_plain(lines) is None]
    if not all(all(map(_is_bold, lines)) and _begins_at(lines, level) for lines in others):
        return []
    return [level]


def _begins_at(lines: Lines, level: float) -> bool:
    """Whether no line runs over a height: the first at it or below begins on it."""
    below = [_top(line) for line in lines if _top(line) >= level - _LEVEL]
    return not below or below[0] - level <= _LEVEL


def _first_plain(lines: Lines) -> float | None:
    """The top of the first line that is not bold, if all below it are not either."""
    bold = [_is_bold(line) for line in lines]
    first = next((index for index, found in enumerate(bold) if not found), None)
    return None if first is None or any(bold[first:]) else _top(lines[first])


def _rows_of_values(own: Sequence[FragmentCell], distances: Sequence[float]) -> list[float]:
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
    if label is None:
        return starts
    return sorted({*starts, *_lone_labels(label, levels, distances)}) if _labels_fit(label.lines, levels) else []


def _lone_labels(label: FragmentCell, levels: Sequence[float], distances: Sequence[float]) -> Iterator[float]:
    """The tops of labels without values: between two rows, where the first word had found room on the line above."""
    width = distances[label.column + label.column_span] - distances[label.column]
    for above, line in pairwise(label.lines):
        top, word = _top(line), line[0].box
        room = width - (above[-1].box.right - above[0].box.left) - 2 * _PADDING
        if any(abs(top - level) <= _LEVEL for level in levels) or line[0].text[:1].islower():
            continue
        if word.right - word.left + line[0].size * _BLANK < room:
            yield top


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
            row_span=_span(cell, row, index, last),
            heading=bool(piece) and all(_is_bold(line) for line in piece),
            cut_above=cell.cut_above and index == 0,
            open_below=False,
            has_room=cell.has_room if index == last else True,
        )
        for index, piece in enumerate(pieces)
    ]


def _span(cell: FragmentCell, row: int, index: int, last: int) -> int:
    """How many rows a piece of a cell spans: the first those above the cut row, the last those below it."""
    above, below = row - cell.row, cell.row + cell.row_span - row - 1
    return 1 + above * (index == 0) + below * (index == last)


def _is_value(line: tuple[Word, ...]) -> bool:
    text = "".join(word.text if word.joins else f" {word.text}" for word in line).strip()
    return is_value(text) or is_patients(text)


def _is_bold(line: tuple[Word, ...]) -> bool:
    """Whether the words of a line are bold; marks of notes do not count."""
    own = [word for word in line if word.kind is Kind.PLAIN and any(map(str.isalnum, word.text))] or line
    return all("bold" in word.styles for word in own)


def _top(line: tuple[Word, ...]) -> float:
    return max(line, key=lambda word: word.size).box.top
