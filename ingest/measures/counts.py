"""Counts of patients and of events: "1678 patients", "(n=150)", "five of the 18 events", "449 adults with rash"."""

import re

from ingest.measures.stated import Place, Stated, subject_of
from ingest.number_words import words_before_parenthesis, words_behind, words_behind_parenthesis
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
    r"\b(?:table|tables|figure|version|study|studies|trial|trials|cohort|section|cyp|part|grade|day|week|age|ps|status|score|over|under|than|least)\s*$",
    re.IGNORECASE,
)
_EDGE = re.compile(r"\s*\b(?:and|or|of|in|with|for|were|was|than|who|that|which|had|compared|versus)$")
_NAMED_GROUP = re.compile(r"\b[A-Z]|placebo|\barm\b|\bgroup\b")
_PER_TIME = re.compile(
    r"^(?:(?:cases|events|patients|subjects|deaths)\s*)?(?:per|/)\s*(?P<many>\d[\d,]*)\s*(?P<time>(?:patient|person|subject|women|woman)[\s-]?years?)"
)
_GROUP_OF_N = re.compile(r"\b(?:patients|subjects|volunteers|adults|children)\b.*$")


def patients(place: Place) -> Stated | None:
    """A number of patients: "40 patients (66%) had rash"."""
    if place.quantity.dimension is not Dimension.PATIENTS:
        return None
    unit = " ".join(re.sub(r"[\d,.<>≤≥]+", " ", place.token.text).split())
    words = _EDGE.sub("", words_behind_parenthesis(place.sentence, place.token))
    told = _people(unit)
    return _count("patients", f"{told} {words}" if subject_of(words) else told, place)


def _people(unit: str) -> str:
    """Who is counted, from the words of the quantity itself: "patients" of "One patient"."""
    found = re.search(_PEOPLE, unit, re.IGNORECASE)
    return found.group() if found else "patients"


def some_of(place: Place) -> Stated | None:
    """Some of a number of events: "Five of the 18 events were fatal"."""
    of_all = place.quantity.high
    subject = subject_of(words_behind_parenthesis(place.sentence, place.token))
    if place.quantity.dimension is not Dimension.COUNT_OF_N or of_all is None or not subject:
        return None
    return _count("some_of", f"{subject}, of {of_all}", place)


def group_size(place: Place) -> Stated | None:
    """The number of patients of a group: "n=150", "N = 164"."""
    sized = re.search(r"(?:^|[\s([;,])(?:n|N|No\.)\s*=\s*$", place.before)
    if place.quantity.dimension is not Dimension.NUMBER or sized is None:
        return None
    start = place.token.i - (2 if place.token.i - place.sentence.start >= 2 else 1)
    words = words_before_parenthesis(place.sentence, place.sentence.doc[start])
    group = _GROUP_OF_N.search(words)
    subject = subject_of(group.group() if group else words if _NAMED_GROUP.search(words) else "")
    return _count(
        "group_size", subject if group and subject else f"patients, {subject}" if subject else "patients", place
    )


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
    rest = words_behind(place.sentence, place.token)
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
