"""The actions of dose rules: what a text tells the prescriber to do with the dose."""

from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, patterns
from kg.codes import Action

DOSING = frozenset(Action) - {Action.MANAGE, Action.MONITOR}
"""The actions that change or keep the dose; the others only accompany them."""
_NO_ACTION = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAction:
    """An action and the tokens that tell it."""

    action: Action
    tokens: TokenSpan


def actions(text: TokenSpan | Doc) -> tuple[FoundAction, ...]:
    """The actions that a text tells, from left to right.

    Of overlapping phrases the longest counts, so that "consider discontinuing" is not also "discontinuing", and "do not
    need to be interrupted" not "be interrupted".
    """
    taken: set[int] = set()
    found: list[FoundAction] = []
    for match in sorted(patterns("dose_action").find(text), key=_rank):
        positions = set(range(match.tokens.start, match.tokens.end))
        if positions & taken:
            continue
        taken |= positions
        codes = match.pattern.gives["action"].split()
        found.extend(FoundAction(action=Action(code), tokens=match.tokens) for code in codes if code != _NO_ACTION)
    return tuple(sorted(found, key=lambda action: (action.tokens.start, action.action)))


def action_set(found: tuple[FoundAction, ...]) -> tuple[Action, ...]:
    """The actions, each once, in the order of their code list."""
    told = {action.action for action in found}
    return tuple(action for action in Action if action in told)


def changes_dose(found: tuple[FoundAction, ...]) -> bool:
    """Whether any of the actions is about the dose itself."""
    return any(action.action in DOSING for action in found)


def _rank(match: Match) -> tuple[int, bool, int, int]:
    """The longest match first; of equally long ones that of an action before none, and of two actions before one."""
    codes = match.pattern.gives["action"]
    return (-len(match.tokens), codes == _NO_ACTION, -len(codes.split()), match.tokens.start)
