"""Words that only say how severe, how often or how long a finding is: "Grade 2 or 3", "First occurrence", "Grade 2 that persists"."""

import re

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.quantity import Dimension
from ingest.tokens import quantity_of, tokenize

_GRADING = frozenset(
    {"grade", "grades", "any", "all", "or", "and", "of", "with", "higher", "greater", "ctcae", "severity"}
    | {"first", "second", "third", "1st", "2nd", "3rd", "4th", "occurrence", "occurrences", "recurrence", "appearance"}
    | {"episode", "recurrent", "recurring", "persistent", "intolerable", "severe", "moderate", "mild", "symptomatic"}
    | {"asymptomatic", "toxicity", "toxicities", "reaction", "reactions", "event", "events", "adverse"}
)
_QUALIFYING = re.compile(
    r"\s*(?:[(,]|\b(?:that|which|despite|without|lasting|persisting|persists|requires|requiring|recurs|on\s+day|at\s+any\s+time)\b)",
    re.IGNORECASE,
)
_DEGREES = frozenset(
    {"grade", "grades", "occurrence", "appearance", "episode", "recurrence", "mild", "moderate", "severe"}
)
_BOUND = re.compile(r"[^\w]*\d")
_APART = frozenset({Dimension.DURATION, Dimension.GRADE})


def only_grades(tokens: Doc | TokenSpan) -> bool:
    """Whether a cell only grades what its group names: "Grade 2 or Grade 3", "First occurrence of any Grade 4"."""
    words = [token.lower_ for token in tokens if token.ent_type_ != Dimension.GRADE.value and token.text.isalnum()]
    return bool(words or len(tokens)) and set(words) <= _GRADING


def begins_with_grades(words: str) -> bool:
    """Whether the words of a cell before any qualification only grade: "Grade 2 that persists despite treatment"."""
    head = tokenize(_QUALIFYING.split(words, maxsplit=1)[0])
    return only_grades(head) and any(
        token.ent_type_ == Dimension.GRADE.value or token.lower_ in _DEGREES for token in head
    )


def begins_with_bound(words: str) -> bool:
    """Whether a cell begins with a number, and so tells where a finding is bounded: "7.0–9.0 mg/dL", "> 9.0 mg/dL"."""
    return _BOUND.match(words) is not None


def is_quantity(tokens: Doc) -> bool:
    """Whether a cell begins with a time or grade, and so tells how long or how severe rather than what."""
    quantity = quantity_of(tokens[0]) if len(tokens) else None
    rest = tokens[1:].text.strip()
    return quantity is not None and quantity.dimension in _APART and (not rest or rest.startswith("("))
