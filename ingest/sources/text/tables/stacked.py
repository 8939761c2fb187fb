"""Tables of numbers whose cells follow one another, each on lines of its own: a label, then a value for each column.

A PDF's text may print some labels apart from their values. A row is read only where a label is followed by exactly as many
values as there are columns, or by those of whole rows, of which the first is its own; values whose label stands elsewhere
are left out. The table is read only if most of its values are in such rows and its header tells as many columns.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ingest.aligned import AlignedText
from ingest.sources.text.tables.across import across
from ingest.sources.text.tables.column_headers import Header, header
from ingest.sources.text.tables.grid import Grid, Region, Words, row, run_on
from ingest.sources.text.tables.header_items import ITEM, is_heading
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.runs import MARKER, Run, runs, values_of
from ingest.sources.text.tables.stacked_rows import rows_of
from ingest.sources.text.tables.tiers import tiers

_MOST_HEADER_LINES = 60
_MOST_TRIES = 3
_SIZE_ALONE = re.compile(r"\(?\s*[nN]\s*=\s*\d[\d,]*\s*\)?")
_LEAST_ROWS = 3
_LEAST_REPEATED = 2
_LEAST_SHARE = 0.5
"""At least this part of all values must be in rows that are certain."""


def stacked(region: Region) -> Grid | None:
    """The grid of a table whose cells follow one another; None if most of its rows, or its columns, are not certain."""
    ends = [at for at, line in enumerate(region.lines[:_MOST_HEADER_LINES]) if at and values_of(line.words)]
    for first in ends[:_MOST_TRIES]:
        for columns in _column_counts(list(runs(region.lines[first - 1 :]))):
            found = header(region.lines[:first], columns) or _plain_header(region.lines[:first], columns)
            grid = _grid(found, region.lines, columns) if found else None
            grid = grid or _tiered(region.lines, first, columns)
            if grid:
                return grid
    return None


def _tiered(lines: Sequence[Words], first: int, columns: int) -> Grid | None:
    """The grid below a header of several rows, or below the same header printed anew on the next page."""
    for start in (at for at in range(first) if not at or lines[at].words == lines[0].words):
        found = tiers(lines[start:first], columns) or across(lines[start:first], columns)
        if found:
            head = Header(found[0], start + found[1], compared=columns)
            return _grid(head, lines, columns, tiered=True)
    return None


def _column_counts(found: Sequence[Run]) -> list[int]:
    """How many columns of values there may be, the likeliest first: as many as most labels have values."""
    counts = Counter(len(run.values) for run in found if run.labels and run.values)
    return sorted(counts, key=lambda count: counts[count] * count, reverse=True)[:_MOST_TRIES]


def _plain_header(lines: Sequence[Words], columns: int) -> Header | None:
    """A header of one row: between blank lines, the texts above the labels and above each column, and the first label.

    Refused where a text holds several sizes or grades, so that it may be the heads of several columns, or a size alone, so
    that the name above it is lost.
    """
    chunks = list[list[Words]]()
    for line in lines:
        if line.set_off or not chunks:
            chunks.append([])
        chunks[-1].append(line)
    texts = [run_on(line.text for line in chunk) for chunk in chunks[:-1]]
    if any(MARKER.fullmatch(text.text) for text in texts):
        return None
    stub = bool(texts) and bool(lexicon().stub.search(texts[0].text))
    if columns < 2 or len(texts) != columns + stub or any(map(_is_several, texts)) or _is_split(texts):
        return None
    if any(lexicon().stub.fullmatch(text.text.split()[-1]) for text in texts[1:]):
        return None
    if any(is_heading(text.text) and "=" in text.text for text in texts[stub:]):
        return None
    return Header((row(texts, 0 if stub else 1),), sum(map(len, chunks[:-1])), compared=columns)


def _is_split(texts: Sequence[AlignedText]) -> bool:
    """Whether sizes stand in other texts than grades, so that these are two rows of a header."""
    kinds = [{match.lastgroup for match in ITEM.finditer(text.text)} for text in texts]
    return any("size" in found for found in kinds) and any("grade" in found and "size" not in found for found in kinds)


def _is_several(text: AlignedText) -> bool:
    kinds = Counter(match.lastgroup for match in ITEM.finditer(text.text))
    return any(count > 1 for count in kinds.values())


def _grid(found: Header, lines: Sequence[Words], columns: int, *, tiered: bool = False) -> Grid | None:
    """The grid below a header whose texts are parted, if most values stand in rows that are certain."""
    head = lines[: found.lines]
    if (not tiered and not _is_parted(found, head)) or _is_uneven(found):
        return None
    body = _without_repeats(head, lines[found.lines :])
    rows = rows_of(body, columns, head)
    if rows is None or rows.count < _LEAST_ROWS or rows.share < _LEAST_SHARE or rows.are_doubtful:
        return None
    return Grid(
        header=found.rows,
        body=tuple(rows.rows),
        columns=columns + 1,
        after=rows.after,
        left_out=tuple(rows.left_out),
    )


def _is_uneven(found: Header) -> bool:
    """Whether some columns of a header of one row have a size alone, and others names: the first holds all names then."""
    alone = [_SIZE_ALONE.fullmatch(place.text.text.strip()) is not None for place in found.rows[0] if place.column > 0]
    return len(found.rows) == 1 and any(alone) and not all(alone)


def _is_parted(found: Header, head: Sequence[Words]) -> bool:
    """Whether the texts of the first row of a header stand between blank lines, on one line, or above their arms' sizes.

    Lines of texts side by side could be jumbled otherwise. A source without blank lines prints cell by cell.
    """
    starts = [line.text.offset(0) for at, line in enumerate(head) if line.set_off or not at]
    first = [place.text.offset(0) for place in found.rows[0] if place.column > 0]
    sizes = (line.text.offset(match.start()) for line in head for match in ITEM.finditer(line.words) if match["size"])
    chunks = {bisect_right(starts, offset) for offset in first}
    printed = {bisect_right([line.text.offset(0) for line in head], offset) for offset in first}
    parted = len(starts) == 1 or len(chunks) == len(first) or len(printed) == 1
    return parted or max(first) < min(sizes, default=0)


def _without_repeats(head: Sequence[Words], lines: Sequence[Words]) -> list[Words]:
    """The lines without those that print the words of the header again, at the top of a page."""
    whole = [" ".join(line.words for line in head[start:]) for start in (0, 1)]
    kept, at = list[Words](), 0
    while at < len(lines):
        end = next((end for words in whole if words and (end := _prints(lines, at, words))), 0)
        if not end and at and lines[at].page != lines[at - 1].page:
            end = _prints_first(lines, at, head)
        if end:
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _prints_first(lines: Sequence[Words], at: int, head: Sequence[Words]) -> int:
    """The index behind the lines from one on that are the first ones of the header; 0 if fewer than two are."""
    pairs = zip(lines[at:], head, strict=False)
    count = sum(1 for _ in takewhile(lambda pair: pair[0].words == pair[1].words, pairs))
    return at + count if count >= _LEAST_REPEATED else 0


def _prints(lines: Sequence[Words], at: int, words: str) -> int:
    """The index behind the lines from one on that print some words; 0 if they do not."""
    printed = lines[at].words
    while printed != words and words.startswith(printed + " ") and at + 1 < len(lines):
        at += 1
        printed += " " + lines[at].words
    return at + 1 if printed == words else 0
