"""Tables of dose modifications: a condition, often its severity, and in the column beside it what to do.

The columns are wrapped and their lines follow one another. They are told apart by the words with which they begin (what
to do begins with an imperative, a condition does not), by blank lines and by the width of the columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.aligned import AlignedText
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, Region, Row, Words, row, run_on
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.notes import begins_notes
from ingest.sources.text.tables.severity import with_severity

_MOST_HEADER_LINES = 6
_MOST_HEADER_WORDS = 12
_MOST_CONDITION_LINES = 12
_MOST_CONDITION_WORDS = 60
_LEAST_ROWS = 2
_NARROW = 0.8
"""A line of a condition is narrower than this part of the widest line of what to do."""
_WIDE = 1.1
"""A line wider than this part of the widest line of what to do is running text."""
_BULLET = re.compile(r"[•●▪◦–-]\s")
_CONSEQUENCE = re.compile(r"(?:\bthen|,)\s+")
_UNFINISHED = re.compile(
    r"(?:[,/(–-]|\b(?:a|an|and|at|by|for|from|if|in|is|of|on|or|than|that|the|to|was|with))$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Header:
    """The header row of a table of dose modifications, with or without a column for severity, and its lines."""

    row: Row
    lines: int


def begins_actions(lines: Sequence[Line], index: int) -> bool:
    """Whether the header of a table of dose modifications may begin at a line."""
    near = (line.words for line in lines[index : index + _MOST_HEADER_LINES])
    return any(match.end() == len(words) for words in near for match in lexicon().action_heading.finditer(words))


def actions(region: Region) -> Grid | None:
    """The grid of a table of dose modifications that begins with some lines.

    None unless every row has a condition that is not as long as running text, and what to do begins with a verb of doing.
    """
    head = _header(region.lines)
    if head is None:
        return None
    end = next((at for at, line in enumerate(region.lines) if begins_notes(line.words)), len(region.lines))
    reader = _Rows(region.lines[head.lines : end])
    if not reader.read() or len(reader.rows) < _LEAST_ROWS or any(map(_is_running_on, reader.rows)):
        return None
    columns = len(head.row)
    rows = with_severity(reader.rows) if columns > 2 else tuple(reader.rows)
    return Grid(header=(head.row,), body=rows, columns=columns, after=reader.after) if rows else None


def _header(lines: Sequence[Words]) -> _Header | None:
    """The two headings: what stands before the heading of what to do, and that one.

    A blank line parts them only where the second stands on lines of its own.
    """
    for count in range(1, min(_MOST_HEADER_LINES, len(lines)) + 1):
        whole, last = run_on(line.text for line in lines[:count]), lines[count - 1]
        match = next((m for m in lexicon().action_heading.finditer(whole.text) if m.end() == len(whole.text)), None)
        prefix = last.words[: -len(match.group())].strip() if match else last.words
        alone = match is not None and not lexicon().stub.search(prefix)
        parted = any(line.set_off for line in lines[1 : count - 1])
        if parted or (count > 1 and last.set_off and not alone):
            return None
        if match and len(whole.text.split()) <= _MOST_HEADER_WORDS:
            return _split(whole, match.start(), len(whole.text) - len(last.words) if alone else 0, count)
    return None


def _split(whole: AlignedText, heading: int, line: int, count: int) -> _Header | None:
    """The headings parted behind the last word for a condition, or else where the line of the second one begins.

    Between there and the second heading only names may stand ("Exampline Dose Modification"). A heading of severity in
    the first part makes a third column.
    """
    before = whole.text[:heading]
    severity = lexicon().severity_heading.search(before)
    words = [*lexicon().stub.finditer(before), *([severity] if severity else [])]
    cut = max((match.end() for match in words), default=line)
    names = before[cut:].split()
    is_title = all(name[0].isupper() for name in (*names, whole.text[heading:]))
    cuts = [0, *([severity.start()] if severity else []), cut, len(whole.text)]
    texts = [whole.slice(*span).strip() for span in pairwise(cuts)]
    return _Header(row(texts), count) if is_title and "." not in before and all(text.text for text in texts) else None


@dataclass(slots=True)
class _Rows:
    """Reads rows of a condition and what to do from `lines`."""

    lines: Sequence[Words]
    rows: list[Row] = field(default_factory=list)
    after: int = 0
    condition: list[AlignedText] = field(default_factory=list)
    action: list[AlignedText] = field(default_factory=list)
    widest: int = 0

    def read(self) -> bool:
        """Reads all rows; whether it is certain which lines are conditions and where the table ends."""
        for at, line in enumerate(self.lines):
            if self.action and self._begins_condition(at):
                self._finish()
                if not self._leads_to_action(at):
                    return self._is_running_text(line)
            self._take(at)
        self._finish()
        return not self.condition

    def _take(self, at: int) -> None:
        line = self.lines[at]
        split = 0 if self.action or self._begins_action(at) else _action_within(line.words)
        if self.action or (self.condition and self._begins_action(at)):
            self.action.append(line.text)
        elif split:
            self.condition.append(line.text.slice(0, split).strip())
            self.action.append(line.text.slice(split, len(line.words)))
        else:
            self.condition.append(line.text)
        if self.action:
            self.widest = max(self.widest, len(self.action[-1].text))
            self.after = line.after

    def _finish(self) -> None:
        if self.action:
            self.rows.append(row((run_on(self.condition), run_on(self.action))))
            self.condition, self.action = [], []

    def _begins_action(self, at: int) -> bool:
        """Whether a line begins what to do: with a verb, or with "If ..., then" and a verb."""
        words = _BULLET.sub("", self.lines[at].words, count=1)
        if not words.startswith("If "):
            return words[:1].isupper() and bool(lexicon().action.match(words))
        block = " ".join(line.words for line in self._block(at))
        return any(lexicon().action.match(block, match.end()) for match in _CONSEQUENCE.finditer(block))

    def _block(self, at: int) -> Sequence[Words]:
        """The lines from one on up to the next blank line."""
        end = next((i for i in range(at + 1, len(self.lines)) if self.lines[i].set_off), len(self.lines))
        return self.lines[at:end]

    def _begins_condition(self, at: int) -> bool:
        """Whether a line behind what to do cannot belong to it: set off, or narrow behind a full stop, and no item of it."""
        line, before = self.lines[at], self.lines[at - 1]
        if _BULLET.match(line.words) or line.words[0].islower() or line.words[0] in "([" or self._begins_action(at):
            return False
        if _UNFINISHED.search(before.words):
            return False
        return line.set_off or (before.words.endswith((".", ").")) and self._leads_to_action(at))

    def _leads_to_action(self, at: int) -> bool:
        """Whether the lines from one on are narrow, up to one that begins what to do."""
        for below in range(at, min(at + _MOST_CONDITION_LINES, len(self.lines))):
            if (below > at and self._begins_action(below)) or _action_within(self.lines[below].words):
                return True
            if len(self.lines[below].words) > self.widest * _NARROW:
                return False
        return False

    def _is_running_text(self, line: Words) -> bool:
        """Whether a line below the last row is no row that could not be told: it is wider than the table, or a heading."""
        width = len(line.words)
        return width > self.widest * _WIDE or width < self.widest * _NARROW


def _is_running_on(row: Row) -> bool:
    """Whether the condition of a row is too long for one, so that running text stands in it."""
    return len(row[0].text.text.split()) > _MOST_CONDITION_WORDS


def _action_within(words: str) -> int:
    """Where behind a condition on the same line what to do begins; 0 if it does not."""
    for match in lexicon().action.finditer(words):
        before = words[: match.start()].rstrip()
        if (
            before
            and before != words[: match.start()]
            and match.group()[0].isupper()
            and not _UNFINISHED.search(before)
        ):
            return match.start()
    return 0
