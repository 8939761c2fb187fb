"""The largest dose that words allow, and the largest patient by whose size they have a dose calculated."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.dosing.amounts import DoseAmount, is_dose_size
from ingest.matcher import Match, patterns
from ingest.quantity import Dimension
from ingest.tokens import quantity_of
from kg.codes import Comparison, MaximumPer
from kg.facts import Dose

_OF_SIZE = "of-size"
_BOUNDING = frozenset({"maximum", "max", "exceed", "cap", "capped", "cumulative", "lifetime"})
_STEPS = frozenset({"increments", "increment", "adjustments", "adjustment", "increases", "by", "rate", "site"})
"""Words before what bounds a step or a rate, and no dose."""
_BEYOND = frozenset({"above", "below", "increments", "steps", "/"})
_NEAR = 4
_TIMES = {"d": MaximumPer.DAY, "wk": MaximumPer.WEEK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """A largest amount and what it is of, or a largest weight or area; `tokens` are the quantities that tell it, `said` all its words."""

    amount: Decimal | None = None
    unit: str | None = None
    per: MaximumPer | None = None
    weight_kg: Decimal | None = None
    surface_m2: Decimal | None = None
    tokens: tuple[Token, ...]
    said: TokenSpan

    def bounding(self, dose: Dose) -> Dose:
        """The dose, bounded by what it does not state yet."""
        if self.amount is not None and dose.maximum is None:
            return replace(dose, maximum=self.amount, maximum_unit=self.unit, maximum_per=self.per)
        if self.weight_kg is not None and dose.maximum_weight_kg is None:
            return replace(dose, maximum_weight_kg=self.weight_kg)
        if self.surface_m2 is not None and dose.maximum_surface_m2 is None:
            return replace(dose, maximum_surface_m2=self.surface_m2)
        return dose


@dataclass(frozen=True, slots=True, kw_only=True)
class Maxima:
    """What bounds an amount, and what stands behind a later one and may be of both."""

    own: tuple[Maximum, ...] = ()
    unsure: tuple[Maximum, ...] = ()


def bounded(dose: Dose, by: Iterable[Maximum]) -> Dose:
    """A dose with what it is bounded by."""
    for maximum in by:
        dose = maximum.bounding(dose)
    return dose


def incomplete_by(dose: Dose, *words: str) -> Dose:
    """A dose that is incomplete by some more words."""
    return replace(
        dose, incomplete=tuple(dict.fromkeys((*dose.incomplete, *(" ".join(said.split()) for said in words))))
    )


def maxima_behind(amounts: Sequence[DoseAmount], end: int) -> Iterator[Maxima]:
    """What bounds each of the amounts of a text: the words up to the next, or those behind the last of several.

    These are of all that have the same unit and the time of the last ("2 mg/kg or 4 mg/kg daily, maximum 300 mg").
    """
    ends = [*(amount.token.i for amount in amounts[1:]), end]
    own = [maxima(amount.token.doc[amount.token.i + 1 : limit]) for amount, limit in zip(amounts, ends, strict=False)]
    for place, amount in enumerate(amounts):
        later = next((other for other in range(place, len(amounts)) if own[other]), place)
        is_same = amount.when == amounts[later].when and amount.quantity.unit == amounts[later].quantity.unit
        yield Maxima(own=own[later]) if later == place or is_same else Maxima(unsure=own[later])


def maxima(words: TokenSpan | Doc) -> tuple[Maximum, ...]:
    """What some words bound a dose by: at most one largest amount and one largest size.

    >>> from ingest.tokens import tokenize
    >>> (found,) = maxima(tokenize("3 mg/kg twice daily (not to exceed 240 mg per day)"))
    >>> print(found.amount, found.unit, found.per)
    240 mg day
    """
    if not len(words):
        return ()
    found = patterns("dose_maximum").outermost(words)
    sizes = [size for match in found if match.pattern.id == _OF_SIZE for size in [_size(match, words)] if size]
    amounts = [one for match in found if match.pattern.id != _OF_SIZE for one in [_amount(match)] if one]
    return (*amounts[:1], *sizes[:1])


def of_column(header: str, amount: DoseAmount) -> Maximum:
    """The largest dose in a column that its header names: "Maximum daily dose"."""
    unit, _, time = str(amount.quantity.unit).rpartition("/")
    is_timed = time in _TIMES
    told = MaximumPer.DAY if "daily" in header.casefold().split() else None
    token = amount.token
    return Maximum(
        amount=amount.quantity.value,
        unit=unit if is_timed else amount.quantity.unit,
        per=_TIMES[time] if is_timed else told,
        tokens=(token,),
        said=token.doc[token.i : token.i + 1],
    )


def _amount(match: Match) -> Maximum | None:
    token = match.slots["value"][0]
    quantity, doc = quantity_of(token), token.doc
    if quantity is None or quantity.unit is None or not is_dose_size(quantity) or quantity.high is not None:
        return None
    words = {part.lower_ for part in match.tokens}
    is_bound = quantity.comparison is Comparison.AT_MOST or (quantity.comparison is None and bool(words & _BOUNDING))
    near = {part.lower_ for part in doc[max(0, match.tokens.start - _NEAR) : match.tokens.start]}
    behind = doc[match.tokens.end].lower_ if match.tokens.end < len(doc) else ""
    if not is_bound or near & _STEPS or behind in _BEYOND:
        return None
    unit, _, time = quantity.unit.rpartition("/")
    told = match.pattern.gives.get("per")
    return Maximum(
        amount=quantity.value,
        unit=unit if time in _TIMES else quantity.unit,
        per=_TIMES.get(time, MaximumPer(told) if told else None),
        tokens=(token,),
        said=match.tokens,
    )


def _size(match: Match, words: TokenSpan | Doc) -> Maximum | None:
    token = match.slots["value"][0]
    quantity = quantity_of(token)
    if quantity is None or quantity.high is not None or quantity.unit not in ("kg", "m2"):
        return None
    same = tuple(
        other
        for other in words
        if (stated := quantity_of(other)) and (stated.value, stated.unit) == (quantity.value, quantity.unit)
    )
    if quantity.dimension is Dimension.AREA:
        return Maximum(surface_m2=quantity.value, tokens=same, said=match.tokens)
    return Maximum(weight_kg=quantity.value, tokens=same, said=match.tokens)
