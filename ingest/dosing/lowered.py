"""Doses that are resumed at less than before: "Patients who are dosed at 75 mg/m2 ... then resumed at 55 mg/m2"."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from ingest.dosing.actions import FoundAction
from ingest.quantity import Dimension
from ingest.tokens import quantity_of
from kg.codes import Action

_DOSES = frozenset({Dimension.MASS, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT})
_NEAR = 3


def resumed_lower(found: Sequence[FoundAction], before: Iterable[Token]) -> bool:
    """Whether one of the actions resumes the drug at less than a dose that stands before it, in the same unit."""
    for action in found:
        if action.action is Action.RESUME:
            resumed = action.tokens
            read = (quantity_of(token) for token in resumed.doc[resumed.start : resumed.end + _NEAR])
            dose = next((quantity for quantity in read if quantity is not None and quantity.dimension in _DOSES), None)
            others = (quantity_of(token) for token in before)
            return dose is not None and any(
                other is not None and other.unit == dose.unit and other.value > dose.value for other in others
            )
    return False
