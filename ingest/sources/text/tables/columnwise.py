"""Tables of numbers that a PDF's text prints column by column: the labels of all rows, then the values of each column.

Blank lines part the columns. The table is read only where each column of values has a name of its own and as many values as
there are labels, one to a line: then the first value is the first label's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Grid, Region, Words, row, run_on
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.runs import values_of

_NAME = re.compile(r"[^\W\d_]{2}")
_MOST_STUB = 2
_LEAST_ROWS = 3
_LEAST_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """The lines of a column: its name, and behind it its values; those of the labels have none."""

    name: tuple[Words, ...]
    values: tuple[Words, ...]


def columnwise(region: Region) -> Grid | None:
    """The grid of a table printed column by column; None if its columns are not equally long."""
    labels, columns = None, list[_Column]()
    for lines in _chunks(region.lines):
        column = _column(lines)
        if column.values:
            columns.append(column)
        elif labels is None:
            labels = lines
        else:
            break
    if labels is None or len(columns) < _LEAST_COLUMNS:
        return None
    count = len(columns[0].values)
    stub, named = labels[:-count], labels[-count:]
    even = all(len(column.values) == count for column in columns)
    if not even or not _LEAST_ROWS <= count <= len(named) or not _are_named(columns) or not _is_stub(stub):
        return None
    if any(label.words[:1].islower() for label in named):
        return None
    names = row((_text(column.name) for column in columns), 1)
    body = (row((label.text, *(column.values[at].text for column in columns))) for at, label in enumerate(named))
    return Grid(
        header=((*row([_text(stub)] if stub else ()), *names),),
        body=tuple(body),
        columns=len(columns) + 1,
        after=_after(labels, columns),
    )


def _chunks(lines: Sequence[Words]) -> list[list[Words]]:
    """The lines between blank ones."""
    found = list[list[Words]]()
    for line in lines:
        if line.set_off or not found:
            found.append([])
        found[-1].append(line)
    return found


def _column(lines: Sequence[Words]) -> _Column:
    """The lines parted where the last ones are values and nothing else."""
    first = len(lines)
    while first and _is_value(lines[first - 1]):
        first -= 1
    return _Column(tuple(lines[:first]), tuple(lines[first:]))


def _is_value(line: Words) -> bool:
    found = values_of(line.words)
    return len(found) == 1 and found[0][0] == 0


def _are_named(columns: Sequence[_Column]) -> bool:
    """Whether each column has a name, and no two the same: names that recur stand below others, which are lost."""
    names = [_text(column.name).text for column in columns]
    return all(map(_NAME.search, names)) and len(set(names)) == len(names)


def _is_stub(lines: Sequence[Words]) -> bool:
    """Whether lines above the labels name them: none, or one heading that ends as such do ("Adverse Reaction")."""
    words = _text(lines).text
    return len(lines) <= _MOST_STUB and (
        not lines or any(m.end() == len(words) for m in lexicon().stub.finditer(words))
    )


def _text(lines: Sequence[Words]) -> AlignedText:
    return run_on(line.text for line in lines)


def _after(labels: Sequence[Words], columns: Sequence[_Column]) -> int:
    return max(labels[-1].after, *(column.values[-1].after for column in columns))
