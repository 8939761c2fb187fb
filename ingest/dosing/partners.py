"""Medicines that are given with the product: whose dose stands before a time or a rate, and what a sentence orders to give."""

from collections.abc import Iterable

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.amounts import DOSES
from ingest.tokens import quantity_of

_SHORTEST = 5
_OF_BODY = "kg"
_NO_MEDICINES = frozenset(
    {"about", "additional", "administer", "administered", "another", "approximately", "bolus"}
    | {"containing", "contains", "daily", "divided", "dosage", "doses", "either", "every", "exceed"}
    | {"exceeding", "first", "given", "increase", "increased", "infuse", "infused", "infusion", "initial"}
    | {"inject", "injection", "intravenous", "intravenously", "loading", "maintenance", "maximum"}
    | {"receive", "receiving", "recommended", "reduce", "reduced", "second", "single", "starting"}
    | {"subcutaneously", "subsequent", "third", "total", "using", "vials", "weekly", "weighing", "where"}
    | {"which", "within"}
)
"""Words that may stand before an amount and name no medicine."""

_ORDERS = frozenset({"administer", "give", "infuse", "inject", "take"})
_OWN = frozenset(
    {
        "infusion",
        "infusions",
        "injections",
        "dose",
        "solution",
        "suspension",
        "tablet",
        "tablets",
        "capsule",
        "capsules",
    }
    | {"therapy", "treatment", "contents", "entire", "appropriate", "remaining", "premedication", "product", "syringe"}
    | {
        "volume",
        "medication",
        "whole",
        "concentrate",
        "through",
        "during",
        "after",
        "before",
        "until",
        "under",
        "alone",
    }
    | {
        "without",
        "consecutive",
        "separate",
        "undiluted",
        "intact",
        "three",
        "twice",
        "intramuscular",
        "subcutaneous",
        "slow",
    }
)
"""Words behind an order that name the product or how it is given."""


def is_of_partner(token: Token, names: Iterable[str]) -> bool:
    """Whether a time or rate is that of another medicine, whose dose is the nearest before it in its sentence.

    >>> from ingest.tokens import tokenize
    >>> doc = tokenize("Give samplamide 60 mg/kg as a one-hour infusion.")
    >>> [is_of_partner(token, names) for token in doc if token.text == "one-hour" for names in ((), ("samplamide",))]
    [True, False]
    >>> [is_of_partner(token, ()) for token in tokenize("6 mg (three 2 mg tablets) orally") if token.text == "orally"]
    [False]
    """
    named = " ".join(names).casefold().split()
    for before in reversed(token.doc[token.sent.start : token.i]):
        if before.lower_ in named:
            return False
        quantity = quantity_of(before)
        if quantity is not None and quantity.dimension in DOSES and quantity.unit != _OF_BODY:
            name = before.nbor(-1) if before.i > before.sent.start else before
            return _may_be_medicine(name) and name.lower_ not in named
    return False


def orders_other(sentence: TokenSpan, names: Iterable[str]) -> bool:
    """Whether a sentence orders to give another medicine, whose name stands right behind its first order.

    >>> from ingest.tokens import tokenize
    >>> texts = ("Administer samplol 9 mg orally.", "Take Exampline orally.", "Infuse diluted solution over 1 hour.")
    >>> [orders_other(tokenize(text)[:], ("Exampline",)) for text in texts]
    [True, False, False]
    """
    named = " ".join(names).casefold().split()
    order = next((token for token in sentence[:-1] if token.lower_ in _ORDERS), None)
    given = order.nbor() if order is not None else None
    if given is None or given.lower_ in _OWN or given.lower_ in named or given.lower_.endswith(("ly", "ed", "ing")):
        return False
    return given.is_lower and _may_be_medicine(given)


def _may_be_medicine(token: Token) -> bool:
    is_name = token.is_alpha and len(token) >= _SHORTEST and not token.ent_type_ and not token.like_num
    return is_name and token.lower_ not in _NO_MEDICINES
