"""Counts of patients and of events: "1678 patients", "(n=150)", "five of the 18 events", "449 adults with rash"."""

import re

from ingest.measures.stated import Place, Stated, subject_of
from ingest.number_words import (
    clause_before_parenthesis,
    clause_behind,
    past_parenthesis,
    words_before,
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
_PREDICATE = re.compile(
    r"\b(?:was|were|had|has|have|did|died|experienced|developed|discontinued|received|reported|achieved|required|occurred|showed)\b"
)
_NAMED_GROUP = re.compile(r"\b[A-Z]|placebo|\barm\b|\bgroup\b")
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
    """A number of patients: "40 patients (66%) had rash"."""
    if place.quantity.dimension is not Dimension.PATIENTS:
        return None
    told = _people(place.token.text)
    words = _told_behind(place)
    if words == "each":
        words = f"each, {place.clause}" if place.clause else ""
    ahead = subject_of(words_before(place.sentence, place.token)) if not words else ""
    return _count("patients", f"{told} {words}" if words else f"{told}, {ahead}" if ahead else told, place)


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
    behind = _told_behind(place)
    is_told = _PREDICATE.search(behind) is not None
    subject = f"{behind}, of {of_all}" if is_told else " ".join(filter(None, (f"{place.clause}, of {of_all}", behind)))
    is_fraction = _FRACTION.search(place.token.text) is not None and place.behind.startswith("of ")
    if (
        place.quantity.dimension is not Dimension.COUNT_OF_N
        or of_all is None
        or is_fraction
        or not (is_told or place.clause)
    ):
        return None
    return _count("some_of", subject, place)


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
    """A count of the persons, events or studies that are named behind it: "449 adults with rash", "1 and 2 deaths".

    A number in front of a sentence, "1 Calculate the number of vials", is that of a list.
    """
    if place.quantity.dimension is not Dimension.NUMBER or not _is_whole(place) or _NAMES.search(place.before):
        return None
    behind = place.behind.removeprefix(")").lstrip()
    found = _COUNTED.match(behind) or _SHARED.match(place.behind)
    if found is None or (not place.before.strip() and behind[:1].isupper()):
        return None
    if found.re is _SHARED:
        return _count("counted", subject_of(found["group"]) or found["group"], place)
    if place.quantity.value > 1 and _NAME_OF_STUDY.fullmatch(found["group"]):
        return None
    rest = _told_behind(place)
    return _count("counted", rest if rest.startswith(found["group"]) else found["group"], place)


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


def incidence(place: Place) -> Stated | None:
    """Events per time of many patients: "0.12 cases/100 patient years", "(0.6 per 100 patient-years)"."""
    found = _PER_TIME.match(place.behind) if place.quantity.dimension is Dimension.NUMBER else None
    if found is None:
        return None
    event = subject_of(words_before_parenthesis(place.sentence, place.token))
    per = f"incidence per {found['many']} {found['time']}"
    many = [token for token in place.sentence if token.i > place.token.i and found["many"] in token.text]
    return Stated(
        reader="incidence",
        subject=f"{per}, {event}" if event else per,
        value=place.quantity.value,
        comparison=place.quantity.comparison,
        further=tuple(many[:1]),
    )
