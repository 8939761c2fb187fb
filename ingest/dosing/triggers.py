"""The trigger of a dose rule, parted from the severity that is printed with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.dosing.degrees import only_grades
from ingest.quantity import Dimension
from ingest.tokens import quantity_of, tokenize
from ingest.wording import without_references

_OPENING = re.compile(
    r"^(?:(?:a|an|the|any|other)\s+)?(?:patients?\s+(?:who\s+)?(?:develops?|experiences?|experiencing|developing|has|have|with)|patients?\s+who\s+had)\s+"
    r"|^(?:(?:a|the|any)\s+)?(?:patients?\s+)?(?:taking|receiving|on|treated\s+with)\s+(?:\S+\s+){1,3}?(?:experiences?|develops?)\s+"
    r"|^(?:patients?\s+)?(?:who\s+)?(?:presenting|presents?)\s+with\s+|^patients?\s+diagnosed\s+with\s+"
    r"|^(?:they|it)\s+(?:develop|experience)s?\s+|^(?:is|are)\s+(?=unable\b)|^there\s+(?:is|are)\s+|^(?:an?\s+)?clinical\s+suspicion\s+of\s+"
    r"|^(?:NCI[\s-]*)?CTCAE\s+(?:\(\s*v[\d.]+\s*\)\s*)?(?!grades?\b)"
    r"|^(?:if|when|in case of|in the event of)\s+|^(?:develops?|experiences?|reports?|has|have)\s+|^either\s+|^(?:a|an|the|any)\s+(?!grades?\b)",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"(?:\s+should)?\s+(?:occurs?|develops?|appears?|arises?|(?:is|are)\s+(?:diagnosed|observed|noted|identified|"
    r"present))$",
    re.IGNORECASE,
)
_IN_PATIENT = re.compile(
    r"\s+(?:occurs?|develops?|appears?|(?:is|are)\s+(?:noted|observed|seen|suspected))\s+in\s+(?:a\s+|any\s+)?patients?\b.*$",
    re.IGNORECASE,
)
_LACKING = re.compile(r"\bno\s+(?:other|alternative|contributing|apparent|clear)\b", re.IGNORECASE)
"""What is not found, and so no finding without the word that says so: "no other cause is identified"."""
_WHO = re.compile(r"\s+(?:they|it|he\s+or\s+she|the\s+patients?)$", re.IGNORECASE)
_DEGREE = re.compile(
    r"^(?P<degree>(?:any|all)\s+grades?|(?:(?:mild|moderate|severe|serious|life[ -]threatening|fatal|symptomatic)(?:\s*,\s*(?:or\s+)?|\s+(?:or|to)\s+|\s+)?)+)"
    r"\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_CUT = re.compile(r"\b(?:than|to|of|or|and)\s*(?:\(|$)", re.IGNORECASE)
"""Words that a grade cannot be taken from: "a platelet count down to Grade 3 (< 50,000/mm3)"."""
_BRACKETED = re.compile(r"(?P<words>[^()]+?)\s*\((?P<severity>Grades?\s*[≥>]?\s*\d[^()]*[:;\w][^()]*)\)", re.IGNORECASE)
"""A finding with its grades and what they mean in brackets: "Nausea (Grade 3: more than 3 days)"."""
_GRADE_MEANS = re.compile(r"(?<=\b[Gg]rade \d)\s*\((?:mild|moderate|severe|life-threatening)\b[^()\d]*\)")
"""What a grade means, in words, behind it: "Grade 3 (severe symptoms; limiting self-care)"."""
_SEVERAL = re.compile(r",|;|•|\b(?:and|or)\b")
_DURING = re.compile(
    r"\s+(?:during|while\s+(?:on|receiving))\s+(?:[\w-]+\s+){0,4}(?:therapy|treatment)$"
    r"|\s+(?:after|following|upon)\s+(?:recovery|resolution)(?:\s+in\s+subsequent\s+cycles)?$"
    r"|\s+(?:during|after|following)\s+(?:treatment|therapy)\s+with\s+.*$|\s+while\s+(?:on|receiving|taking)\s+(?!\d)\S+(?:\s+\S+)?$",
    re.IGNORECASE,
)
_AS_NEEDED = re.compile(
    r"[;,]\s+only\s+(?:resume|restart)\b.*$|,?\s+(?:depending\s+(?:up)?on|based\s+on)\s+(?:the\s+)?(?:severity|persistence)\b.*$"
    r"|\s+as\s+(?:clinically\s+)?(?:appropriate|indicated|needed|necessary|recommended|described|required|follows)$",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{4})\.\s+\S.*$")
_CHANGE = re.compile(r"\s+from\s+[\d.,]+\s*\S+(?:\s+\w+){0,3}\s+to\s+[\d.,]+\s*(?:mg|mcg|g|units)\b.*$", re.IGNORECASE)
"""From which dose to which one is changed, behind whom it is changed for."""
_PENDING = re.compile(r",?\s+pending\s+.*$", re.IGNORECASE)
_BARE_REFERENCE = re.compile(
    r"\s+For\s+[^.]*?,\s+see\s+Table\b.*$|,?\s+see\s+Table\b.*$|\s*\(\s*\d[\d., ]*\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What a rule is about, and how severe it has to be where that is printed apart from it."""

    words: str
    severity: str | None = None


