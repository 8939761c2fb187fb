"""The study that a sentence is about by more than a mention in passing: by a heading run into it, or as what was evaluated."""

import re
from collections.abc import Collection

from ingest.study_name import studies_in_text

_HEADED = re.compile(
    r"(?P<title>[^().;:]{0,120})\((?P<name>[^()]{2,40})\)\s+"
    r"(?=(?:The|An?|In|Of|All|This|Patients|Subjects|Adults|Women|Men|Children|Data|Safety|Efficacy)\s)"
)
_EVALUATED = re.compile(
    r"\b(?:safety|efficacy)\b[^.;%]{0,160}?\b(?:evaluated|studied|assessed|investigated|established)\s+in\s(?P<where>[^.;%]+)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:safety|efficacy)\b[^.;]*\bin\s+(?:(?:an?|another|two|three|\d+)\s)[^.;]{0,120}?\b(?:stud(?:y|ies)|trials?)\b",
    re.IGNORECASE,
)
_LONGEST_DEFINED = 12


def headed_study(sentence: str, known: Collection[str]) -> str | None:
    """The known study in brackets at the end of a title that a source has run into a sentence; None if there is none.

    >>> headed_study("DRUG-X with Aspirin (SUNRISE) Patients received DRUG-X every week.", {"SUNRISE"})
    'SUNRISE'
    >>> headed_study("Adult Nodular Sampl Disease (ANSD) Patients received DRUG-X.", {"ANSD"}) is None
    True
    """
    names = (
        match["name"]
        for match in _HEADED.finditer(sentence)
        if match["name"] in known and not _stands_for(match["name"], match["title"])
    )
    return next(names, None)


def evaluated_study(sentence: str) -> str | None:
    """The one study in which a sentence says that the safety or efficacy was evaluated, whatever else it names.

    >>> evaluated_study("Rash (2%) in DAWN-1. Gout The safety of DRUG-X was evaluated in SUNRISE.")
    'SUNRISE'
    """
    found = _EVALUATED.search(sentence)
    names = studies_in_text(f"in {found['where']}") if found is not None else ()
    return names[0] if len(names) == 1 else None


def goes_over(sentence: str) -> bool:
    """Whether a sentence goes over to a study, by name or not, so that none of those before it goes on.

    >>> goes_over("The safety of DRUG-X in children was evaluated in an open-label study."), goes_over("Rash was seen.")
    (True, False)
    """
    return _ANOTHER.search(sentence) is not None


def _stands_for(name: str, title: str) -> bool:
    """Whether a name is short for the words before it: the first letter begins one of them, the others follow in order."""
    words = " ".join(re.findall(r"[A-Za-z]+", title)[-_LONGEST_DEFINED:]).casefold()
    letters = re.findall(r"[a-z]", name.casefold())
    shape = r"\b" + r"[a-z ]*?".join(letters)
    return bool(letters) and re.search(shape, words) is not None
