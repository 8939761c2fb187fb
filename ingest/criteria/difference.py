"""Bounds on how much a value changed: "LVEF decreases by 10% from baseline" is no bound on LVEF."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.criteria.pieces import is_length, sets_bounds
from ingest.matcher import patterns
from ingest.tokens import quantity_of, tokenize
from kg.facts import Threshold

BASELINE = "baseline"
UNKNOWN = "an earlier value"
"""What a difference is against where the words do not tell it; no such bound is stored."""

_NEAR = 4
_WITHIN = "within"
_ENDS = frozenset({"or", "and", ",", ";", "("})
"""What parts the words behind a bound from those of another one."""


def is_amount(token: Token) -> bool:
    """Whether a token is a bound on an amount that has a unit."""
    quantity = quantity_of(token)
    return (
        quantity is not None
        and quantity.unit is not None
        and not is_length(quantity)
        and sets_bounds(token.doc[token.i : token.i + 1])
    )


def tells_difference(tokens: TokenSpan) -> bool:
    """Whether the bounds of some words are on how much a value changed: "decrease of at least 10%", but not "drops to 10%"."""
    return any(_is_of_change(bound, tokens) for bound in tokens if is_amount(bound))


def against_baseline(bounds: Sequence[Threshold], tokens: TokenSpan) -> tuple[Threshold, ...]:
    """Bounds on a change, against the value before treatment where the words tell of it, and of nothing but changes."""
    is_mixed = not all(_is_of_change(token, tokens) for token in tokens if is_amount(token))
    is_told = patterns("criterion_difference", "before-treatment").first(tokens) is not None
    against = BASELINE if is_told and not is_mixed else UNKNOWN
    return tuple(replace(bound, relative_to=against) if _is_absolute(bound) else bound for bound in bounds)


def _is_absolute(bound: Threshold) -> bool:
    return bound.unit is not None and bound.relative_to is None


def _is_of_change(bound: Token, tokens: TokenSpan) -> bool:
    """Whether a change is named in a bound ("within 30 ms of baseline"), right behind it, or before it without words that lead elsewhere."""
    changes = patterns("criterion_difference", "change")
    opening = bound.text.split()[0]
    if opening.casefold() == _WITHIN or changes.first(_near(bound, tokens)) is not None:
        return True
    before = tokens.doc[tokens.start : bound.i]
    change = max(changes.find(before), key=lambda match: match.tokens.start, default=None)
    if change is None:
        return False
    towards = patterns("criterion_difference", "towards")
    led_by = (before.doc[change.tokens.start : bound.i], tokenize(opening)[:])
    return not any(towards.first(words) is not None for words in led_by)


def _near(bound: Token, tokens: TokenSpan) -> TokenSpan:
    """The few words behind a bound that may still speak of it."""
    behind = tokens.doc[bound.i + 1 : min(tokens.end, bound.i + 1 + _NEAR)]
    end = next((token.i for token in behind if token.lower_ in _ENDS or quantity_of(token) is not None), behind.end)
    return tokens.doc[bound.i + 1 : end]
