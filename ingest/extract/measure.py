"""Amounts of running text that no other kind of fact states: medians with ranges, counts, times, ages, doses of studies.

Each number needs a reader that can tell what it is (`ingest.measures`); a number that none can tell is left out. What
another kind of fact has read as well is dropped later (`ingest.leftover`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.count_statistics import counted_shares
from ingest.document import Part
from ingest.grade import find_grade
from ingest.listed_quantities import listed_quantities
from ingest.measures import bounds, counts, doses, estimates, listing, times
from ingest.measures.settings import is_result, with_settings
from ingest.measures.stated import Place, Stated, place_of, subject_of
from ingest.measures.telling import whole
from ingest.named_arms import arm_named, arm_of_share, arms_in
from ingest.names import ProductName, product_name
from ingest.number_names import names_with_numbers
from ingest.passages import Passage
from ingest.patient_rates import patient_rates
from ingest.printed_numbers import number_spans
from ingest.quantity import Dimension, Quantity
from ingest.reading import Reading, is_within
from ingest.share_context import contexts_by_start, words_behind_share
from ingest.tokens import quantity_of
from kg.codes import Form, Statistic
from kg.facts import Measure, Setting

_SECTIONS = ("boxed", "1", "2", "5", "6", "7", "8", "12", "14")
_OF_PATIENTS = frozenset({"summary", "event", "patients", "incidence"})
"""The readers whose amounts are of patients, who may have been given a drug that the sentence names."""
_OBSERVED = re.compile(r"\b(?:monitor|observe)", re.IGNORECASE)
_OPEN_RANGE = re.compile(r"\(\s*range\s*:?\s*$", re.IGNORECASE)
_MEMBER = re.compile(r"(?P<low>\d+)(?:\s*(?:[-‑‐–—−]|\b(?:to|through)\b)\s*(?P<high>\d+))?", re.IGNORECASE)
_IN_NAMES = frozenset({Dimension.NUMBER.value, Dimension.COUNT_OF_N.value})
_POINTS = frozenset({Dimension.DAY_LIST, Dimension.CYCLE_LIST, Dimension.TIME_POINT})
_READERS: tuple[Callable[[Place], Stated | None], ...] = (
    listing.limit,
    estimates.estimate,
    estimates.summary,
    estimates.deviating,
    estimates.confidence,
    counts.patients,
    counts.reported,
    counts.some_of,
    counts.group_size,
    bounds.ratio,
    bounds.score,
    counts.incidence,
    counts.counted,
    counts.people,
    doses.dose,
    times.duration,
    bounds.change,
    bounds.bound,
    bounds.joint_bound,
    bounds.multiple,
)


def extract(reading: Reading) -> Iterator[Measure | Setting]:
    """One statement per amount of the sections that report studies; of section 2, none of a dose, which is no study's."""
    product = product_name(reading.document)
    before: Passage | None = None
    for passage in chain(reading.passages, reading.captions):
        if passage.part is not Part.HIGHLIGHTS:
            for sentence in passage.sentences:
                if is_within(passage.chapter, _SECTIONS) or _is_observation(passage, sentence):
                    yield from with_settings(_measures(passage, sentence, before, product))
        before = passage
    for header in reading.headers:
        if header.part is Part.FULL and is_within(header.chapter, ("5", "6", "8", "14")):
            yield from with_settings(_measures(header, header.tokens[:], None, product))


def _is_observation(passage: Passage, sentence: TokenSpan) -> bool:
    return passage.part is Part.GUIDE and _OBSERVED.search(sentence.text) is not None


def _measures(
    passage: Passage, sentence: TokenSpan, before: Passage | None, product: ProductName | None
) -> Iterator[Measure]:
    listed = listed_quantities(sentence)
    taken = set(_named(sentence))
    last: tuple[Stated, Token] | None = None
    for token in sentence:
        quantity = listed.get(token.i) or quantity_of(token)
        if quantity is None or token.i in taken:
            continue
        place = place_of(sentence, token, quantity)
        beside = estimates.compared(place, *last) if last is not None else None
        read = _continued(token, quantity, before) or beside or _read(place)
        if read is not None and is_result(read.reader):
            read = whole(read, place.before, last[0] if last is not None else None, partial(_event, passage, token))
        if read is not None and not (read.reader == "dose" and is_within(passage.chapter, ("2",))):
            taken |= {further.i for further in read.further}
            last = read, (token, *read.further)[-1]
            arm = _arm(passage, sentence, (token, *read.further)[-1], product) if read.reader in _OF_PATIENTS else None
            yield from _facts(passage, sentence, token, replace(read, arm=read.arm or arm))


