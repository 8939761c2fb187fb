"""Recommended doses of sentences ("The recommended dose of Exampline is 5 mg/kg every 3 weeks") (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.context import unexplained
from ingest.dosing.amounts import DoseAmount, dose_amounts, repeated
from ingest.dosing.circumstances import PATIENTS, next_sentence, plain, told_behind, told_between, without_order
from ingest.dosing.cues import Cue, cues, tells_of_other
from ingest.dosing.routes import InfusionTime, infusion_time, infusion_time_of_all, route_of_dose
from ingest.dosing.titles import disease, telling_more, titled
from ingest.matcher import patterns
from ingest.names import product_name, product_names
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans
from ingest.tokens import CROSS_REFERENCE, tokenize
from kg.facts import Dose
from kg.locator import Span

_OTHER_MEDICINES = re.compile(r"premedic|pre-medic|reconstitut|dilut|preparation", re.IGNORECASE)
_REACTIONS = re.compile(
    r"adverse\s+(?:drug\s+)?reactions?|toxicit|neutropeni|thrombocytopeni|\bgrade\b|discontinu|resum", re.IGNORECASE
)
_ABOUT_DOSES = re.compile(
    r"\b(?:recommended|starting|initial|maintenance)?\s*(?:dos(?:e|age|ing)s?)\b(?!\s+(?:and\s+admin|forms?|modif|adjust|reduc))",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"^.*\b(?:as follows|following)\s*:", re.IGNORECASE)
_POINT = re.compile(r"(?:\b[Oo]n\s+)?(?:Weeks?|Days?|Months?|Cycles?)\s[\d\s,toghru–-]+[:,]?\s*$")
_REPEATED = re.compile(
    r"(?:treatment|this regimen|the regimen|cycles?|courses?|doses?)\b.*?\b(?:repeated|given|administered)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\bfollowing(?:\s+\w+){0,2}$", re.IGNORECASE)
_FOR = re.compile(r"^\W*For\s+(?P<whom>[^,.;:]{5,120}),")
_ABOUT_STUDY_OR_DOSE = re.compile(r"\b(?:was|were|dos(?:e|es|age|ing)|recommended)\b", re.IGNORECASE)
_ORDER_BEHIND = re.compile(r",\s*(?:administer|give|initiate|start|begin)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
_CASE = re.compile(rf"\b(?:if|when|after|unless|for|in|cycles?|weeks?|days?)\b|{PATIENTS}\b", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"\b(?:impairment|inhibitors?|inducers?|concomitant\w*|co-?administ\w+|metaboli[sz]ers?|clearance|genotype|child-pugh|elderly"
    r"|geriatric|weigh\w*|renal|hepatic|dialysis|years|response|respond|needed|necessary|tolerat\w+|control\w*|effect|weeks?|days?)\b",
    re.IGNORECASE,
)
"""What a dose is changed for, other than an adverse reaction, which dose rules tell."""

_PHASE = re.compile(
    r"\b(?P<phase>starting|initial|loading|maintenance|maximum|subsequent|target|lowest|adult|pediatric)\b(?:\s+\w+){0,4}?\s+dos(?:e|es|age)\b",
    re.IGNORECASE,
)
_FIRST = frozenset({"starting", "initial", "loading"})
_LATER = re.compile(r"\b(?:followed|then|thereafter)\b", re.IGNORECASE)
_JOINING = frozenset({"and", "or", "with", "for", "in", "of"})
_REDUCTION = re.compile(r"\s*reductions?\b", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"\b(?:despite|discontinue|tolerate|not|avoid|exceed|missed)\b", re.IGNORECASE)
_LABELLED = re.compile(r"^[A-Z][^:.;]{3,140}:\s*(?:[A-Za-z®]+\s+)?$")
_CHANGED_TO = re.compile(r"\b(?:increas\w+|decreas\w+|reduc\w+|escalat\w+|titrat\w+)\b[^.;,]{0,40}$", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
_OFTEN = re.compile(r"\b(?:daily|weekly|monthly)\b", re.IGNORECASE)
_OTHER_CASE = re.compile(
    r"\b(?:inhibitors?|inducers?|concomitant|coadministration|impairment|adverse|toxicit\w+)\b", re.IGNORECASE
)
_FOR_RESPONSE = re.compile(r"\b(?:modif\w+|adjust\w+)\s+(?:for|based on)\s+response\b", re.IGNORECASE)
_NAMED_PATIENTS = re.compile(rf"\b{PATIENTS}\b", re.IGNORECASE)
_TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a dose is read: its passage, all of section 2, and the product's names and their words in lower case."""

    reading: Reading
    passage: Passage
    within: tuple[Passage, ...]
    names: frozenset[str]
    words: frozenset[str]
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A part of a sentence that states doses: what introduces them, the words before that, and those behind."""

    sentence: TokenSpan
    cue: Cue | None
    before: str
    behind: TokenSpan


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount that a sentence of section 2 recommends for the product."""
    within = tuple(reading.within("2"))
    names = frozenset(name.casefold() for name in product_names(reading.document))
    words = frozenset(word for name in names for word in name.split()) - _JOINING
    for passage, before in zip(within, (None, *within), strict=False):
        above = before.text.text if before is not None and before.section == passage.section else ""
        place = _Place(reading=reading, passage=passage, within=within, names=names, words=words, above=above)
        if _OTHER_MEDICINES.search(place.passage.title):
            continue
        sentences = tuple(passage.sentences)
        last: _Stated | None = None
        is_of_other = False
        for sentence, following in zip(sentences, (*sentences[1:], None), strict=True):
            is_of_other = tells_of_other(sentence, words, went_on=is_of_other)
            found = () if is_of_other else tuple(_stated(place, sentence)) or tuple(_next_item(place, last, sentence))
            last = found[-1] if found else None
            for stated in found:
                yield from _doses(place, stated, following)


