"""Counts: of patients to whom something happened ("six patients died", "five of the 18 events were fatal"), and sizes of groups.

A number of patients, studies or doses of which nothing is told to have happened ("449 adults with rash") is read by `people`:
it tells who was studied.
"""

import re

from ingest.measures.stated import Place, Stated, subject_of
from ingest.number_words import (
    clause_before_parenthesis,
    clause_behind,
    past_parenthesis,
    words_before_parenthesis,
)
from ingest.quantity import Dimension
from kg.codes import Statistic

_PEOPLE = (
    r"patients?|subjects?|women|men|males?|females?|adults?|children|adolescents?|infants?|neonates?|newborns|pregnanc(?:y|ies)|"
    r"births|participants?|volunteers?|individuals?|recipients?|donors?|persons?|responders?|carriers?|centers?|sites|countries"
)
_EVENTS = (
    r"cases?|events?|deaths?|reactions?|trials?|stud(?:y|ies)|cycles?|doses?|infusions?|injections?|courses?|regimens?|"
    r"therap(?:y|ies)|agents?|lines|relapses?|seizures?|episodes?|isolates?|samples?|hospitali[sz]ations?|malignanc(?:y|ies)|"
    r"infections?|fractures?|strokes?|reports?|exposures?|embryos|fetuses|litters|animals|visits|hemorrhages?|tumors?|"
    r"cancers?|transplants?|metabolites?|tablets?|capsules?|joints|lesions?"
)
_COUNTED = re.compile(
    rf"^(?P<group>(?:(?!in\b|of\b|with\b|and\b|or\b|to\b|who\b|were\b|was\b|had\b|had\b|for\b)[\w’'®/+.-]+,?\s+){{0,6}}?(?:{_PEOPLE}|{_EVENTS}))\b",
    re.IGNORECASE,
)
_SHARED = re.compile(
    rf"^(?:(?:,|and|or|to)\s*[\d,]+[\s,]*)+(?P<group>(?:[\w’'-]+\s+){{0,3}}?(?:{_PEOPLE}|{_EVENTS}))\b", re.IGNORECASE
)
_NAMES = re.compile(
    r"\b(?:table|tables|figures?|versions?|study|studies|trial|trials|cohorts?|sections?|cyp|parts?|grades?|days?|weeks?|ages?|ps|status|score|over|under|than|least)\s*(?:\d+\s*(?:,|and|or|to|through|[-–])\s*)*$",
    re.IGNORECASE,
)
_EDGE = re.compile(r"\s*\b(?:and|or|of|in|with|for|were|was|than|who|that|which|had|compared|versus)$")
_TELLING = re.compile(r"[A-Za-z]{4}")
_HAPPENED = re.compile(
    r"^(?!.*\b(?:randomi[sz]ed|enrolled|exposed|included|evaluated|assigned|studied|participated|entered|eligible)\b)"
    r"(?:[^\s]+\s+){1,9}?(?:died|had|has|have|experienced|developed|discontinued|withdrew|progressed|relapsed|required|reported|"
    r"underwent|achieved|responded|recovered|became|occurred|resolved|tested|showed|"
    r"(?:was|were)\s+(?:withdrawn|hospitali[sz]ed|reported|observed|found|diagnosed|fatal|serious|severe|positive|discontinued|attributed|considered))\b"
)
"""Something that happened to those that are counted, and not only that they took part."""
_EVENT_IN = re.compile(
    r"^(?:.*\bthe\s+)?(?P<event>[A-Za-z][^,;:()%\d]{2,80}?\s+(?:(?:was|were)\s+(?:reported|observed|seen|noted|found)|occurred|developed))\s+(?:in|for)$"
)
_OUTCOMES = re.compile(
    r"\b(?:cases?|events?|deaths?|reactions?|relapses?|seizures?|episodes?|hospitali[sz]ations?|malignanc(?:y|ies)|infections?|"
    r"fractures?|strokes?|hemorrhages?)$"
)
_GOES_ON = re.compile(r"^,\s+(?!(?:with|including|which|who|but|of\s+whom|all)\b)|^\s*(?:and|or)\b|^\s*\d")
"""What stands behind a clause that is not at its end: the rest of a list."""
_NAMED_GROUP = re.compile(r"\b[A-Z]|placebo|\barm\b|\bgroup\b")
_REPORTED = re.compile(
    r"(?:^|[,;:]\s)(?P<event>[^,;:()\d]*?(?:[<>≤≥]\s*\d[^,;:()]*?)?)\s+(?:(?:was|were|has\s+been|have\s+been)\s+(?:reported|observed|seen)|occurred)\s+in\b"
)
_IN_THESE = re.compile(r"(?:\b(?:in|and)|,)\s*$")
"""Before those in whom an event was seen; "5% of the 90 patients" are all of a group."""
_NOT_COUNTED = re.compile(r"(?:each|-?years?)\b")
"""Behind a number of patients of a list, or a length of time of all of them."""
_PER_TIME = re.compile(
    r"^(?:(?:cases|events|patients|subjects|deaths)\s*)?(?:per|/)\s*(?P<many>\d[\d,]*)\s*(?P<time>(?:patient|person|subject|women|woman)[\s-]?years?)"
)
_FRACTION = re.compile(r"(?:^|\s)(?:1\s?/\s?[2-5]|[23]\s?/\s?[345])$")
_OF_GROUP = re.compile(r"^(?:(?:for|in|on|with)\s+(?:the\s+)?)?(?P<group>[A-Za-z][\w’'/+. -]{1,60}?)\s*(?:[;,()]|\.?$)")
_GROUP_AHEAD = re.compile(r"[(\[,;]\s*(?:and\s+)?(?P<group>[A-Za-z][^()\[\],;=]{2,60}?)[\s,:]*\b[nN]\s*=\s*$")
_NAME_OF_STUDY = re.compile(r"(?:trial|study)", re.IGNORECASE)
"""A word that ends a name with a number: "the SUNRISE 101 Trial"."""
_RECEIVED = re.compile(r"^.*\b(?:received|receive|receiving|given|treated|either)\s+")
_SHORT = 6
_GROUP_OF_N = re.compile(r"\b(?:patients|subjects|volunteers|adults|children)\b.*$")


