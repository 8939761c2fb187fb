"""Medians and means with their ranges, ratios with their confidence intervals, values with their standard deviation."""

import re
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from ingest.measures.stated import Place, Stated, subject_of
from ingest.number_words import words_before_parenthesis, words_behind
from ingest.quantity import Dimension, Quantity
from ingest.share_pairs import paired
from ingest.tokens import quantity_of
from kg.codes import Statistic

_SUMMARY = re.compile(
    r"\b(?P<statistic>median|mean|average)s?\b\s*(?:\((?!range)[^)]*\)\s*)?(?P<of>(?:(?!\b(?:median|mean|average|was|were)\b)(?:[^;()]|\([^()\d]{0,3}[<>≤≥][^()]{0,30}\))){0,90}?)\s*(?:\b(?:was|were|is|of|=|:)\s*)+"
    r"(?:approximately\s+)?$",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^[^;]*?\b(?P<statistic>median|mean|average)s?\b\s*(?P<of>[^;()\d]{3,160}?)\s+(?:was|were|is|of)\s+(?:approximately\s+)?\d",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?P<statistic>median|mean|average)\b(?P<of>(?:(?!\b(?:was|were)\b)[\w\s-]){0,40}?)[,:]?\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:mean|median)\s+and\s+(?:mean|median)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"^\s*(?:\(|,|;)?\s*\(?\s*(?:min-max\s+)?(?:(?:with\s+an?\s+)?(?:range|interquartile range|IQR|min\W+max)\b)?\s*[:,=]?\s*(?:of|from)?\s*$"
)
_OF_WHOM = re.compile(
    r"^[\s)\]]*(?P<whom>(?:in|for|with|among)\s+(?!range|a\s+range|the\s+range|standard)[A-Za-z][^,;:()\[\]]{2,80}?)"
    r"(?=\s*(?:[,;:()\[\].]|$|\s(?:and|versus|vs\.?|compared\s+(?:to|with)|as\s+compared\s+to)\s+(?:approximately\s+)?\d))"
)
_JOINED = re.compile(
    r"(?:,|;|\band|\bversus|\bvs\.?|\bcompared\s+(?:to|with))\s*(?:was\s+)?(?:approximately|about)?\s*$"
)
_RATIO = re.compile(
    r"\b(?P<ratio>(?:adjusted\s+)?(?:hazard\s+ratio|relative\s+risk|odds[\s-]ratio|risk\s+ratio|rate\s+ratio|incidence\s+rate\s+ratio|"
    r"prevalence\s+ratio|risk\s+difference|(?-i:a?HR|a?RR|a?OR|IRR)))\b(?P<of>[^;:%]{0,160}?)(?:[\s=:,(\[]|\b(?:was|were|of|is|for)\b|\((?-i:HR|RR|OR)\))*$",
    re.IGNORECASE,
)
_INTERVAL = re.compile(r"^[\s,;(\[]*(?:two-sided\s+)?$")
_CI = re.compile(
    r"^\s*[)\]]?\s*(?:two-sided\s+)?(?:\(?CI\)?|confidence\s+interval)s?\s*[)\]]?\s*[:=,]?\s*(?:of|was|from)?\s*[\[(]?\s*$",
    re.IGNORECASE,
)
_TO = frozenset({",", "to", "-", "–", "and", ";", "−"})
_DEVIATION = frozenset({"±", "+/-", "+/−"})
_NEAR = 8
_VAGUE = re.compile(
    r"(?:(?:total|daily|weekly|overall|absolute|relative|percent)\s+)*"
    r"(?:reductions?|increases?|changes?|decreases?|differences?|dos(?:e|es|age)|durations?|times?|values?|scores?|rates?|levels?|number)",
    re.IGNORECASE,
)
"""What tells only how something was measured."""
_RELATIVE = re.compile(
    r"^(?:\w+ly\s+)?(?:higher|lower|greater|less|more|increase|decrease|reduction|longer|shorter)\b|^(?:and|,)[^;()]*\brespectively\b",
    re.IGNORECASE,
)
"""What says that a value is a difference to another, or one of several in their order."""
_MOVED = re.compile(r"\b(?:increased|decreased|changed|corresponding|from|declined|rose|fell)\b|[±\d]")
_SPREAD = re.compile(r"\s*\(\s*(?:±|\+/-)\s*S[DE]M?\s*\)")
_OF_VALUE = re.compile(r"(?:\b(?:was|were|is|are|of|averaged|at)|[:=(])\s*(?:approximately\s+|about\s+)?$")
_FULL = Decimal(100)


def summary(place: Place) -> Stated | None:
    """The median or mean of something, with the range or the standard deviation behind it."""
    found = _SUMMARY.search(place.before) or _IN_BRACKETS.search(place.before)
    if found is None or _SEVERAL.search(place.sentence.text):
        return None
    counted = f"{_unit_words(place.token)} {words_behind(place.sentence, place.token)}"
    before = words_before_parenthesis(place.sentence, place.token) if found.re is _IN_BRACKETS else counted
    of = subject_of(found["of"]) or subject_of(before)
    if found.re is _IN_BRACKETS and len(of.split()) == 1 and subject_of(found["of"]):
        of = ", ".join(filter(None, (of, subject_of(before))))
    if not of or _VAGUE.fullmatch(of) or _RELATIVE.match(place.behind):
        return None
    spread = _range_behind(place)
    limits = place.quantity if place.quantity.high is not None else quantity_of(spread) if spread is not None else None
    deviation = _deviation(place)
    level, low, high, interval = _interval(place) or (None, None, None, ())
    further = (*((spread,) if spread is not None else interval), *((deviation[1],) if deviation else ()))
    return Stated(
        reader="summary",
        subject=of,
        of_whom=_of_whom(place, (place.token, *further)[-1]),
        statistic=Statistic.MEDIAN if found["statistic"].casefold() == "median" else Statistic.MEAN,
        value=place.quantity.value if place.quantity.high is None else None,
        low=limits.value if limits else low,
        high=limits.high if limits else high,
        unit=place.quantity.unit,
        comparison=place.quantity.comparison,
        ci_level=level if limits is None else None,
        spread=deviation[0] if deviation else None,
        further=further,
    )


def _of_whom(place: Place, last: Token) -> str:
    """Whom a value is of, behind its last token: "in the placebo group" of "5 days (range: 1-9) in the placebo group"."""
    behind = place.sentence.doc[last.i + 1 : place.sentence.end].text
    found = _OF_WHOM.match(behind)
    return found["whom"] if found is not None else ""


def is_undecided(place: Place) -> bool:
    """Whether a value is one of several that the sentence assigns by their order: "was 3 days and 5 days, respectively"."""
    head = _FIRST.match(place.sentence.text)
    in_order = re.match(r"[^;]*\brespectively\b", place.behind)
    return bool(head and in_order and len(_in_order(place)) > 1 and not _of_whom(place, place.token))


def respective(place: Place) -> Stated | None:
    """One of several values that are assigned by their order, where as many things are named: "rash and fever was 3 and 5 days"."""
    head = _FIRST.match(place.sentence.text)
    values = _in_order(place)
    names = paired(head["of"], len(values)) if head is not None else None
    subject = subject_of(names[values.index(place.token)]) if names is not None and place.token in values else ""
    if head is None or not subject:
        return None
    spread = _range_behind(place)
    limits = quantity_of(spread) if spread is not None else None
    return Stated(
        reader="respective",
        subject=subject,
        statistic=Statistic.MEDIAN if head["statistic"].casefold() == "median" else Statistic.MEAN,
        value=place.quantity.value,
        low=limits.value if limits is not None else None,
        high=limits.high if limits is not None else None,
        unit=place.quantity.unit,
        further=(spread,) if spread is not None else (),
    )


def _in_order(place: Place) -> list[Token]:
    """The single values of the quantity's dimension that a sentence states outside brackets."""
    found: list[Token] = []
    depth = 0
    for token in place.sentence:
        depth += (token.text in {"(", "["}) - (token.text in {")", "]"})
        stated: Quantity | None = quantity_of(token)
        is_value = stated is not None and stated.dimension is place.quantity.dimension and stated.high is None
        if depth == 0 and is_value:
            found.append(token)
    return found


def compared(place: Place, before: Stated, last: Token) -> Stated | None:
    """A value that is told beside one just read: "and 15 days (range: 2-20) in the placebo group"."""
    between = place.sentence.doc[last.i + 1 : place.token.i].text
    own = replace(before, value=place.quantity.value, comparison=place.quantity.comparison, spread=None, ci_level=None)
    is_joined = before.of_whom and between.removeprefix(")").strip().startswith(before.of_whom)
    if before.reader != "summary" or before.unit != place.quantity.unit or place.quantity.high is not None:
        return None
    if not is_joined or _JOINED.search(between) is None:
        return None
    spread = _range_behind(place)
    limits = quantity_of(spread) if spread is not None else None
    further = (spread,) if spread is not None else ()
    whom = _of_whom(place, (place.token, *further)[-1])
    low, high = (limits.value, limits.high) if limits is not None else (None, None)
    return replace(own, of_whom=whom, low=low, high=high, further=further) if whom else None


def estimate(place: Place) -> Stated | None:
    """A ratio of risks with its confidence interval: "hazard ratio 0.56 (95% CI: 0.42, 0.76)", "RR = 1.59, 95% CI 0.86 to 2.98"."""
    named = _RATIO.search(place.before) if place.quantity.dimension is Dimension.NUMBER else None
    interval = _interval(place)
    if named is None:
        return None
    event = re.search(r"\b(?:of|for|in)\s+(?P<event>[^,;:()=]{3,80})", named["of"])
    about = subject_of(event["event"]) if event else ""
    if not about:
        about = subject_of(
            words_before_parenthesis(place.sentence, place.sentence.doc[place.sentence.start + _count(place, named)])
        )
    level, low, high, further = interval or (None, None, None, ())
    name = named["ratio"]
    return Stated(
        reader="estimate",
        subject=f"{name} of {about}" if about and about.casefold() != name.casefold() else name,
        value=place.quantity.value,
        low=low,
        high=high,
        comparison=place.quantity.comparison,
        ci_level=level,
        further=further,
    )


def _count(place: Place, named: re.Match[str]) -> int:
    """How many tokens of the sentence stand before the words of a match, which begin in its text at the same place."""
    start = place.before[: named.start()]
    return min(len(start.split()), place.token.i - place.sentence.start)


def deviating(place: Place) -> Stated | None:
    """A value with its standard deviation: "volume of distribution was 654 ± 358 mL"."""
    found = _deviation(place)
    subject = subject_of(_SPREAD.sub("", place.near)) or subject_of(
        words_before_parenthesis(place.sentence, place.token)
    )
    if found is None or not subject or _MOVED.search(subject) or not _OF_VALUE.search(place.before):
        return None
    return Stated(
        reader="deviating",
        subject=subject,
        statistic=Statistic.MEAN
        if re.search(r"\b(?:mean|average)\b", place.before, re.IGNORECASE)
        else Statistic.VALUE,
        value=place.quantity.value,
        unit=place.quantity.unit,
        spread=found[0],
        further=(found[1],),
    )


def confidence(place: Place) -> Stated | None:
    """The interval of a share that is printed without being a ratio: "83% [95% CI: 62, 95]"; the level is the token."""
    at = place.token.i + 1
    if place.quantity.dimension is not Dimension.PERCENT or place.quantity.high is not None:
        return None
    read = _limits(place, at)
    named = words_before_parenthesis(place.sentence, place.token) or place.near
    about = subject_of(re.sub(r"\s+(?:(?:was|were|is|of)\s+)?[-+]?\d.*$", "", named))
    if read is None or not about:
        return None
    low, high, further, unit = read
    return Stated(
        reader="confidence",
        subject=about,
        statistic=Statistic.RANGE,
        low=low,
        high=high,
        unit=unit,
        ci_level=place.quantity.value,
        further=further,
    )


def _interval(place: Place) -> tuple[Decimal, Decimal, Decimal, tuple[Token, ...]] | None:
    """The level and the limits of the confidence interval that follows a value."""
    doc, end = place.sentence.doc, place.sentence.end
    for at in range(place.token.i + 1, min(place.token.i + 1 + _NEAR, end)):
        stated = quantity_of(doc[at])
        if stated is None:
            continue
        opened = _INTERVAL.match(doc[place.token.i + 1 : at].text)
        level = Place(sentence=place.sentence, token=doc[at], quantity=stated, before="", behind="")
        read = _limits(level, at + 1) if opened and stated.dimension is Dimension.PERCENT else None
        return (stated.value, read[0], read[1], (doc[at], *read[2])) if read is not None else None
    return None


def _limits(level: Place, start: int) -> tuple[Decimal, Decimal, tuple[Token, ...], str | None] | None:
    """The limits behind a level: "95% CI: 0.86 to 2.98", "95% confidence interval [62, 95]"."""
    doc, end = level.sentence.doc, level.sentence.end
    first = next((at for at in range(start, min(start + _NEAR, end)) if quantity_of(doc[at])), None)
    if first is None or not _CI.match(doc[start:first].text) or level.quantity.value > _FULL:
        return None
    low = quantity_of(doc[first])
    if low is None:
        return None
    unit = "%" if low.dimension is Dimension.PERCENT else low.unit
    if low.high is not None:
        return low.value, low.high, (doc[first],), unit
    second = next((at for at in range(first + 1, min(first + 3, end)) if quantity_of(doc[at])), None)
    high = quantity_of(doc[second]) if second is not None else None
    if second is None or high is None or doc[first + 1 : second].text.strip() not in _TO:
        return None
    return low.value, high.value, (doc[first], doc[second]), "%" if high.dimension is Dimension.PERCENT else unit


def _range_behind(place: Place) -> Token | None:
    """The range in brackets behind a median: "(range: 3-57 days)", "(3 to 57 days)"."""
    doc = place.sentence.doc
    following = next((other for other in doc[place.token.i + 1 : place.sentence.end] if quantity_of(other)), None)
    if (
        following is None
        or not _RANGE.match(doc[place.token.i + 1 : following.i].text)
        or following.i == place.token.i + 1
    ):
        return None
    limits: Quantity | None = quantity_of(following)
    return following if limits is not None and limits.high is not None else None


def _deviation(place: Place) -> tuple[Decimal, Token] | None:
    """The standard deviation behind a "±"."""
    doc, at = place.sentence.doc, place.token.i + 1
    if at + 1 >= place.sentence.end or doc[at].text not in _DEVIATION:
        return None
    stated = quantity_of(doc[at + 1])
    return (abs(stated.value), doc[at + 1]) if stated is not None and stated.high is None else None


def _unit_words(token: Token) -> str:
    return " ".join(re.sub(r"[\d,.<>≤≥]+", " ", token.text).split())
