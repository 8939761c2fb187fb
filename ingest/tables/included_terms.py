"""The reported terms that a footnote lists for a grouped term ("Rash includes rash, rash macular, and eczema")."""

import re

_LIST = re.compile(
    r"\b(?:includ(?:es?|ed|ing)|compris(?:ed\s+of|ing)|consisting\s+of)\b\s*(?:(?:all|any|the)\b\s*)?(?:following\b\s*)?(?:reported\b\s*)?(?:preferred\s+)?(?:terms?\b\s*)?"
    r"(?:of\s+)?:?\s*(?P<terms>[^.]+)",
    re.IGNORECASE,
)
_RESULT = re.compile(r"\bfollowing\s+(?:reported\s+)?preferred\s+terms:?\s*(?P<terms>[^.]+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*;\s*(?:and\s+)?|\s*,\s*(?:and\s+|or\s+)?|\s+and\s+")
_NO_LIST = re.compile(
    r"\b(?:events?|reported|retrieved|patients|adjudicated|determined|coded|defined|regardless)\b", re.IGNORECASE
)


def included_terms(note: str) -> tuple[str, ...]:
    """The terms that a note lists; none if it describes them in words instead of listing them.

    >>> included_terms("Rash includes the following reported preferred terms: Rash, Rash macular, and Eczema.")
    ('Rash', 'Rash macular', 'Eczema')
    >>> included_terms("(Edema includes swelling, oedema (local)).")
    ('swelling', 'oedema (local)')
    >>> included_terms("Includes events within 30 days after the last dose.")
    ()
    """
    match = _RESULT.search(note) or _LIST.search(note)
    if match is None or _NO_LIST.search(match["terms"]):
        return ()
    terms = (_closed(term.strip()) for term in _BETWEEN.split(match["terms"]))
    return tuple(term for term in terms if term)


def _closed(term: str) -> str:
    """A term without the bracket that closes the whole list."""
    return term.removesuffix(")") if term.count(")") > term.count("(") else term
