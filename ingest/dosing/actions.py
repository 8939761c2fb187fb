"""The actions of dose rules: what a text tells the prescriber to do with the dose."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, patterns
from ingest.tokens import tokenize
from kg.codes import Action

DOSING = frozenset(Action) - {Action.MANAGE, Action.MONITOR}
"""The actions that change or keep the dose; the others only accompany them."""
_NO_ACTION = "none"
_SIGNS = " .,;:*•-–—"
_AFTER = "after_interruption"
"""What a phrase tells where an interruption stands before it: a dose that is kept then is resumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAction:
    """An action and the tokens that tell it."""

    action: Action
    tokens: TokenSpan


def actions(text: TokenSpan | Doc) -> tuple[FoundAction, ...]:
    """The actions that a text tells, from left to right.

    Of overlapping phrases the longest counts, so that "consider discontinuing" is not also "discontinuing", and "do not
    need to be interrupted" not "be interrupted". A dose that is kept after an interruption is resumed.
    """
    found: list[FoundAction] = []
    for match in sorted(_apart(text), key=lambda match: match.tokens.start):
        is_interrupted = any(action.action is Action.INTERRUPT for action in found)
        told = match.pattern.gives[_AFTER if is_interrupted and _AFTER in match.pattern.gives else "action"]
        found.extend(
            FoundAction(action=Action(code), tokens=match.tokens) for code in told.split() if code != _NO_ACTION
        )
    return tuple(sorted(found, key=lambda action: (action.tokens.start, action.action)))


def _apart(text: TokenSpan | Doc) -> Iterator[Match]:
    """The matches of action phrases in a text, of overlapping ones the longest."""
    taken: set[int] = set()
    for match in sorted(patterns("dose_action").find(text), key=_rank):
        positions = set(range(match.tokens.start, match.tokens.end))
        if not positions & taken:
            taken |= positions
            yield match


def action_set(found: tuple[FoundAction, ...]) -> tuple[Action, ...]:
    """The actions, each once, in the order of their code list."""
    told = {action.action for action in found}
    return tuple(action for action in Action if action in told)


def keeps_dose(cell: str) -> bool:
    """Whether all that a cell among those of actions says is that the dose stays as it is.

    >>> keeps_dose("No change."), keeps_dose("Continue until recovery")
    (True, False)
    """
    words = tokenize(cell.strip(_SIGNS))
    return bool(len(words)) and patterns("dose_kept").takes_all(words)


def changes_dose(found: tuple[FoundAction, ...]) -> bool:
    """Whether any of the actions is about the dose itself."""
    return any(action.action in DOSING for action in found)


def _rank(match: Match) -> tuple[int, bool, int, int]:
    """The longest match first; of equally long ones that of an action before none, and of two actions before one."""
    codes = match.pattern.gives["action"]
    return (-len(match.tokens), codes == _NO_ACTION, -len(codes.split()), match.tokens.start)