def patients(place: Place) -> Stated | None:
    """A number of patients to whom something happened: "40 patients (66%) had rash"."""
    if place.quantity.dimension is not Dimension.PATIENTS:
        return None
    told = f"{_people(place.token.text)} {_told_behind(place)}"
    return _count("patients", told, place) if _HAPPENED.match(told) and _is_whole_clause(place, told) else None


def reported(place: Place) -> Stated | None:
    """A number of patients in whom the sentence says that an event was seen: "rash was reported in 90 subjects treated with"."""
    event = _reported(place)
    if place.quantity.dimension is not Dimension.PATIENTS or not event or _IN_THESE.search(place.before) is None:
        return None
    if not _is_whole(place) or _NOT_COUNTED.match(place.behind):
        return None
    return _count("reported", f"{_people(place.token.text)} with {event}", place)


def people(place: Place) -> Stated | None:
    """A number of patients, studies or doses to whom nothing is told to have happened: "1678 patients", "5 trials"."""
    told = _told_behind(place)
    if place.quantity.dimension is Dimension.PATIENTS:
        return _count("people", f"{_people(place.token.text)} {told}".strip(), place)
    group = _group(place)
    if group is None or _OUTCOMES.search(group):
        return None
    return _count("people", told if told.startswith(group) else group, place)


def _is_whole_clause(place: Place, told: str) -> bool:
    """Whether the clause behind a count is told to its end, without the rest of a list cut off."""
    last = told.rsplit(maxsplit=1)[-1]
    rest = place.behind.rpartition(last)[2] if place.behind.count(last) == 1 else place.behind.partition(told)[2]
    return _GOES_ON.match(rest) is None


def _told_behind(place: Place) -> str:
    """What is said of the persons or events that are counted, behind them."""
    words = clause_behind(place.sentence, past_parenthesis(place.sentence, place.token))
    while (shorter := _EDGE.sub("", words)) != words:
        words = shorter
    return words if _TELLING.search(words) else ""


def _people(unit: str) -> str:
    """Who is counted, from the words of the quantity itself: "patients" of "One patient"."""
    found = re.search(_PEOPLE, unit, re.IGNORECASE)
    return found.group() if found else "patients"


