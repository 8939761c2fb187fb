"""Rows of a label and its values, told from lines in which both are wrapped and names of groups stand between."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Place, Row, Words, group, row, run_on
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.notes import begins_notes
from ingest.sources.text.tables.values import Spans, is_bracket

_LEAST_ROWS = 2
_MOST_LABEL_LINES = 6
_MOST_LABEL_WORDS = 12
_LEAST_SENTENCE = 6
_NEAR = 4
_SHORT = 0.75
_NUMBER = re.compile(r"(?<!\S)\d[\d.,]*(?:\s?\(\d[^()]*\))?(?!\S)")
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
    mixed: bool = False
    """Whether a label holds several numbers, or a group's name ends in one, so that it may be a row of its own."""
    labels: list[AlignedText] = field(default_factory=list)
    values: list[AlignedText] = field(default_factory=list)
    grouped: bool = False
    """Whether a line between rows may name a group: some stand above rows whose label shares its line with the values."""
    widest: int = 0
    """How wide the widest label is that shares its line with values."""

    @property
    def are_certain(self) -> bool:
        """Whether there are several rows, and few of their labels end in a number."""
        return self.count >= _LEAST_ROWS and self.surplus * 2 <= self.count and not self.mixed

    def read(self, lines: Sequence[Words]) -> int | None:
        """Reads all rows. The index of the first line after the last one; None if a row lacks values or more may follow."""
        after = None
        self._measure(lines)
        for at, line in enumerate(lines):
            if not self._takes(line):
                if any(self._is_row(below) for below in lines[at : at + _NEAR]):
                    return None
                break
            if not self.labels and not self.values:
                after = line.after
        return None if self.values or any(map(self._lacks_values, self.labels)) else after

    def _is_row(self, line: Words) -> bool:
        """Whether a line looks like a row of a table of several columns."""
        full = len(self.values_of(line.words)) == self.columns > 1
        return full and len(line.words.split()) <= _MOST_LABEL_WORDS

    def _takes(self, line: Words) -> bool:
        """Takes up a line if it can stand in a table of numbers: a row, a part of one, or a label."""
        if is_bracket(line.words):
            return self._extends(line.text)
        found = self.values_of(line.words)
        spans = found[-self.columns :]
        values = [line.text.slice(*span) for span in spans]
        label = line.text.slice(0, spans[0][0] if spans else len(line.words)).strip()
        if begins_notes(line.words) or (self.values and label.text):
            return False
        if not label.text:
            return bool(self.labels or self.values) and self._fills(values)
        if len(values) == 1 < self.columns and (width := self.width_of(label.text)):
            return self._spreads(label, values[0], width)
        if len(values) < self.columns:
            return self._names(line.text)
        self.surplus += len(found) > self.columns
        self.labels.append(label)
        return self._fills(values, shared=True)

    def _extends(self, bracket: AlignedText) -> bool:
        """Adds a bracket to the value in the line above: a confidence interval below an estimate."""
        if self.values:
            self.values[-1] = run_on((self.values[-1], bracket))
        elif self.rows and not self.labels:
            last = self.rows[-1][-1]
            self.rows[-1] = (*self.rows[-1][:-1], replace(last, text=run_on((last.text, bracket))))
        return bool(self.values or self.rows)

    def _fills(self, values: Sequence[AlignedText], *, shared: bool = False) -> bool:
        """Takes values, and ends the row if it is full; `shared` if they share their line with the end of the label."""
        self.values += values
        if len(self.values) == self.columns:
            *groups, label = self._segments(shared=shared)
            self.mixed |= any(len(_NUMBER.findall(text.text)) > 1 for text in (*groups, label))
            self.mixed |= any(self.values_of(text.text) and not lexicon().numbered.search(text.text) for text in groups)
            self.rows += [*(group(text, self.columns + 1) for text in groups), row((label, *self.values))]
            self.count += 1
            self.labels, self.values = [], []
        return len(self.values) < self.columns

    def _names(self, label: AlignedText) -> bool:
        self.labels.append(label)
        return len(self.labels) <= _MOST_LABEL_LINES and not _is_prose(label.text)

    def _spreads(self, label: AlignedText, value: AlignedText, width: int) -> bool:
        self.labels.append(label)
        *groups, whole = self._segments(shared=True)
        self.rows += [group(text, self.columns + 1) for text in groups]
        place = Place(text=value, column=1 + self.columns - width, column_span=width)
        self.rows.append((Place(text=whole, column=0), place))
        self.labels = []
        return True

    def _measure(self, lines: Sequence[Words]) -> None:
        """Finds out how wide labels are, and whether there are groups."""
        above = 0
        for line in lines:
            values = self.values_of(line.words)
            full = len(values) >= self.columns
            label = line.words[: values[-self.columns][0]].strip() if full else line.words
            if full and label:
                self.widest = max(self.widest, len(label))
                self.grouped |= above > 0 and not _CONTINUES.match(label)
            above = 0 if values else above + 1

    def _segments(self, *, shared: bool) -> list[AlignedText]:
        """The labels above a row of values, wrapped ones joined: names of groups, and last the row's own label.

        A label that fits on one line shares it with its values. Where the values stand below instead, the label is wrapped:
        a short last line belongs to it, and in a table without groups also a line that would not have fitted on the one above.
        """
        segments, alone = list[AlignedText](), not shared and self.widest > 0
        for at, label in enumerate(self.labels):
            before = self.labels[at - 1].text
            last = at == len(self.labels) - 1 and len(label.text) < self.widest * _SHORT
            filled = not self.grouped and len(before) + 1 + len(label.text.split()[0]) > self.widest
            wrapped = alone and (last or filled) and not lexicon().measure.match(label.text)
            if segments and (wrapped or _goes_on(before, label.text)):
                segments[-1] = run_on((segments[-1], label))
            else:
                segments.append(label)
        return segments

    def _lacks_values(self, label: AlignedText) -> bool:
        """Whether a label is a row whose values are not complete: "Nausea 11 2" in a table of four columns."""
        return bool(_NUMBER.search(label.text)) and len(label.text.split()) < _LEAST_SENTENCE


def _is_prose(words: str) -> bool:
    most = _MOST_LABEL_WORDS // 2 if words.endswith(".") else _MOST_LABEL_WORDS
    return len(words.split()) > most


def _goes_on(before: str, label: str) -> bool:
    """Whether a label shows that it continues the line before it."""
    if lexicon().measure.match(label):
        return False
    return bool(_CONTINUES.match(label) or _HANGING.search(before))
