"""Rows whose cells hold the values of several rows, one below another."""

import re
from collections.abc import Iterator, Sequence

from ingest.sources.layout.values import is_value
from ingest.sources.writing.grids import GridCell
from ingest.sources.writing.runs import Kind, Run, printed

_GOES_ON = ("(", "[", "±", "+")
_INTERVAL = re.compile(r"\bCI\b|(?i:confidence)")

Lines = list[tuple[Run, ...]]


def unstacked(cells: Sequence[GridCell], head: int) -> list[GridCell]:
    """The cells, a row below the head cut into rows if all its cells have equally many lines and all but labels are values.

    A cell that spans rows is not cut; it spans the new ones too.
    """
    found = list(cells)
    broken = {cell.row for cell in cells if cell.row >= head and any(run.kind is Kind.BREAK for run in cell.runs)}
    if not broken:
        return found
    for row in sorted(broken, reverse=True):
        stacks = _stacks([cell for cell in found if cell.row == row and cell.row_span == 1])
        if stacks:
            found = [piece for cell in found for piece in _cut(cell, row, stacks)]
    return sorted(found, key=lambda cell: (cell.row, cell.column))


def _stacks(own: Sequence[GridCell]) -> dict[int, Lines]:
    """The lines of each cell of a row by its column; none if they are no stacks of values, or a value with its interval."""
    lines = {cell.column: list(_lines(cell.runs)) for cell in own}
    counts = {len(found) for found in lines.values()}
    if 0 not in lines or len(lines) < 2 or len(counts) > 1 or counts <= {0, 1}:
        return {}
    labels = [printed(line) for line in lines[0]]
    values = [printed(line) for column, found in lines.items() if column for line in found]
    filled = [text for text in values if text]
    stacked = 2 * len(filled) > len(values) and all(is_value(text) for text in filled)
    parted = not any(text.startswith(_GOES_ON) for text in filled) and not any(map(_INTERVAL.search, labels))
    return lines if stacked and parted and all(labels) else {}


def _lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The lines between breaks, empty ones too; breaks right behind one another, as between paragraphs, are one."""
    line, broken = list[Run](), True
    for run in runs:
        if run.kind is not Kind.BREAK:
            line.append(run)
        elif line or not broken:
            yield tuple(line)
            line.clear()
        broken = run.kind is Kind.BREAK
    if printed(line):
        yield tuple(line)


def _cut(cell: GridCell, row: int, stacks: dict[int, Lines]) -> list[GridCell]:
    more = len(next(iter(stacks.values()))) - 1
    if cell.row > row:
        return [cell._replace(row=cell.row + more)]
    if cell.row < row or cell.row_span > 1:
        reaches = cell.row + cell.row_span > row
        return [cell._replace(row_span=cell.row_span + more) if reaches else cell]
    return [cell._replace(row=row + index, runs=line) for index, line in enumerate(stacks[cell.column])]
