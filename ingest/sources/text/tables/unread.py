"""Tables whose grid cannot be told: their lines in one column."""

from collections.abc import Sequence

from ingest.sources.text.tables.grid import Grid, Words, row
from ingest.sources.text.tables.notes import begins_notes


def unread(lines: Sequence[Words], start: int, wide: float) -> Grid:
    """The lines of a table up to its notes or up to running text: two lines in a row as wide as `wide` or wider."""
    long = [len(line.words) >= wide for line in lines]
    last = len(lines)
    for at, line in enumerate(lines):
        if begins_notes(line.words) or (long[at] and long[at + 1 : at + 2] == [True]):
            last = at
            break
    rows = tuple(row((line.text,)) for line in lines[:last])
    after = lines[last - 1].after if last else start
    return Grid(header=(), body=rows, columns=1, after=after, understood=False)
