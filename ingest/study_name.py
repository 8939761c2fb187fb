"""The study that a table's caption names, so that two tables of one label with the same arms can be told apart."""

import re
from collections.abc import Sequence

from kg.folding import without_trade_marks

_IDENTIFIER = r"(?!NCT\d)(?:[A-Z]+[ -])?[A-Za-z]*-?\d[\w/‑–-]*"
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+)(?:(?:Study|Trial)\s+)?"
_NO_SHARE = r"(?!\d[\d,]*(?:\.\d+|/\d)|\d[\d,]*\s?(?:%|\(|of\b|out\b|adult\b|pediatric\b|patients\b|subjects\b))"
"""What cannot stand for a number of patients, or their share: "In Study 1, 38% had rash" names one study."""

_NUMBERED = re.compile(
    rf"\b(?:[A-Z]{{2,5}}(?:/[A-Z]{{2,5}})*\s+(?=Study\s|Trial\s))?(?:Stud(?:y|ies)|Trials?|Protocols?)\s+(?P<name>{_IDENTIFIER}(?:{_AND}(?:{_NO_SHARE}{_IDENTIFIER}|[A-Z]{{4,}}\b))*)"
)
_DIGITS = r"[A-Za-z]*[A-Z]{2,}[\w‑-]*\d[\w‑-]*|[A-Z]\d{3,}|[A-Z][a-z]+[A-Z][a-z]+-\d+"
_CAPITALS = r"(?:[a-z]*[A-Z]{4,}|[a-z]{4,}[A-Z](?![A-Za-z])|[A-Z]{2,}[a-z]+[A-Z]{2,})(?![a-z]*s\b)[A-Z]*(?:-[\w-]+)?(?: (?:[a-z]+-\d+|\d+))?"
_MIXED = r"(?!MedDRA|Ph\b)(?:[A-Z][a-z]+[A-Z]|[a-z]{4,}[A-Z]{2})[A-Za-z]*(?:-[A-Z0-9]\w*|\s\d+[A-Z]*)?"
_SIGNED = r"[A-Z]{1,3}-[A-Z]{3,}|[A-Z]{3,}-[A-Z][a-z]+\s\d+|[A-Z]{3,6}\s(?:[A-Z]-)?\d+|[A-Z]-\d+-\d+|(?:[A-Z]\.){3,}|[A-Z]+@[A-Z]+"
"""Names with signs or numbers apart: "X-RAY", "SUN-Rise 3", "SUN 327", "C-144-01", "S.U.N.", "SUN@DAWN"."""

_NO_PART = r"(?!(?:Figure|Table|Week|Day|Month|Year|Cycle|Grade|Phase|Part|Cohort|Section)\s)"
_CITED = rf"(?:{_CAPITALS}(?:\s{_NO_PART}[A-Z][a-z]+\s\d+)|{_SIGNED}|{_MIXED})"
_NAME = rf"(?:[A-Z]{{3,}}\s+(?={_DIGITS}))?(?:{_CITED}|{_DIGITS}|{_CAPITALS})"
_LATER = r"(?=\s*(?:[a-z*†‡]?\s*$|[).(]|[Dd]uring\b|[Tt]hrough\b|and\s+(?:[Rr]eported|[Oo]ccurring|[Ww]ith)\b))"
_NAMED = re.compile(
    rf"(?:\b(?:in|from|of)\s+(?:the\s+)?|[(–—]\s*|-\s+)(?P<name>{_NAME}(?:{_AND}{_NAME})*)"
    rf"(?:{_LATER}|(?P<more>(?:\s+(?:[A-Z][a-z]+|\d+))*?)\s+(?:[Tt]rials?|[Ss]tud(?:y|ies))\b(?!\s+\d))"
)
_HEADS = re.compile(
    rf"^(?P<first>{_NAME})(?=\s*:|\s+(?:Incidence|Adverse|Most|Selected|Laboratory)\b)"
    rf"|:\s+(?P<last>{_NAME})(?=\s+(?:[Tt]rial|[Ss]tudy)\b)"
    r"|\bin\s+(?:the\s+)?(?P<short>[A-Z]{3})(?=\s+(?:[Tt]rial|[Ss]tudy)\b)"
    r"|\b(?:[Pp]atients|[Ss]ubjects|[Aa]dults|[Ww]omen|[Mm]en)\b.*\s(?:[Rr]eceiv|[Tt]reated\b).*\s+in\s+(?P<end>[A-Z]{3})\s*$"
)
"""A name that a caption begins with, or that stands behind a colon; one of three capitals only where nothing else fits."""

