"""Rows of a label and its values, told from lines in which both are wrapped and names of groups stand between."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Place, Row, Words, group, row, run_on
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.values import Spans, is_bracket

_MOST_LABEL_LINES = 6
_MOST_LABEL_WORDS = 12
_LEAST_SENTENCE = 6
_CONTINUES = re.compile(r"[a-z(\[]")
_HANGING = re.compile(r"(?:,|/|-|\b(?:or|and|of|the|to|in|with|for|by))$")


@dataclass(slots=True, kw_only=True)
class Rows:
    """Reads rows: labels wait in `labels` and values in `values` until there is one for each column.

    `values_of` finds the values at the end of a line; `width_of` tells how many of the last columns a single value behind
    a label takes, 0 if the label ends in it.
    """

    columns: int
    values_of: Callable[[str], Spans]
    width_of: Callable[[str], int]
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
        return None if self.values or any(map(self._lacks_values, self.labels)) else after

    def _takes(self, line: Words) -> bool:
        """Takes up a line if it can stand in a table of numbers: a row, a part of one, or a label."""
        if is_bracket(line.words):
            return self._extends(line.text)
        found = self.values_of(line.words)
        spans = found[-self.columns :]
        values = [line.text.slice(*span) for span in spans]
        label = line.text.slice(0, spans[0][0] if spans else len(line.words)).strip()
        if not label.text:
            return bool(self.labels or self.values) and self._fills(values)
        if self.values:
            return False
        if len(values) == 1 < self.columns and (width := self.width_of(label.text)):
            return self._spreads(label, values[0], width)
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

    def _spreads(self, label: AlignedText, value: AlignedText, width: int) -> bool:
        *groups, whole = _segments([*self.labels, label])
        self.rows += [group(text, self.columns + 1) for text in groups]
        place = Place(text=value, column=1 + self.columns - width, column_span=width)
        self.rows.append((Place(text=whole, column=0), place))
        self.labels = []
        return True

    def _lacks_values(self, label: AlignedText) -> bool:
        """Whether a label is a row whose values are not complete: "Nausea 11 2" in a table of four columns."""
        return bool(self.values_of(label.text)) and len(label.text.split()) < _LEAST_SENTENCE


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
