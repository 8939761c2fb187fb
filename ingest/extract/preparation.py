"""Amounts of the preparation instructions and strengths of the dosage forms (21 CFR 201.57(c)(3) and (4))."""

from collections.abc import Iterator
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.state import is_vessel, state_at
from ingest.strengths import held_in, named_strengths, names_vessel, strengths
from ingest.tokens import quantity_of, term_of
from kg.codes import PreparationQuantity, ProductState
from kg.facts import Preparation

_INSTRUCTIONS = ("2", "11")
_STRENGTHS = ("3", "16")
_CONCENTRATIONS = (PreparationQuantity.FINAL_CONCENTRATION, PreparationQuantity.RECONSTITUTED_CONCENTRATION)
_PREPARING = ("dilut", "infus", "final", "admix", "mixed")
_NEGATIONS = frozenset({"not", "never"})
_NOT_EXCEEDED = "not exceed"
_NEAR = 6
_RECONSTITUTING = "reconstitut"
_DILUTING = "dilut"
_WATERS = frozenset({"sterile-water", "bacteriostatic-water"})
_ADDING = frozenset({"add", "adding", "addition", "inject", "injecting", "introduce", "dissolve", "using"})
_AMOUNTS = ("other", "amount")
"""Slots of a pattern: what is told, and its alternative in front of it."""
_PER_MILLILITER = "/mL"
_WITHDRAWN = frozenset({"withdraw", "using", "transfer", "calculate", "determine", "remove"})
_ADDED = "fluid-added"
_HOLDING = frozenset({"solution", "suspension", "formulation", "mixture", "dispersion"})
_Found = tuple[PreparationQuantity, Token, TokenSpan, str]


def extract(reading: Reading) -> Iterator[Preparation]:
    """Volumes and concentrations of sections 2 and 11 and of a guide, and strengths of sections 3 and 16.

    A concentration told once of the final solution and once of a solution that could be either is the final one; one
    that a sentence tells of reconstitution is that of the vial.
    """
    found = [
        (sentence, _preparation(passage, quantity, amount, tokens, name))
        for passage in reading.passages
        for sentence in passage.sentences
        for quantity, amount, tokens, name in (*_matched(passage, sentence), *_described(passage, sentence))
    ]
    kept = {quantity: {_value(fact) for _, fact in found if fact.quantity is quantity} for quantity in _CONCENTRATIONS}
    final, of_vial = _CONCENTRATIONS
    kept[of_vial] -= kept[final] - {_value(fact) for sentence, fact in found if _is_dissolved(sentence, fact)}
    kept[final] -= kept[of_vial]
    for _, fact in found:
        if fact.quantity not in kept or _value(fact) in kept[fact.quantity]:
            yield fact


def _value(fact: Preparation) -> tuple[Decimal, Decimal | None]:
    return fact.value, fact.value_high


def _is_dissolved(sentence: TokenSpan, fact: Preparation) -> bool:
    """Whether the sentence itself says that a concentration comes of reconstitution, and nothing of what follows it."""
    if fact.quantity is not PreparationQuantity.RECONSTITUTED_CONCENTRATION:
        return False
    words = [token.lower_ for token in sentence]
    told = any(word.startswith(_RECONSTITUTING) for word in words) and not any(map(_is_of_preparing, words))
    return told or _has_water(sentence)


def _is_of_preparing(word: str) -> bool:
    return word.startswith(_PREPARING)


def _has_water(sentence: TokenSpan) -> bool:
    """Whether in a sentence the water that powders are dissolved in is added, and it does not speak of dilution."""
    named = any((term := term_of(token)) is not None and term.id in _WATERS for token in sentence)
    words = {token.lower_ for token in sentence}
    return named and bool(words & _ADDING) and not any(word.startswith(_DILUTING) for word in words)


def _matched(passage: Passage, sentence: TokenSpan) -> Iterator[_Found]:
    for match in patterns("preparation").find(sentence):
        quantity = _quantity(passage, sentence, match)
        denied = sentence.doc[max(sentence.start, match.tokens.start - 1)].lower_ in _NEGATIONS
        if denied or (match.pattern.id == _ADDED and not _goes_into_vial(passage, sentence, match)):
            continue
        if quantity is not None and _is_about(passage, quantity, match):
            slots = (match.slots[name] for name in _AMOUNTS if name in match.slots)
            yield from ((quantity, slot[0], match.tokens, match.pattern.id) for slot in slots)