_PARTED = re.compile(r"(?<=[A-Z])-\s(?=\d)")
"""A blank that a source prints within a name: "DAWN- 002"."""

_MENTIONED = re.compile(
    rf"\b(?:[Ii]n|from|on)\s+(?:the\s+)?(?P<inside>{_NAME})(?=\s*[,.;:(\[]|$|\s+(?:[Tt]rial|[Ss]tudy|w(?:ere|as)|are|included?s?)\b)"
    rf"|\b(?:enrolled|evaluated|studied|randomized)\s+in\s+(?:the\s+)?(?P<enrolled>{_NAME})\b(?!\s+(?:(?:patients|subjects)\b|and\s+[A-Z]))"
    rf"|\b(?:[Ss]tud(?:y|ies)|[Tt]rials?)\s*\((?P<behind>{_NAME})\s*[);,]"
    rf"|\b(?P<before>{_NAME})\s+(?:[Tt]rial|[Ss]tudy)\b"
)
_NO_STUDY = re.compile(r"FACT-|EORTC|QLQ|RECIST|CTCAE|MedDRA|NSCLC|ECOG|HIV|COVID|SARS|COPD|GIST|CYP\d|[A-Z]+\s0$")
"""Names of scales, diseases and enzymes that look like those of studies."""

_REGISTERED = re.compile(r"NCT\d{6,}")
"""The number of a study in a register, which labels print beside its name."""

_PEOPLE = r"(?:patients|subjects|adults|women|men|children|volunteers)"
_POPULATION = re.compile(
    rf"\b(?:in|of|from|for|among)\s+(?:(?:(?!(?:in|of|from|for|among)\b)[\w-]+\s+){{0,6}}?[\w-]*\btreated\s+)?"
    rf"(?P<words>(?:(?!(?:in|of|from|for|among)\b)[\w-]+\s+){{0,6}}?{_PEOPLE}\b[^();]*)",
    re.IGNORECASE,
)
_TRIALS = re.compile(
    r"\b(?:in|from)\s+(?:an?\s+|the\s+)?(?!any\b)(?P<words>(?:(?!(?:in|of|from|for)\b)(?:U\.S\.|[\w/-]+,?)\s+){1,8}?(?:trials?|stud(?:y|ies)|cohorts?)\b(?!\s+(?:drug|medication))[^();]*)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\bfor\s+(?P<words>(?:(?:[A-Z][\w-]*|and)\s+)+[A-Z][a-z][\w-]*(?:\s*\([A-Z][a-z]+\))?)\s*$")
"""A disease that ends a caption: "for Major Depressive Disorder (Adults)"."""

