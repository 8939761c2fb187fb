"""Times: ages, lengths of studies and treatments, times before and after events, intervals, points in time.

A time says what it is of by the words right before or behind it; one whose words fit no shape is left out.
"""

import re
from dataclasses import dataclass

from ingest.measures.stated import Place, Stated, subject_of, trimmed
from ingest.quantity import Dimension
from kg.codes import Statistic

_NOUN = (
    r"stud(?:y|ies)|trials?|periods?|treatment|therapy|phases?|extension|follow-up|washout|infusions?|cycles?|courses?|"
    r"regimens?|intervals?|exposure|duration|evaluation|survival|mortality|rates?|data|database|analys[ie]s|"
    r"interim|adult|program|dos(?:e|ing)\s+interval|maintenance|titration|run-in|lead-in|toxicity|toxicology"
)
_UP_TO_NOUN = r"(?:[\w/-]+,?\s+){0,5}?"
_TREATED = r"treat(?:ed|ment|ing)|therapy|receiv(?:ed|ing)|given|administ(?:ered|ration)|dos(?:ed|ing)|tak(?:en|ing)|use\b|continu\w+|maintain\w*"
_FOR = r"(?:\bfor(?:\s+(?:a|an|the|another|total|mean|median|minimum|maximum|period|of|up|to|at|least|additional|first))*|\bover|\bduring(?:\s+the\s+first)?|\bthroughout|\bin\s+the\s+first)\s*$"
_AT = r"\b(?:at|by|through|until)\s*$"
_EVENT = r"onset|occurr\w*|develop\w*|resol\w*|recover\w*|appear\w*|began|begin\w*|onset|persist\w*|last(?:ed|s|ing)?|return\w*|reached|achieved|peak\w*|subsid\w*|improv\w*|lasting|duration|half-life|nadir|response|delay\w*|shorter|longer|survival"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a time is printed: what stands before and behind it, and what it then is ("{found}" is what `words` found)."""

    id: str
    subject: str
    before: str = ""
    behind: str = ""
    printed: str = ""


_SHAPES = (
    Shape(id="age", subject="age", printed=r"\b(?:of\s+age|old|older|younger)\b"),
    Shape(id="age", subject="age", behind=r"^(?:of\s+age|old)\b"),
    Shape(
        id="age",
        subject="age",
        before=r"\b(?:aged?|ages)(?:\s+(?:of|from|between|range|ranged|was|is|group|ranging|less|than|under|over))*[\s:,=]*(?:\(?range[:,]?\s*|\(\s*)?(?:[<>≥≤]\s*\d+\s*(?:or|and)\s*)?$",
    ),
    Shape(id="age", subject="age", before=r"\bages?\b.*\b(?:to|and)\s*$", printed=r"\byears?\b"),
    Shape(
        id="age",
        subject="age",
        before=r"\b(?:adults|children|adolescents|infants|neonates|patients|subjects|pediatric\s+patients)\s*\(?(?:from|ages?)?\s*$",
        printed=r"\byears?\b",
    ),
    Shape(id="age", subject="age", before=r"\b(?:were|was|are|being)\s*$", printed=r"\d\s*years?\b"),
    Shape(id="age", subject="age", behind=r"^\(\s*[nN]\s*=", printed=r"\byears?\b"),
    Shape(id="assessment", subject="time of assessment", before=r"^$", behind=r"^$"),
    Shape(id="gestation", subject="age of gestation", behind=r"^(?:of\s+)?(?:gestation|pregnancy|gestational\s+age)\b"),
    Shape(
        id="interval",
        subject="interval of monitoring",
        before=r"\b(?:monitor|assess|evaluat|perform|measur|obtain|check|test|examin|repeat|scan|imag)\w*\b.*\b(?:every|each)\s*$",
    ),
    Shape(
        id="interval",
        subject="interval of dosing",
        before=r"\b(?:dos|receiv|given|administ|inject|infus|treat|once|twice|oral|intraven|subcutan|mg|mcg|g|kg|followed)\w*\b.*\b(?:every|each)\s*$",
    ),
    Shape(
        id="length",
        subject="length of {noun}",
        behind=rf"^(?:-|,(?!\s*(?:the|an?|in|of|there|\d)\b))?\s*(?P<noun>{_UP_TO_NOUN}(?:{_NOUN}))\b",
        printed=r"\d[-–‑\s]?(?:week|month|year|day|hour|minute)$",
    ),
    Shape(
        id="after",
        subject="time {link} {event}",
        behind=r"^(?P<link>after|before|prior\s+to|following|from|since|preceding)\s+(?:or\s+\d+\s+\w+\s+(?:after|before)\s+)?(?P<event>[^,;()]{3,80})\b",
    ),
    Shape(
        id="since",
        subject="time after {event}",
        behind=r"^of\s+(?P<event>(?:[\w-]+\s+){0,3}?(?:initiation|starting|initiating|completion|discontinuation|onset|last\s+dose|birth|surgery|dosing)\b(?:\s+(?:of\s+)?(?!and\b|or\b)[\w-]+){0,2})",
        printed=r"^(?:within|less\s+than)\b",
    ),
    Shape(
        id="of",
        subject="time of {event}",
        before=r"\b(?:after|for|during|within|following|first|at\s+least|over|of|with|by|through|than)\s*$",
        behind=r"^of\s+(?P<event>(?:[\w-]+\s+){0,4}?(?:treatment|therapy|exposure|follow-up|age|dosing|use|administration|infusion|initiation|starting|completion|discontinuation|transplant\w*|birth|delivery|surgery|dose|doses|cessation|onset|response|study|infusions?))\b",
    ),
    Shape(
        id="of",
        subject="time of {event}",
        behind=r"^of\s+(?P<event>(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,4}?(?:treatment|therapy|exposure|follow-up|dosing|use|administration|infusion|initiation|starting|completion|discontinuation|birth|delivery|surgery|last\s+dose|dose|cessation)(?:\s+(?:of\s+)?(?-i:[A-Z])[\w-]+)?)\b",
    ),
    Shape(
        id="storage",
        subject="time of storage",
        before=rf"\b(?:stor(?:ed?|age)|kept|stability|refrigerat\w+)\b[^;]*?{_FOR}",
    ),
    Shape(id="exposure", subject="time of exposure", before=rf"\bexpos(?:ed|ure)\b.*?{_FOR}"),
    Shape(id="treatment", subject="time of treatment", before=rf"\b(?:{_TREATED})\b.*?{_FOR}"),
    Shape(
        id="follow-up",
        subject="time of follow-up",
        before=rf"\b(?:followed(?!\s+by)|follow-up|observ(?:ed|ation)|monitor(?:ed|ing)?)\b.*?{_FOR}",
    ),
    Shape(id="event", subject="{timed}", before=rf"\b(?:{_EVENT})\b[^;,()]*$"),
    Shape(id="lasting", subject="time", before=rf"\b(?:{_EVENT})\b[^;,()]*$"),
    Shape(
        id="assessment", subject="time of assessment", before=_AT, behind=r"^(?!,?\s*(?:[\w-]+\s+)?(?:intervals?|or\b))"
    ),
)
_BEFORE_WORDS = 12
_OF_WHAT = frozenset(
    {"lasting", "since", "storage", "after", "of", "exposure", "treatment", "follow-up", "assessment", "interval"}
)
"""The shapes whose subject says only what kind of time it is; what happened then stands in the clause before it."""
_ONLY_TOLD = frozenset({"assessment", "lasting"})
_TIME = re.compile(
    r"\b(?:(?:median|mean|average|estimated)\s+)*(?:times?|durations?|intervals?|onset|latency|half-life|half-lives|survival)\b.*$",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"\b(?:was|were|is|are|of|from|ranged|ranges|ranging|varied|between|lasted|approximately|about|up\s+to|least)\s*$|[:=(]\s*$",
    re.IGNORECASE,
)
"""What links a time to its number, and no point in time: "duration was", not "survival at"."""
_LASTING = re.compile(
    r"^(?:.*\bthe\s+)?(?P<what>[A-Za-z][^,;:()\d]{2,60}?)\s+(?:(?:has|have|had|typically|usually|generally|may)\s+)*"
    r"(?P<verb>lasted|persisted|resolved)(?:\s+(?:for|up\s+to|within|from|in|approximately|about))*\s*$"
)
_LASTED = re.compile(
    r"\s+(?:was|were|is|are|ranged|ranging|ranges|varied|lasted|has|have|had|from|within|for|at|by|of)(?:\s+(?:up|from|been))*$"
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    shape: Shape
    before: re.Pattern[str]
    behind: re.Pattern[str]
    printed: re.Pattern[str]


_COMPILED = tuple(
    _Compiled(shape, *(re.compile(part, re.IGNORECASE) for part in (shape.before, shape.behind, shape.printed)))
    for shape in _SHAPES
)
_POINTS = {"day": "study day", "cycle": "cycle", "week": "study week", "month": "study month", "year": "study year"}
_PREGNANT = re.compile(
    r"\b(?P<what>gestation\w*|postnatal|post-?partum|lactation\w*|organogenesis|pregnancy)\W*(?:\w+\W+)?(?:\(\w+\)\W*)?$",
    re.IGNORECASE,
)


def duration(place: Place) -> Stated | None:
    """A time or an age: "patients 65 years and older", "for up to 12 weeks of treatment", "24 hours after surgery"."""
    if place.quantity.dimension is not Dimension.DURATION or place.before.endswith(" per"):
        return None
    for compiled in _COMPILED:
        before = compiled.before.search(place.near)
        behind = compiled.behind.search(place.behind)
        if before and behind and compiled.printed.search(place.token.text):
            subject = _subject(compiled.shape, place, behind)
            told = place.clause if compiled.shape.id in _OF_WHAT else ""
            if subject and (told or compiled.shape.id not in _ONLY_TOLD or not compiled.shape.before):
                return _stated(compiled.shape.id, ", ".join(filter(None, (subject, told))), place)
    return None


def _subject(shape: Shape, place: Place, behind: re.Match[str]) -> str:
    """What the time is of, with the words that the shape asks for; empty where these name nothing."""
    groups = behind.groupdict()
    asked = {name: subject_of(words or "") if name != "link" else words for name, words in groups.items()}
    if "{timed}" in shape.subject:
        asked["timed"] = _timed(place)
    return shape.subject.format(**asked) if all(asked.values()) else ""


def _timed(place: Place) -> str:
    """What time the words before a quantity name: "median time to onset of rash" of "... ranged from 7 to 18 days"."""
    lasted = _LASTING.match(place.near)
    if lasted is not None:
        kind = "time to resolution" if lasted["verb"] == "resolved" else "duration"
        return f"{kind} of {subject_of(lasted['what'])}" if subject_of(lasted["what"]) else ""
    named = _TIME.search(place.near)
    told = trimmed(named.group()) if named is not None and _OF_TIME.search(place.near) else ""
    while (shorter := _LASTED.sub("", told)) != told:
        told = shorter
    return told if len(told.split()) > 1 and not any(character.isdigit() for character in told) else ""


def point(place: Place) -> Stated | None:
    """A point in time of a study: "at Week 12", "on Days 1 and 8 of Cycle 2", "gestation days 6 to 17"."""
    unit = place.token.text.split()[0].casefold().rstrip("s:,")
    unit = re.sub(r"[^a-z].*", "", unit).rstrip("s")
    if unit not in _POINTS:
        return None
    pregnant = _PREGNANT.search(place.before)
    words = subject_of(" ".join(place.near.split()[-_BEFORE_WORDS:]))
    subject = f"{_POINTS[unit]}, {words}" if words else _POINTS[unit]
    if pregnant and unit == "day":
        subject = f"{pregnant['what'].casefold()} day"
    found = _stated("point", subject, place)
    if found.unit is not None:
        return found
    return Stated(
        reader="point",
        subject=subject,
        statistic=found.statistic,
        value=found.value,
        low=found.low,
        high=found.high,
        unit={"day": "day", "cycle": "{cycle}"}.get(unit, unit),
        comparison=found.comparison,
    )


def _stated(reader: str, subject: str, place: Place) -> Stated:
    ranged = place.quantity.high is not None
    return Stated(
        reader=reader,
        subject=subject,
        statistic=Statistic.RANGE if ranged else Statistic.VALUE,
        value=None if ranged else place.quantity.value,
        low=place.quantity.value if ranged else None,
        high=place.quantity.high,
        unit=place.quantity.unit,
        comparison=place.quantity.comparison,
    )