def _described(passage: Passage, sentence: TokenSpan) -> Iterator[_Found]:
    if not is_within(passage.chapter, _STRENGTHS):
        return
    described = strengths(sentence) if is_within(passage.chapter, ("3",)) else ()
    told_of_vessel = any(map(names_vessel, passage.sentences))
    for amount, tokens in (*described, *(named_strengths(sentence) if told_of_vessel else ())):
        yield PreparationQuantity.VIAL_STRENGTH, amount, tokens, "vial-described"


def _goes_into_vial(passage: Passage, sentence: TokenSpan, match: Match) -> bool:
    """Whether fluid is added to dissolve the product: it is no bag's, and it is water or reconstitution is spoken of."""
    if any(map(is_vessel, sentence)):
        return False
    return _has_water(sentence) or state_at(passage, match.tokens) is ProductState.RECONSTITUTED


def _quantity(passage: Passage, sentence: TokenSpan, match: Match) -> PreparationQuantity | None:
    """What the pattern says that the amount is; a concentration after reconstitution and before dilution is its own.

    That of the vial as it is supplied, and one that is only not to be exceeded, is none.
    """
    quantity = PreparationQuantity(match.pattern.gives["quantity"])
    if quantity is PreparationQuantity.FINAL_VOLUME and _NOT_EXCEEDED in _just_before(sentence, match):
        return None
    if quantity not in _CONCENTRATIONS:
        return quantity
    words = {token.lower_ for token in sentence}
    after = sentence.doc[match.tokens.end : min(match.tokens.end + _NEAR, sentence.end)].text.casefold()
    before = {token.lower_ for token in sentence.doc[sentence.start : match.tokens.start]}
    if _NOT_EXCEEDED in after or (before & _WITHDRAWN and match.tokens[0].lower_ in _HOLDING):
        return None
    reconstituted = any(word.startswith(_RECONSTITUTING) for word in words) or _has_water(sentence)
    prepared = reconstituted or any(map(_is_of_preparing, words))
    state = ProductState.RECONSTITUTED if _has_water(sentence) else state_at(passage, match.tokens)
    if quantity is PreparationQuantity.RECONSTITUTED_CONCENTRATION or is_within(passage.chapter, ("11",)):
        told = reconstituted or state is ProductState.RECONSTITUTED
        return PreparationQuantity.RECONSTITUTED_CONCENTRATION if told else None
    if any(word.startswith("vial") for word in words) and not prepared and state is not ProductState.RECONSTITUTED:
        return None
    return PreparationQuantity.RECONSTITUTED_CONCENTRATION if state is ProductState.RECONSTITUTED else quantity


def _just_before(sentence: TokenSpan, match: Match) -> str:
    return sentence.doc[max(sentence.start, match.tokens.start - _NEAR) : match.tokens.end].text.casefold()


def _is_about(passage: Passage, quantity: PreparationQuantity, match: Match) -> bool:
    """Whether a passage of this section may state such an amount; Highlights repeat, other sections tell of studies.

    A strength beside a deliverable volume stands in the instructions, others where the dosage forms are described.
    """
    if passage.part is Part.GUIDE:
        return True
    if passage.part is not Part.FULL:
        return False
    described = quantity is PreparationQuantity.VIAL_STRENGTH and "volume" not in match.slots
    either = (*_INSTRUCTIONS, *_STRENGTHS) if quantity is PreparationQuantity.DELIVERABLE_VOLUME else _INSTRUCTIONS
    return is_within(passage.chapter, _STRENGTHS if described else either)


def _preparation(
    passage: Passage, quantity: PreparationQuantity, token: Token, tokens: TokenSpan, name: str
) -> Preparation:
    amount = quantity_of(token)
    if amount is None or amount.unit is None:
        raise TypeError(f"{token.text!r} fills an amount of {name}; expected a unit")
    is_strength = quantity is PreparationQuantity.VIAL_STRENGTH
    in_volume = held_in(token) if is_strength else ()
    held = quantity_of(in_volume[0]) if in_volume else None
    of_one_milliliter = is_strength and amount.unit.endswith(_PER_MILLILITER)
    return Preparation(
        evidence=(passage.evidence(tokens),),
        values=tuple(map(passage.token_span, (token, *in_volume))),
        read_by=f"preparation.{name}",
        quantity=quantity,
        value=amount.value,
        value_high=amount.high,
        unit=amount.unit.removesuffix(_PER_MILLILITER) if is_strength else amount.unit,
        volume=Decimal(1) if of_one_milliliter else None if held is None else held.value,
        volume_unit="mL" if of_one_milliliter else None if held is None else held.unit,
    )
