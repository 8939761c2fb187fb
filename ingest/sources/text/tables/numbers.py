"""Tables of numbers: a row is a label and a value in each column, under rows that name a group."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.aligned import AlignedText
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.column_headers import header
from ingest.sources.text.tables.grid import Grid, Place, Row, Words, group, row, run_on, words_of
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.values import is_bracket, trailing_values

_LEAST_ROWS = 2
_MOST_LABEL_LINES = 6
_MOST_LABEL_WORDS = 12
_LEAST_SENTENCE = 6
_CONTINUES = re.compile(r"[a-z(\[]")
_HANGING = re.compile(r"(?:,|/|-|\b(?:or|and|of|the|to|in|with|for|by))$")


def numbers(lines: Sequence[Line], start: int, stop: int) -> Grid | None:
    """The grid of a table of numbers whose lines begin at `start`; None if its header and its rows do not agree."""
    found = list(_balanced(words_of(lines, start, stop)))
    return next((grid for columns in _column_counts(found) if (grid := _grid(found, columns))), None)


def _balanced(lines: Iterator[Words]) -> Iterator[Words]:
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
            text = run_on(part.text for part in waiting)
            yield Words(text=text, index=first.index, after=last.after, set_off=first.set_off)
        waiting = []
    yield from waiting


def _column_counts(lines: Sequence[Words]) -> list[int]:
    """How many columns of values there may be, the likeliest first: as many as most labelled rows have."""
    counts = Counter[int]()
    for line in lines:
        values = trailing_values(line.words)
        if values and values[0][0] > 0:
            counts[len(values)] += 1
    return sorted(counts, key=lambda count: (counts[count] * count, count), reverse=True)


def _grid(lines: Sequence[Words], columns: int) -> Grid | None:
    """The grid, if some line with values is the first row below a header of so many columns."""
    for at, line in enumerate(lines):
        found = header(lines[:at], columns) if trailing_values(line.words) else None
        if found is None:
            continue
        rows = _Rows(columns, found.compared)
        after = rows.read(lines[found.lines :])
        if after is not None and rows.count >= _LEAST_ROWS and rows.surplus * 2 <= rows.count:
            return Grid(header=found.rows, body=tuple(rows.rows), columns=columns + 1, after=after)
    return None


@dataclass(slots=True)
class _Rows:
    """Reads rows: labels wait in `labels` and values in `values` until there is one for each column.

    A value that compares arms takes the last `compared` columns.
    """

    columns: int
    compared: int
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    surplus: int = 0
    """How many labels end in what looks like a value."""
    labels: list[AlignedText] = field(default_factory=list)
    values: list[AlignedText] = field(default_factory=list)

    def read(self, lines: Sequence[Words]) -> int | None:
        """Reads all rows. The index of the first line after the last one; None if a row lacks values."""
        after = None
        for line in lines:
            if not self._takes(line):
                break
            if not self.labels and not self.values:
                after = line.after
        return None if self.values or any(_lacks_values(label.text) for label in self.labels) else after

    def _takes(self, line: Words) -> bool:
        """Takes up a line if it can stand in a table of numbers: a row, a part of one, or a label."""
        if is_bracket(line.words):
            return self._extends(line.text)
        found = trailing_values(line.words)
        spans = found[-self.columns :]
        values = [line.text.slice(*span) for span in spans]
        label = line.text.slice(0, spans[0][0] if spans else len(line.words)).strip()
        if not label.text:
            return bool(self.labels or self.values) and self._fills(values)
        if self.values:
            return False
        if len(values) == 1 < self.columns and lexicon().comparison.match(label.text):
            return self._compares(label, values[0])
        if len(values) < self.columns:
            return self._names(line.text)
        self.surplus += len(found) > self.columns
        self.labels.append(label)
        return self._fills(values)

    def _extends(self, bracket: AlignedText) -> bool:
        """Adds a bracket to the value in the line above: a confidence interval below an estimate."""
        if self.values:
            self.values[-1] = run_on((self.values[-1], bracket))
        elif self.rows and not self.labels:
            last = self.rows[-1][-1]
            self.rows[-1] = (*self.rows[-1][:-1], replace(last, text=run_on((last.text, bracket))))
        return bool(self.values or self.rows)

    def _fills(self, values: Sequence[AlignedText]) -> bool:
        self.values += values
        if len(self.values) == self.columns:
            *groups, label = _segments(self.labels)
            self.rows += [*(group(text, self.columns + 1) for text in groups), row((label, *self.values))]
            self.count += 1
            self.labels, self.values = [], []
        return len(self.values) < self.columns

    def _names(self, label: AlignedText) -> bool:
        self.labels.append(label)
        return len(self.labels) <= _MOST_LABEL_LINES and not _is_prose(label.text)

    def _compares(self, label: AlignedText, value: AlignedText) -> bool:
        *groups, whole = _segments([*self.labels, label])
        self.rows += [group(text, self.columns + 1) for text in groups]
        place = Place(text=value, column=1 + self.columns - self.compared, column_span=self.compared)
        self.rows.append((Place(text=whole, column=0), place))
        self.labels = []
        return True


def _lacks_values(label: str) -> bool:
    """Whether a label is a row whose values are not complete: "Nausea 11 2" in a table of four columns."""
    return bool(trailing_values(label)) and len(label.split()) < _LEAST_SENTENCE


def _is_prose(words: str) -> bool:
    return words.endswith(".") or len(words.split()) > _MOST_LABEL_WORDS


def _segments(labels: Sequence[AlignedText]) -> list[AlignedText]:
    """The labels above a row of values, wrapped ones joined: names of groups, and last the row's own label."""
    segments = list[AlignedText]()
    for label in labels:
        wrapped = segments and (_CONTINUES.match(label.text) or _HANGING.search(segments[-1].text))
        if wrapped and not lexicon().measure.match(label.text):
            segments[-1] = run_on((segments[-1], label))
        else:
            segments.append(label)
    return segments
