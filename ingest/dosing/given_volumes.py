"""Columns that tell a dose by its volume alone, in a table that prints no amounts: "Volume (mL)" below "Days 1 to 7"."""

import re
from collections.abc import Iterator

from ingest.dosing.amounts import DoseAmount
from ingest.dosing.cell_doses import CellDose
from ingest.dosing.timing import timing
from ingest.matcher import patterns
from ingest.tokens import quantity_of, tokenize

MILLILITERS = "mL"
_VOLUME = re.compile(r"\bvolume\b[^()]*\(\s*mL\s*\)\s*$", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:diluents?|water|bag|saline|final|total|withdraw\w*|sodium|dextrose|infus\w+|vials?|size)\b", re.IGNORECASE
)


def is_given_volume(header: str) -> bool:
    """Whether a header names the volume that is given, and not one of a fluid or a container.

    >>> [is_given_volume(header) for header in ("Days 1-7 Volume (mL)", "Volume of diluent (mL)", "Syringe size (mL)")]
    [True, False, False]
    """
    return _VOLUME.search(header) is not None and not _OTHER.search(header)


def volume_doses(number: str, header: str) -> Iterator[CellDose]:
    """The volume that a cell prints as a number, given as often as the header above it says.

    >>> [(str(dose.amount.quantity.value), dose.amount.schedule) for dose in volume_doses("1.5", "1 mg/kg once daily Volume")]
    [('1.5', 'once daily')]
    """
    token = tokenize(f"{number} {MILLILITERS}")[0]
    often = (match.tokens for match in patterns("dose_schedule").outermost(tokenize(header)[:]))
    when = next((words for words in often if timing(words.text).period), None)
    quantity = quantity_of(token)
    if quantity is not None:
        yield CellDose(
            amount=DoseAmount(token=token, quantity=quantity, when=when), label="", behind="", is_reduced=False
        )
