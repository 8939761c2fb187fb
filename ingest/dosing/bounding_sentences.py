"""Sentences that bound the doses before them ("The maximum recommended dose is 60 mg per day."), or have them rounded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.dosing.cues import tells_of_other
from ingest.dosing.maxima import Maximum, bounded, incomplete_by, maxima
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.tokens import CROSS_REFERENCE
from kg.facts import Dose

_BOUNDING = re.compile(r"\b(?:max|maximum|exceed|capped?|calculated?|based)\b", re.IGNORECASE)
_ROUNDED = re.compile(r"\bround(?:ed|ing)?\b[^.;()]*?\b(?:nearest|whole|next)\b(?:[^.;,()]|\.(?=\d))*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PHASE = re.compile(
    r"\b(?:starting|initial|loading|maintenance|target|usual)\s+dos\w+|\b(?:week|day|cycle|month)s?\s+[\d\s,to–-]*\d",
    re.IGNORECASE,
)
"""What parts the doses that one patient gets, one after the other."""
_PLAIN = frozenset(
    {"the", "a", "an", "of", "is", "are", "to", "at", "on", "by", "be", "should", "must", "may", "not", "do", "exceed"}
    | {"recommended", "usual", "total", "daily", "dose", "doses", "dosage", "maximum", "single", "day", "per", "max"}
)
_OF_SIZE = frozenset(
    {"patients", "for", "with", "who", "weigh", "weighing", "weight", "body", "surface", "area", "bsa", "greater"}
    | {"more", "above", "over", "than", "calculate", "calculated", "based", "using", "use", "actual"}
)
_MASSES = frozenset({"g", "mg", "ug"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """A largest dose or size of a sentence, with the words of the sentence that it does not explain."""

    passage: Passage
    sentence: TokenSpan
    most: Maximum
    rest: frozenset[str]

    @property
    def start(self) -> int:
        return self.passage.token_span(self.most.tokens[0]).start


def bound_by_sentences(reading: Reading, doses: Iterable[Dose], words: frozenset[str]) -> Iterator[Dose]:
    """The doses of a label, bounded by the sentences of their section that no dose was read from. `words` are the product's.

    Such a sentence bounds the doses before it if they tell of all that it says ("in adults"), and are for the same patients;
    else each of them is incomplete by its words.
    """
    found = list(doses)
    for passage in reading.within("2") if found else ():
        if _BOUNDING.search(passage.text.text):
            for bound in _bounds(passage, found, words):
                found = _with_bound(found, bound)
    roundings = tuple(_roundings(reading)) if found else ()
    yield from (_rounded(dose, roundings) for dose in found)


def _bounds(passage: Passage, doses: Sequence[Dose], words: frozenset[str]) -> Iterator[_Bound]:
    """What the sentences of a passage bound doses by, behind the words that doses were read from."""
    read = [dose.evidence[0].span for dose in doses if not _is_largest(dose)]
    is_of_other = False
    for sentence in passage.sentences:
        is_of_other = tells_of_other(sentence, words, went_on=is_of_other)
        span = passage.span(sentence)
        end = max((other.end for other in read if span.contains(other)), default=span.start)
        start = next((token.i for token in sentence if passage.token_span(token).start >= end), sentence.end)
        behind = sentence.doc[start : sentence.end]
        for most in () if is_of_other else maxima(behind):
            yield _Bound(passage=passage, sentence=sentence, most=most, rest=_rest(behind, most) - words)


def _rest(sentence: TokenSpan, most: Maximum) -> frozenset[str]:
    """The words of a sentence that tell more than a largest dose or size."""
    told = {token.i for token in (*most.said, *most.tokens)}
    left = (token for token in sentence if token.i not in told and token.ent_type_ != CROSS_REFERENCE)
    plain = _PLAIN if most.amount is not None else _PLAIN | _OF_SIZE
    return frozenset(word for token in left for word in _WORD.findall(token.lower_)) - plain


def _with_bound(doses: Sequence[Dose], bound: _Bound) -> list[Dose]:
    """The doses, with those bounded that a sentence speaks of, or incomplete by its words."""
    meant = [dose for dose in doses if _is_behind(bound, dose)]
    beside = [dose for dose in meant if bound.passage.text.span().contains(dose.evidence[0].span)]
    meant = beside or meant
    telling = [dose for dose in meant if bound.rest <= _words(dose) and _fits(bound.most, dose)]
    is_sure = bool(telling) and (bound.most.amount is None or len({_patients(dose) for dose in telling}) == 1)
    changed = {
        id(dose): _bounded(dose, bound) if is_sure else incomplete_by(dose, bound.most.said.text)
        for dose in telling or meant
    }
    return [changed.get(id(dose), dose) for dose in doses]


def _is_behind(bound: _Bound, dose: Dose) -> bool:
    """Whether a sentence stands behind a dose of the same section and heading; one of a largest size speaks of all."""
    own, most = dose.evidence[0], bound.most
    headings = bound.passage.headings[-1:]
    if own.section != bound.passage.section or _is_largest(dose):
        return False
    if most.amount is None:
        return ("kg" if most.weight_kg is not None else "m2") in dose.unit.split("/")
    is_below = own.table is not None or (own.heading,) == (headings or (None,))
    return own.span.start < bound.start and is_below and dose.maximum is None


def _is_largest(dose: Dose) -> bool:
    """Whether a dose is itself the one that others may not exceed: a label recommends it, too."""
    return "maximum" in (dose.condition or "").casefold()


def _fits(most: Maximum, dose: Dose) -> bool:
    """Whether a largest amount can be one of a dose: in the same measure, and no smaller than the dose."""
    if most.amount is None or most.unit is None:
        return True
    units = {most.unit.split("/")[0], dose.unit.split("/")[0]}
    is_smaller = most.unit == dose.unit and most.amount < (dose.amount_high or dose.amount)
    return (len(units) == 1 or units <= _MASSES) and not is_smaller


def _bounded(dose: Dose, bound: _Bound) -> Dose:
    found = bounded(dose, [bound.most])
    if found == dose:
        return dose
    told = tuple(bound.passage.token_span(token) for token in bound.most.tokens)
    return replace(
        found, evidence=(*dose.evidence, bound.passage.evidence(bound.sentence)), values=(*dose.values, *told)
    )


def _roundings(reading: Reading) -> Iterator[tuple[Passage, str]]:
    """The passages that tell how doses are rounded, and the words that do."""
    for passage in reading.within("2"):
        found = _ROUNDED.search(passage.text.text)
        if found is not None:
            yield passage, found.group()


def _rounded(dose: Dose, roundings: Sequence[tuple[Passage, str]]) -> Dose:
    """A dose, incomplete by what its own words, or those of its section behind a dose by size, say of rounding: no field does."""
    own = dose.evidence[0]
    quoted = [found.group() for place in dose.evidence if (found := _ROUNDED.search(place.quote)) is not None]
    behind = [
        words
        for passage, words in roundings
        if "/" in dose.unit and passage.section == own.section and passage.text.span().end > own.span.start
    ]
    return incomplete_by(dose, *(quoted or behind)[:1])


def _patients(dose: Dose) -> str:
    """Whom a dose is for, without the phases of treatment."""
    return " ".join(_WORD.findall(_PHASE.sub("", (dose.condition or "").casefold())))


def _words(dose: Dose) -> frozenset[str]:
    told = " ".join(filter(None, (dose.schedule, dose.condition, dose.route, dose.drug)))
    return frozenset(_WORD.findall(told.casefold()))
