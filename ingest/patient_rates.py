"""Percents of patients in running text that stand without their counts: "56% were male", "the most common (≥ 20%) reactions".

Percents that are shares with counts, levels of confidence, thresholds of a test or strengths of a solution are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.arm_shares import ArmShare, arm_shares
from ingest.count_statistics import share_tokens
from ingest.number_words import words_before
from ingest.parentheses import OPENING, closed
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import is_within
from ingest.tokens import quantity_of

_GROUP = r"(?:patients?|subjects?|adults|children|women|men|participants|volunteers|individuals|infants|pregnancies|recipients|cases|those)"
_OF_PATIENTS = re.compile(
    rf"^(?:to\s+)?(?:of|in)\s+(?:[\w,'’+/-]+\s+){{0,6}}?{_GROUP}\b|^(?:[\w-]+\s+){{0,2}}{_GROUP}\b", re.IGNORECASE
)
_PREDICATE = re.compile(
    r"^,?\s*(?:who\s+)?(?:were|was|had|have|has|received|experienced|developed|discontinued|reported|achieved|required|"
    r"completed|tested|underwent|died|did|are|incidence|[Gg]rades?|vs\.?|versus|\([Gg]rades?|on\s+placebo|placebo|with\s+(?:[Gg]rade|an?\b)|other\s+races?|Native|Hawaiian|Hispanic|American|of\s+(?:those|these|all|them)|male|female|men|women|White|Asian|Black|Hispanic|Caucasian)\b"
)
_OCCURRED = re.compile(
    r"\b(?:occurred|occurs|occur|reported|observed|seen|experienced|developed|discontinued|noted|detected|identified|led|leading|"
    r"resulted|resulting|required|requiring|resolved|recovered|withheld|withholding|discontinuations?|interruptions?|reductions?|"
    r"present|fatal|serious|documented|found|improved|recurred|elevated|included?|including)"
    r"\b[^;]{0,60}\b(?:in|by|at|of)\s*(?:approximately|about|up\s+to|only)?\s*$",
    re.IGNORECASE,
)
_SHARE_NOUN = re.compile(
    r"\b(?:risks?|rates?|incidences?|proportions?|frequenc(?:y|ies)|mortality|prevalence|percentages?|survival)\b[^;]*"
    r"\b(?:was|were|is|are|of|to|and|be)\s*$",
    re.IGNORECASE,
)
_COMMON = frozenset({"common", "frequent", "commonly", "frequently", "incidence", "frequency"})
_NOT_AFTER = re.compile(
    r"^[-\s]*(?:CI\b|confidence|two-sided|credible|blasts?\b|of\s+the\s+(?:dose|recommended|ULN|administered)|reduction|decrease|increase|higher|lower|greater|longer|shorter|of\s+(?:the\s+)?(?:baseline|exposure|AUC))",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(r"\bconfidence\s+(?:limits?|intervals?|bounds?)\b[^;)]{0,20}$", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:levels?|concentrations?)\s+(?:as\s+high\s+as|of|up\s+to)\s*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:increase|decrease|reduction|change|difference|improvement|decline)s?(?:\s+(?:in|from)\s+[^;,()]{1,60}?)?\s+of(?:\s+(?:approximately|about|up\s+to|at\s+least))?\s*$",
    re.IGNORECASE,
)
"""By how much a value changed: "a mean decrease in weight of 2%" is no share of patients."""
_MOST_COMMON = re.compile(r"\bmost\s+(?:common|frequent)(?:ly)?\b[^;:.()]*$")
_LABELLED = re.compile(r"\(\s*(?:[\w-]+\s+){0,2}(?:incidence|frequency|rate)(?:\s+of)?\s*$")
_IN_CLAUSE = re.compile(
    r"^(?:subjects\s+|patients\s+)?(?P<event>(?:had|were|was|received|experienced|developed|discontinued|reported|achieved|required)\b"
    r"[^,;()]*?)\s*$"
)
"""What a clause says between a number of patients and the percent behind it: "90 patients had severe illness (90%)"."""
_COUNTS = frozenset({Dimension.PATIENTS.value, Dimension.NUMBER.value})
_SIZES = frozenset({Dimension.PATIENTS, Dimension.NUMBER, Dimension.COUNT_OF_N, Dimension.GRADE, Dimension.DURATION})
_COUNT_AHEAD = re.compile(r"[(\[]\s*\d[\d,]*\s*(?:patients?|subjects?)?\s*[,;\[]\s*$")
_SCALE = re.compile(
    r"\b(?:PS|status|scores?|class|stage|grade)\s*(?:\(\w+\)\s*)?(?:was|were|is|of|:)?\s*(?:\d\s*\([^)]*\)\s*(?:,|or|and)*\s*)*\d(?:\s*(?:or|-|–)\s*\d)?\s*$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?P<scale>\b(?:(?!(?:the|The|an?|A|with|had|of|and|or)\b)[\w-]+\s+){0,3}(?:PS|status|scores?|class|stage)(?:\s+\(\w+\))?)\s[^;]*?(?P<place>\d(?:\s*(?:or|-|–)\s*\d)?)\s*$"
)
_MOST_OF = re.compile(r"(?:an?\s+|the\s+)?(?:majority|most)\b", re.IGNORECASE)
_GRADED = re.compile(r"(?:all|any)\s+grades?", re.IGNORECASE)
_JOINING = frozenset({"and", "to", "versus", "vs", "vs.", ", and", ","})
_AGAINST = re.compile(r"\b(?:versus|vs\.?|compared\s+(?:to|with))\s*(?:approximately|about|only)?$")
_LIKE = re.compile(r"^(?:similar|comparable|higher|lower|greater|more)\b")
_TOLD = re.compile(r"\s+(?:was|were|is|are|occurred|increased|decreased)\b.*$")
_BRACKETS = frozenset({"(", ")", "[", "]"})
_NEAR = 4
_BESIDE = 2
_SECTIONS = ("boxed", "5", "6", "7", "8", "12.6", "14")
_NAMED_BY = frozenset({"were", "are", "was", "is", "include", "included", ":"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRate:
    """A percent of patients: its token, the tokens that it stands with ("215 patients (66%)"), and an event told beside it.

    `count` is the token of the number of patients; `shares` are those of all arms where one parenthesis compares several.
    """

    percent: Token
    tokens: TokenSpan
    event: str | None = None
    count: Token | None = None
    shares: tuple[ArmShare, ...] = ()


def patient_rates(passage: Passage, sentence: TokenSpan) -> tuple[PatientRate, ...]:
    """The percents of patients of a sentence from left to right."""
    if passage.chapter is not None and not is_within(passage.chapter, _SECTIONS):
        return ()
    percents = [token for token in sentence if token.ent_type_ == Dimension.PERCENT]
    if not percents:
        return ()
    taken = share_tokens(sentence)
    rates: list[PatientRate] = []
    for token in percents:
        rate = _rate(sentence, token, rates) if token.i not in taken else None
        if rate is not None:
            rates.append(rate)
    return tuple(rates)


def _rate(sentence: TokenSpan, token: Token, before: Sequence[PatientRate]) -> PatientRate | None:
    doc = sentence.doc
    behind = doc[token.i + 1 : sentence.end].text
    ahead = doc[sentence.start : token.i].text
    if _NOT_AFTER.match(behind) or any(shape.search(ahead) for shape in (_CONFIDENCE, _LEVEL, _CHANGE)):
        return None
    again = _repeated(sentence, token)
    if again is not None or (token.i > sentence.start + 1 and _repeated(sentence, doc[token.i - 2]) is not None):
        return again
    plain = PatientRate(percent=token, tokens=doc[token.i : token.i + 1])
    opening = token.i > sentence.start and doc[token.i - 1].text in OPENING
    stated = quantity_of(token)
    is_bound = stated is not None and stated.comparison is not None
    beside = _compared(sentence, token) or _counted_first(sentence, token)
    if beside is not None or opening or _LABELLED.search(ahead) or _COUNT_AHEAD.search(ahead):
        return beside or _in_parenthesis(sentence, token, is_bound=is_bound)
    if is_bound and ahead.endswith(" to"):
        return None
    if _names_group(doc, token, sentence):
        return PatientRate(percent=token, tokens=plain.tokens, event=_before_incidence(doc, token, sentence))
    between = doc[before[-1].percent.i + 1 : token.i].text if before else None
    joined = between is not None and (between in _JOINING or _AGAINST.search(between) is not None)
    is_rate = (
        joined
        or _OF_PATIENTS.match(behind)
        or _PREDICATE.match(behind)
        or _OCCURRED.search(ahead)
        or _SHARE_NOUN.search(ahead)
    )
    return plain if is_rate else None


def _repeated(sentence: TokenSpan, token: Token) -> PatientRate | None:
    """A percent in words with its figure in brackets behind it: "Sixteen percent (16%) of patients"."""
    doc, stated = sentence.doc, quantity_of(token)
    if token.i + 3 >= sentence.end or stated is None or not stated.spelled or doc[token.i + 1].text != "(":
        return None
    figure = quantity_of(doc[token.i + 2])
    is_same = figure is not None and token.ent_type_ == Dimension.PERCENT and figure.value == stated.value
    return PatientRate(percent=doc[token.i + 2], tokens=doc[token.i : token.i + 4]) if is_same else None


def _in_parenthesis(sentence: TokenSpan, token: Token, *, is_bound: bool) -> PatientRate | None:
    """Rates in parentheses: "215 patients (66%)", "the most common (≥ 20%) adverse reactions were", "rash (12%)"."""
    doc = sentence.doc
    start = next(
        (place for place in range(token.i - 1, sentence.start - 1, -1) if doc[place].text in OPENING), sentence.start
    )
    end = closed(sentence, start)
    if end is None or start == sentence.start:
        return None
    beside = quantity_of(doc[start - 1])
    if beside is not None and beside.dimension not in _SIZES:
        return None
    named = _MOST_COMMON.search(doc[sentence.start : start].text)
    if is_bound and named is not None and end < sentence.end and doc[end].lower_ in _NAMED_BY:
        return PatientRate(percent=token, tokens=doc[start:end], event=named.group())
    previous = doc[start - 1]
    if previous.lower_ in _COMMON or (end < sentence.end and doc[end].lower_ in {"adverse", "reactions"}):
        last = next((place for place in range(end, sentence.end) if doc[place].lower_ in _NAMED_BY), sentence.end)
        lead = doc[max(sentence.start, start - 2) : start].text if previous.lower_ in _COMMON else ""
        event = f"{lead} {doc[end:last].text}".strip(" .;,")
        return PatientRate(percent=token, tokens=doc[start:end], event=re.sub(r"^(?:the|The)\s+", "", event) or None)
    return None if is_bound else _with_count(sentence, token, start, end)


def _with_count(sentence: TokenSpan, token: Token, start: int, end: int) -> PatientRate | None:
    """A rate in brackets with the number of patients before them or in them: "215 patients (66%)", "(215, 66%)", "(66%)"."""
    doc = sentence.doc
    words = doc[sentence.start : start].text
    is_scored = _SCALE.search(words) is not None
    counted = _clause_of_count(doc, sentence.start, start) or _count_near(doc, sentence.start, start)
    if counted is not None and not is_scored:
        place, told = counted
        is_count = end == token.i + _BESIDE
        return PatientRate(percent=token, tokens=doc[place:end], event=told, count=doc[place] if is_count else None)
    first = doc[start + 1]
    is_counted = first.ent_type_ in _COUNTS and token.i - first.i <= _BESIDE
    is_alone = end == token.i + _BESIDE
    placed = _PLACED.search(words) if is_scored else None
    event = f"{placed['scale']} {placed['place']}" if placed is not None else None
    count = first if is_counted else None
    return PatientRate(percent=token, tokens=doc[start:end], event=event, count=count) if is_alone else None


def _count_near(doc: Doc, first: int, opening: int) -> tuple[int, str | None] | None:
    """The count of patients right before a parenthesis."""
    places = range(opening - 1, max(first, opening - 1 - _NEAR) - 1, -1)
    return next(((place, None) for place in places if _is_counted(doc, place, opening)), None)


def _is_counted(doc: Doc, place: int, opening: int) -> bool:
    """Whether a token counts patients before a parenthesis: a bare number only right before it, and of no larger number."""
    if doc[place].ent_type_ == Dimension.PATIENTS:
        return True
    is_part = place > 1 and doc[place - 1].lower_ in {"in", "per", "of"} and quantity_of(doc[place - 2]) is not None
    is_name = place > 0 and doc[place - 1].lower_ in {"study", "trial", "cohort", "part", "week", "day", "cycle"}
    is_beside = place == opening - 1 or doc[opening - 1].lower_ in {"patient", "patients", "subject", "subjects"}
    return doc[place].ent_type_ == Dimension.NUMBER and is_beside and not is_part and not is_name


def _clause_of_count(doc: Doc, first: int, opening: int) -> tuple[int, str | None] | None:
    """The count of patients that begins the clause before a parenthesis, and what the clause says of them."""
    for place in range(opening - 1, first - 1, -1):
        if doc[place].ent_type_ in _COUNTS:
            told = _IN_CLAUSE.match(doc[place + 1 : opening].text)
            return (place, told["event"]) if told else None
        if doc[place].text in {",", ";", "(", ")"}:
            return None
    return None


def _counted_first(sentence: TokenSpan, token: Token) -> PatientRate | None:
    """A rate with its number of patients in brackets behind it: "31% (235) were 65 years or older", "3% (n=5)"."""
    doc, at = sentence.doc, token.i + 1
    if at + 2 >= sentence.end or doc[at].text not in OPENING:
        return None
    at += 1
    if doc[at].lower_ == "n" and at + 2 < sentence.end and doc[at + 1].text == "=":
        at += 2
    count = quantity_of(doc[at])
    if doc[at].ent_type_ not in _COUNTS or count is None or count.comparison or at + 1 >= sentence.end:
        return None
    if doc[at + 1].text not in _BRACKETS or count.value != count.value.to_integral_value():
        return None
    return PatientRate(percent=token, tokens=doc[token.i : at + 2], count=doc[at])


def _compared(sentence: TokenSpan, token: Token) -> PatientRate | None:
    """A rate of several in one parenthesis: "(56% vs. 46%)", "(8% DRUG-X, 6% placebo)", "(Grade 3: 2%; Grade 4: 0%)"."""
    doc = sentence.doc
    start = next((place for place in range(token.i - 1, sentence.start, -1) if doc[place].text in _BRACKETS), None)
    if start is None or doc[start].text not in OPENING:
        return None
    end = closed(sentence, start)
    if end is None or start == sentence.start:
        return None
    shares = arm_shares(doc, start, end)
    grade = doc[token.i - 2] if doc[token.i - 1].text in {":", ",", "="} else doc[token.i - 1]
    if not shares and not (grade.ent_type_ == "GRADE" or grade.lower_ in {"grade", "grades"}):
        return None
    told = re.sub(r"^(?:and|or)\s+", "", words_before(sentence, doc[start], joined=True))
    comma = doc[start - 3] if _GRADED.fullmatch(told) and start - 3 > sentence.start else None
    if comma is not None and comma.text == ",":
        told = re.sub(r"^(?:and|or)\s+", "", words_before(sentence, comma, joined=True))
    event = "" if _LIKE.match(told) else told if _MOST_OF.match(told) else _TOLD.sub("", told) or told
    event = "" if re.match(r"(?:was|were|is)\b", event) else event
    return PatientRate(percent=token, tokens=doc[token.i : token.i + 1], event=event or None, shares=shares)


def _names_group(doc: Doc, token: Token, sentence: TokenSpan) -> bool:
    return token.i + 1 < sentence.end and doc[token.i + 1].lower_ in {"incidence", "frequency"}


def _before_incidence(doc: Doc, token: Token, sentence: TokenSpan) -> str | None:
    """What has the incidence: "adverse reactions with ≥ 10% incidence"."""
    words = doc[sentence.start : token.i].text
    found = re.search(r"(?P<event>(?:[\w-]+\s+){0,3}[\w-]+)\s+(?:with|at)(?:\s+(?:a|an))?\s*$", words, re.IGNORECASE)
    event = (
        re.sub(r"^(?:.*\b(?:the|only|shows|lists|of))\s+", "", found["event"], flags=re.IGNORECASE) if found else None
    )
    return event or None
