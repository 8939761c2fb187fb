"""Tables of numbers whose cells follow one another, each on lines of its own: a label, then a value for each column.

A PDF's text may print some labels apart from their values. A row is read only where a label is followed by exactly as many
values as there are columns, or by those of whole rows, of which the first is its own; values whose label stands elsewhere
are left out. The table is read only if most of its values are in such rows and its header tells as many columns.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.aligned import AlignedText
from ingest.sources.text.tables.across import across
from ingest.sources.text.tables.column_headers import Header, header
from ingest.sources.text.tables.grid import Grid, Region, Row, Words, group, row, run_on
from ingest.sources.text.tables.header_items import ITEM, is_heading
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.notes import begins_notes
from ingest.sources.text.tables.tiers import tiers
from ingest.sources.text.tables.values import is_bracket, trailing_values

_MOST_HEADER_LINES = 40
_MOST_TRIES = 3
_MOST_LABEL_LINES = 20
_MOST_PROSE_WORDS = 12
_LEAST_ROWS = 3
_LEAST_SHARE = 0.5
"""At least this part of all values must be in rows that are certain."""
_WIDER = 1.15
"""A line wider than labels are, by this factor, names a group: labels are wrapped at the width of their column."""
_MARKER = re.compile(r"[*†‡§¶#]+|[a-z]")
_GOES_ON = re.compile(r"[a-z(\[]")
_HANGING = re.compile(r"(?:,|/|-|\b(?:or|and|of|the|to|in|with|for|by))$")


@dataclass(slots=True, kw_only=True)
class _Run:
    """Texts and the values that follow them, up to the next text; `after` is the index of the next line."""

    texts: list[Words] = field(default_factory=list)
    labels: list[AlignedText] = field(default_factory=list)
    values: list[AlignedText] = field(default_factory=list)
    after: int = 0


def stacked(region: Region) -> Grid | None:
    """The grid of a table whose cells follow one another; None if most of its rows, or its columns, are not certain."""
    ends = [at for at, line in enumerate(region.lines[:_MOST_HEADER_LINES]) if at and _values_of(line.words)]
    for first in ends[:_MOST_TRIES]:
        for columns in _column_counts(list(_runs(region.lines[first - 1 :]))):
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


def _values_of(words: str) -> tuple[tuple[int, int], ...]:
    """Where the values at the end of a line stand; a number that counts what is named is none ("Week 12")."""
    found = trailing_values(words)
    counted = bool(found) and found[0][0] > 0 and lexicon().numbered.search(words)
    return () if counted or is_heading(words) else found


def _column_counts(runs: Sequence[_Run]) -> list[int]:
    """How many columns of values there may be, the likeliest first: as many as most labels have values."""
    counts = Counter(len(run.values) for run in runs if run.labels and run.values)
    return sorted(counts, key=lambda count: counts[count] * count, reverse=True)[:_MOST_TRIES]


def _plain_header(lines: Sequence[Words], columns: int) -> Header | None:
    """A header of one row: between blank lines, the texts above the labels and above each column, and the first label.

    Refused where a text holds several sizes or grades, so that it may be the heads of several columns.
    """
    chunks = list[list[Words]]()
    for line in lines:
        if line.set_off or not chunks:
            chunks.append([])
        chunks[-1].append(line)
    texts = [run_on(line.text for line in chunk) for chunk in chunks[:-1]]
    stub = bool(texts) and bool(lexicon().stub.search(texts[0].text))
    if columns < 2 or len(texts) != columns + stub or any(map(_is_several, texts)) or _is_split(texts):
        return None
    if any(lexicon().stub.fullmatch(text.text.split()[-1]) for text in texts[1:]):
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
    runs = list(_runs(_without_repeats(head, lines[found.lines :])))
    rows = _Rows(columns=columns, widest=_widest(runs))
    for run in runs:
        rows.take(run)
    share = rows.count * columns / max(1, sum(len(run.values) for run in runs))
    if rows.count < _LEAST_ROWS or share < _LEAST_SHARE or rows.are_doubtful:
        return None
    if not tiered and not _is_parted(found, head):
        return None
    return Grid(header=found.rows, body=tuple(rows.rows), columns=columns + 1, after=runs[-1].after)


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
        if end:
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _prints(lines: Sequence[Words], at: int, words: str) -> int:
    """The index behind the lines from one on that print some words; 0 if they do not."""
    printed = lines[at].words
    while printed != words and words.startswith(printed + " ") and at + 1 < len(lines):
        at += 1
        printed += " " + lines[at].words
    return at + 1 if printed == words else 0


def _runs(lines: Sequence[Words]) -> Iterator[_Run]:
    """The runs of texts and values, up to notes or running text."""
    run = _Run()
    for at, line in enumerate(lines):
        found = _values_of(line.words)
        label = line.text.slice(0, found[0][0] if found else len(line.words)).strip()
        if _MARKER.fullmatch(line.words):
            if run.labels and not run.values:
                run.labels[-1] = run.labels[-1].plus(line.text)
            continue
        if is_bracket(line.words) and run.values:
            run.values[-1] = run_on((run.values[-1], line.text))
            run.after = line.after
            continue
        if label.text and (begins_notes(line.words) or not _leads_to_values(lines, at)):
            break
        if label.text and run.values:
            yield run
            run = _Run()
        if label.text:
            run.labels.append(label)
            run.texts.append(line)
        run.values += [line.text.slice(*span) for span in found]
        run.after = line.after
    if run.values:
        yield run


def _leads_to_values(lines: Sequence[Words], at: int) -> bool:
    """Whether values stand in a line or soon below it, with no running text between."""
    for line in lines[at : at + _MOST_LABEL_LINES]:
        if _values_of(line.words):
            return len(line.words.split()) <= 2 * _MOST_PROSE_WORDS
        count = len(line.words.split())
        if (line.words.endswith(".") and count > _MOST_PROSE_WORDS // 2) or (
            count > _MOST_PROSE_WORDS and "(" not in line.words
        ):
            return False
    return False


def _widest(runs: Sequence[_Run]) -> int:
    """How wide the column of labels is: that of the widest line that stands alone above its values, set off."""
    alone = [len(run.labels[-1].text) for run in runs if run.labels and run.texts[-1].set_off]
    return max(alone, default=0)


@dataclass(slots=True, kw_only=True)
class _Rows:
    """Makes rows of runs. Behind values without a label, the names above a row are not taken for those of groups."""

    columns: int
    widest: int
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    stranded: bool = False
    lost: bool = False
    """Whether some values stood without their label."""

    @property
    def are_doubtful(self) -> bool:
        """Whether labels recur, so that the names of their groups count, and some of these are lost or may be."""
        labels = set[str]()
        for places in self.rows:
            if len(places) == 1:
                labels = set()
            elif places[0].text.text in labels:
                return True
            else:
                labels.add(places[0].text.text)
        names = [places[0].text.text for places in self.rows if len(places) > 1]
        return self.lost and len(set(names)) < len(names)

    def take(self, run: _Run) -> None:
        whole = bool(run.values) and len(run.values) % self.columns == 0
        if not run.labels or not whole or (self.columns == 1 < len(run.values)):
            self.stranded = self.lost = True
            return
        *groups, label = self._segments(run)
        if is_heading(label.text):
            self.stranded = True
            return
        if not self.stranded:
            self.rows += [group(text, self.columns + 1) for text in groups]
        self.rows.append(row((label, *run.values[: self.columns])))
        self.count += 1
        self.stranded = len(run.values) > self.columns
        self.lost |= self.stranded

    def _segments(self, run: _Run) -> list[AlignedText]:
        """The texts above the values, wrapped lines joined: names of groups, and last the row's own label."""
        segments = list[AlignedText]()
        for at, label in enumerate(run.labels):
            if segments and self._goes_on(run.labels[at - 1].text, label.text, run.texts[at]):
                segments[-1] = run_on((segments[-1], label))
            else:
                segments.append(label)
        return segments

    def _goes_on(self, before: str, label: str, line: Words) -> bool:
        """Whether a line continues the one above it: its end or beginning shows it, or its first word found no room."""
        if _GOES_ON.match(label) or _HANGING.search(before):
            return True
        if lexicon().class_end.search(before):
            return False
        wide = len(before) + 1 + len(label.split(maxsplit=1)[0]) > self.widest
        return not line.set_off and wide and len(before) <= self.widest * _WIDER
