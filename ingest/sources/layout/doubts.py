"""Whether the columns that white space shows are certain: what stands where it cannot belong shows that they are not."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.sources.layout.grid import PrintedCell
from ingest.sources.layout.page import Word
from ingest.sources.layout.phrases import GAP, text_of
from ingest.sources.layout.values import is_value

_SIZE = re.compile(r"\b[Nn]\s?=\s?\d")
_FIGURE = re.compile(r"(?!.*[A-Za-z]{2})\S*\d\S*|NS|NE|NR")
_UNIT = re.compile(r"mg|mcg|mL|kg|g|%|[-–−±]|[*†‡§]")
_MEASURED = re.compile(r"(?:.*\s)?\d[\d.,]*\s(?P<unit>[A-Za-z]\S*)")
_MARKS = re.compile(r"[*†‡§¶#]")
_LEAST = 2
_CENTRED, _ASIDE, _ALIGNED = 1.0, 2.0, 0.6


def are_columns_doubtful(cells: Sequence[PrintedCell], header_rows: int, *, of_values: bool) -> bool:
    """Whether a grid has places that hold what belongs to two columns, or columns whose header is not certain.

    Two values in one place, in more than one row, show it in any table; all other signs only in one `of_values`.
    """
    head = [cell for cell in cells if cell.row < header_rows]
    body = [cell for cell in cells if cell.row >= header_rows]
    held = [cell for cell in body if cell.column]
    if sum(_is_crowded(cell) for cell in held) >= _LEAST:
        return True
    return of_values and (
        not head
        or any(cell.column_span == 1 and len(_SIZE.findall(_text(cell))) > 1 for cell in head)
        or sum(_is_torn(cell) for cell in held) >= _LEAST
        or any(_swallows(line, held) for cell in body if not cell.column for line in cell.lines)
        or any(_is_crossed(line) for cell in held for line in cell.lines)
        or any(_is_over_one(cell, head) for cell in head)
        or any(_is_bare(column, head, held) for column in {cell.column for cell in held})
        or any(_holds_values(cell, held) for cell in head)
    )


def _is_crowded(cell: PrintedCell) -> bool:
    """Whether a cell is nothing but numbers, and more than one value."""
    words = _text(cell).split()
    figures = sum(bool(_FIGURE.fullmatch(word)) for word in words)
    units = sum(bool(_UNIT.fullmatch(word)) for word in words)
    return figures > 1 and figures + units == len(words) and not is_value(_MARKS.sub("", _joined(cell)))


def _is_torn(cell: PrintedCell) -> bool:
    """Whether a cell has numbers and half of a bracket."""
    text = _text(cell)
    return any(character.isdigit() for character in text) and text.count("(") != text.count(")")


def _swallows(line: Sequence[Word], held: Sequence[PrintedCell]) -> bool:
    """Whether a line of a label is words, a gap, and a value that stands where a column has its values."""
    values = [_edges([cell]) for cell in held if cell.column == 1 and is_value(_text(cell))]
    return any(
        is_value(text_of(after))
        and any(left < after[-1].box.right and after[0].box.left < right for left, right in values)
        for _, after in _at_gaps(line)
    )


def _is_crossed(line: Sequence[Word]) -> bool:
    """Whether a line of a cell is two values with a gap between them."""
    whole = is_value(text_of(line))
    return not whole and any(is_value(text_of(before)) and is_value(text_of(after)) for before, after in _at_gaps(line))


def _at_gaps(line: Sequence[Word]) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """The words before and behind each gap of a line."""
    for index, (before, after) in enumerate(pairwise(line), 1):
        if not after.joins and after.box.left - before.box.right > GAP * after.size:
            yield line[:index], line[index:]


def _is_over_one(cell: PrintedCell, head: Sequence[PrintedCell]) -> bool:
    """Whether a header's cell is taken to stand over several columns, but its words stand right over one of them."""
    below = [own for own in head if own.row > cell.row and _covers(cell, own.column) and own.column_span == 1]
    if cell.column_span == 1 or len(below) < _LEAST:
        return False
    left, right, size = *_edges([cell]), cell.lines[0][0].size
    if abs(left + right - sum(_edges(below))) <= 2 * _ASIDE * size:
        return False
    columns = [own.column for own in below]
    outer = (_edges([own]) for own in below if own.column in {min(columns), max(columns)})
    return min(columns) < max(columns) and any(
        abs(left + right - own_left - own_right) <= 2 * _CENTRED * size and abs(left - own_left) > _ALIGNED * size
        for own_left, own_right in outer
    )


def _is_bare(column: int, head: Sequence[PrintedCell], held: Sequence[PrintedCell]) -> bool:
    """Whether a column has values, and nothing in the header stands over it."""
    values = [cell for cell in held if cell.column == column and cell.column_span == 1 and is_value(_text(cell))]
    return len(values) >= _LEAST and not any(_covers(cell, column) for cell in head)


def _holds_values(cell: PrintedCell, held: Sequence[PrintedCell]) -> bool:
    """Whether a header's cell ends with a number and the unit that stands with the values below it."""
    found = _MEASURED.fullmatch(_text(cell))
    own = [_MEASURED.fullmatch(_text(below)) for below in held if below.column == cell.column]
    same = [below for below in own if found and below and below["unit"] == found["unit"]]
    return cell.column > 0 and cell.column_span == 1 and len(same) >= _LEAST


def _covers(cell: PrintedCell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span


def _edges(cells: Sequence[PrintedCell]) -> tuple[float, float]:
    """How far left and right the words of cells reach."""
    words = [word for cell in cells for line in cell.lines for word in line]
    return min(word.box.left for word in words), max(word.box.right for word in words)


def _text(cell: PrintedCell) -> str:
    """The words of a cell; those that the source joins stand apart here too."""
    return " ".join(word.text for word in _words(cell))


def _joined(cell: PrintedCell) -> str:
    return text_of(tuple(_words(cell)))


def _words(cell: PrintedCell) -> Iterator[Word]:
    return (word for line in cell.lines for word in line)