def some_of(place: Place) -> Stated | None:
    """Some of a number of events: "Five of the 18 events were fatal"; not a fraction, "1/3 of the water"."""
    of_all = place.quantity.high
    if place.quantity.dimension is not Dimension.COUNT_OF_N or of_all is None:
        return None
    ahead, told = _EVENT_IN.match(place.near), _told_behind(place)
    is_fraction = _FRACTION.search(place.token.text) is not None and place.behind.startswith("of ")
    if is_fraction or not (ahead is not None or told or place.clause):
        return None
    subject = (
        ahead["event"] if ahead is not None else told if _HAPPENED.match(told) else f"{place.clause} {told}".strip()
    )
    return _count("some_of", f"{subject}, of {of_all}", place)


def group_size(place: Place) -> Stated | None:
    """The number of patients of a group: "n=150", "N = 164"."""
    sized = re.search(r"(?:^|[\s([;,])(?:n|N|No\.)\s*=\s*$", place.before)
    if place.quantity.dimension is not Dimension.NUMBER or sized is None:
        return None
    words = clause_before_parenthesis(place.sentence, place.token)
    group = _GROUP_OF_N.search(words)
    is_named = _NAMED_GROUP.search(words) is not None or len(words.split()) <= _SHORT
    subject = _beside(place) or (_RECEIVED.sub("", words) if is_named else "")
    told = subject_of(group.group()) if group is not None else ""
    return _count("group_size", told or (f"patients, {subject}" if subject else "patients"), place)


def _beside(place: Place) -> str:
    """The group that is named beside its size: "N=252 placebo", "n=131 for DRUG-X", "(placebo n=81"."""
    found = _OF_GROUP.match(place.behind) or _GROUP_AHEAD.search(place.before)
    return found["group"] if found is not None else ""


def counted(place: Place) -> Stated | None:
    """A count of persons to whom something happened, or of events, which are named behind it: "two women had rash", "3 deaths"."""
    group = _group(place)
    if group is None:
        return None
    told = _told_behind(place)
    told = told if told.startswith(group) else group
    is_event = _OUTCOMES.search(group) is not None and told != group and " per " not in told
    if not (is_event or _HAPPENED.match(told)) or not _is_whole_clause(place, told):
        return None
    return _count("counted", told, place)


def _group(place: Place) -> str | None:
    """The persons, events or studies that are named behind a bare number: "adults" of "449 adults with rash".

    A number in front of a sentence, "1 Calculate the number of vials", is that of a list.
    """
    if place.quantity.dimension is not Dimension.NUMBER or not _is_whole(place) or _NAMES.search(place.before):
        return None
    behind = place.behind.removeprefix(")").lstrip()
    found = _COUNTED.match(behind) or _SHARED.match(place.behind)
    if found is None or (not place.before.strip() and behind[:1].isupper()):
        return None
    if place.quantity.value > 1 and _NAME_OF_STUDY.fullmatch(found["group"]):
        return None
    return found["group"]


def _is_whole(place: Place) -> bool:
    value = place.quantity.value
    return value == value.to_integral_value() and "." not in place.token.text


def _count(reader: str, subject: str, place: Place) -> Stated:
    return Stated(
        reader=reader,
        subject=subject,
        statistic=Statistic.COUNT,
        value=place.quantity.value,
        comparison=place.quantity.comparison,
    )


def _reported(place: Place) -> str:
    """The event that a sentence reports before a number: "pyrexia was reported in 90 patients (12 per 100 patient-years)"."""
    told = [found["event"] for found in _REPORTED.finditer(place.before.rpartition(":")[2])]
    return subject_of(told[-1]) if told else ""


def incidence(place: Place) -> Stated | None:
    """Events per time of many patients: "0.12 cases/100 patient years", "(0.6 per 100 patient-years)"."""
    found = _PER_TIME.match(place.behind) if place.quantity.dimension is Dimension.NUMBER else None
    if found is None:
        return None
    event = subject_of(words_before_parenthesis(place.sentence, place.token)) or _reported(place)
    if not event:
        return None
    per = f"incidence per {found['many']} {found['time']}"
    many = [token for token in place.sentence if token.i > place.token.i and found["many"] in token.text]
    return Stated(
        reader="incidence",
        subject=f"{per}, {event}",
        value=place.quantity.value,
        comparison=place.quantity.comparison,
        further=tuple(many[:1]),
    )
