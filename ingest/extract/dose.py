"""Recommended doses of sentences ("The recommended dose of Exampline is 5 mg/kg every 3 weeks") (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from ingest.context import unexplained
from ingest.dosing.amounts import DoseAmount, changed_to, dose_amounts, repeated
from ingest.dosing.bounding_sentences import bound_by_sentences
from ingest.dosing.circumstances import PATIENTS, REDUCED_BEFORE
from ingest.dosing.cues import tells_of_other
from ingest.dosing.dose_conditions import condition_of, with_items
from ingest.dosing.later_schedules import later_schedule, opened
from ingest.dosing.maxima import bounded, incomplete_by, maxima_behind
from ingest.dosing.routes import InfusionTime, infusion_time, infusion_time_of_all, route_of_dose
from ingest.dosing.section_schedules import with_section_schedules
from ingest.dosing.stated_doses import Place, Stated, in_group, next_item, stated_parts
from ingest.dosing.titles import telling_more
from ingest.names import product_names
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans
from ingest.tokens import quantity_of
from kg.facts import Dose
from kg.locator import Span

_OTHER_MEDICINES = re.compile(r"premedic|pre-medic|reconstitut|dilut|preparation", re.IGNORECASE)
_REACTIONS = re.compile(
    r"adverse\s+(?:drug\s+)?(?:reactions?|events?)|toxicit|neutropeni|thrombocytopeni|\bgrade\b|discontinu|resum",
    re.IGNORECASE,
)
_NONE_SEEN = re.compile(r"\b(?:no|not|without|absence of)\s[^,.;]*", re.IGNORECASE)
_REPEATED = re.compile(
    r"repeat\s+(?:the\s+)?(?:cycles?|courses?|treatment)\b|(?:treatment|this regimen|the regimen|cycles?|courses?|doses?)\b.*?\b(?:repeated|given|administered)\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"\b(?:impairment|inhibitors?|inducers?|concomitant\w*|co-?administ\w+|metaboli[sz]ers?|clearance|genotype|homozygous|alleles?|child-pugh|elderly"
    r"|geriatric|weigh\w*|renal|hepatic|dialysis|years|response|respond|achiev\w+|needed|necessary|tolerat\w+|control\w*|effect|weeks?|days?)\b",
    re.IGNORECASE,
)
"""What a dose is changed for, other than an adverse reaction, which dose rules tell."""

_CASE_OF_ITS_OWN = re.compile(
    r"\b(?:inhibitors?|inducers?|concomitant\w*|co-?administ\w+|impairment|child-pugh)\b", re.IGNORECASE
)
"""What a dose is changed for also where the title above is about adverse reactions."""

_PATIENTS = re.compile(rf"\b{PATIENTS}\b", re.IGNORECASE)
_CASE = re.compile(r"\b(?:if|when|unless|after|upon)\b", re.IGNORECASE)
_JOINING = frozenset({"and", "or", "with", "for", "in", "of"})
_CHANGED_TO = re.compile(r"\b(?:increas\w+|decreas\w+|reduc\w+|escalat\w+|titrat\w+)\b[^.;,]{0,40}$", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
_LED_BY = re.compile(r"^(?:in|for)\s+")
_PHASE = re.compile(r"(?:^|, )(?:starting|initial|loading|maintenance|target|daily) dose$")
_OFTEN = re.compile(r"(?<![\w-])(?:daily|weekly|monthly)\b", re.IGNORECASE)


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount that a sentence of section 2 recommends for the product."""
    names = frozenset(name.casefold() for name in product_names(reading.document))
    words = frozenset(word for name in names for word in name.split()) - _JOINING
    doses = with_section_schedules(reading, _recommended(reading, names, words), words)
    yield from bound_by_sentences(reading, doses, words)


def _recommended(reading: Reading, names: frozenset[str], words: frozenset[str]) -> Iterator[Dose]:
    within = tuple(reading.within("2"))
    lead: tuple[Dose, DoseAmount] | None = None
    for passage, before in zip(within, (None, *within), strict=False):
        is_same = before is not None and before.section == passage.section
        above = before.text.text if before is not None and is_same else ""
        place = Place(reading=reading, passage=passage, within=within, names=names, words=words, above=above)
        if not is_same:
            lead = None
        if _OTHER_MEDICINES.search(place.passage.title):
            continue
        sentences = tuple(passage.sentences)
        last: Stated | None = None
        above_it: Dose | None = None
        is_of_other = False
        for sentence, following in zip(sentences, (*sentences[1:], None), strict=True):
            is_of_other = tells_of_other(sentence, words, went_on=is_of_other)
            found = () if is_of_other else tuple(_found(place, last, sentence))
            last = found[-1] if found else None
            doses = [
                _of_patients_before(dose, stated, above_it)
                for stated in found
                for dose in _doses(place, stated, following)
            ]
            above_it = doses[0] if len(doses) == 1 else None
            yield from doses
            amount = opened(place, found)
            lead = (doses[0], amount) if doses and amount is not None else lead
            if lead is not None and not doses and not is_of_other:
                yield from _scheduled(place, *lead, sentence)


def _found(place: Place, last: Stated | None, sentence: TokenSpan) -> Iterator[Stated]:
    """The parts of a sentence that state doses, those of a list that goes on included."""
    parts = tuple(in_group(last, stated_parts(place, sentence)))
    yield from parts or next_item(place, last, sentence)


