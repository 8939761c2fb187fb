"""What words of a trigger mean that only point back: "such a reaction", "these symptoms", "continues to experience this reaction"."""

import re

_NOUN = (
    r"(?:signs?|symptoms?|reactions?|events?|effects?|toxicit(?:y|ies)|conditions?|changes?|findings?|abnormalit(?:y|ies)|"
    r"cases?|infections?|complications?|disorders?|elevations?|syndromes?|manifestations?|problems?|episodes?|diseases?|"
    r"(?:risk\s+)?factors?|increases|decreases|lesions?|injur(?:y|ies))"
)
_POINTER = (
    rf"(?:(?:(?:any|either|one)\s+)?of\s+)?(?:th(?:is|ese|ose)|such(?:\s+an?)?|(?:the\s+)?above|the\s+aforementioned)\s+"
    rf"(?:adverse\s+|clinical\s+|drug\s+|allergic\s+)?{_NOUN}(?:\s*(?:and|or|/)\s*{_NOUN})?"
)
_ONLY_POINTS = re.compile(
    rf"(?:there\s+(?:is|are)\s+)?(?:{_POINTER}|such\s+[a-z]+s|it|this|they|these|those"
    r"|(?:the\s+)?adverse\s+(?:reaction|event)|th(?:is|at)\s+(?:degree|level|extent)\s+of\s+.*)(?:\s+occurs?)?",
    re.IGNORECASE,
)
_POINTS = re.compile(rf"{_POINTER}|\b(?:these|those)\s+[a-z]+s\b", re.IGNORECASE)
_UNNAMED = re.compile(
    rf"(?:the\s+)?(?:signs?\s+(?:and|or)\s+)?{_NOUN}\s+(?:persists?|recurs?|worsens?|continues?|reappears?|progress(?:es)?|"
    r"(?:do|does)\s+not\s+\w+|(?:is|are)\s+(?:not\s+)?\w+)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|they)\s+(?=(?:do|does|has|have|persists?|recurs?|worsens?|continues?)\b)", re.IGNORECASE)
_OF_ONE = re.compile(r"this|such\s+an?", re.IGNORECASE)
_SHORT = 6


def only_points(words: str) -> bool:
    """Whether a trigger does no more than point back.

    >>> only_points("such a reaction"), only_points("these toxicities persist"), only_points("rash")
    (True, False, False)
    """
    return _ONLY_POINTS.fullmatch(words.strip()) is not None


def points(words: str) -> bool:
    """Whether a trigger points back, or speaks of symptoms that it does not name."""
    pointing = (_POINTS.search(words), _PRONOUN.match(words), _UNNAMED.fullmatch(words.strip()))
    return only_points(words) or any(found is not None for found in pointing)


def with_antecedent(words: str, antecedent: str) -> str:
    """A trigger with what it points to in place, where that is one thing and short; else unchanged.

    >>> with_antecedent("continue to experience this reaction", "severe rash")
    'continue to experience severe rash'
    """
    if only_points(words):
        return antecedent
    if len(antecedent.split()) > _SHORT:
        return words
    pointer = _POINTS.search(words)
    is_one = pointer is not None and _OF_ONE.match(pointer.group()) is not None
    named = _POINTS.sub(lambda _: antecedent, words, count=1) if is_one else words
    return _PRONOUN.sub(f"{antecedent} ", named, count=1)
