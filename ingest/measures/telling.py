"""Subjects of amounts that say nothing by themselves, and what they are of: "time to resolution" of the rash before."""

import re
from collections.abc import Callable
from dataclasses import replace

from ingest.measures.stated import Stated
from ingest.share_event import has_verb
from ingest.share_whom import whom_ahead
from kg.codes import Statistic

_COURSE = re.compile(
    r"(?:the\s+)?(?:(?P<statistic>median|mean|average)\s+)?"
    r"(?P<course>(?:events?\s+|episodes?\s+)?duration|"
    r"time\s+(?:from\s+(?:[\w-]+\s+){1,3})?to\s+(?:first\s+)?(?:onset|occurrence|resolution|recovery|improvement)|onset)"
    r"(?:\s+of\s+(?:these\s+|the\s+)?(?:events|reactions|episodes|symptoms))?",
    re.IGNORECASE,
)
"""The course of something that the subject does not name: "time to resolution", "median duration"."""
_POINTING = re.compile(
    r"(?:of\s+)?(?:these|those|such|the\s+remaining)\s+(?:patients|subjects|events|cases)|.*\badverse\s+reactions\s+are\s+those\b.*",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\b(?:onset|resolution|recovery|duration|occurrence|time)\s+(?:of|for)\s+(?P<what>(?!treatment|exposure|follow|response|\d)\S.*)$",
    re.IGNORECASE,
)
"""What an amount of the same sentence is of: "rash" of "time to onset of rash"."""
_CUT = re.compile(r"^(?:%|[-‑]\s?fold)\s+and\s+(?:the\s+)?", re.IGNORECASE)
"""The end of an amount that stands before a subject: "% and AUC" of "C max by 20% and AUC by 30%"."""
_FRAGMENT = re.compile(r"^(?:[-‑–−'’/,.;:)]|(?:whereas|randomi[sz]ed\s*\d*$)\b)", re.IGNORECASE)
"""How a part of a name begins that lost its start ("-INF"), or words that name nothing."""
_GIVEN = re.compile(
    r"\b(?:treated|received|given|administered|exposed)\b[^.;]*\bfor\s+an?\s+(?:(?:median|mean|average)\s+)?duration\s+of\s*$",
    re.IGNORECASE,
)
_STATISTICS = {"median": Statistic.MEDIAN, "mean": Statistic.MEAN, "average": Statistic.MEAN}
_LONGEST = 6


def whole(read: Stated, before: str, last: Stated | None, event: Callable[[], str | None]) -> Stated | None:
    """What was read, with what its subject is of if that stands elsewhere; None if its subject tells nothing.

    `before` are the words of the sentence before the amount, `last` the amount told before it, `event` tells what happened to
    the patients of the last share before it.

    >>> told = Stated(reader="summary", subject="time to resolution")
    >>> whole(told, "", Stated(reader="summary", subject="time to onset of rash"), lambda: None).subject
    'time to resolution of rash'
    >>> whole(told, "", None, lambda: "Gout, in patients with fever").subject, whole(told, "", None, lambda: None)
    ('time to resolution of Gout', None)
    """
    subject = _CUT.sub("", read.subject)
    if not read.of_whom and (_FRAGMENT.match(subject) or _POINTING.fullmatch(subject)):
        return None
    course = _COURSE.fullmatch(subject)
    if course is None or read.of_whom:
        return replace(read, subject=subject)
    kind = _STATISTICS.get((course["statistic"] or "").casefold())
    told = replace(read, statistic=kind) if kind is not None and read.statistic is Statistic.VALUE else read
    if _GIVEN.search(before):
        return replace(told, subject="duration of treatment")
    of = _OF.search(last.subject) if last is not None else None
    what = of["what"] if of is not None else _thing(event())
    who = whom_ahead(before)
    if what is None and who is not None:
        return replace(told, subject=f"{course['course']} in {who}")
    return replace(told, subject=f"{course['course']} of {what}") if what is not None else None


def _thing(event: str | None) -> str | None:
    """What happened, if it is a thing that has a course, and not a clause of its own."""
    thing = (event or "").split(", in ")[0]
    is_clause = has_verb(thing) or re.search(r"\d|\b(?:had|with|median|mean|resol\w+|met|who|that)\b", thing)
    return None if not thing or is_clause or len(thing.split()) > _LONGEST else thing
