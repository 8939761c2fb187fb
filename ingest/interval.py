"""From which step the time of a limit counts, by which step it ends, and of what solution it is (`patterns/interval.toml`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import Match, patterns
from ingest.storage_time import is_storage_time
from kg.codes import HandlingStep, ProductState

_CLAUSE_ENDS = frozenset({";", ":"})
_JOINED_BEFORE = 2
_STATES = {HandlingStep.RECONSTITUTION: ProductState.DILUTED, HandlingStep.DILUTION: ProductState.RECONSTITUTED}
"""Steps in front of a limit that are not what it counts from where it is about that state: they only come before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The steps between which a time runs, as far as they are named, and the solution that it is of."""

    counted_from: HandlingStep | None = None
    counted_to: HandlingStep | None = None
    condition: str | None = None


def interval(limit: Token, sentence: TokenSpan, state: ProductState, lead: TokenSpan | None = None) -> Interval:
    """The interval of a limit: steps behind it count before those in front of it, and these before what introduces its list."""
    behind = _behind(limit, sentence)
    shared = _behind(limit, sentence, with_alternatives=True)
    before = sentence.doc[sentence.start : limit.i + 1]
    near = sentence.doc[_last_time(limit, sentence) : limit.i + 1]
    begun = _step(behind, "from") or _begun_before(before, state) or (_begun_before(lead, state) if lead else None)
    ended = _step(behind, "to") or _step(near, "to") or _step(shared, "to") or (_step(lead, "to") if lead else None)
    return Interval(counted_from=begun, counted_to=ended, condition=condition(sentence))


def condition(words: TokenSpan) -> str | None:
    """What the solution was made with, or how strong it is, where some words bind a limit to that."""
    found = patterns("interval_condition").outermost(words)
    return "; ".join(match.tokens.text for match in found) or None


def _step(words: TokenSpan, end: str) -> HandlingStep | None:
    """The first step at an end ("from" or "to") of a time that some words name."""
    return next((HandlingStep(match.pattern.gives[end]) for match in _named(words, end)), None)


def _begun_before(words: TokenSpan, state: ProductState) -> HandlingStep | None:
    """The last step named in front of a limit, if the time can count from there for a product in that state."""
    named = [HandlingStep(match.pattern.gives["from"]) for match in _named(words, "from")]
    return named[-1] if named and _STATES.get(named[-1]) is not state else None


def _named(words: TokenSpan, end: str) -> Iterator[Match]:
    return (match for match in patterns("interval").find(words) if end in match.pattern.gives) if words else iter(())


def _behind(limit: Token, sentence: TokenSpan, *, with_alternatives: bool = False) -> TokenSpan:
    """The words behind a limit, up to the next one or the end of the clause: "the 1 hour" of an infusion is no limit; with
    those behind its alternatives, which tell what all of them end with: "9 hours cold or 4 hours warm prior to use".
    """
    end = next(
        (
            token.i
            for token in limit.doc[limit.i + 1 : sentence.end]
            if token.text in _CLAUSE_ENDS
            or (
                is_storage_time(token)
                and token.nbor(-1).lower_ != "the"
                and not (with_alternatives and _is_alternative(token))
            )
        ),
        sentence.end,
    )
    return limit.doc[limit.i + 1 : end]


def _is_alternative(time: Token) -> bool:
    return any(word.lower_ == "or" for word in time.doc[max(0, time.i - _JOINED_BEFORE) : time.i])


def _last_time(limit: Token, sentence: TokenSpan) -> int:
    """The token behind the last time in front of a limit; the first of the sentence if there is none."""
    return max(
        (token.i + 1 for token in limit.doc[sentence.start : limit.i] if is_storage_time(token)), default=sentence.start
    )
