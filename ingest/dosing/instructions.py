"""The instructions of a dose rule that hold at different times, each with its condition: "Withhold until recovery. If that takes
more than 28 days, discontinue."
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.criteria.of_rule import conditions
from ingest.dosing.actions import action_set
from ingest.dosing.follow_ups import recovers
from ingest.dosing.instruction_pieces import AFTER, Piece, pieces
from ingest.tokens import tokenize
from ingest.wording import telling_words
from kg.codes import Action, Form
from kg.facts import Criterion, DoseRule, Instruction
from kg.facts.criteria import PARTED

_TELLS_WHEN = re.compile(
    r"\b(?:if|otherwise|until|when|once|upon|after|depending|recur\w*|(?:occurrence|episode|event|appearance)s?)\b|:",
    re.IGNORECASE,
)
"""Words without one of which nothing is told of when an action holds."""
_SHARE = re.compile(r"\d{1,3}\s*%(?:\s+of\b.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A piece that tells to do something, with its actions and the conditions under which it holds."""

    piece: Piece
    actions: tuple[Action, ...]
    conditions: tuple[str, ...]


def instructions(rule: DoseRule, title: str) -> tuple[Instruction, ...]:
    """What a rule tells to do, parted by when it holds; nothing where all of it holds as soon as the rule applies, or where
    its actions are not all found again. `title` is what the trigger names, which grades and bounds of conditions are of.
    """
    if (len(rule.actions) < 2 and rule.form is not Form.TABLE) or not _TELLS_WHEN.search(rule.text or ""):
        return ()
    told = list(_told(rule))
    acting = [one for one in _with_rest(told, rule) if one.actions]
    found = {action for one in acting for action in one.actions}
    named = {action.action for one in told for action in one.piece.named}
    is_parted = any(one.conditions or one.piece.is_otherwise for one in acting)
    if not is_parted or not found | named >= set(rule.actions):
        return ()
    return tuple(_of_columns([_instruction(one, title) for one in acting], rule))


def _of_columns(found: Sequence[Instruction], rule: DoseRule) -> Iterator[Instruction]:
    """The instructions of a rule, each with the patients of its column where a row tells other things for several."""
    patients, columns = (rule.condition or "").split(PARTED), (rule.text or "").split(PARTED)
    length, left = divmod(len(found), len(patients))
    is_told = len(patients) == len(columns) > 1 and length and not left
    for number, one in enumerate(found):
        yield _of(patients[number // length], one) if is_told else one


def _of(patients: str, one: Instruction) -> Instruction:
    numbers = {each.alternative for each in one.criteria} or {1}
    asked = (Criterion(alternative=each, text=patients) for each in sorted(numbers))
    told = ", ".join(filter(None, (patients, one.condition)))
    return replace(one, condition=told, criteria=(*asked, *one.criteria))


def _instruction(one: _Told, title: str) -> Instruction:
    return Instruction(
        text=" ".join(one.piece.tokens.text.split()),
        actions=one.actions,
        condition=", ".join(one.conditions) or None,
        otherwise=one.piece.is_otherwise,
        criteria=conditions(one.conditions, title),
    )


def _told(rule: DoseRule) -> Iterator[_Told]:
    """The pieces that tell to do something, each with its own conditions, that of the label above it, and what is to be reached.

    The condition of a sentence's first instruction is the trigger.
    """
    label = time = tuple[str, ...]()
    reached: str | None = None
    before = tuple[str, ...]()
    is_told = rule.form is Form.TABLE
    for piece in pieces(tokenize(rule.text or "")):
        words = tuple(_beside_trigger(piece, rule)) if is_told or piece.is_label else ()
        is_told = is_told or bool(piece.actions)
        if piece.is_label:
            label, time = words, ()
            continue
        if piece.tokens[0].is_sent_start:
            time = ()
        if words and piece.opens_with_time:
            label, time = (), words
        told = tuple(action for action in action_set(piece.actions) if action in rule.actions)
        is_awaiting = not AFTER.isdisjoint(told) and Action.INTERRUPT not in told and not piece.is_otherwise
        awaited = (reached,) if reached and is_awaiting and not any(map(recovers, words)) else ()
        reached = piece.until or reached
        own = tuple(dict.fromkeys((*label, *time, *awaited, *words)))
        before = before if piece.is_alternative else own
        yield _Told(piece=piece, actions=told, conditions=before)


def _beside_trigger(piece: Piece, rule: DoseRule) -> Iterator[str]:
    """The conditions of a piece that are more than the trigger of the rule."""
    about = telling_words(f"{rule.trigger} {rule.severity or ''}")
    for words in piece.conditions:
        said = " ".join(words.text.split())
        if not telling_words(said) <= about:
            yield said


def _with_rest(told: Sequence[_Told], rule: DoseRule) -> Sequence[_Told]:
    """The pieces, the last one resuming or lowering the dose where the rule does and no words say so: it only names a dose, or a
    share of it, "Withhold until recovery. 75%".
    """
    found = {action for one in told for action in one.actions}
    rest = tuple(action for action in rule.actions if action in AFTER and action not in found)
    last = next((one for one in reversed(told) if Action.RESUME in one.actions), told[-1])
    if not rest or not (Action.RESUME in last.actions or _SHARE.fullmatch(last.piece.tokens.text)):
        return told
    awaited = last.conditions or tuple(filter(None, [rule.until]))
    lowered = replace(last, actions=(*rest, *last.actions), conditions=awaited)
    return [lowered if one is last else one for one in told]
