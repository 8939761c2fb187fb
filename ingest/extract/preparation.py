"""Amounts of the preparation instructions and strengths of the dosage forms (21 CFR 201.57(c)(3) and (4))."""

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading, is_within
from ingest.state import state_at
from ingest.tokens import quantity_of
from kg.codes import PreparationQuantity, ProductState
from kg.facts import Preparation

_INSTRUCTIONS = ("2", "11")
_STRENGTHS = ("3", "16")
_CONCENTRATIONS = (PreparationQuantity.FINAL_CONCENTRATION, PreparationQuantity.RECONSTITUTED_CONCENTRATION)
_PREPARING = ("dilut", "infus", "final", "admix", "mixed")
_NOT_EXCEEDED = "not exceed"
_NEAR = 6
_VESSELS = ("vial", "ampul", "ampoule", "syringe", "autoinjector", "pen", "cartridge")
_BEFORE_STRENGTH = frozenset({"injection", "solution", "powder", "follows", "and", "or", "provides", "delivers"})
_Found = tuple[PreparationQuantity, Token, TokenSpan, str]


def extract(reading: Reading) -> Iterator[Preparation]:
    """Volumes and concentrations of sections 2 and 11 and of a guide, and strengths of sections 3 and 16.

    A concentration told once of the final solution and once of a solution that could be either is the final one.
    """
    found = [
        _preparation(passage, quantity, amount, tokens, name)
        for passage in reading.passages
        for sentence in passage.sentences
        for quantity, amount, tokens, name in (*_matched(passage, sentence), *_strengths(passage, sentence))
    ]
    final = {
        (fact.value, fact.value_high) for fact in found if fact.quantity is PreparationQuantity.FINAL_CONCENTRATION
    }
    for fact in found:
        of_vial = fact.quantity is PreparationQuantity.RECONSTITUTED_CONCENTRATION
        if not (of_vial and (fact.value, fact.value_high) in final):
            yield fact


def _matched(passage: Passage, sentence: TokenSpan) -> Iterator[_Found]:
    for match in patterns("preparation").find(sentence):
        quantity = _quantity(passage, sentence, match)
        if quantity is not None and _is_about(passage, quantity, match):
            yield quantity, match.slots["amount"][0], match.tokens, match.pattern.id


def _strengths(passage: Passage, sentence: TokenSpan) -> Iterator[_Found]:
    """The amounts of the vials, syringes or pens that section 3 describes: "200 mg/10 mL (20 mg/mL) ... in a vial"."""
    if not is_within(passage.chapter, ("3",)) or not any(token.lower_.startswith(_VESSELS) for token in sentence):
        return
    for token in sentence:
        if token.ent_type_ == Dimension.MASS.value and _begins_strength(token):
            end = next(
                (later.i for later in sentence if later.i >= token.i and later.lower_.startswith(_VESSELS)), None
            )
            last = end if end is not None else token.i
            yield PreparationQuantity.VIAL_STRENGTH, token, sentence.doc[token.i : last + 1], "vial-described"


def _begins_strength(token: Token) -> bool:
    """Whether a mass is what a container holds: a volume follows it, or the words before it do not say what it is part of."""
    if "equivalent" in token.doc[max(0, token.i - 2) : token.i].text.casefold():
        return False
    if token.i + 2 < len(token.doc) and token.nbor(1).lower_ in ("/", "per", "in"):
        return token.nbor(2).ent_type_ == Dimension.VOLUME.value
    before = [word.lower_ for word in token.doc[max(0, token.i - 2) : token.i]]
    named = before[:1] if before[-1:] == [":"] else before[-1:]
    return bool(named) and named[0] in _BEFORE_STRENGTH


def _quantity(passage: Passage, sentence: TokenSpan, match: Match) -> PreparationQuantity | None:
    """What the pattern says that the amount is; a concentration after reconstitution and before dilution is its own.

    That of the vial as it is supplied, and one that is only not to be exceeded, is none.
    """
    quantity = PreparationQuantity(match.pattern.gives["quantity"])
    if quantity not in _CONCENTRATIONS:
        return quantity
    words = {token.lower_ for token in sentence}
    after = sentence.doc[match.tokens.end : min(match.tokens.end + _NEAR, sentence.end)].text.casefold()
    if _NOT_EXCEEDED in after:
        return None
    reconstituted = any(word.startswith("reconstitut") for word in words)
    prepared = reconstituted or any(word.startswith(_PREPARING) for word in words)
    state = state_at(passage, match.tokens)
    if quantity is PreparationQuantity.RECONSTITUTED_CONCENTRATION or is_within(passage.chapter, ("11",)):
        return PreparationQuantity.RECONSTITUTED_CONCENTRATION if reconstituted else None
    if any(word.startswith("vial") for word in words) and not prepared and state is not ProductState.RECONSTITUTED:
        return None
    return PreparationQuantity.RECONSTITUTED_CONCENTRATION if state is ProductState.RECONSTITUTED else quantity


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


def _preparation(
    passage: Passage, quantity: PreparationQuantity, token: Token, tokens: TokenSpan, name: str
) -> Preparation:
    amount = quantity_of(token)
    if amount is None or amount.unit is None:
        raise TypeError(f"{token.text!r} fills an amount of {name}; expected a unit")
    return Preparation(
        evidence=(passage.evidence(tokens),),
        values=(passage.token_span(token),),
        read_by=f"preparation.{name}",
        quantity=quantity,
        value=amount.value,
        value_high=amount.high,
        unit=amount.unit,
    )
