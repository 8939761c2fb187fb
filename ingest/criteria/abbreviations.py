"""Abbreviations in brackets behind names that share a bound."""

import re

from kg.naming import findings

_BRACKET = re.compile(r"\s*\(([A-Za-z][\w/-]*)\)")
_JOINED = re.compile(r"\)(?: (?:or|and|and/or) |\s*/)", re.IGNORECASE)


def without_abbreviations(printed: str) -> str:
    """Some words without abbreviations that repeat the name before them, where names that have them are joined.

    >>> without_abbreviations("alanine aminotransferase (ALT) or aspartate aminotransferase (AST) > 5 × ULN")
    'alanine aminotransferase or aspartate aminotransferase > 5 × ULN'
    >>> without_abbreviations("interstitial lung disease (ILD)/pneumonitis")
    'interstitial lung disease/pneumonitis'
    >>> without_abbreviations("absolute neutrophil count (ANC) below 1500/mm3")
    'absolute neutrophil count (ANC) below 1500/mm3'
    """
    if _JOINED.search(printed) is None:
        return printed
    return _BRACKET.sub(lambda found: "" if _repeats(printed[: found.start()], found[1]) else found[0], printed)


def _repeats(before: str, abbreviation: str) -> bool:
    initials = "".join(word[0] for word in before.split()[-len(abbreviation) :])
    if initials.casefold() == abbreviation.casefold():
        return True
    meant, named = findings.finding(abbreviation), findings.mentioned(before)
    return meant is not None and bool(named) and named[-1].concept == meant.concept
