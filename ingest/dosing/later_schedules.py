"""Orders that tell only when a dose is given, of which a sentence before tells the amount: "Administer once weekly for 4 doses"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.dosing.amounts import DoseAmount, dose_amounts, is_dose_size, when_given
from ingest.dosing.stated_doses import Place, Stated
from ingest.tokens import quantity_of

_SCHEDULES_FOLLOW = re.compile(r"\bfollowing\s+(?:\w+\s+)?schedules?\b", re.IGNORECASE)
_ORDERS = frozenset({"administer", "give"})
_PASSED = frozenset(
    {"as", "a", "single", "-", "agent", "single-agent", "by", "intravenous", "infusion", "it", "®", "™"}
)
"""What may stand between an order and when to follow it, besides the product's name."""


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
    if any((quantity := quantity_of(token)) is not None and is_dose_size(quantity) for token in sentence):
        return None
    order = next((token for token in sentence if token.lower_ in _ORDERS), None)
    when = when_given(sentence.doc[order.i + 1 : sentence.end]) if order is not None else None
    if order is None or when is None:
        return None
    between = sentence.doc[order.i + 1 : when.start]
    if not all(token.lower_ in _PASSED | place.words for token in between):
        return None
    before = sentence.doc[sentence.start : order.i].text
    behind = sentence.doc[order.i : sentence.end]
    stated = Stated(sentence=sentence, cue=None, before=before, behind=behind)
    return LaterSchedule(stated=stated, amount=replace(amount, token=order, when=when))
