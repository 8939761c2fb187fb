"""The study that a table's caption names, so that two tables of one label with the same arms can be told apart."""

import re
from collections.abc import Sequence

_IDENTIFIER = r"(?:[A-Z]+[ -])?[A-Za-z]*-?\d[\w/‑–-]*"
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:(?:Study|Trial)\s+)?"
_NUMBERED = re.compile(rf"\b(?:Stud(?:y|ies)|Trials?|Protocols?)\s+(?P<name>{_IDENTIFIER}(?:{_AND}{_IDENTIFIER})*)")
_DIGITS = r"[A-Za-z]*[A-Z]{2,}[\w‑-]*\d[\w‑-]*|[A-Z]\d{3,}|[A-Z][a-z]+[A-Z][a-z]+-\d+"
_CAPITALS = r"(?:[a-z]*[A-Z]{4,}|[A-Z]{2,}[a-z]+[A-Z]{2,})(?![a-z]*s\b)[A-Z]*(?:-[\w-]+)?(?: (?:[a-z]+-\d+|\d+))?"
_NAME = rf"(?:[A-Z]{{3,}}\s+(?={_DIGITS}))?(?:{_DIGITS}|{_CAPITALS})"
_LATER = r"(?=\s*(?:[).(]|$|[Dd]uring\b|[Tt]hrough\b))"
_NAMED = re.compile(
    rf"(?:\b(?:in|from|of)\s+(?:the\s+)?|[(–—]\s*|-\s+)(?P<name>{_NAME}(?:{_AND}{_NAME})*)"
    rf"(?:{_LATER}|(?P<more>(?:\s+(?:[A-Z][a-z]+|\d+))*?)\s+(?:[Tt]rials?|[Ss]tud(?:y|ies))\b(?!\s+\d))"
)
_MENTIONED = re.compile(
    rf"\b(?:in|from|on)\s+(?:the\s+)?(?P<inside>{_NAME})(?=\s*[,.;(\[]|$|\s+(?:[Tt]rial|[Ss]tudy)\b)"
    rf"|\b(?:[Ss]tud(?:y|ies)|[Tt]rials?)\s*\((?P<behind>{_NAME})\s*[);,]"
    rf"|\b(?P<before>{_NAME})\s+(?:[Tt]rial|[Ss]tudy)\b"
)
_POPULATION = re.compile(
    r"\b(?:in|of|from|for)\s+(?P<words>(?:(?!(?:in|of|from|for)\b)[\w-]+\s+){0,6}?(?:patients|subjects|adults|women|men|children|volunteers)\b[^();]*)",
    re.IGNORECASE,
)


def study_name(caption: str, product_names: Sequence[str] = ()) -> str | None:
    """The study or trial that a caption names; None if it names none, or several apart from each other.

    >>> study_name("Table 3: Adverse Reactions in Patients Treated with DRUG-X in SUNRISE-2")
    'SUNRISE-2'
    >>> study_name("Table 4 Selected Laboratory Abnormalities (SUNRISE)"), study_name("Adverse Reactions in Study 1540")
    ('SUNRISE', 'Study 1540')
    >>> study_name("Laboratory Abnormalities in Adults Receiving DRUG-X in NIH DAWN-1")
    'NIH DAWN-1'
    >>> study_name("Table 1. Adverse Reactions in Adults with Hypertension") is None
    True
    """
    numbered = _NUMBERED.search(caption)
    if numbered is not None:
        beyond = _NAMED.search(caption)
        if beyond is None or beyond.start("name") >= numbered.start():
            return " ".join(numbered.group().split())
    names = {match["name"] + (match["more"] or "") for match in _NAMED.finditer(caption)}
    known = {product.casefold() for product in product_names}
    names = {name for name in names if name.casefold() not in known}
    return names.pop() if len(names) == 1 else None


def study_in_text(sentence: str) -> str | None:
    """The study that a sentence names; None if it names none that can be told.

    >>> study_in_text("The safety of DRUG-X was evaluated in a randomized study (SUNRISE) of 164 patients.")
    'SUNRISE'
    """
    match = _MENTIONED.search(sentence)
    if match is not None:
        return match["inside"] or match["behind"] or match["before"]
    numbered = _NUMBERED.search(sentence)
    return " ".join(numbered.group().split()) if numbered else None


def population_name(caption: str) -> str | None:
    """The group of patients that a caption speaks of, for captions without the name of a study.

    >>> population_name("Table 2: Adverse Reactions (≥5%) in Adult Patients with Hypertension")
    'Adult Patients with Hypertension'
    """
    found = list(_POPULATION.finditer(caption))
    return " ".join(found[-1]["words"].split()).rstrip(" .,:") if found else None
