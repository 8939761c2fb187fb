"""Rows whose cells hold the values of several rows, one below another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from msgspec import structs

from ingest.sources.layout.values import is_value
from ingest.sources.writing.grids import GridCell
from ingest.sources.writing.runs import Kind, Run, all_styled, printed

_BREAK = Kind.BREAK
_BREAK_RUN = Run(text="\n", kind=_BREAK)
_FLATTENED = re.compile(r"(?<=\S) {2,}|^ {2,}(?=\S)")
"""What is left of a break where the source was flattened: openFDA serves two blanks for it."""
_place = attrgetter("row", "column")
_GOES_ON = ("(", "[", "±", "+")
_MARKED_DASH = re.compile(r"[-–—−]\s[a-z*†‡§¶#]")
_INTERVAL = re.compile(r"\bCI\b|(?i:confidence)")

Lines = list[tuple[Run, ...]]


def unstacked(cells: Sequence[GridCell], head: int) -> list[GridCell]:
    """The cells, a row below the head cut into rows if all its cells have equally many lines and all but labels are values.

    Lines of labels that alone are bold, underlined or in italics are headings, beside which cells may have no line; a
    heading over one value is cut off in tables that have stacks. A cell that spans rows is not cut; it spans the new ones.
    """
    rows: dict[int, list[GridCell]] = {
        cell.row: []
        for cell in cells
        if not cell.column and cell.row >= head and cell.row_span == 1 and _has_lines(cell)
    }
    for cell in cells if rows else ():
        if cell.row in rows and cell.row_span == 1:
            rows[cell.row].append(cell)
    found = list(cells)
    if not any(cell.column and _has_lines(cell) for own in rows.values() for cell in own):
        return found
    stacks = {row: _stacks(own) for row, own in rows.items()}
    if max(map(_height, stacks.values())) < 2:
        return found
    for row in sorted(stacks, reverse=True):
        if stacks[row]:
            found = [piece for cell in found for piece in _cut(cell, row, stacks[row])]
    return sorted(found, key=_place)


def _has_lines(cell: GridCell) -> bool:
    """Whether a cell may hold the labels or values of several rows."""
    if len(cell.runs) == 1 and "  " not in cell.runs[0].text:
        return False
    return _BREAK in [run.kind for run in _broken(cell.runs)]


def _broken(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs of a cell; if none is a break, with breaks where the source was flattened."""
    if _BREAK in [run.kind for run in runs] or "  " not in "\n".join([run.text for run in runs]):
        return runs
    return tuple(_unflattened(runs))


def _unflattened(runs: Sequence[Run]) -> Iterator[Run]:
    for run in runs:
        pieces = _FLATTENED.split(run.text)
        for index, piece in enumerate(pieces):
            if index:
                yield _BREAK_RUN
            if piece:
                yield structs.replace(run, text=piece)


def _stacks(own: Sequence[GridCell]) -> dict[int, Lines]:
    """The lines of each cell of a row by its column; none if they are no stacks of values, or a value with its interval."""
    first = next((list(_lines(_broken(cell.runs))) for cell in own if not cell.column), [])
    if len(own) < 2 or len(first) < 2:
        return {}
    filled_at = [index for index, line in enumerate(first) if printed(line)]
    ends = (filled_at[0], len(first) - 1 - filled_at[-1]) if filled_at else (0, 0)
    first = _without_ends(first, *ends)
    labels = [printed(line) for line in first]
    if len(labels) < 2 or not all(labels):
        return {}
    stacks, places = {0: first}, 0
    for cell in own:
        if not cell.column:
            continue
        found = list(_lines(_broken(cell.runs)))
        lines = _beside(first, _without_ends(found, *ends))
        if lines is None:
            return {}
        stacks[cell.column] = lines
        places += len(found)
    filled = [text for column, lines in stacks.items() if column for line in lines if (text := printed(line))]
    stacked = 2 * len(filled) > places and all(is_value(text) or _MARKED_DASH.fullmatch(text) for text in filled)
    if not stacked:
        return {}
    parted = not any(text.startswith(_GOES_ON) for text in (*filled, *labels)) and not any(
        map(_INTERVAL.search, labels)
    )
    return stacks if parted else {}


def _without_ends(lines: Lines, before: int, behind: int) -> Lines:
    """The lines without empty ones at their ends, at most as many as the labels have there."""
    start = next((index for index, line in enumerate(lines[:before]) if printed(line)), min(before, len(lines)))
    end = len(lines)
    while end > max(start, len(lines) - behind) and not printed(lines[end - 1]):
        end -= 1
    return lines[start:end]


def _height(stacks: Mapping[int, Lines]) -> int:
    """How many values the highest stack of a row has."""
    return max((sum(bool(printed(line)) for line in lines) for column, lines in stacks.items() if column), default=0)


def _beside(labels: Lines, values: Lines) -> Lines | None:
    """The lines of a cell, one for each label: an empty one for a heading without; None if they are not as many."""
    if len(values) == len(labels):
        return values
    headings = [all_styled(line) for line in labels]
    if headings[-1] or len(values) != headings.count(False):
        return None
    remaining = iter(values)
    return [() if is_heading else next(remaining) for is_heading in headings]


def _lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The lines between breaks, empty ones too; breaks right behind one another, as between paragraphs, are one."""
    line: list[Run] = []
    broken = True
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
