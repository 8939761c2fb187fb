"""The actions of dose rules: what a text tells the prescriber to do with the dose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
_TURNING = frozenset(
    {"not", "never", "cannot", "temporarily"}
    | {"interrupted", "withheld", "delayed", "suspended", "reduced", "monitored"}
)
"""Words that turn an action into another one or tell one of their own, and so belong to none that passes over them."""
_STOPPING = frozenset({"discontinue", "stop"})
_FINAL = frozenset({"permanently", "permanent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAction:
    """An action and the tokens that tell it."""

    action: Action
    tokens: TokenSpan


def actions(text: TokenSpan | Doc) -> tuple[FoundAction, ...]:
    """The actions that a text tells, from left to right.

    Of overlapping phrases the longest counts, so that "consider discontinuing" is not also "discontinuing", and "do not
    need to be interrupted" not "be interrupted". A dose that is kept after an interruption is resumed, and what is stopped
    and then resumed is interrupted.
    """
    found: list[FoundAction] = []
    for match in sorted(_apart(text), key=lambda match: match.tokens.start):
        is_interrupted = any(action.action is Action.INTERRUPT for action in found)
        told = match.pattern.gives[_AFTER if is_interrupted and _AFTER in match.pattern.gives else "action"]
        found.extend(
            FoundAction(action=Action(code), tokens=match.tokens) for code in told.split() if code != _NO_ACTION
        )
    told_once = tuple(sorted(found, key=lambda action: (action.tokens.start, action.action)))
    return tuple(_resumed(told_once))


def _resumed(found: Sequence[FoundAction]) -> Iterator[FoundAction]:
    """The actions, a stop that is not for good being an interruption where the next thing to do with the dose is to go on."""
    is_interrupted = any(action.action is Action.INTERRUPT for action in found)
    for place, action in enumerate(found):
        is_stop = action.action is Action.DISCONTINUE and _FINAL.isdisjoint(token.lower_ for token in action.tokens)
        later = (
            told.action for told in found[place + 1 :] if told.action in DOSING and told.action is not Action.REDUCE
        )
        if is_stop and not is_interrupted and next(later, None) is Action.RESUME:
            yield replace(action, action=Action.INTERRUPT)
        else:
            yield action


def _apart(text: TokenSpan | Doc) -> Iterator[Match]:
    """The matches of action phrases in a text, of overlapping ones the longest."""
    taken: set[int] = set()
    found = (match for match in patterns("dose_action").find(text) if not _passes_over(match))
    for match in sorted(found, key=_rank):
        positions = set(range(match.tokens.start, match.tokens.end))
        if not positions & taken:
            taken |= positions
            yield match


def _passes_over(match: Match) -> bool:
    """Whether a gap of a match holds a word that turns its action, "treatment need not be discontinued", or joins another to
    a stop, "discontinue and monitor until".
    """
    read = {token.i for words in match.explained for token in words}
    passed = {token.lower_ for token in match.tokens if token.i not in read}
    is_stop = match.tokens[0].lower_ in _STOPPING and match.tokens[-1].lower_ == "until"
    return not passed.isdisjoint(_TURNING) or (is_stop and "and" in passed)


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