def trigger(tokens: TokenSpan | Doc) -> Trigger | None:
    """A printed finding without the words around it, its grade or degree parted off; None if nothing is left.

    A grade is parted off when it is the only one, a degree ("severe") when the finding is a single one.
    """
    text = shortened(tokens.text)
    bracketed_grades = _BRACKETED.fullmatch(text)
    if bracketed_grades is not None and not _SEVERAL.search(bracketed_grades["words"]):
        return Trigger(words=bracketed_grades["words"], severity=bracketed_grades["severity"])
    grades = tuple(_grades(tokens))
    if len(grades) == 1 and grades[0] != text and "•" not in text and _is_of_all(grades[0], text):
        bracketed = f"({grades[0]})"
        rest = text.replace(bracketed if bracketed in text else grades[0], " ", 1)
        words = shortened(rest) if rest != text else ""
        if words and not _CUT.search(words) and not words.startswith(("(", "or ", "and ")):
            return Trigger(words=words, severity=grades[0])
    degree = _DEGREE.match(text)
    if degree and not _SEVERAL.search(degree["rest"]) and not degree["rest"].startswith("("):
        return Trigger(words=shortened(degree["rest"]), severity=degree["degree"].strip(" ,"))
    return Trigger(words=text) if text else None


def names_grades(words: str) -> bool:
    """Whether some words name a finding and, in brackets, its grades.

    >>> names_grades("Nausea (Grade 3: more than 3 days)"), names_grades("Symptomatic nausea")
    (True, False)
    """
    return _BRACKETED.match(words) is not None


def _is_of_all(grade: str, text: str) -> bool:
    """Whether a grade speaks of all that is named: no other finding stands before it, or it stands at the end."""
    before = text.partition(grade)[0]
    return not _SEVERAL.search(before) or only_grades(tokenize(before)) or text.endswith((grade, f"({grade})"))


def shortened(text: str) -> str:
    """A printed finding without references, introducing words and words that only say that it happens.

    >>> shortened("If the patient develops a rash [see Warnings and Precautions (5.1)]"), shortened("rash occurs")
    ('rash', 'rash')
    >>> shortened("Grade 3 (severe symptoms) or persistent Grade 2 (moderate symptoms) neuropathy")
    'Grade 3 or persistent Grade 2 neuropathy'
    """
    plain = _GRADE_MEANS.sub("", " ".join(_BARE_REFERENCE.sub("", without_references(text)).split())).strip(" ,;:.•-–")
    while (opening := _OPENING.match(plain)) is not None:
        plain = plain[opening.end() :]
    for words in (_NEXT_SENTENCE, _CHANGE, _PENDING, _WHO, _AS_NEEDED, _IN_PATIENT, _DURING, _HAPPENS):
        plain = plain if words is _HAPPENS and _LACKING.search(plain) else words.sub("", plain)
    return plain.strip(" ,;:.")


def _grades(tokens: TokenSpan | Doc) -> Iterator[str]:
    for token in tokens:
        quantity = quantity_of(token)
        if quantity is not None and quantity.dimension is Dimension.GRADE:
            yield token.text
