"""Tables of numbers: a row is a label and a value in each column, under rows that name a group."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.sources.text.tables.column_headers import header
from ingest.sources.text.tables.grid import Grid, Region, Words
from ingest.sources.text.tables.header_items import is_heading
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.rows import Rows
from ingest.sources.text.tables.values import trailing_values

_MOST_HEADER_LINES = 40
_MOST_TRIES = 3
_UNFINISHED = re.compile(r"\b(?:and|or|to)$")
"""The end of a label whose value is one of its words, as in a header that was cut short ("Grades 3 or 4 %")."""


def numbers(region: Region) -> Grid | None:
    """The grid of a table of numbers that begins with some lines; None if its header and its rows do not agree."""
    found = list(_balanced(region.lines))
    return next((grid for columns in _column_counts(found) if (grid := _grid(found, columns))), None)


def _balanced(lines: Sequence[Words]) -> Iterator[Words]:
    """The lines, joined where a bracket that one opens is closed in one of the next two."""
    waiting = list[Words]()
    for line in lines:
        waiting.append(line)
        words = " ".join(part.words for part in waiting)
        if len(waiting) < 3 and (words.count("(") > words.count(")") or words.count("[") > words.count("]")):
            continue
        if words.count("(") != words.count(")"):
            yield from waiting
        else:
            first, last = waiting[0], waiting[-1]
            joined = tuple(line for part in waiting for line in part.lines)
            yield Words(lines=joined, after=last.after, set_off=first.set_off)
        waiting = []
    yield from waiting


def _column_counts(lines: Sequence[Words]) -> list[int]:
    """How many columns of values there may be, the likeliest first: as many as most labelled rows have."""
    counts = Counter[int]()
    for line in lines:
        values = trailing_values(line.words)
        if values and values[0][0] > 0:
            counts[len(values)] += 1
    return sorted(counts, key=lambda count: (counts[count] * count, count), reverse=True)[:_MOST_TRIES]


def _grid(lines: Sequence[Words], columns: int) -> Grid | None:
    """The grid, if some line with values is the first row below a header of so many columns."""
    for at, line in enumerate(lines[:_MOST_HEADER_LINES]):
        found = header(lines[:at], columns) if trailing_values(line.words) else None
        if found is None:
            continue

        def width(label: str, compared: int = found.compared) -> int:
            return compared if lexicon().comparison.match(label) else 0

        rows = Rows(columns=columns, values_of=trailing_values, width_of=width)
        after = rows.read(lines[found.lines :])
        if any(_UNFINISHED.search(places[0].text.text) for places in rows.rows):
            continue
        if after is not None and rows.are_certain and not _has_heading(lines[found.lines :], after):
            return Grid(header=found.rows, body=tuple(rows.rows), columns=columns + 1, after=after)
    return None


def _has_heading(lines: Sequence[Words], after: int) -> bool:
    """Whether a line of a header stands among the rows, so that the header was cut short."""
    return any(is_heading(line.words) for line in lines if line.after <= after)
