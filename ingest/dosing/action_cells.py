"""What a cell of a dose-modification table tells: instructions, that the dose is kept, or a share of the dose to give."""

import re
from collections.abc import Sequence

from ingest.document import Cell, Table
from ingest.dosing.actions import FoundAction, action_set, actions, changes_dose, keeps_dose
from ingest.dosing.degrees import begins_with_bound
from ingest.tokens import tokenize
from kg.codes import Action

_SHARE = re.compile(
    r"\W*(?P<share>\d{1,3})\s*(?P<sign>%)?(?P<of>\s+of\s+(?:the\s+)?(?:\w+\s+){0,4}dos(?:e|age)s?\b.*)?[\s.*]*",
    re.IGNORECASE,
)
_OF_DOSE = re.compile(r"(?:%|\bpercent\w*)(?=.*\bdos)|\bdos.*(?:%|\bpercent)", re.IGNORECASE)
"""A heading above shares of the dose: "Percentage of full dose"."""
_WHOLE = 100
_TITRATING = re.compile(r"\b(?:increas|adjust|titrat|obtain)", re.IGNORECASE)
"""What else a cell tells to do than to monitor: an action without a code."""
_TELLING = re.compile(r"\w")
_DOSE = re.compile(
    r"\d[\d.,]*(?:\s*(?:mg|mcg|g)(?:/\S+|\s*/\s*m\s*2)?)?(?:\s+(?:once|twice|every)\b.{0,30})?", re.IGNORECASE
)
_LOWERING = re.compile(r"reduc|modif|adjust", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:\S+\s+){0,2}(?:dos(?:e|age)\s+(?:levels?|reductions?)|starting|levels?)\b|.*:\s*$", re.IGNORECASE
)
"""A row that names a dose, or introduces the rows below it, and no finding."""


def heading_of(table: Table, column: int) -> str:
    """The words above a column."""
    return " ".join(cell.words for cell in table.headers(column))


def share_action(words: str, heading: str = "") -> Action | None:
    """What giving a share of the dose means; None where a cell names none, or more than the whole dose.

    >>> share_action("75% of previous dose"), share_action("100", "Percent of full dose"), share_action("75%")
    (<Action.REDUCE: 'reduce'>, <Action.CONTINUE: 'continue'>, None)
    """
    found = _SHARE.fullmatch(words.strip())
    if found is None or not (found["of"] or _OF_DOSE.search(heading)):
        return None
    share = int(found["share"])
    if share == 0:
        return Action.OMIT
    return Action.CONTINUE if share == _WHOLE else Action.REDUCE if share < _WHOLE else None


def share_column(table: Table, acting: Sequence[int]) -> int | None:
    """The last of several columns of actions, if all that its cells tell is the share of the dose to go on with."""
    last = acting[-1]
    cells = [cell for cell in table.cells if cell.column == last and cell.row >= table.header_rows and cell.text]
    shares = [share_action(cell.words, heading_of(table, last)) for cell in cells if _TELLING.search(cell.words)]
    return last if len(acting) > 1 and shares and None not in shares else None


def gives_less(cell: Cell, about: str, row: Sequence[str]) -> bool:
    """Whether a cell that is only a dose tells what the dose is reduced to: what the table is `about` says that doses are
    reduced, and the `row` names what for, and not a level of the dose.
    """
    is_dose = _DOSE.fullmatch(cell.words.strip()) is not None and not any(map(begins_with_bound, row))
    return is_dose and _LOWERING.search(about) is not None and not any(_LEVEL.match(words) for words in row)


def found_actions(cell: Cell) -> tuple[FoundAction, ...]:
    """The actions that the words of a cell tell."""
    return actions(tokenize(cell.words))


def cell_actions(cell: Cell, heading: str) -> tuple[Action, ...]:
    """All that a cell among those of actions tells, in the order of the code list."""
    if keeps_dose(cell.words):
        return (Action.CONTINUE,)
    share = share_action(cell.words, heading)
    told = (share,) if share is not None else action_set(found_actions(cell))
    return () if told == (Action.MONITOR,) and _TITRATING.search(cell.words) else told


def tells(cell: Cell, heading: str) -> bool:
    """Whether a cell, also one that might not stand among those of actions, tells to change the dose, or a share of it."""
    return share_action(cell.words, heading) is not None or changes_dose(found_actions(cell))
