"""Instructions that name no finding: "Interrupt or reduce the dose as appropriate" is about the hazard of its warning's title."""

import re

from spacy.tokens import Span as TokenSpan

from ingest.dosing.clauses import Clause
from ingest.tokens import CROSS_REFERENCE
from kg.codes import Action

_PLAIN = frozenset(
    {
        "and",
        "or",
        "then",
        "the",
        "a",
        "of",
        "with",
        "dose",
        "dosage",
        "dosing",
        "treatment",
        "therapy",
        "infusion",
        "if",
        "as",
    }
    | {
        "appropriate",
        "necessary",
        "needed",
        "required",
        "indicated",
        "clinically",
        "immediately",
        "promptly",
        "temporarily",
    }
    | {
        "based",
        "depending",
        "on",
        "severity",
        "recurrence",
        "occurrence",
        "persistence",
        "duration",
        "/",
        ",",
        "either",
    }
    | {"monitor", "closely", "permanently", "consider", "reaction", "adverse", "until", "resolution", "resolved"}
)
"""Words beside the actions and the product's name with which an instruction says no more than what to do."""

_OF_RULES = re.compile(r"dosage\s+and\s+administration|\b2\.\d", re.IGNORECASE)
_OMITTING = frozenset(
    {"avoid", "do", "not", "use", "using", "administer", "administering", "give", "initiate", "initiating", "start"}
)
_OMITTING |= {
    "starting",
    "treatment",
    "therapeutic",
    "regimen",
    "of",
    "the",
    "with",
    "in",
    "to",
    "for",
    "a",
    "patient",
    "patients",
    "®",
    "™",
}


def is_bare(clause: Clause, sentence: TokenSpan, names: frozenset[str]) -> bool:
    """Whether a sentence only tells what to do with the product, whose words are `names`, and does not refer to the section of
    its rules.

    >>> from ingest.dosing.clauses import clauses
    >>> from ingest.tokens import tokenize
    >>> texts = ("Interrupt or discontinue Exampline as needed.", "Discontinue samplol and any oxidizing agents.")
    >>> docs = [tokenize(text) for text in texts]
    >>> [is_bare(next(clauses(doc[:])), doc[:], frozenset({"exampline"})) for doc in docs]
    [True, False]
    """
    refers = any(_OF_RULES.search(token.text) for token in sentence if token.ent_type_ == CROSS_REFERENCE)
    told = {token.i for action in clause.actions for token in action.tokens}
    first = clause.tokens[0]
    rest = (token.lower_ for token in clause.tokens if token.i not in told)
    begins = bool(first.is_sent_start) and (first.i in told or first.lower_ in {"consider", "monitor"})
    return begins and not refers and all(word in _PLAIN | names for word in rest)


def omits_other(clause: Clause, names: frozenset[str]) -> bool:
    """Whether what a clause tells to leave out is another medicine: "Avoid the use of samplol in patients with a rash"."""
    omitted = [action.tokens for action in clause.actions if action.action is Action.OMIT]
    return any(
        token.lower_ not in names | _OMITTING
        for tokens in omitted
        if tokens[-1].lower_ in _OMITTING
        for token in tokens
    )