def _stated(place: _Place, sentence: TokenSpan) -> Iterator[_Stated]:
    """The parts of a sentence that state doses, each up to the next; an item of a list of doses is one without a cue."""
    doc = sentence.doc
    end = next((token.i for token in sentence if token.ent_type_ == CROSS_REFERENCE), sentence.end)
    found = cues(sentence, place.words)
    if not found:
        yield from _item(place, sentence, end)
        return
    told = _ORDER_BEHIND.sub("", _AS_FOLLOWS.sub("", doc[sentence.start : found[0].tokens.start].text))
    told = next_sentence(told).rpartition(";")[2]
    ends = [*(cue.tokens.start for cue in found[1:]), max(end, found[-1].tokens.end)]
    last = found[0].tokens.start
    for cue, limit in zip(found, ends, strict=True):
        since = doc[last : cue.tokens.start].text.rpartition(";")[2]
        told = _POINT.sub("", told) if _POINT.search(since) else told
        before = ", ".join(filter(None, (plain(told), plain(since) if _CASE.search(since) else "")))
        behind = doc[cue.tokens.end : limit]
        yield _Stated(sentence=sentence, cue=cue, before=before, behind=behind)
        amounts = dose_amounts(behind, place.words)
        last = (amounts[-1].when.end if amounts[-1].when is not None else amounts[-1].token.i + 1) if amounts else limit


def _item(place: _Place, sentence: TokenSpan, end: int) -> Iterator[_Stated]:
    """The doses of an item of a list of doses, and of a sentence that names whom they are for: "Mild impairment: 5 mg"."""
    doc = sentence.doc
    first = next(iter(dose_amounts(doc[sentence.start : max(end, sentence.start + 1)], place.words)), None)
    before = doc[sentence.start : first.token.i].text if first is not None else ""
    is_item = not sentence.start and _lead_recommends(place)
    is_labelled = _LABELLED.match(before) and _ABOUT_DOSES.search(
        " ".join((place.passage.title, *place.passage.headings))
    )
    if first is not None and (is_item or is_labelled) and not _NOT_GIVEN.search(before):
        yield _Stated(sentence=sentence, cue=None, before=before, behind=doc[sentence.start : end])


