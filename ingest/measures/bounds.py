"""Bounds and values of laboratory findings, scores, ratios of randomization and multiples."""

import re

from ingest.grade import find_grade
from ingest.measures.stated import Place, Stated, noun_phrase, subject_of
from ingest.number_words import words_around, words_before, words_before_aside, words_before_parenthesis, words_behind
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.codes import Statistic

_RELATIVE = {"ULN": "{ULN}", "LLN": "{LLN}", "baseline": "{baseline}"}
_BOUNDED = frozenset(
    {Dimension.TIMES_ULN, Dimension.TIMES_LLN, Dimension.TIMES_BASELINE, Dimension.CELL_COUNT, Dimension.CONCENTRATION}
    | {
        Dimension.RATE,
        Dimension.PRESSURE,
        Dimension.EXPOSURE,
        Dimension.OTHER_QUANTITY,
        Dimension.LENGTH,
        Dimension.AREA,
    }
    | {Dimension.PERCENT, Dimension.MASS, Dimension.TEMPERATURE, Dimension.VOLUME}
)
_VALUED = frozenset(
    {Dimension.CELL_COUNT, Dimension.CONCENTRATION, Dimension.RATE, Dimension.PRESSURE, Dimension.EXPOSURE}
)
_SCORED = re.compile(
    r"\b(?P<scale>(?:[\w-]+\s+){0,3}?(?:class|stage|line|status|score|scores|PS|tier))\s*(?:of\s*)?(?:[≥≤<>]\s*)?(?:\d+\s*(?:,|or|and|to|-|–)\s*)*$"
)
_MODAL = re.compile(r"\s+(?:should|must|may|can|will|could|has|have|is|was)(?:\s+be)?$")
_HEADING = re.compile(r"^.*\w\s(?=The\s)")
_WEIGHT = re.compile(r"\b(?:kg|lbs?|pounds?)\W*$", re.IGNORECASE)
_WEIGHING = re.compile(r"\bweigh(?:s|ing)?$", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s*$", re.IGNORECASE)
_KEPT = re.compile(
    r"(?P<what>.{3,80}?)\s+(?:(?:should|must|may|can|will)\s+)?(?:be|been|is|are|was|were)\s+\w+.*\band\b"
)
_COUNTED = re.compile(
    r"(?!(?:and|or|to|versus|compared|were|was|is|are|had|have|who|which|that|when|if|pack-years)\b)"
    r"(?:[a-z][\w-]*\s+)*[a-z][\w-]*s\b(?![\w-]*[/(])"
)
"""What is counted behind a bare number, and no unit: "more than 4 microhemorrhages"."""
_LONGEST_CHANGED = 8
_PREPOSITION = re.compile(r"(?:versus|vs|compared|in|of|for|and|or|to|with|on|at|by|than|from)\b")
_HOW = r"increased|decreased|reduced|lowered|higher|lower|elevated|prolonged|increases?|decreases?|reductions?|changes?"
_CHANGED = re.compile(
    rf"(?P<what>[^;,()\d]{{3,100}}?)\s+(?:(?:is|are|was|were|be|been|would|will|may|has|have|had|an?|\w+ly)\s+)*(?P<how>{_HOW})"
    r"(?:\s+(?:in|of)\s+(?P<of>[^;,()\d]{3,80}?))?(?:\s+(?:from\s+baseline|was|were|of|by|to|about|approximately|on\s+average|up))*\s*$",
    re.IGNORECASE,
)
_RISE = re.compile(
    r"^(?P<how>increase|decrease|reduction|rise|prolongation)s?\s+(?:in|of)\s+(?:the\s+|an?\s+)?(?P<of>[^,;:()\d]{3,80}?)"
    r"(?=\s+(?:when|after|following|with|compared|during|upon|by|in\s+(?:patients|subjects|healthy|women|men)|was|were|has|have|relative|and|or)\b|\s*[.,;:(]|$)"
)
"""What a multiple is of, behind it: "3-fold increase in exposure"."""
_SAID_OF = re.compile(
    r"\b(?:result\w*|produc\w+|associat\w+|caus\w+|show\w*|demonstrat\w+|patients|subjects|should|decreased|increased)\b"
)
"""Words with which that before a change is a clause of its own."""
_HUMAN = re.compile(r"\b(?:MRHDID|MRHD|RHD|RMD|human|clinical|recommended|AUC|exposures?)\b", re.IGNORECASE)
_IN_ORDER = re.compile(r"\brespectively\b")


def bound(place: Place) -> Stated | None:
    """A bound, a range, or a laboratory value that is named beside it: "total bilirubin ≤ 1.5 × ULN", "CLcr 60-89 mL/min"."""
    stated = place.quantity
    is_bounded = stated.comparison is not None or stated.high is not None
    if stated.dimension not in _BOUNDED or not (is_bounded or stated.dimension in _VALUED or stated.relative_to):
        return None
    subject = _named(place)
    is_weight = stated.dimension is Dimension.MASS and _WEIGHT.search(place.token.text) is not None
    if is_weight and (not subject or _WEIGHING.search(subject)):
        subject = "body weight"
    return _valued("bound", subject, place) if _tells(subject) else None


def _tells(subject: str) -> bool:
    """Whether a subject names more than a grade."""
    grade = find_grade(subject)
    return bool(subject) and (grade is None or grade.end - grade.start < len(subject))


def _named(place: Place) -> str:
    """What the value is of: for a percent the words behind it, else those before it or before its bracket."""
    follows = words_behind(place.sentence, place.token)
    behind = "" if _PREPOSITION.match(follows) else subject_of(follows)
    is_counted = place.quantity.dimension is Dimension.NUMBER and _COUNTED.match(behind) is not None
    if behind and (is_counted or place.quantity.dimension is Dimension.PERCENT):
        return behind
    tries = (words_before, words_before_aside, words_before_parenthesis)
    ahead = (noun_phrase(words(place.sentence, place.token)) for words in tries)
    return next((words for words in ahead if words), "") or _kept(place)


def _kept(place: Place) -> str:
    """What is told to be kept within a bound: of "levels should be monitored and kept below", "levels"."""
    found = _KEPT.match(words_before(place.sentence, place.token, joined=True))
    return noun_phrase(found["what"]) if found is not None else ""


def change(place: Place) -> Stated | None:
    """By how much something changed: "AUC increased by 52%", "a mean increase in creatinine of 31%"."""
    if place.quantity.dimension not in {Dimension.PERCENT, Dimension.TIMES, *_VALUED} or _IN_ORDER.search(place.behind):
        return None
    found = _CHANGED.search(place.near) if place.quantity.comparison is None else None
    if found is None:
        return None
    words = _MODAL.sub("", subject_of(_HEADING.sub("", found["of"] or found["what"])))
    if not words or _SAID_OF.search(words) or len(words.split()) > _LONGEST_CHANGED:
        return None
    subject = f"{words}, {found['how'].casefold()}"
    unit = "%" if place.quantity.dimension is Dimension.PERCENT else place.quantity.unit
    return _valued("change", subject, place, unit=unit)


def multiple(place: Place) -> Stated | None:
    """By what factor something rose or fell, "a 3-fold increase in exposure", or what multiple of the human dose it was."""
    if place.quantity.dimension is not Dimension.TIMES:
        return None
    rise = _RISE.match(place.behind)
    if rise is not None and not _IN_ORDER.search(place.behind):
        return _valued("multiple", f"{rise['how']} in {rise['of']}", place)
    if _HUMAN.search(place.behind):
        return _valued("human_multiple", "human dose", place)
    subject = subject_of(words_around(place.sentence, place.token))
    return _valued("multiple", subject, place) if subject else None


def score(place: Place) -> Stated | None:
    """A place on a scale: "ECOG performance status 0 or 1", "NYHA class 3"."""
    found = _SCORED.search(place.before) if place.quantity.dimension is Dimension.NUMBER else None
    subject = subject_of(found["scale"]) if found is not None else ""
    return _valued("score", subject, place) if subject else None


def ratio(place: Place) -> Stated | None:
    """The ratio of a randomization: "randomized (1:1)"."""
    token, sentence = place.token, place.sentence
    if token.i + 2 >= sentence.end or token.nbor().text != ":" or place.quantity.dimension is not Dimension.NUMBER:
        return None
    other = quantity_of(token.nbor(2))
    is_randomized = "random" in sentence.text.casefold()
    if other is None or other.dimension is not Dimension.NUMBER or not other.value or not is_randomized:
        return None
    return Stated(
        reader="ratio",
        subject="randomization ratio",
        value=place.quantity.value / other.value,
        further=(token.nbor(2),),
    )


def joint_bound(place: Place) -> Stated | None:
    """A bound whose unit follows the next one: "< 55 or ≥ 55 years"."""
    if place.quantity.dimension is not Dimension.NUMBER or place.quantity.comparison is None:
        return None
    token = place.token
    if _AGED.search(place.before):
        return _valued("age", "age", place, unit="year")
    joined = token.i + 2 < place.sentence.end and token.nbor().lower_ in {"or", "and"}
    following: Quantity | None = quantity_of(token.nbor(2)) if joined else None
    subject = _named(place)
    return _valued("bound", subject, place, unit=following.unit if following else None) if subject else None


def _valued(reader: str, subject: str, place: Place, *, unit: str | None = None) -> Stated:
    stated = place.quantity
    ranged = stated.high is not None
    percent = "%" if stated.dimension is Dimension.PERCENT else None
    return Stated(
        reader=reader,
        subject=subject,
        statistic=Statistic.RANGE if ranged else Statistic.VALUE,
        value=None if ranged else stated.value,
        low=stated.value if ranged else None,
        high=stated.high,
        unit=unit or _RELATIVE.get(stated.relative_to or "", stated.unit or percent),
        comparison=stated.comparison,
    )
