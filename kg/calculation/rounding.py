"""Rounding of an amount as the label asks: "rounded to the nearest 50 mg".

No field of a dose says it. Its words stand among those that the dose leaves out (`Dose.incomplete`), and these phrases are a
closed shape.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from kg.codes import PreparationQuantity
from kg.decision.units import converted, is_convertible
from kg.facts import Dose, Preparation

_ROUNDED = re.compile(
    r"\bround(?:ed|ing)?\b(?:\s+(?P<way>up|down)\b)?(?:\s+(?!(?:to|daily|weekly|monthly|total)\b)\w+){0,6}?\s+to\s+(?:the\s+)?(?P<which>nearest|next)\s+"
    r"(?:whole\s+|multiple\s+of\s+(?:the\s+)?)?(?:(?P<step>\d+(?:\.\d+)?)\s*(?P<unit>mg|mcg|g)\b|vials?\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\bround(?:ed|ing)?\b", re.IGNORECASE)
_WAYS = {"up": ROUND_CEILING, "down": ROUND_FLOOR, "nearest": ROUND_HALF_UP, "next": ROUND_CEILING}
_UNITS = {"mcg": "ug"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """To which multiple of an amount (UCUM) to round, and in which way (a constant of `decimal`); `words` are the label's."""

    step: Decimal
    unit: str
    way: str
    words: str

    def of(self, amount: Decimal, unit: str) -> Decimal:
        """An amount, rounded; halves go up.

        >>> fifty = Rounding(step=Decimal(50), unit="mg", way=ROUND_HALF_UP, words="to the nearest 50 mg")
        >>> fifty.of(Decimal(414), "mg"), fifty.of(Decimal("0.425"), "g")
        (Decimal('400'), Decimal('0.45'))
        """
        step = converted(self.step, self.unit, unit)
        return (amount / step).to_integral_value(rounding=self.way) * step


def is_of_rounding(words: str) -> bool:
    """Whether words that a dose leaves out are on rounding."""
    return _ABOUT.search(words) is not None


def rounding(dose: Dose, unit: str, preparations: Iterable[Preparation]) -> Rounding | None:
    """How the label rounds an amount in a unit; None where it does not, or where the words are not understood, say several
    things, or are of another amount than this.
    """
    told = [words for words in dose.incomplete if is_of_rounding(words)]
    found = [one for words in told for one in _read(words, tuple(preparations)) if is_convertible(one.unit, unit)]
    return found[0] if len(told) == 1 and len(found) == 1 else None


def _read(words: str, preparations: Iterable[Preparation]) -> Iterator[Rounding]:
    for match in _ROUNDED.finditer(words):
        way = _WAYS[(match["way"] or match["which"]).casefold()]
        if match["step"]:
            unit = match["unit"].casefold()
            yield Rounding(step=Decimal(match["step"]), unit=_UNITS.get(unit, unit), way=way, words=match.group())
            continue
        sizes = {(one.value, one.unit) for one in preparations if one.quantity is PreparationQuantity.VIAL_STRENGTH}
        if len(sizes) == 1:
            value, unit = sizes.pop()
            yield Rounding(step=value, unit=unit, way=way, words=match.group())
