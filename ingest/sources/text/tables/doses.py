"""Tables of doses in which every cell stands apart: "12.5 mg | 6 mg once daily | 6 mg twice daily".

The columns are told by the doses: each row has a label and one dose for each other heading. A table with a cell that takes
several rows or columns has no such order, and is refused.
"""

import re
from collections.abc import Sequence
from functools import cache

from ingest.sources.text.tables.grid import Grid, Region, Words, row, stretches
from ingest.sources.text.tables.lexicon import lexicon
from ingest.sources.text.tables.notes import begins_notes

_LEAST_ROWS = 3
_MOST_COLUMNS = 6
_MOST_LABEL_WORDS = 12
_SENTENCE_END = re.compile(r"[.:;]$")


def doses(region: Region) -> Grid | None:
    """The grid of a table of doses; None unless rows of one label and equally many doses follow as many headings.

    In the last row what to do may stand in place of the doses ("Discontinue treatment").
    """
    cells = _cells(region.lines)
    kinds = [_is_dose(cell) for cell in cells]
    columns = _columns(kinds)
    if not columns or any(_is_dose(cell) or _SENTENCE_END.search(cell.words) for cell in cells[:columns]):
        return None
    rows = list[Sequence[Words]]()
    for first in range(columns, len(cells) - columns + 1, columns):
        part = cells[first : first + columns]
        if not _is_row(part, is_bare=_is_bare(cells[columns])):
            break
        rows.append(part)
    behind = cells[columns * (len(rows) + 1) :]
    if len(rows) < _LEAST_ROWS or (behind and _may_go_on(behind[0])):
        return None
    return Grid(
        header=(row(cell.text for cell in cells[:columns]),),
        body=tuple(row(cell.text for cell in part) for part in rows),
        columns=columns,
        after=rows[-1][-1].after,
    )


def _cells(lines: Sequence[Words]) -> list[Words]:
    """The stretches of lines up to the notes; the first heading may stand right below the caption."""
    end = next((at for at, line in enumerate(lines) if begins_notes(line.words)), len(lines))
    return stretches(lines[:end])


def _columns(kinds: Sequence[bool]) -> int:
    """How many columns the order of labels and doses shows; 0 if it shows none.

    A first row of a label that is an amount itself ("12.5 mg") is all doses: the headings are what stands before it.
    """
    first = kinds.index(True) if True in kinds else 0
    run = next((count for count, is_dose in enumerate(kinds[first:]) if not is_dose), len(kinds) - first)
    labelled = first - 1
    if run + 1 == labelled and 1 < labelled <= _MOST_COLUMNS:
        return labelled
    return first if 1 < first <= _MOST_COLUMNS and run >= first * _LEAST_ROWS and run % first == 0 else 0


def _is_row(cells: Sequence[Words], *, is_bare: bool) -> bool:
    """Whether cells are a label and doses, or what to do; `is_bare` if the labels are amounts themselves."""
    label, *others = cells
    if is_bare:
        return _is_bare(label) and all(_is_dose(cell) and not _is_bare(cell) for cell in others)
    if _is_dose(label) or len(label.words.split()) > _MOST_LABEL_WORDS or _SENTENCE_END.search(label.words):
        return False
    told = [bool(lexicon().action.match(cell.words)) for cell in others]
    return all(told) or all(map(_is_dose, others))


def _may_go_on(cell: Words) -> bool:
    """Whether a cell behind the last row may belong to the table, so that its rows are not certain."""
    return _is_dose(cell) or (len(cell.lines) == 1 and not _SENTENCE_END.search(cell.words) and _is_short(cell))


def _is_short(cell: Words) -> bool:
    return len(cell.words.split()) <= _MOST_LABEL_WORDS


def _is_dose(cell: Words) -> bool:
    """Whether a cell holds an amount, with how often it is given or without, and nothing else."""
    return _dose().fullmatch(cell.words) is not None


def _is_bare(cell: Words) -> bool:
    """Whether a cell holds an amount alone."""
    match = _dose().fullmatch(cell.words)
    return match is not None and match["frequency"] is None


@cache
def _dose() -> re.Pattern[str]:
    number = r"\d[\d,]*(?:\.\d+)?"
    return re.compile(
        rf"{number}(?:\s?(?:[-–]|to)\s?{number})?\s?(?:{lexicon().unit.pattern})"
        rf"(?P<frequency>,?\s{lexicon().frequency.pattern})?[a-z*†‡§]?(?:\s?\([^()]*\))?",
        re.IGNORECASE,
    )
