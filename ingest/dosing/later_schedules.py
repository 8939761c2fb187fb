"""Orders that tell only when a dose is given, of which a sentence before tells the amount: "Administer once weekly for 4 doses"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.amounts import DoseAmount, dose_amounts, is_dose_size, when_given
from ingest.dosing.routes import named_routes
from ingest.dosing.stated_doses import Place, Stated
from ingest.dosing.timing import timing
from ingest.tokens import quantity_of

_SCHEDULES_FOLLOW = re.compile(r"\bfollowing\s+(?:\w+\s+)?schedules?\b", re.IGNORECASE)
_ORDERS = frozenset({"administer", "give", "take"})
_GIVEN = frozenset({"administered", "given", "taken"})
_BEFORE_GIVEN = frozenset(
    {"the", "a", "an", "dose", "doses", "dosage", "treatment", "is", "are", "be", "to", "should", "must"}
)
_HOW = frozenset(
    {"as", "a", "an", "the", "it", "by", "single", "agent", "single-agent", "monotherapy", "dose", "doses"}
)
_HOW |= {"infusion", "infusions", "injection", "injections", "-", "®", "™", ","} | {
    *("tablet", "tablets", "capsule", "capsules", "solution", "suspension", "extended-release", "delayed-release")
}
"""Words that tell how the product is given, and neither for whom nor with what, besides its names and routes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterSchedule:
    """The part of a sentence that tells when to give a dose, and the dose with its time and the order in its place."""

    stated: Stated
    amount: DoseAmount


def opened(place: Place, found: Sequence[Stated]) -> DoseAmount | None:
    """The one amount of a sentence behind which only schedules follow ("5 mg according to the following schedules:")."""
    if not found or not _SCHEDULES_FOLLOW.search(found[0].sentence.text):
        return None
    amounts = [amount for stated in found for amount in dose_amounts(stated.behind, place.words)]
    return amounts[0] if len(amounts) == 1 else None


def later_schedule(place: Place, amount: DoseAmount, sentence: TokenSpan) -> LaterSchedule | None:
    """When a sentence that names no amount orders to give that of one before it; None where it does not."""
    order = next((token for token in sentence if token.lower_ in _ORDERS), None)
    when = _when(order, sentence, place.words) if order is not None else None
    if order is None or when is None:
        return None
    before = sentence.doc[sentence.start : order.i].text
    behind = sentence.doc[order.i : sentence.end]
    stated = Stated(sentence=sentence, cue=None, before=before, behind=behind)
    return LaterSchedule(stated=stated, amount=replace(amount, token=order, when=when))


def schedule_of_all(sentence: TokenSpan, names: frozenset[str]) -> TokenSpan | None:
    """How often a sentence that names neither an amount nor patients says that the product, whose words are `names`, is given.

    >>> from ingest.tokens import tokenize
    >>> texts = ("Exampline is administered by intravenous infusion every 2 weeks.", "In adults, administer Exampline daily.")
    >>> [str(schedule_of_all(tokenize(text)[:], frozenset({"exampline"}))) for text in texts]
    ['every 2 weeks', 'None']
    """
    verb = next((token for token in sentence if token.lower_ in _ORDERS | _GIVEN), None)
    if verb is None:
        return None
    allowed = names | _HOW | (_BEFORE_GIVEN if verb.lower_ in _GIVEN else frozenset[str]())
    if any(token.lower_ not in allowed for token in sentence.doc[sentence.start : verb.i]):
        return None
    when = _when(verb, sentence, names)
    return when if when is not None and timing(when.text).period is not None else None


def _when(verb: Token, sentence: TokenSpan, names: frozenset[str]) -> TokenSpan | None:
    """When a sentence without an amount says behind its verb that the product is given, if it says besides only how."""
    if any((quantity := quantity_of(token)) is not None and is_dose_size(quantity) for token in sentence):
        return None
    when = when_given(sentence.doc[verb.i + 1 : sentence.end])
    if when is None:
        return None
    between = sentence.doc[verb.i + 1 : when.start]
    routes = {token.i for match in named_routes(between) for token in match.tokens}
    is_only_how = all(token.lower_ in names | _HOW or token.i in routes for token in between)
    return when if is_only_how else None
