"""Strengths of vials, syringes and pens, as a description of dosage forms prints them (21 CFR 201.57(c)(4))."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.quantity import Dimension
from ingest.tokens import quantity_of

_VESSELS = ("vial", "ampul", "ampoule", "syringe", "autoinjector", "pen", "cartridge")
_BEFORE_STRENGTH = frozenset({"injection", "solution", "powder", "follows", "and", "or", "provides", "delivers"})
_LISTING = frozenset({",", "or", "and"})
_PER = frozenset({"/", "per", "in"})
_PER_MILLILITER = frozenset({"mg/mL", "ug/mL"})
_ONE_DOSE = re.compile(r"\bsingle[- ](?:dose|use)\b", re.IGNORECASE)
_STRENGTHS_OF = re.compile(r"\bstrengths? of\b", re.IGNORECASE)
_NEAR, _BESIDE = 7, 4
"""How far the volume may stand behind its strength, in tokens, and the concentration behind the volume."""


def strengths(sentence: TokenSpan) -> Iterator[tuple[Token, TokenSpan]]:
    """The amounts of the vials, syringes or pens of a sentence, each with its words up to the vessel.

    >>> from ingest.tokens import tokenize
    >>> [amount.text for amount, _ in strengths(tokenize("For injection: 10 mg, 30 mg, or 60 mg of samplol in a vial.")[:])]
    ['10 mg', '30 mg', '60 mg']
    >>> [amount.text for amount, _ in strengths(tokenize("Injection: 80 mg/mL solution in a single-dose syringe.")[:])]
    ['80 mg/mL']
    """
    if not names_vessel(sentence):
        return
    for token in sentence:
        if (_is_amount(token) and _begins_strength(token)) or _is_of_one_milliliter(token, sentence):
            end = next(
                (later.i for later in sentence if later.i >= token.i and later.lower_.startswith(_VESSELS)), None
            )
            last = end if end is not None else token.i
            yield token, sentence.doc[token.i : last + 1]


def named_strengths(sentence: TokenSpan) -> Iterator[tuple[Token, TokenSpan]]:
    """The amounts that a sentence calls strengths, of a product whose vessel others name: "in strengths of 10 mg and 30 mg"."""
    told = _STRENGTHS_OF.search(sentence.text)
    for token in sentence if told else ():
        is_behind = told is not None and token.idx >= sentence.start_char + told.end()
        if is_behind and _is_amount(token) and _begins_strength(token):
            yield token, sentence.doc[token.i : token.i + 1]


def names_vessel(sentence: TokenSpan) -> bool:
    """Whether a sentence names a vial, syringe or pen."""
    return any(token.lower_.startswith(_VESSELS) or token.ent_type_ == Dimension.VIALS.value for token in sentence)


def _is_amount(token: Token) -> bool:
    return token.ent_type_ in (Dimension.MASS.value, Dimension.ACTIVITY.value)


def _is_of_one_milliliter(token: Token, sentence: TokenSpan) -> bool:
    """Whether a concentration is the strength of a container of 1 mL: it begins the strength of one, and no other volume is
    told (USP 7: the strength of a container that holds 1 mL is told per mL).
    """
    found = quantity_of(token)
    if found is None or found.unit is None or found.high is not None or found.unit not in _PER_MILLILITER:
        return False
    volumes = [volume for word in sentence if _is_volume(word) and (volume := quantity_of(word)) is not None]
    holds_one = any(volume.value == 1 for volume in volumes) or _ONE_DOSE.search(sentence.text) is not None
    before = sentence.doc[max(sentence.start, token.i - 2) : token.i]
    begins = not len(before) or (before[-1].text == ":" or before[-1].lower_ in _BEFORE_STRENGTH)
    return holds_one and begins and all(volume.value == 1 for volume in volumes)


def held_in(strength: Token) -> tuple[Token, ...]:
    """The volume that holds a strength, and the concentration beside it that says the same.

    >>> from ingest.tokens import tokenize
    >>> [token.text for token in held_in(tokenize("Injection: 30 mg/3 mL (10 mg/mL) in a vial.")[2])]
    ['3 mL', '10 mg/mL']
    >>> held_in(tokenize("Injection: 30 mg powder in a vial.")[2])
    ()
    """
    after = strength.doc[strength.i + 1 : strength.i + _NEAR]
    volume = next((token for token in after if _is_volume(token)), None)
    if volume is None or volume.nbor(-1).lower_ not in _PER or _others(strength, volume):
        return ()
    nearby = strength.doc[volume.i + 1 : volume.i + _BESIDE]
    return (volume, *(token for token in nearby if _is_the_same(token, strength, volume)))


def _is_volume(token: Token) -> bool:
    return token.ent_type_ == Dimension.VOLUME.value


def _others(strength: Token, volume: Token) -> bool:
    """Whether another quantity stands between the two."""
    return any(quantity_of(token) is not None for token in strength.doc[strength.i + 1 : volume.i])


def _is_the_same(token: Token, strength: Token, volume: Token) -> bool:
    """Whether a concentration is a strength in its volume, to the digits that are printed."""
    told, amount, held = (quantity_of(one) for one in (token, strength, volume))
    if told is None or amount is None or held is None or told.unit != f"{amount.unit}/{held.unit}":
        return False
    return (amount.value / held.value).quantize(told.value) == told.value


def _begins_strength(token: Token) -> bool:
    """Whether a mass is what a container holds: a volume follows it, or the words before it do not say what it is part of."""
    if "equivalent" in token.doc[max(0, token.i - 2) : token.i].text.casefold():
        return False
    if token.i + 2 < len(token.doc) and token.nbor(1).lower_ in _PER:
        return _is_volume(token.nbor(2))
    listed = token.i
    while listed and token.doc[listed - 1].lower_ in _LISTING:
        listed -= 1
    if 0 < listed < token.i and _is_amount(token.doc[listed - 1]):
        return _begins_strength(token.doc[listed - 1])
    before = [word.lower_ for word in token.doc[max(0, token.i - 2) : token.i]]
    if before[-1:] == ["of"] and before[0].startswith("strength"):
        return True
    named = before[:1] if before[-1:] == [":"] else before[-1:]
    return bool(named) and named[0] in _BEFORE_STRENGTH
