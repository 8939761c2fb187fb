"""Amounts of the preparation instructions and strengths of the dosage forms (21 CFR 201.57(c)(3) and (4))."""

from collections.abc import Iterator

from ingest.document import Part
from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.state import state_at
from ingest.tokens import quantity_of
from kg.codes import PreparationQuantity, ProductState
from kg.facts import Preparation

_INSTRUCTIONS = ("2", "11")
_STRENGTHS = ("3", "16")


def extract(reading: Reading) -> Iterator[Preparation]:
    """Volumes and concentrations of sections 2 and 11 and of a guide, and strengths of sections 3 and 16."""
    for passage in reading.passages:
        for sentence in passage.sentences:
            for match in patterns("preparation").find(sentence):
                quantity = _quantity(passage, match)
                if _is_about(passage, quantity, match):
                    yield _preparation(passage, match, quantity)


def _quantity(passage: Passage, match: Match) -> PreparationQuantity:
    """What the pattern says that the amount is; a concentration after reconstitution and before dilution is its own."""
    quantity = PreparationQuantity(match.pattern.gives["quantity"])
    of_vial = state_at(passage, match.tokens) is ProductState.RECONSTITUTED
    if quantity is PreparationQuantity.FINAL_CONCENTRATION and of_vial:
        return PreparationQuantity.RECONSTITUTED_CONCENTRATION
    return quantity


def _is_about(passage: Passage, quantity: PreparationQuantity, match: Match) -> bool:
    """Whether a passage of this section may state such an amount; Highlights repeat, other sections tell of studies.

    A strength beside a deliverable volume stands in the instructions, others where the dosage forms are described.
    """
    if passage.part is Part.GUIDE:
        return True
    if passage.part is not Part.FULL:
        return False
    described = quantity is PreparationQuantity.VIAL_STRENGTH and "volume" not in match.slots
    return is_within(passage.chapter, _STRENGTHS if described else _INSTRUCTIONS)


def _preparation(passage: Passage, match: Match, quantity: PreparationQuantity) -> Preparation:
    amount = quantity_of(match.slots["amount"][0])
    if amount is None or amount.unit is None:
        raise TypeError(f"{match.slots['amount'].text!r} fills an amount of {match.pattern.id}; expected a unit")
    return Preparation(
        evidence=(passage.evidence(match.tokens),),
        values=(passage.span(match.slots["amount"]),),
        read_by=f"preparation.{match.pattern.id}",
        quantity=quantity,
        value=amount.value,
        value_high=amount.high,
        unit=amount.unit,
    )
