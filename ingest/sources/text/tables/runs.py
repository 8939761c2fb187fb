"""Runs of a table whose cells follow one another: texts, and the values behind them up to the next text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Words, run_on
from ingest.sources.text.tables.header_items import is_heading
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.notes import begins_notes
from ingest.sources.text.tables.values import is_bracket, trailing_values

_MOST_LABEL_LINES = 20
_MOST_PROSE_WORDS = 12
_PARTED = 0.5
MARKER = re.compile(r"[*†‡§¶#]+|[a-z]")
_OPEN = re.compile(r"\b(?:to|or|and|of|than)$", re.IGNORECASE)

Name = tuple[tuple[AlignedText, Words], ...]
"""The texts of a name, wrapped or not, with their lines."""


@dataclass(slots=True, kw_only=True)
class Run:
    """Texts with their lines, and the values that follow them; `after` is the index of the next line, `page` that of the last.

    `is_stacked` tells that values stand right below one another where blank lines part the others: a cell that holds
    those of several rows. `name` is that of the group which begins with the row, where it stands apart from it.
    """

    texts: list[Words] = field(default_factory=list)
    labels: list[AlignedText] = field(default_factory=list)
    values: list[AlignedText] = field(default_factory=list)
    after: int = 0
    page: int = 0
    is_stacked: bool = False
    name: Name = ()

    @property
    def words(self) -> tuple[AlignedText, ...]:
        return (*self.labels, *self.values)


def values_of(words: str) -> tuple[tuple[int, int], ...]:
    """Where the values at the end of a line stand; a number that counts what is named is none ("Week 12", "up to 3")."""
    found = trailing_values(words)
    if not found or is_heading(words):
        return ()
    counted = found[0][0] > 0 and (lexicon().numbered.search(words) or _OPEN.search(words[: found[0][0]].rstrip()))
    return () if counted else found


def runs(lines: Sequence[Words]) -> Iterator[Run]:
    """The runs of texts and values, up to notes or running text."""
    run, parted = Run(), _are_parted(lines)
    for at, line in enumerate(lines):
        found = () if parted and _runs_on(lines[at : at + 2]) else values_of(line.words)
        label = line.text.slice(0, found[0][0] if found else len(line.words)).strip()
        if MARKER.fullmatch(line.words):
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
            run = Run()
        if label.text:
            run.labels.append(label)
            run.texts.append(line)
        run.is_stacked |= parted and bool(run.values) and not line.set_off
        run.values += [line.text.slice(*span) for span in found]
        run.after, run.page = line.after, line.page
    if run.values:
        yield run


def _runs_on(lines: Sequence[Words]) -> bool:
    """Whether a label goes on in the line below it, so that a number at the end of its line is one of its words."""
    first, *others = lines
    below = others[0] if others and not others[0].set_off else None
    if below is None or is_bracket(below.words) or MARKER.fullmatch(below.words):
        return False
    found, next_found = values_of(first.words), values_of(below.words)
    return bool(found) and found[0][0] > 0 and (not next_found or next_found[0][0] > 0)


def _are_parted(lines: Sequence[Words]) -> bool:
    """Whether blank lines part most lines that hold nothing but values."""
    alone = [line.set_off for line in lines if (found := values_of(line.words)) and not found[0][0]]
    return sum(alone) > len(alone) * _PARTED


def _leads_to_values(lines: Sequence[Words], at: int) -> bool:
    """Whether values stand in a line or soon below it, with no running text between."""
    for line in lines[at : at + _MOST_LABEL_LINES]:
        if values_of(line.words):
            return len(line.words.split()) <= 2 * _MOST_PROSE_WORDS
        if is_prose(line.words):
            return False
    return False


def is_prose(words: str) -> bool:
    """Whether a line is too long for a label: a sentence, or many words outside brackets."""
    count = len(words.split())
    ends = words.endswith(".") and count > _MOST_PROSE_WORDS // 2
    return ends or (count > _MOST_PROSE_WORDS and "(" not in words)