def _event(passage: Passage, token: Token) -> str | None:
    """What happened to the patients of the last share before a token of its sentence."""
    sentence = token.sent
    contexts = contexts_by_start(sentence, counted_shares(sentence), patient_rates(passage, sentence))
    last = max((start for start in contexts if start < token.i), default=None)
    return contexts[last].event if last is not None else None


def _arm(passage: Passage, sentence: TokenSpan, last: Token, product: ProductName | None) -> str | None:
    """The arm that the words behind a value name, or else the product where no other arm is named."""
    behind = words_behind_share(sentence, sentence.doc[last.i : last.i + 1])
    named = arm_named(behind)
    if named is not None or len(arms_in(sentence.text)) > 1:
        return named
    return next(iter(arms_in(sentence.text)), None) or arm_of_share(behind, passage.text.text, product)


def _named(sentence: TokenSpan) -> Iterator[int]:
    """The positions of bare numbers that are a part of a name: "exon 45", "Study 307/602"."""
    names = [(name.start, name.end) for name in names_with_numbers(sentence.text)]
    for token in sentence if names else ():
        start = token.idx - sentence.start_char
        if token.ent_type_ in _IN_NAMES and any(low <= start < high for low, high in names):
            yield token.i


def _read(place: Place) -> Stated | None:
    """What the first reader says that knows what the number is."""
    if place.quantity.dimension is Dimension.GRADE:
        return None
    if estimates.is_undecided(place):
        return estimates.respective(place)
    if place.quantity.dimension in _POINTS:
        return times.point(place)
    return next((read for read in (reader(place) for reader in _READERS) if read is not None), None)


def _facts(passage: Passage, sentence: TokenSpan, token: Token, read: Stated) -> Iterator[Measure]:
    grade, graded = _grade(sentence, token, read.subject)
    fact = Measure(
        evidence=(passage.evidence(sentence),),
        values=number_spans(passage, (token, *read.further, *graded)),
        read_by=f"measure.{read.reader}",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        subject=f"{read.subject} {read.of_whom}".strip(),
        statistic=read.statistic,
        comparison=read.comparison,
        value=read.value,
        range_low=read.low,
        range_high=read.high,
        ci_level=read.ci_level,
        spread=read.spread,
        unit=read.unit,
        arm=read.arm,
        grade=grade,
    )
    stated: Quantity | None = quantity_of(token)
    if stated is None or len(stated.numbers) <= 1:
        yield fact
    else:
        yield from _listed(fact, passage, token)


def _listed(fact: Measure, passage: Passage, token: Token) -> Iterator[Measure]:
    """One fact per printed member of a list of days, cycles or weeks: of "Days 1, 8, and 15 to 17", 1, 8 and 15 to 17."""
    for member in _MEMBER.finditer(token.text):
        low, high = (Decimal(number) if number else None for number in member.group("low", "high"))
        spans = (
            passage.text.span(token.idx + member.start(name), token.idx + member.end(name))
            for name in ("low", "high")
            if member[name]
        )
        if high is None:
            yield replace(fact, value=low, values=tuple(spans))
        else:
            ranged = replace(fact, statistic=Statistic.RANGE, value=None, values=tuple(spans))
            yield replace(ranged, range_low=low, range_high=high)


def _grade(sentence: TokenSpan, token: Token, subject: str) -> tuple[str | None, tuple[Token, ...]]:
    """The grade that the subject names, with the token that prints it nearest to the number."""
    found = find_grade(subject)
    if found is None:
        return None, ()
    printed = [one for one in sentence if one.ent_type_ == Dimension.GRADE and one.text in subject]
    nearest = sorted(printed, key=lambda one: abs(one.i - token.i))[:1]
    return (found.code, tuple(nearest)) if nearest else (None, ())


def _continued(token: Token, stated: Quantity, before: Passage | None) -> Stated | None:
    """A range that a page break cut off from its median: "(range:" at the end of the passage before."""
    if before is None or token.i != 0 or stated.high is None or not _OPEN_RANGE.search(before.text.text):
        return None
    last = list(before.sentences)[-1]
    found = re.search(r"\b(?:median|mean)\s+(?P<of>.+?)\s+(?:was|were)\b", last.text)
    subject = subject_of(found["of"]) if found else ""
    if not subject:
        return None
    return Stated(
        reader="range", subject=subject, statistic=Statistic.RANGE, low=stated.value, high=stated.high, unit=stated.unit
    )
