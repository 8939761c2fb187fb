"""Doses that are resumed at less than before: "Patients who are dosed at 75 mg/m2 ... then resumed at 55 mg/m2"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.actions import FoundAction
from ingest.dosing.timing import timing
from ingest.matcher import patterns
from ingest.passages import Passage
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.codes import Action

_DOSES = frozenset({Dimension.MASS, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.ACTIVITY})
_NEAR = 3
_TIMES_WITHIN = 4
"""How many words behind a dose tell how often it is given: "300 mg orally twice daily"."""
_DAY = "day"
_RECOMMENDED = "recommended"


@dataclass(frozen=True, slots=True)
class GivenDose:
    """A dose, and how many of it are given in a day, where the words right behind it say so."""

    quantity: Quantity
    a_day: Decimal | None

    def is_less(self, other: "GivenDose") -> bool:
        """Whether it is less than another in the same unit: in a day, where both tell how often they are given."""
        if self.quantity.unit != other.quantity.unit:
            return False
        if self.a_day is not None and other.a_day is not None:
            return self.quantity.value * self.a_day < other.quantity.value * other.a_day
        return self.quantity.value < other.quantity.value


def resumed_lower(found: Sequence[FoundAction], before: Iterable[Token]) -> bool:
    """Whether one of the actions resumes the drug at less than a dose that stands before it, in the same unit."""
    dose = _resumed(found)
    others = (given_dose(token) for token in before)
    return dose is not None and any(other is not None and dose.is_less(other) for other in others)


def resumed_below(found: Sequence[FoundAction], recommended: Sequence[GivenDose]) -> bool:
    """Whether one of the actions resumes the drug at less than each recommended dose in the same unit."""
    dose = _resumed(found)
    return dose is not None and is_below(dose, recommended)


def is_below(dose: GivenDose, recommended: Sequence[GivenDose]) -> bool:
    """Whether a dose is less than each recommended one in the same unit, of which there is one."""
    alike = [other for other in recommended if other.quantity.unit == dose.quantity.unit]
    return bool(alike) and all(map(dose.is_less, alike))


def recommended_doses(passages: Iterable[Passage]) -> Iterator[GivenDose]:
    """The first dose behind each "recommended dose" of passages on dosage."""
    for passage in passages:
        for sentence in passage.sentences:
            cues = [cue for cue in patterns("dose_cue").find(sentence) if cue.pattern.id == _RECOMMENDED]
            yield from filter(None, (_dose(sentence.doc[cue.tokens.end : sentence.end]) for cue in cues))


def given_dose(token: Token) -> GivenDose | None:
    """The dose that a token is, with how often it is given; None if it is none."""
    quantity = quantity_of(token)
    if quantity is None or quantity.dimension not in _DOSES:
        return None
    told = timing(token.doc[token.i + 1 : token.i + 1 + _TIMES_WITHIN].text)
    if told.frequency is None or told.period is None or told.period_unit != _DAY:
        return GivenDose(quantity, None)
    return GivenDose(quantity, told.frequency / told.period)


def _resumed(found: Sequence[FoundAction]) -> GivenDose | None:
    """The dose behind the first action that resumes."""
    resumed = next((action.tokens for action in found if action.action is Action.RESUME), None)
    return _dose(resumed.doc[resumed.start : resumed.end + _NEAR]) if resumed is not None else None


def _dose(tokens: TokenSpan) -> GivenDose | None:
    """The first dose of some words."""
    return next(filter(None, map(given_dose, tokens)), None)