def _of_patients_before(dose: Dose, stated: Stated, before: Dose | None) -> Dose:
    """A dose to which the one of the sentence before is raised, for the same patients if it names no others: "The starting dose in
    patients with X is 2 mg. Increase the dose to 4 mg."
    """
    is_raised = stated.cue is not None and stated.cue.is_raise
    patients = _PHASE.sub("", before.condition or "") if before is not None else ""
    own = dose.condition or ""
    if not is_raised or not patients:
        return dose
    if patients.startswith(own):
        return replace(dose, condition=patients)
    is_of_them = _PATIENTS.search(patients) and not (_PATIENTS.search(own) or _CASE.search(patients))
    return replace(dose, condition=", ".join((*telling_more((patients,), own), own))) if is_of_them else dose


def _scheduled(place: Place, lead: Dose, amount: DoseAmount, sentence: TokenSpan) -> Iterator[Dose]:
    """The dose of a sentence before, given when another sentence orders it."""
    found = later_schedule(place, amount, sentence)
    if found is not None:
        yield replace(
            lead,
            evidence=(place.passage.evidence(_evidence(sentence)), *lead.evidence),
            schedule=found.amount.schedule,
            condition=condition_of(place, found.stated, found.amount, sentence.end),
            incomplete=(),
        )


def _doses(place: Place, stated: Stated, following: TokenSpan | None) -> Iterator[Dose]:
    passage, within, sentence = place.passage, place.within, stated.sentence
    beside = [other for other in within if other.section == passage.section]
    later = repeated(following) if following is not None and _REPEATED.match(following.text) else None
    amounts = dose_amounts(stated.behind, place.words)
    if stated.cue is not None and stated.cue.is_change:
        amounts = () if stated.cue.is_to_largest else tuple(changed_to(amounts))
    limits = [*(later_amount.token.i for later_amount in amounts[1:]), stated.behind.end]
    read = sentence.doc[sentence.start : max(stated.behind.end, sentence.start + 1)]
    bounds = maxima_behind(amounts, stated.behind.end)
    for found, limit, most in zip(amounts, limits, bounds, strict=False):
        amount = found if found.when is not None else replace(found, when=later)
        if _is_change_of_other(stated, amount):
            continue
        condition = with_items(condition_of(place, stated, amount, limit), passage, within)
        schedule = _schedule(found, later) or _often(stated, amount)
        if not _is_for_circumstance(place, stated, condition, schedule):
            continue
        time = _infusion_time(sentence.doc[amount.token.i : limit], read, beside)
        dose = Dose(
            evidence=(passage.evidence(_evidence(read)),),
            values=(
                *_values(passage, amount),
                *_of_condition(passage, read, condition),
                *(passage.token_span(part) for one in most.own for part in one.tokens),
            ),
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
        yield incomplete_by(bounded(dose, most.own), *(one.said.text for one in most.unsure))


def _infusion_time(own: TokenSpan, read: TokenSpan, beside: Sequence[Passage]) -> InfusionTime:
    """How long an infusion takes: by the words of the amount's own, by its sentence, or by the section around."""
    nothing = InfusionTime()
    times = (infusion_time(own), infusion_time(read), infusion_time_of_all(beside))
    return next((time for time in times if time != nothing), nothing)


def _is_change_of_other(stated: Stated, amount: DoseAmount) -> bool:
    """Whether an amount is what the dose before it is changed to ("5 mg, with an increase to 10 mg"), for reasons not read."""
    is_change = stated.cue is None or stated.cue.is_change
    return not is_change and bool(_CHANGED_TO.search(amount.token.doc[stated.behind.start : amount.token.i].text))


def _is_for_circumstance(place: Place, stated: Stated, condition: str | None, schedule: str | None) -> bool:
    """Whether a dose, if it is a change of another, is raised or for patients or a circumstance; not one after an adverse
    reaction, which rules tell.
    """
    if stated.cue is None or not stated.cue.is_change:
        return True
    headings = place.passage.headings[-1:]
    of_case = next((words for words in (condition or "", *headings) if _CASE_OF_ITS_OWN.search(words)), None)
    said = (of_case,) if of_case is not None else (place.passage.title, *headings, condition or "")
    told = REDUCED_BEFORE.sub("", " ".join(said))
    is_told = stated.cue.is_raise or _CIRCUMSTANCE.search(f"{condition or ''} {schedule or ''}") is not None
    return is_told and not _REACTIONS.search(_NONE_SEEN.sub("", told))


def _often(stated: Stated, amount: DoseAmount) -> str | None:
    """How often the words that introduce a dose say it is given: "the recommended daily dose"."""
    introduced = stated.sentence.doc[stated.cue.tokens.start : amount.token.i].text if stated.cue is not None else ""
    introduced = _NUMBER.split(introduced.rpartition(";")[2])[0]
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
    told = (condition or "").casefold()
    return tuple(word for word in unexplained(read, [explained]) if _LED_BY.sub("", word.casefold()) not in told)


def _values(passage: Passage, amount: DoseAmount) -> tuple[Span, ...]:
    tokens = [
        amount.token.doc[amount.token.i : amount.token.i + 1],
        *amount.retold,
        *([amount.when] if amount.when is not None else []),
    ]
    return tuple(span for part in tokens for span in quantity_spans(passage.text, part))


def _of_condition(passage: Passage, read: TokenSpan, condition: str | None) -> Iterator[Span]:
    """The numbers of the words that a dose's condition repeats."""
    for token in read:
        if quantity_of(token) is not None and condition is not None and token.text in condition:
            yield from quantity_spans(passage.text, read.doc[token.i : token.i + 1])


def _evidence(read: TokenSpan) -> TokenSpan:
    end = read.end
    while end > read.start and read.doc[end - 1].text in {".", ",", ":"}:
        end -= 1
    return read.doc[read.start : end]
