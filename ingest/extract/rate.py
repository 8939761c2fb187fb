"""Percents of patients in running text without their counts: "56% were male"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from spacy.tokens import Span as TokenSpan

from ingest.arm_shares import arms_of, groups_of, resolved
from ingest.count_statistics import counted_shares
from ingest.document import Part
from ingest.grade import find_grade
from ingest.matcher import patterns
from ingest.measures.listing import limit
from ingest.measures.stated import place_of
from ingest.named_arms import arm_of_share
from ingest.names import ProductName, product_name
from ingest.passages import Passage
from ingest.patient_rates import PatientRate, patient_rates
from ingest.printed_numbers import number_spans
from ingest.reading import Reading
from ingest.share_context import ShareContext, contexts_by_start, grade_token, words_behind_share
from ingest.tokens import quantity_of, tokenize
from kg.codes import Form
from kg.facts import Rate

_ALL = 100
_GENERAL = re.compile(
    r"\b(?:background\s+(?:risk|rate|incidence)|general\s+(?:U\.?\s?S\.?\s+)?population|of\s+the\s+population)\b",
    re.IGNORECASE,
)
_TABULATED = re.compile(r"\bTables?\s+\d+|\b(?:is|are)\s+(?:listed|shown|presented|summarized)\b")
"""A bound in a sentence about a table says which reactions the table lists, and is no rate."""
_LINK = re.compile(r"^(?:including|included|include)\b")
_COMPARED = re.compile(r"(?:compared|versus|vs)\b|(?:numerically\s+)?(?:more|less)\s+(?:frequent|common)")
_LISTING = re.compile(r"\bwith\s+an?\s+(?:incidence|frequency)$")
"""Words before a bound that only says which reactions a list holds: "rash, with an incidence of more than 1%"."""
_BESIDE = re.compile(r"(?:after|as|at|by|compared|during|following|from|in|on|with)\s")
"""How words in front of several shares begin that stand behind their event: "rash was less common during the trial (1%; 2%)"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arms:
    """The product, and the arms that the first parenthesis of a sentence with several percents names in their order."""

    product: ProductName | None
    named: tuple[str, ...] = ()


def extract(reading: Reading) -> Iterator[Rate]:
    """One statement per percent of patients in the sections that report studies and in a guide."""
    product = product_name(reading.document)
    for passage in chain(reading.passages, reading.captions):
        if passage.part is not Part.HIGHLIGHTS:
            for sentence in passage.sentences:
                study = reading.study_of(passage, sentence)
                yield from (replace(rate, study=study) for rate in _rates(passage, sentence, product))


def _rates(passage: Passage, sentence: TokenSpan, product: ProductName | None) -> Iterator[Rate]:
    rates = patient_rates(passage, sentence)
    if not rates:
        return
    contexts = contexts_by_start(sentence, counted_shares(sentence), rates)
    arms = next((names for rate in rates if all(names := tuple(share.arm or "" for share in rate.shares))), ())
    for rate in rates:
        fact = _rate(passage, sentence, rate, contexts[rate.tokens.start], _Arms(product=product, named=arms))
        if fact is not None:
            yield fact


def _rate(passage: Passage, sentence: TokenSpan, rate: PatientRate, context: ShareContext, arms: _Arms) -> Rate | None:
    stated = quantity_of(rate.percent)
    if stated is None or not 0 <= stated.value <= _ALL or limit(place_of(sentence, rate.percent, stated)):
        return None
    if stated.comparison is not None and _TABULATED.search(sentence.text):
        return None
    event = _event(_told(rate, context))
    if stated.comparison is not None and _LISTING.search(event or ""):
        return None
    arm = (
        _arm(sentence, rate, arms)
        if rate.shares
        else context.arm or _product(passage, sentence, rate, event, arms.product)
    )
    if event is None or (rate.shares and arm is None):
        return None
    named = find_grade(rate.event or "")
    code = context.grade or (named.code if named is not None else None)
    grade = grade_token(sentence, rate.tokens, code)
    counted = quantity_of(rate.count) if rate.count is not None else None
    numbers = [rate.percent, *([rate.count] if rate.count is not None else []), *([grade] if grade is not None else [])]
    return Rate(
        evidence=(passage.evidence(sentence),),
        values=number_spans(passage, numbers),
        read_by="rate.threshold" if rate.event and stated.comparison else "rate.percent",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        event=event,
        arm=arm,
        grade=code,
        comparison=stated.comparison,
        percent=stated.value,
        percent_high=stated.high,
        count=int(counted.value) if counted is not None else None,
    )


def _product(
    passage: Passage, sentence: TokenSpan, rate: PatientRate, event: str | None, product: ProductName | None
) -> str | None:
    """The product as the arm of a share, unless it is one of people in general: "the background risk of birth defects"."""
    if event is not None and _GENERAL.search(f"{event} {sentence.text}"):
        return None
    return arm_of_share(words_behind_share(sentence, rate.tokens), passage.text.text, product)


def _arm(sentence: TokenSpan, rate: PatientRate, arms: _Arms) -> str | None:
    """The arm of one of several percents of a parenthesis, which it, one before it or the words before it name."""
    ahead = sentence.doc[sentence.start : rate.tokens.start].text
    named = resolved(rate.shares, arms.named or arms_of(ahead, arms.product) or groups_of(ahead), ())
    return next((share.arm or share.dose for share in named if share.percent.i == rate.percent.i), None)


def _told(rate: PatientRate, context: ShareContext) -> str | None:
    """The words that tell the event of a rate: those beside it, else those that the sentence has for it."""
    if rate.event is not None and rate.shares and _BESIDE.match(rate.event):
        return None if context.event and _BESIDE.match(context.event) else context.event
    return rate.event if rate.shares else rate.event or context.event


def _event(words: str | None) -> str | None:
    """What happened to the patients; None where the words tell nothing by themselves."""
    told = _LINK.sub("", words or "").strip()
    if not re.search(r"[A-Za-z]{2}", told) or _COMPARED.match(told):
        return None
    return None if patterns("no_event").takes_all(tokenize(told)) else told
