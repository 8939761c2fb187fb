"""Conditions of doses of sentences: who and when, by the title, the heading and the list above and the words around an amount."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.dosing.amounts import DoseAmount
from ingest.dosing.circumstances import PATIENTS, REDUCED_BEFORE, plain, told_behind, told_between, without_order
from ingest.dosing.stated_doses import Place, Stated, words_between
from ingest.dosing.titles import disease, telling_more, titled
from ingest.matcher import patterns
from ingest.names import product_name
from ingest.passages import Passage
from ingest.tokens import tokenize

_FOLLOWING = re.compile(r"\bfollowing(?:\s+\w+){0,2}$", re.IGNORECASE)
_FOR = re.compile(r"^\W*For\s+(?P<whom>[^,.;:]{5,120}),")
_ABOUT_STUDY_OR_DOSE = re.compile(r"\b(?:was|were|dos(?:e|es|age|ing)|recommended)\b", re.IGNORECASE)
_PHASE = re.compile(
    r"\b(?P<phase>starting|initial|loading|maintenance|maximum|subsequent|target|lowest|adult|pediatric)\b(?:\s+\w+){0,4}?\s+dos(?:e|es|age)\b",
    re.IGNORECASE,
)
_FIRST = frozenset({"starting", "initial", "loading"})
_LATER = re.compile(r"\b(?:followed|then|thereafter)\b", re.IGNORECASE)
_REDUCTION = re.compile(r"\s*reductions?\b", re.IGNORECASE)
_LEVEL = re.compile(r"\w+\s+dose\s+reduction")
"""Which reduction it is: "second dose reduction:"."""

_OTHER_CASE = re.compile(
    r"\b(?:inhibitors?|inducers?|concomitant|coadministration|impairment|adverse|toxicit\w+)\b", re.IGNORECASE
)
_FOR_RESPONSE = re.compile(r"\b(?:modif\w+|adjust\w+)\s+(?:for|based on)\s+response\b", re.IGNORECASE)
_NAMED_PATIENTS = re.compile(rf"\b{PATIENTS}\b", re.IGNORECASE)
_JOIN_AT_END = re.compile(r"(?:[\s,]+(?:and|or))+$", re.IGNORECASE)
_TOTAL = "total"


def condition_of(place: Place, stated: Stated, amount: DoseAmount, limit: int) -> str | None:
    """Who and when: the paragraph above a list, the words before the dose, those between it and the amount, those behind."""
    doc, passage = stated.sentence.doc, place.passage
    lead = passage.lead.text if passage.lead and passage.level else ""
    between = words_between(stated, amount)
    first, when = amount.token.i + 1, amount.when
    is_inside = when is not None and first <= when.start < limit
    parts_behind = (
        (doc[first : when.start], doc[when.end : limit]) if when is not None and is_inside else (doc[first:limit],)
    )
    behind = " ".join(part.text for part in parts_behind if len(part))
    parts = [
        plain(disease(place.passage.title)),
        _heading(passage, stated.before),
        plain(lead if _introduces(lead) else ""),
        plain(stated.before) or _introduced(passage, stated.sentence),
        told_between(between, product_name(place.reading.document)),
        stated.cue.when if stated.cue is not None else "",
        *(tuple(told_behind(behind)) or _told_of_alternative(stated, amount, limit)),
    ]
    told = (*(without_order(part, place.names) for part in parts), *_kinds(stated, amount, between))
    parts = [_JOIN_AT_END.sub("", part) for part in told]
    found = list({part.casefold(): part for part in parts if part}.values())
    whom = titled(place.passage.title) if not (_heading(passage, stated.before) and found) else ""
    return ", ".join((*telling_more((whom,), " ".join(found)), *found)) or None


def _told_of_alternative(stated: Stated, amount: DoseAmount, limit: int) -> Iterator[str]:
    """Whom and with what behind the last of several amounts, for those before it: "2 mg or 4 mg in combination with"."""
    doc = amount.token.doc
    if limit < stated.behind.end and doc[limit - 1].lower_ == "or":
        yield from told_behind(doc[limit + 1 : stated.behind.end].text)


def _introduces(lead: str) -> bool:
    """Whether the paragraph above a list tells for whom its items are, and not that they are doses."""
    return lead.rstrip().endswith(":") and not any(True for _ in patterns("dose_cue").find(tokenize(lead)))


def _heading(passage: Passage, before: str) -> str:
    """Whom the heading above names; not another case than that of the patients of the sentence itself."""
    heading = passage.headings[-1] if passage.headings else ""
    is_case = _OTHER_CASE.search(heading) is not None
    if is_case and _NAMED_PATIENTS.search(before) and not REDUCED_BEFORE.search(before):
        return ""
    return titled(heading) or ("" if _FOR_RESPONSE.search(heading) else heading)


def _kinds(stated: Stated, amount: DoseAmount, between: str) -> Iterator[str]:
    """Which dose it is: the total, a loading dose, the maximum; not where a bracket splits it into single doses."""
    if stated.cue is None:
        return
    cue = stated.cue.tokens
    words = cue.text.casefold()
    if (_TOTAL in words or f"{_TOTAL} of" in between.casefold()) and amount.token.nbor(-1).text != "(":
        yield f"{_TOTAL} dose"
    near = cue.doc[max(stated.sentence.start, cue.start - 2) : cue.end].text
    level = _LEVEL.match(words)
    if level is not None or _REDUCTION.match(between):
        yield level.group() if level is not None else "dose reduction"
    if stated.cue.is_start and not _LATER.search(between):
        yield "starting dose"
    phase = None if stated.cue.is_change else _PHASE.search(near)
    if phase is not None and not (phase["phase"].casefold() in _FIRST and _LATER.search(between)):
        yield f"{phase['phase'].casefold()} dose"


def _introduced(passage: Passage, sentence: TokenSpan) -> str:
    """Whom the sentence before is about ("For patients with exampleosis, it was studied ..."), if the dose's own says none."""
    before = [other for other in passage.sentences if other.end <= sentence.start]
    stated = _FOR.match(before[-1].text) if before and _ABOUT_STUDY_OR_DOSE.search(before[-1].text) else None
    return stated["whom"] if stated else ""


def with_items(condition: str | None, passage: Passage, within: tuple[Passage, ...]) -> str | None:
    """The condition with the items of the list below, if its last words point to them ("any of the following")."""
    if condition is None or not _FOLLOWING.search(condition):
        return condition
    items = [below.text.text.strip(" ,;.") for below in within if below.level and below.lead is passage.text]
    return f"{condition}: {', '.join(items)}" if items else condition