_BEYOND = re.compile(
    r"\s+(?:(?:and|or|but)\s+(?:(?:was|were|occur(?:s|red|ring)|reported|that|with\s+a)\s+)*"
    r"(?:at|greater|higher|more|twice|than|>|≥)|(?<!previously )treated\b|receiv(?:ed|ing)\b|report(?:ed|ing)\b|who\b|"
    r"(?:as\s+)?compared\b|with\s+an?\s+(?:incidence|difference)\b|and\s*$).*|\.\s.*|,\s*(?:n|no\.?|number)\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""What a caption goes on with behind the patients: their treatment, and how their reactions were chosen."""

_NOT_TELLING = re.compile(rf"(?:(?:all|the)\s+)?{_PEOPLE}(?:\s+in\s+any\b.*)?", re.IGNORECASE)
_NO_POPULATION = re.compile(
    r"\b(?:adverse|reactions?|events?|symptoms?|abnormalities|experiencing|arms?|groups?|(?<!-)dose(?!-)|one|each|placebo-treated)\b",
    re.IGNORECASE,
)
"""Words of phrases that say which patients are counted, and not of what group they are."""

_EITHER = re.compile(r"\b(?:trials?|stud(?:y|ies))\s+(?:or|and)\s+in\b", re.IGNORECASE)
"""Words between two trials of which a caption names one alone."""


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
    if _EITHER.search(caption):
        return None
    caption = without_trade_marks(caption)
    numbered = _NUMBERED.search(caption)
    if numbered is not None:
        beyond = _NAMED.search(caption)
        if beyond is None or beyond.start("name") >= numbered.start():
            return " ".join(numbered.group().split())
    names = {match["name"] + (match["more"] or "") for match in _NAMED.finditer(caption)}
    known = {product.casefold() for product in product_names}
    names = {name for name in names if name.casefold() not in known}
    headed = None if names or caption.isupper() else _HEADS.search(caption)
    if headed is not None:
        names = {name for name in headed.groups() if name and name.casefold() not in known}
    return names.pop() if len(names) == 1 else None


def is_study(name: str) -> bool:
    """Whether a name is that of studies and nothing else.

    >>> is_study("Study 1 and 2"), is_study("Trial DRX-301"), is_study("Study 1: Adults"), is_study("SUNRISE")
    (True, True, False, False)
    """
    return _NUMBERED.fullmatch(name) is not None


def study_in_text(sentence: str, *, is_last: bool = False) -> str | None:
    """The study that a sentence names, the first or the last of several; None if it names none that can be told.

    >>> study_in_text("The safety of DRUG-X was evaluated in a randomized study (SUNRISE) of 164 patients.")
    'SUNRISE'
    >>> study_in_text("Reactions of patients with gout in DAWN- 002 were rash (2%).")
    'DAWN-002'
    >>> study_in_text("DRUG-X was studied in the SUNRISE trial (NCT01234567).", is_last=True)
    'SUNRISE'
    >>> study_in_text("In NSD Study 2, rash was mild.")
    'NSD Study 2'
    >>> [study_in_text(f"In Study 1, {share} had rash.") for share in ("38%", "3/40 (8%)", "0.8%", "12 patients")]
    ['Study 1', 'Study 1', 'Study 1', 'Study 1']
    """
    sentence = _PARTED.sub("-", sentence)
    found = _named_first([name for match in _MENTIONED.finditer(sentence) for name in match.groups() if name])
    if found:
        return found[-1 if is_last else 0]
    numbered = _NUMBERED.search(sentence)
    return " ".join(numbered.group().split()) if numbered else None


def studies_in_text(sentence: str) -> tuple[str, ...]:
    """The studies that a sentence names apart from each other; one that it calls by two names once.

    >>> studies_in_text("In Study 1 (SUNRISE), rash was mild."), studies_in_text("8% in Study 1 and 5% in Study 2")
    (('Study 1',), ('Study 1', 'Study 2'))
    >>> studies_in_text("Rash was mild in the SUNRISE and DAWN-2 trial.")
    ('DAWN-2', 'SUNRISE')
    """
    sentence = _PARTED.sub("-", sentence)
    numbered = dict.fromkeys(" ".join(match.group().split()) for match in _NUMBERED.finditer(sentence))
    mentioned = [name for match in _MENTIONED.finditer(sentence) for name in match.groups() if name]
    named = dict.fromkeys(name for name in _named_first(mentioned) if not (numbered and _REGISTERED.fullmatch(name)))
    names = [name for name in named if not _NO_STUDY.match(name) and not any(name in number for number in numbered)]
    names += [
        found["other"]
        for name in names
        if (found := re.search(rf"\b(?P<other>{_NAME}),?\s+(?:and|or)\s+{re.escape(name)}", sentence))
    ]
    beside = len(numbered) == len(names) == 1 and re.search(rf"[(,]\s*{re.escape(names[0])}", sentence) is not None
    return tuple(numbered) if beside else (*numbered, *names)


def _named_first(names: Sequence[str]) -> list[str]:
    """Names of studies without the numbers that a register gave them, unless there are no others."""
    return [name for name in names if not _REGISTERED.fullmatch(name)] or list(names)


def population_name(caption: str) -> str | None:
    """The group of patients that a caption speaks of, or else the kind of trial, for captions without a study's name.

    >>> population_name("Table 2: Adverse Reactions (≥5%) in Adult Patients with Hypertension Treated with DRUG-X")
    'Adult Patients with Hypertension'
    >>> population_name("Adverse Reactions in DRUG-X-Treated Patients and More Than with Placebo in a 12-Week Trial")
    '12-Week Trial'
    """
    for shape in (_POPULATION, _TRIALS, _CONDITION):
        for match in reversed(list(shape.finditer(caption))):
            words = " ".join(without_trade_marks(_BEYOND.sub("", match["words"])).split()).rstrip(" .,:")
            if words and not _NOT_TELLING.fullmatch(words) and not _NO_POPULATION.search(words):
                return words
    return None
