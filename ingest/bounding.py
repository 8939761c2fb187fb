"""Which quantities may bound a finding: no times, doses or rates, save those that a laboratory measures."""

import re

from spacy.tokens import Token

from ingest.quantity import Dimension, Quantity

_NO_FINDING = {
    Dimension.GRADE, Dimension.DAY_LIST, Dimension.CYCLE_LIST, Dimension.DURATION, Dimension.CYCLES, Dimension.DOSES,
    Dimension.VIALS, Dimension.PATIENTS, Dimension.COUNT_OF_N, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT,
    Dimension.MASS, Dimension.VOLUME, Dimension.RATE,
}  # fmt: skip
_CLEARANCE = re.compile(r"clearance|\be?(?:Cr\s?Cl|CLcr|GFR)\b|glomerular", re.IGNORECASE)
"""What is measured as a volume in a time, where other such rates tell how fast to infuse."""
_PROTEIN = re.compile(r"protein", re.IGNORECASE)
"""What is measured as a mass in a day, where other masses are doses."""
_LOWERED = re.compile(r"\b(?:reduc|taper|decreas)\w*\s+(?:\w+\s+){1,4}to\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Words before the dose to which another medicine is brought down: "inability to reduce samplol to"."""
_PER = frozenset({"/", "per", "in"})
_DAY = frozenset({"24 hours", "24 h", "24h", "24 hour", "24-hour", "24 hr", "24 hrs", "day"})
_SHORT = "ms"
"""The unit of the intervals of an electrocardiogram."""
_LENGTHENED = re.compile(
    r"\b(?:increas|prolong|lengthen|chang)\w*\s+(?:from\s+baseline\s+)?(?:by|of)\b[^.;,]*$", re.IGNORECASE
)
"""Words before a difference of two intervals, which is no interval: "QTc increased by more than"."""
_LONGER = re.compile(r"^(?:\w+\s+){0,2}(?:increase|prolongation|change|above|over|from|longer)\b", re.IGNORECASE)
"""Words behind such a difference: "change from baseline"."""
_REACH = 15


def may_bound(token: Token, quantity: Quantity, finding: str | None) -> bool:
    """Whether a quantity may bound what the words before it, or else `finding`, name."""
    doc = token.doc
    before = doc[max(0, token.i - _REACH) : token.i].text
    named = f"{finding or ''} {before}"
    match quantity.dimension:
        case Dimension.RATE:
            return _CLEARANCE.search(named) is not None
        case Dimension.MASS:
            return is_per_day(token) and _PROTEIN.search(named) is not None
        case Dimension.DURATION:
            return quantity.unit == _SHORT and not _is_difference(before, doc[token.i + 1 : token.i + _REACH].text)
        case Dimension.DOSE_PER_TIME:
            return _LOWERED.search(f"{before} ") is None
        case dimension:
            return dimension not in _NO_FINDING


def _is_difference(before: str, after: str) -> bool:
    return _LENGTHENED.search(before) is not None or _LONGER.search(after) is not None


def is_per_day(token: Token) -> bool:
    """Whether "per 24 hours" stands behind an amount."""
    per = [following.lower_ for following in token.doc[token.i + 1 : token.i + 3]]
    return len(per) > 1 and per[0] in _PER and per[1] in _DAY
