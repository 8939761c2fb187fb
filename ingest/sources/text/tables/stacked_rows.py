"""Rows of a table whose cells follow one another, made of runs of texts and values; what is uncertain is left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.aligned import AlignedText
from ingest.sources.text.tables.displaced import with_names
from ingest.sources.text.tables.grid import Row, Words, group, row, run_on
from ingest.sources.text.tables.header_items import ITEM, is_heading
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.runs import Name, Run, runs
from kg.locator import Span

_WIDER = 1.15
"""A line wider than labels are, by this factor, names a group: labels are wrapped at the width of their column."""
_GOES_ON = re.compile(r"[a-z(\[]|[+&]\s")
_HANGING = re.compile(r"(?:,|/|-|\b(?:or|and|of|the|to|in|with|for|by))$")


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of runs. Behind values without a label, the names above a row are not taken for those of groups, and no
    more are those at the end of a page with such values: they may be the labels.

    `left_out` are the words of rows and names that are not certain, `share` the part of all values that is in rows, and
    `after` is the index of the line behind the last one.
    """

    columns: int
    widest: int
    after: int = 0
    values: int = 0
    rows: list[Row] = field(default_factory=list)
    left_out: list[Span] = field(default_factory=list)
    count: int = 0
    stranded: bool = False
    pages: set[int] = field(default_factory=set)
    """The pages on which some values stood without their label."""
    head: frozenset[str] = frozenset()
    """The lines and sizes of the header, which a page may print again."""
    are_mixed: bool = False
    """Whether another header may stand among the rows: it names a size that the first one does not."""
    are_named: bool = False
    """Whether the name of each group is known, wherever it stands."""

    @property
    def share(self) -> float:
        return self.count * self.columns / max(1, self.values)

    @property
    def are_doubtful(self) -> bool:
        """Whether a part of a header is among the rows, or labels recur and the names of their groups may be lost."""
        if self.are_mixed:
            return True
        labels = set[str]()
        for places in self.rows:
            if len(places) == 1:
                labels = set()
            elif places[0].text.text in labels:
                return True
            else:
                labels.add(places[0].text.text)
        names = [places[0].text.text for places in self.rows if len(places) > 1]
        return bool(self.pages) and not self.are_named and len(set(names)) < len(names)

    def take(self, run: Run) -> None:
        """Takes the row of a run, and the names of groups above it."""
        self.values += len(run.values)
        segments = self._segments(run)
        groups = [text for text in segments[:-1] if not self._is_of_head(text.text)]
        is_head = bool(segments) and is_heading(segments[-1].text) and not self.are_named
        if not segments or is_head or not self._is_whole(run):
            self._leave_out(run.words)
            self.stranded = True
            self.pages |= set() if is_head else {run.page}
            return
        if run.name:
            groups, self.stranded = self._joined(run.name), False
        elif run.texts[0].page != run.page and run.texts[0].page in self.pages:
            self.stranded = True
        if self.stranded:
            self._leave_out(groups)
        else:
            self.rows += [group(text, self.columns + 1) for text in groups]
        self.rows.append(row((segments[-1], *run.values[: self.columns])))
        self.count += 1
        self._leave_out(run.values[self.columns :])
        self.stranded = len(run.values) > self.columns
        self.pages |= {run.page} if self.stranded else set()

    def _leave_out(self, texts: Sequence[AlignedText]) -> None:
        spans = [text.span() for text in texts]
        if spans:
            self.left_out.append(Span(min(span.start for span in spans), max(span.end for span in spans)))

    def _is_of_head(self, words: str) -> bool:
        """Whether a text above a label is one of the header, printed again on another page."""
        sizes = {match.group() for match in ITEM.finditer(words) if match["size"]}
        self.are_mixed |= not sizes <= self.head
        return bool(sizes) or words in self.head or is_heading(words)

    def _is_whole(self, run: Run) -> bool:
        """Whether the first values of a run are those of its row: as many as columns, or those of whole rows."""
        whole = bool(run.values) and len(run.values) % self.columns == 0 and not run.is_stacked
        return whole and not (self.columns == 1 < len(run.values))

    def _segments(self, run: Run) -> list[AlignedText]:
        """The texts above the values, wrapped lines joined: names of groups, and last the row's own label."""
        return self._joined(tuple(zip(run.labels, run.texts, strict=True)))

    def _joined(self, texts: Name) -> list[AlignedText]:
        """Texts with their lines, wrapped lines joined."""
        segments, before = list[AlignedText](), ""
        for text, line in texts:
            if segments and self._goes_on(before, text.text, line):
                segments[-1] = run_on((segments[-1], text))
            else:
                segments.append(text)
            before = text.text
        return segments

    def _goes_on(self, before: str, label: str, line: Words) -> bool:
        """Whether a line continues the one above it: its end or beginning shows it, or its first word found no room."""
        if _GOES_ON.match(label) or _HANGING.search(before):
            return True
        if lexicon().class_end.search(before):
            return False
        wide = len(before) + 1 + len(label.split(maxsplit=1)[0]) > self.widest
        return not line.set_off and wide and len(before) <= self.widest * _WIDER


def rows_of(lines: Sequence[Words], columns: int, head: Sequence[Words]) -> Rows | None:
    """The rows that some lines below the lines of a header hold; None if there are no values."""
    found = list(runs(lines))
    if not found:
        return None
    named = with_names(found, lines, columns)
    parts, after = named or (found, found[-1].after)
    rows = Rows(columns=columns, widest=_widest(found), after=after, head=_of_head(head), are_named=named is not None)
    for run in parts:
        rows.take(run)
    return rows


def _of_head(lines: Sequence[Words]) -> frozenset[str]:
    sizes = (match.group() for line in lines for match in ITEM.finditer(line.words) if match["size"])
    return frozenset({*(line.words for line in lines), *sizes})


def _widest(found: Sequence[Run]) -> int:
    """How wide the column of labels is: that of the widest line that stands alone above its values, set off."""
    alone = [len(run.labels[-1].text) for run in found if run.labels and run.texts[-1].set_off]
    return max(alone, default=0)