def _next_item(place: _Place, last: _Stated | None, sentence: TokenSpan) -> Iterator[_Stated]:
    """The doses of a sentence that goes on with a list of them, of which the sentence before states one: "... 2 mg daily. 5 mg
    weekly in women.".
    """
    listed = dose_amounts(last.behind, place.words) if last is not None else ()
    if last is None or not listed or not dose_amounts(sentence[:1], place.words):
        return
    told = told_between(_between(last, listed[0]), product_name(place.reading.document))
    before = ", ".join(filter(None, (last.before, told)))
    yield _Stated(sentence=sentence, cue=None, before=before, behind=sentence)


def _between(stated: _Stated, amount: DoseAmount) -> str:
    """The words between "recommended dose" and an amount."""
    cue = stated.cue
    return cue.tokens.doc[cue.noun_end : amount.token.i].text if cue is not None else ""


def _doses(place: _Place, stated: _Stated, following: TokenSpan | None) -> Iterator[Dose]:
    passage, within, sentence = place.passage, place.within, stated.sentence
    beside = [other for other in within if other.section == passage.section]
    later = repeated(following) if following is not None and _REPEATED.match(following.text) else None
    amounts = dose_amounts(stated.behind, place.words)
    if stated.cue is not None and stated.cue.is_change:
        amounts = amounts[:1]
    limits = [*(later_amount.token.i for later_amount in amounts[1:]), stated.behind.end]
    read = sentence.doc[sentence.start : max(stated.behind.end, sentence.start + 1)]
    for found, limit in zip(amounts, limits, strict=False):
        amount = found if found.when is not None else replace(found, when=later)
        if _is_change_of_other(stated, amount):
            continue
        condition = _with_items(_condition(place, stated, amount, limit), passage, within)
        schedule = _schedule(found, later) or _often(stated, amount)
        if stated.cue is not None and stated.cue.is_change and not _is_circumstance(place, condition, schedule):
            continue
        time = _infusion_time(sentence.doc[amount.token.i : limit], read, beside)
        yield Dose(
            evidence=(passage.evidence(_evidence(read)),),
            values=_values(passage, amount),
            read_by="dose.sentence" if stated.cue is not None else "dose.item",
            amount=amount.quantity.value,
            amount_high=amount.quantity.high,
            unit=str(amount.quantity.unit),
            schedule=schedule,
            condition=condition,
            incomplete=_unread(read, amount, condition),
            route=route_of_dose(read, within, place.reading.document),
            infusion_minutes=time.low,
            infusion_minutes_high=time.high,
        )


def _infusion_time(own: TokenSpan, read: TokenSpan, beside: Sequence[Passage]) -> InfusionTime:
    """How long an infusion takes: by the words of the amount's own, by its sentence, or by the section around."""
    nothing = InfusionTime()
    times = (infusion_time(own), infusion_time(read), infusion_time_of_all(beside))
    return next((time for time in times if time != nothing), nothing)


def _is_change_of_other(stated: _Stated, amount: DoseAmount) -> bool:
    """Whether an amount is what the dose before it is changed to ("5 mg, with an increase to 10 mg"), for reasons not read."""
    is_change = stated.cue is None or stated.cue.is_change
    return not is_change and bool(_CHANGED_TO.search(amount.token.doc[stated.behind.start : amount.token.i].text))


def _is_circumstance(place: _Place, condition: str | None, schedule: str | None) -> bool:
    """Whether a dose is changed for patients or a circumstance, and not after an adverse reaction, which rules tell."""
    told = " ".join((place.passage.title, *place.passage.headings[-1:], condition or ""))
    when = f"{condition or ''} {schedule or ''}"
    return bool(_CIRCUMSTANCE.search(when)) and not _REACTIONS.search(told)


