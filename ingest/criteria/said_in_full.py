"""Words of a trigger that share a grade or bound, said in full: "intolerable or recurrent Grade 2"."""

import re

_NUMBER = r"(?:[^()]*?\d[^()]*?)"
_FORMS = (
    (
        re.compile(
            r"\b(?P<one>[a-z]+)\s+or\s+(?P<other>recurrent)\s+(?P<grade>grades?\s*[1-5])\b(?=\s*(?:$|[,;.(]|or\s+grade))",
            re.IGNORECASE,
        ),
        r"\g<one> \g<grade> or \g<other> \g<grade>",
    ),
    (
        re.compile(rf"(?P<grade>\bgrade\s*[1-5])\s*\((?P<one>{_NUMBER})\s+or\s+(?P<other>{_NUMBER})\)", re.IGNORECASE),
        r"\g<grade> (\g<one>) or \g<grade> (\g<other>)",
    ),
    (
        re.compile(
            r"\bgrades?\s*0(?:\s*(?:[-–—/,]|,?\s*(?:to|or|and)\b)\s*(?:grade\s*)?[1-4])*"
            r"\s*(?:[-–—/]|,?\s*(?:to|or|and)\b)\s*(?:grade\s*)?(?P<high>[1-4])\b",
            re.IGNORECASE,
        ),
        r"Grade ≤ \g<high>",
    ),
)
"""Each way to share, and the words in full. The grade of what is not there is nought."""


def said_in_full(words: str) -> str:
    """Words in which each thing that may hold has its own grade or bound.

    >>> said_in_full("Intolerable or recurrent Grade 2, or Grade 3")
    'Intolerable Grade 2 or recurrent Grade 2, or Grade 3'
    >>> said_in_full("Persistent or recurrent Grade 2 rash that spreads")
    'Persistent or recurrent Grade 2 rash that spreads'
    >>> said_in_full("Grade 3 (ALT > 5 × ULN or AST > 5 × ULN)")
    'Grade 3 (ALT > 5 × ULN) or Grade 3 (AST > 5 × ULN)'
    >>> said_in_full("improved to Grade 0 or 1"), said_in_full("resolution (Grade 0, 1, or 2)"), said_in_full("Grade 0-1")
    ('improved to Grade ≤ 1', 'resolution (Grade ≤ 2)', 'Grade ≤ 1')
    """
    for form, full in _FORMS:
        words = form.sub(full, words)
    return words
