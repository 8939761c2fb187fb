"""Dosing schedules: amounts by the day or week of a cycle, under rows that name a cycle or a group of patients."""

import re
from collections.abc import Sequence

from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, Region, Words, row
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.rows import Rows
from ingest.sources.text.tables.values import Spans, trailing_amounts

_LEAST_COLUMNS = 2
_PREPOSITION = re.compile(r"\b(?:after|at|by|every|for|from|in|of|over|to|up to|within)$", re.IGNORECASE)


def begins_schedule(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the header of a schedule ("Day 1 Day 8 Day 15"), or a title right above one."""
    near = lines[index : index + 2]
    return any(len(_periods(line.words)) >= _LEAST_COLUMNS for line in near)


def schedule(region: Region) -> Grid | None:
    """The grid of a schedule whose header is the first line, or the second one; None if no amounts stand below it."""
    at = next((at for at, line in enumerate(region.lines[:2]) if len(_periods(line.words)) >= _LEAST_COLUMNS), None)
    if at is None or (at and not _is_title(region.lines[0], region.lines[1])):
        return None
    title, header = region.lines[0].text if at else None, region.lines[at]
    periods = _periods(header.words)

    def width(label: str) -> int:
        return 0 if _PREPOSITION.search(label) else len(periods)

    rows = Rows(columns=len(periods), values_of=trailing_amounts, width_of=width)
    after = rows.read(region.lines[at + 1 :])
    if after is None or not rows.count:
        return None
    top = row((header.text.slice(*span) for span in periods), first=1)
    return Grid(title=title, header=(top,), body=tuple(rows.rows), columns=len(periods) + 1, after=after)


def _is_title(line: Words, header: Words) -> bool:
    return not header.set_off and line.words[0].isupper() and not line.words.endswith((".", ",", ":", ";"))


def _periods(words: str) -> Spans:
    """Where the columns of a schedule's header begin and end; none if the line holds anything else."""
    found = tuple(match.span() for match in lexicon().period.finditer(words))
    return () if lexicon().period.sub("", words).strip() else found
