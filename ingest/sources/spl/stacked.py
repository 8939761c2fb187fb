"""Rows whose cells hold the values of several rows, one below another."""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import structs

from ingest.sources.layout.values import is_value
from ingest.sources.writing.grids import GridCell
from ingest.sources.writing.runs import Kind, Run, printed

_BREAK = Kind.BREAK
_place = attrgetter("row", "column")
_GOES_ON = ("(", "[", "±", "+")
_INTERVAL = re.compile(r"\bCI\b|(?i:confidence)")

Lines = list[tuple[Run, ...]]


def unstacked(cells: Sequence[GridCell], head: int) -> list[GridCell]:
    """The cells, a row below the head cut into rows if all its cells have equally many lines and all but labels are values.

    A cell that spans rows is not cut; it spans the new ones too.
    """
    labels = (cell for cell in cells if not cell.column and cell.row >= head)
    rows: dict[int, list[GridCell]] = {cell.row: [] for cell in labels if _has_labels(cell)}
    if not rows:
        return list(cells)
    for cell in cells:
        if cell.row in rows and cell.row_span == 1:
            rows[cell.row].append(cell)
    found = list(cells)
    for row in sorted(rows, reverse=True):
        stacks = _stacks(rows[row])
        if stacks:
            found = sorted((piece for cell in found for piece in _cut(cell, row, stacks)), key=_place)
    return found


def _has_labels(cell: GridCell) -> bool:
    """Whether a cell of the first column may hold labels of several rows."""
    return cell.row_span == 1 and _BREAK in [run.kind for run in cell.runs]


def _stacks(own: Sequence[GridCell]) -> dict[int, Lines]:
    """The lines of each cell of a row by its column; none if they are no stacks of values, or a value with its interval."""
    first = next((list(_lines(cell.runs)) for cell in own if cell.column == 0), [])
    labels = [printed(line) for line in first]
    if len(own) < 2 or len(labels) < 2 or not all(labels):
        return {}
    stacks, filled, places = {0: first}, list[str](), 0
    for cell in own:
        if not cell.column:
            continue
        found = list(_lines(cell.runs))
        if len(found) != len(first):
            return {}
        stacks[cell.column] = found
        places += len(found)
        filled.extend(text for line in found if (text := printed(line)))
    stacked = 2 * len(filled) > places and all(is_value(text) for text in filled)
    parted = not any(text.startswith(_GOES_ON) for text in filled) and not any(map(_INTERVAL.search, labels))
    return stacks if stacked and parted else {}


def _lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The lines between breaks, empty ones too; breaks right behind one another, as between paragraphs, are one."""
    line, broken = list[Run](), True
    for run in runs:
        if run.kind is not _BREAK:
            line.append(run)
        elif line or not broken:
            yield tuple(line)
            line.clear()
        broken = run.kind is _BREAK
    if printed(line):
        yield tuple(line)


def _cut(cell: GridCell, row: int, stacks: dict[int, Lines]) -> list[GridCell]:
    more = len(next(iter(stacks.values()))) - 1
    if cell.row > row:
        return [structs.replace(cell, row=cell.row + more)]
    if cell.row < row or cell.row_span > 1:
        reaches = cell.row + cell.row_span > row
        return [structs.replace(cell, row_span=cell.row_span + more) if reaches else cell]
    return [structs.replace(cell, row=row + index, runs=line) for index, line in enumerate(stacks[cell.column])]
