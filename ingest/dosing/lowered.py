"""Doses that are resumed at less than before: "Patients who are dosed at 75 mg/m2 ... then resumed at 55 mg/m2"."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.actions import FoundAction
from ingest.matcher import patterns
from ingest.passages import Passage
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.codes import Action

_DOSES = frozenset({Dimension.MASS, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.ACTIVITY})
_NEAR = 3
_RECOMMENDED = "recommended"


def resumed_lower(found: Sequence[FoundAction], before: Iterable[Token]) -> bool:
    """Whether one of the actions resumes the drug at less than a dose that stands before it, in the same unit."""
    dose = _resumed(found)
    others = (quantity_of(token) for token in before)
    return dose is not None and any(
        other is not None and other.unit == dose.unit and other.value > dose.value for other in others
    )


def resumed_below(found: Sequence[FoundAction], recommended: Sequence[Quantity]) -> bool:
    """Whether one of the actions resumes the drug at less than each recommended dose in the same unit."""
    dose = _resumed(found)
    return dose is not None and is_below(dose, recommended)


def is_below(dose: Quantity, recommended: Sequence[Quantity]) -> bool:
    """Whether a dose is less than each recommended one in the same unit, of which there is one."""
    alike = [other for other in recommended if other.unit == dose.unit]
    return bool(alike) and all(other.value > dose.value for other in alike)


def recommended_doses(passages: Iterable[Passage]) -> Iterator[Quantity]:
    """The first dose behind each "recommended dose" of passages on dosage."""
    for passage in passages:
        for sentence in passage.sentences:
            cues = [cue for cue in patterns("dose_cue").find(sentence) if cue.pattern.id == _RECOMMENDED]
            yield from filter(None, (_dose(sentence.doc[cue.tokens.end : sentence.end]) for cue in cues))


def _resumed(found: Sequence[FoundAction]) -> Quantity | None:
    """The dose behind the first action that resumes."""
    resumed = next((action.tokens for action in found if action.action is Action.RESUME), None)
    return _dose(resumed.doc[resumed.start : resumed.end + _NEAR]) if resumed is not None else None


def _dose(tokens: TokenSpan) -> Quantity | None:
    """The first dose of some words."""
    read = (quantity_of(token) for token in tokens)
    return next((quantity for quantity in read if quantity is not None and quantity.dimension in _DOSES), None)