def _often(stated: _Stated, amount: DoseAmount) -> str | None:
    """How often the words that introduce a dose say it is given: "the recommended daily dose"."""
    introduced = stated.sentence.doc[stated.cue.tokens.start : amount.token.i].text if stated.cue is not None else ""
    introduced = _NUMBER.split(introduced)[0]
    found = _OFTEN.search(introduced)
    return found.group() if found is not None else None


def _schedule(amount: DoseAmount, later: TokenSpan | None) -> str | None:
    """When an amount is given: what its own sentence says, and how often the next one says that this is repeated."""
    said = (amount.schedule, later.text.strip(" ,.") if later is not None else None)
    return ", ".join(part for part in said if part) or None


def _unread(read: TokenSpan, amount: DoseAmount, condition: str | None) -> tuple[str, ...]:
    """The risky words of a dose's sentence that stand neither before its amount and schedule nor in its condition."""
    end = amount.when.end if amount.when is not None else amount.token.i + 1
    explained = read.doc[read.start : min(end, read.end)]
    return tuple(word for word in unexplained(read, [explained]) if word.casefold() not in (condition or "").casefold())


def _values(passage: Passage, amount: DoseAmount) -> tuple[Span, ...]:
    tokens = [
        amount.token.doc[amount.token.i : amount.token.i + 1],
        *([amount.when] if amount.when is not None else []),
    ]
    return tuple(span for part in tokens for span in quantity_spans(passage.text, part))


def _evidence(read: TokenSpan) -> TokenSpan:
    end = read.end
    while end > read.start and read.doc[end - 1].text in {".", ",", ":"}:
        end -= 1
    return read.doc[read.start : end]


def _lead_recommends(place: _Place) -> bool:
    """Whether a recommended dose introduces the list of an item, or the paragraph below it ("The recommended dose is:")."""
    passage = place.passage
    lead = passage.lead.text if passage.lead else place.above
    return lead.rstrip().endswith(":") and any(True for _ in patterns("dose_cue").find(tokenize(lead)))


def _condition(place: _Place, stated: _Stated, amount: DoseAmount, limit: int) -> str | None:
    """Who and when: the paragraph above a list, the words before the dose, those between it and the amount, those behind."""
    doc, passage = stated.sentence.doc, place.passage
    lead = passage.lead.text if passage.lead and passage.level else ""
    between = _between(stated, amount)
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
    found = list({part.casefold(): part for part in told if part}.values())
    whom = titled(place.passage.title) if not (_heading(passage, stated.before) and found) else ""
    return ", ".join((*telling_more((whom,), " ".join(found)), *found)) or None


def _told_of_alternative(stated: _Stated, amount: DoseAmount, limit: int) -> Iterator[str]:
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
    if _OTHER_CASE.search(heading) and _NAMED_PATIENTS.search(before):
        return ""
    return titled(heading) or ("" if _FOR_RESPONSE.search(heading) else heading)


def _kinds(stated: _Stated, amount: DoseAmount, between: str) -> Iterator[str]:
    """Which dose it is: the total, a loading dose, the maximum; not where a bracket splits it into single doses."""
    if stated.cue is None:
        return
    cue = stated.cue.tokens
    words = cue.text.casefold()
    if (_TOTAL in words or f"{_TOTAL} of" in between.casefold()) and amount.token.nbor(-1).text != "(":
        yield f"{_TOTAL} dose"
    near = cue.doc[max(stated.sentence.start, cue.start - 2) : cue.end].text
    if _REDUCTION.match(between):
        yield "dose reduction"
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


def _with_items(condition: str | None, passage: Passage, within: tuple[Passage, ...]) -> str | None:
    """The condition with the items of the list below, if its last words point to them ("any of the following")."""
    if condition is None or not _FOLLOWING.search(condition):
        return condition
    items = [below.text.text.strip(" ,;.") for below in within if below.level and below.lead is passage.text]
    return f"{condition}: {', '.join(items)}" if items else condition
