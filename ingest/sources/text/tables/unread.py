"""Tables whose grid cannot be told: their lines in one column."""

from collections.abc import Sequence

from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, row, words_of
from ingest.sources.text.tables.notes import begins_notes
from ingest.sources.text.tables.regions import full_width

_PROSE = 0.75


def unread(lines: Sequence[Line], start: int, stop: int) -> Grid:
    """The lines of a table up to its notes or up to running text: two lines in a row that fill the page."""
    wide = full_width(lines, start) * _PROSE
    body = list(words_of(lines, start, stop))
    long = [len(line.words) >= wide for line in body]
    last = len(body)
    for at, line in enumerate(body):
        if begins_notes(lines[line.index]) or (long[at] and long[at + 1 : at + 2] == [True]):
            last = at
            break
    rows = tuple(row((line.text,)) for line in body[:last])
    after = body[last - 1].after if last else start
    return Grid(header=(), body=rows, columns=1, after=after, understood=False)
