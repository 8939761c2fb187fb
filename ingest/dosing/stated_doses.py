"""Parts of sentences that state doses of the product: with words that introduce them, as items of a list, or going on with one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span as TokenSpan

from ingest.dosing.amounts import DoseAmount, dose_amounts
from ingest.dosing.circumstances import PATIENTS, next_sentence, plain, told_between
from ingest.dosing.cues import Cue, cues
from ingest.dosing.timing import timing
from ingest.matcher import patterns
from ingest.names import product_name
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.tokens import CROSS_REFERENCE, tokenize

_ABOUT_DOSES = re.compile(
    r"\b(?:recommended|starting|initial|maintenance)?\s*(?:dos(?:e|age|ing)s?)\b(?!\s+(?:and\s+admin|forms?|modif|adjust|reduc))",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"^.*\b(?:as follows\s*:|following\s*:|one of the following\b[^:]*:)", re.IGNORECASE)
_POINT = re.compile(r"(?:\b[Oo]n\s+)?(?:Weeks?|Days?|Months?|Cycles?)\s[\d\s,toghru–-]+[:,]?\s*$")
_ORDER_BEHIND = re.compile(
    r",\s*(?:administer|give|infuse|initiate|start|begin)\b(?:\s+(?!(?:for|in|if|when|with)\b)[^\s,;:]+){0,12}\s*$",
    re.IGNORECASE,
)
_CASE = re.compile(rf"\b(?:if|when|after|unless|for|in|cycles?|weeks?|days?)\b|{PATIENTS}\b", re.IGNORECASE)
_FOR_NEXT = re.compile(rf"\b{PATIENTS}\b|\bin\s+combination\b", re.IGNORECASE)
_REASON = re.compile(r"^\W*(?:as\s+the|because|since)\s+[^,]*,\s*", re.IGNORECASE)
_AIM = re.compile(r"\W*(?:in\s+order\s+)?to\s+(?:allow|let|help|minimi[sz]e|reduce)\b", re.IGNORECASE)
_LATER_DOSE = re.compile(r"(?:subsequent|maintenance)\b", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"\b(?:despite|discontinue|tolerate|not|avoid|exceed|missed)\b", re.IGNORECASE)
_JOINING = frozenset({"and", "or"})
_LABELLED = re.compile(r"^(?P<label>(?=[A-Z])(?:[^:.;]|\b[A-Z]\.){4,160}):\s*(?:[A-Za-z®]+,?\s*)?$")
"""For whom or what the amount behind a colon is, where at most one word stands between: "In adults: orally, 4 mg"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a dose is read: its passage, all of section 2, and the product's names and their words in lower case."""

    reading: Reading
    passage: Passage
    within: tuple[Passage, ...]
    names: frozenset[str]
    words: frozenset[str]
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A part of a sentence that states doses: what introduces them, the words before that, and those behind."""

    sentence: TokenSpan
    cue: Cue | None
    before: str
    behind: TokenSpan


def stated_parts(place: Place, sentence: TokenSpan) -> Iterator[Stated]:
    """The parts of a sentence that state doses, each up to the next; an item of a list of doses is one without a cue."""
    doc = sentence.doc
    end = next((token.i for token in sentence if token.ent_type_ == CROSS_REFERENCE), sentence.end)
    found = tuple(_with_amounts(cues(sentence, place.words), place.words, end))
    if not found:
        yield from _item(place, sentence, end)
        return
    told = _ORDER_BEHIND.sub("", _AS_FOLLOWS.sub("", doc[sentence.start : found[0].tokens.start].text))
    told = _REASON.sub("", next_sentence(told).rpartition(";")[2])
    ends = [*(cue.tokens.start for cue in found[1:]), max(end, found[-1].tokens.end)]
    last = found[0].tokens.start
    for cue, limit in zip(found, ends, strict=True):
        since = doc[last : cue.tokens.start].text.rpartition(";")[2]
        told = _POINT.sub("", told) if _POINT.search(since) else told
        before = ", ".join(
            filter(None, (plain(told), plain(since) if _CASE.search(since) and not _AIM.match(since) else ""))
        )
        behind = doc[cue.tokens.end : limit]
        amounts = dose_amounts(behind, place.words)
        stated = Stated(sentence=sentence, cue=cue, before=before, behind=behind)
        yield from (not amounts and tuple(_in_brackets(stated))) or (stated,)
        last = (amounts[-1].when.end if amounts[-1].when is not None else amounts[-1].token.i + 1) if amounts else limit


def _with_amounts(found: Sequence[Cue], names: frozenset[str], end: int) -> Iterator[Cue]:
    """The words that introduce doses, but those that have no amount up to the next and only may introduce one ("be treated with
    samplol"), or tell for whom or with what the next is ("Recommended Dosage in Women For women, the recommended dose is").
    """
    for cue, following in zip(found, (*found[1:], None), strict=False):
        behind = cue.tokens.doc[cue.tokens.end : following.tokens.start if following else max(end, cue.tokens.end)]
        may_lead = cue.is_loose or (not cue.is_change and _FOR_NEXT.search(behind.text))
        if following is None or not may_lead or dose_amounts(behind, names):
            yield cue


def _in_brackets(stated: Stated) -> Iterator[Stated]:
    """The doses of several schedules that a bracket lists: "a loading dose (weekly: 4 mg/kg; every three weeks: 8 mg/kg)"."""
    doc, behind = stated.sentence.doc, stated.behind
    signs = [token for token in behind if token.text in {"(", ";", ")"}]
    items = [doc[one.i + 1 : other.i] for one, other in pairwise(signs) if one.text != ")"]
    parts = [(item[:-1].text, item[-1:]) for item in items if len(item) > 1 and dose_amounts(item[-1:])]
    if len(parts) > 1 and len(parts) == len(items):
        for label, amount in parts:
            yield replace(stated, before=", ".join(filter(None, (plain(stated.before), plain(label)))), behind=amount)


def _item(place: Place, sentence: TokenSpan, end: int) -> Iterator[Stated]:
    """The doses of an item of a list of doses, and of a sentence that names whom they are for: "Mild impairment: 5 mg".

    Where no title is about doses, it names patients or a case, and how often the amount is given.
    """
    doc = sentence.doc
    first = next(iter(dose_amounts(doc[sentence.start : max(end, sentence.start + 1)], place.words)), None)
    before = doc[sentence.start : first.token.i].text if first is not None else ""
    is_item = not sentence.start and _lead_recommends(place)
    label = _LABELLED.match(before)
    titles = " ".join((place.passage.title, *place.passage.headings))
    is_timed = first is not None and timing(first.schedule or "").period is not None
    is_told = _ABOUT_DOSES.search(titles) or (is_timed and _CASE.search(before))
    if first is not None and (is_item or (label and is_told)) and not _NOT_GIVEN.search(before):
        told = label["label"] if label and not is_item else before
        yield Stated(sentence=sentence, cue=None, before=told, behind=doc[sentence.start : end])


def next_item(place: Place, last: Stated | None, sentence: TokenSpan) -> Iterator[Stated]:
    """The doses of a sentence that goes on with a list of them, of which the sentence before states one: "... 2 mg daily. Or 5 mg
    weekly in women.".
    """
    listed = dose_amounts(last.behind, place.words) if last is not None else ()
    item = sentence[1:] if sentence[0].lower_ == "or" else sentence[:]
    if last is None or not listed or not dose_amounts(item[:1], place.words):
        return
    told = told_between(words_between(last, listed[0]), product_name(place.reading.document))
    before = ", ".join(filter(None, (last.before, told)))
    yield Stated(sentence=sentence, cue=None, before=before, behind=item)


def in_group(last: Stated | None, found: Iterable[Stated]) -> Iterator[Stated]:
    """The parts of a sentence; one that only names later doses is about whom and what the dose of the sentence before is:
    "With samplol: Initial dose: 4 mg. Subsequent doses: 2 mg".
    """
    for stated in found:
        is_later = not stated.before and stated.cue is not None and _LATER_DOSE.match(stated.cue.tokens.text)
        yield replace(stated, before=last.before) if is_later and last is not None and last.cue is not None else stated


def words_between(stated: Stated, amount: DoseAmount) -> str:
    """The words between "recommended dose" and an amount; of several amounts, those before the first, if those behind it are
    about the one before ("from 2 mg to 4 mg in adults, or from 1 mg to 2 mg").
    """
    cue = stated.cue
    if cue is None:
        return ""
    doc = cue.tokens.doc
    first = next(iter(dose_amounts(stated.behind)), amount).token.i
    is_joined = first < amount.token.i and doc[amount.token.i - 1].lower_ in _JOINING
    return doc[cue.noun_end : first if is_joined else amount.token.i].text


def _lead_recommends(place: Place) -> bool:
    """Whether a recommended dose introduces the list of an item, or the paragraph below it ("The recommended dose is:")."""
    passage = place.passage
    lead = passage.lead.text if passage.lead else place.above
    return lead.rstrip().endswith(":") and any(True for _ in patterns("dose_cue").find(tokenize(lead)))
