"""How long, and at what temperature, the product and its solutions may be kept (21 CFR 201.57(c)(3) and (17))."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.interval import Interval, interval
from ingest.passages import Passage
from ingest.reading import Reading, is_within
from ingest.state import introduction, is_prepared, state_at, state_of_section
from ingest.storage import Condition, alternatives, conditions
from ingest.storage_tables import stored_cells
from ingest.storage_time import hours, is_storage_time
from ingest.temperature import fahrenheit
from ingest.tokens import quantity_of
from kg.codes import Comparison, Form, HandlingStep, ProductState
from kg.facts import TimeLimit

_KEPT = frozenset(
    {"store", "stored", "stable", "keep", "kept", "hold", "held", "used", "storage", "refrigerate", "refrigerated"}
)
_STORE = frozenset({"store", "stored", "keep", "kept", "refrigerate", "storage", "stable"})
_WAITING = frozenset(
    {"dissolve", "swirl", "stand", "equilibrate", "observe", "monitor", "bring", "allow", "allowed", "warm"}
)
_IN_USE = frozenset({"once", "opened", "opening", "punctured", "assembly", "first", "excursions", "excursion"})
_EXCURSIONS = ("excursion",)
_NEGATIONS = frozenset({"not", "never"})
_THROWN_AFTER = frozenset({"after", "beyond"})
_SINCE = frozenset({"after", "following"})
_ADDED = frozenset({"a", "an", "the", "only", "additional", "another", "further", "total", "single", "period", "of"})
_FINISHED = ("administ", "infusion", "infuse", "complete")
_DISCARDING = frozenset({"discard", "discarded", "throw", "dispose"})
_RECONSTITUTED_AT = ("of reconstitution", "from reconstitution", "after reconstitution", "following reconstitution")
_MIXED = ("of mixing", "after mixing")
_INFUSION_TIME = "infusion time"
_STABLE = "stable"
_BOUND = re.compile(
    r"(?:not exceed|no (?:more|longer) than|up to|within|maximum of|stored for)\s*:?\s*$", re.IGNORECASE
)
_FROM_THE_FIRST = re.compile(
    r"(?:of|from|after) (?:the )?(?:time of )?(?:initiation|start|beginning) of \w*\s?(?:preparation|reconstitution)\b"
)
"""From where all of the preparation counts: "within 12 hours of the initiation of preparation"."""
_FROM_DILUTION = re.compile(r"(?:of|from|after|following) (?:the )?(?:time of )?dilution\b")
"""From where all counts for a product that is only diluted: "complete the infusion within 40 hours of dilution"."""
_AFTER_ANOTHER = re.compile(
    r"(?:of|from|after|following) (?:the )?(?:completion|end) of (?:the |each )?(?:[\w-]+ ){0,3}(?:infusion|dose)\b",
    re.IGNORECASE,
)
"""From where the wait for the next medicine counts: "within 4 hours following completion of the samplol infusion"."""
_LASTING = re.compile(r"\bshelf[- ]life\b[^.;]{0,60}\bis\s*$", re.IGNORECASE)
_OF_BOTH = re.compile(r"\breconstituted (?:or|and|and/or) diluted\b", re.IGNORECASE)
_BOTH = (ProductState.RECONSTITUTED, ProductState.DILUTED)
_WINDOW = 8
_UNOPENED = ProductState.UNOPENED


def extract(reading: Reading) -> Iterator[TimeLimit]:
    """Limits of section 2 and of a guide, and the storage of packages and solutions of sections 3 and 16.

    Cells of tables of storage that hold a time alone are read with their headers, and not here.
    """
    found = list[tuple[TokenSpan, TimeLimit]]()
    headed = {id(stored.cell.text) for placed in reading.tables for stored in stored_cells(placed.table)}
    for passage in (*reading.passages, *reading.cells):
        if passage.part not in (Part.FULL, Part.GUIDE) or id(passage.text) in headed:
            continue
        for sentence in passage.sentences:
            if passage.part is Part.GUIDE or is_within(passage.chapter, ("2",)):
                found.extend((sentence, limit) for limit in _limits(passage, sentence))
            if passage.part is Part.FULL and is_within(passage.chapter, ("3", "16")):
                found.extend((sentence, limit) for limit in _packages(passage, sentence))
    stored = {(limit.state, limit.max_hours) for sentence, limit in found if not _discards(sentence)}
    told_where = {(limit.state, limit.max_hours) for _, limit in found if _tells_where(limit)}
    for sentence, limit in found:
        known = stored if _discards(sentence) else told_where if _lasts(sentence) and not _tells_where(limit) else ()
        if (limit.state, limit.max_hours) not in known:
            yield limit


def _tells_where(limit: TimeLimit) -> bool:
    return (limit.storage, limit.temp_low_c, limit.temp_high_c) != (None, None, None)


def _lasts(sentence: TokenSpan) -> bool:
    """Whether a sentence tells a shelf life, which another may tell with the warmth."""
    return any(map(_is_shelf_life, sentence))


def _discards(sentence: TokenSpan) -> bool:
    """Whether a sentence says only when to throw away: that repeats how long a solution may be kept."""
    words = {token.lower_ for token in sentence}
    return sentence[0].lower_ in _DISCARDING or bool(words & _DISCARDING and not words & _STORE)


def _limits(passage: Passage, sentence: TokenSpan) -> Iterator[TimeLimit]:
    """One limit per bounded duration of a sentence and storage condition that stands with it."""
    durations = _durations(sentence, bounded=_is_bounded(passage))
    kept = _keeping(passage, sentence) if durations and _discards(sentence) else sentence
    stored = _conditions(kept)
    for position, token in enumerate(durations):
        told = _state(passage, sentence, token)
        whole = told is ProductState.TOTAL or _is_between_steps(token, sentence)
        states = _BOTH if not whole and _OF_BOTH.search(kept.text) else () if told is None else (told,)
        for condition in (None,) if whole else _beside(position, durations, stored, sentence):
            limits = (_time_limit(passage, sentence, token, state, condition) for state in states)
            yield from (limit for limit in limits if not _is_of_opened(limit, sentence))


def _keeping(passage: Passage, sentence: TokenSpan) -> TokenSpan:
    """The sentence before one that says when to throw away, if that says how to store, and not how long; else the same."""
    before = next((one for one in passage.sentences if one.end == sentence.start), None)
    if before is None or _conditions(sentence) or _durations(before):
        return sentence
    return before if any(token.lower_ in _STORE for token in before) and _conditions(before) else sentence


def _is_of_opened(limit: TimeLimit, sentence: TokenSpan) -> bool:
    """Whether a limit counts from the opening of a product that nothing was made of: that is no state of the list."""
    return limit.counted_from is HandlingStep.OPENING and not is_prepared(sentence.doc[: sentence.end])


def _is_bounded(passage: Passage) -> bool:
    """Whether a passage is an item of a list of limits: "... from preparation to the end should not exceed:"."""
    return passage.level > 0 and passage.lead is not None and _BOUND.search(passage.lead.text) is not None


def _packages(passage: Passage, sentence: TokenSpan) -> Iterator[TimeLimit]:
    """How the package is to be stored, and for how long if that is bounded; excursions are not it.

    What is told of the prepared solution there is a limit of that.
    """
    stored = _conditions(sentence)
    if not stored and is_prepared(sentence):
        yield from _limits(passage, sentence)
    elif not stored:
        yield from (
            _time_limit(passage, sentence, token, _UNOPENED, None) for token in sentence if _is_shelf_life(token)
        )
    if not stored or not any(token.lower_ in _STORE for token in sentence):
        return
    before = sentence.doc[sentence.start : stored[0].start]
    if is_prepared(before):
        yield from _limits(passage, sentence)
        return
    if any(token.lower_ in _IN_USE for token in before):
        return
    durations = _durations(sentence)
    for position, token in enumerate(durations):
        for condition in _beside(position, durations, stored, sentence):
            yield _time_limit(passage, sentence, token, _UNOPENED, condition)
    if not durations:
        yield _time_limit(passage, sentence, None, _UNOPENED, stored[0])


def _is_shelf_life(token: Token) -> bool:
    return is_storage_time(token) and _LASTING.search(token.doc[token.sent.start : token.i].text) is not None


def _time_limit(
    passage: Passage, sentence: TokenSpan, duration: Token | None, state: ProductState, condition: Condition | None
) -> TimeLimit:
    warmth = condition.warmth if condition else None
    time = interval(duration, sentence, state, introduction(passage)) if duration is not None else Interval()
    read = [*([duration] if duration is not None else []), *(warmth.tokens if warmth else ())]
    return TimeLimit(
        evidence=(passage.evidence(sentence),),
        values=tuple(passage.token_span(token) for token in (*read, *fahrenheit(sentence))),
        read_by="time_limit.duration" if duration is not None else "time_limit.store",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        state=state,
        storage=condition.storage if condition else None,
        max_hours=hours(duration) if duration is not None else None,
        counted_from=time.counted_from,
        counted_to=time.counted_to,
        condition=time.condition,
        temp_low_c=warmth.low if warmth else None,
        temp_high_c=warmth.high if warmth else None,
    )


def _durations(sentence: TokenSpan, *, bounded: bool = False) -> list[Token]:
    """The durations that bound how long something is kept, also one that "or" joins to such a one: "... or 4 hours"; and
    the one that begins an item of a list that is `bounded` by what introduces it.
    """
    found: list[Token] = []
    for token in sentence:
        if token.i == 0 and bounded and is_storage_time(token):
            found.append(token)
            continue
        joined = found and token.i > sentence.start and token.nbor(-1).lower_ in ("or", "and")
        if _is_limit(token, sentence) or (joined and is_storage_time(token)):
            found.append(token)
    return found


def _is_limit(token: Token, sentence: TokenSpan) -> bool:
    """Whether a duration bounds how long something is kept, not how long an infusion or a warming takes."""
    found = quantity_of(token)
    if found is None or not is_storage_time(token):
        return False
    after = token.doc[token.i + 1].lower_ if token.i + 1 < sentence.end else ""
    if _AFTER_ANOTHER.match(token.doc[token.i + 1 : sentence.end].text):
        return False
    before = [word.lower_ for word in token.doc[sentence.start : token.i]]
    if after == "infusion" or before[-1:] == ["over"] or _WAITING & set(before) or _INFUSION_TIME in " ".join(before):
        return False
    if found.comparison is not None:
        stable = found.comparison is Comparison.AT_LEAST and _STABLE in before and found.unit != "min"
        return found.comparison.is_upper or stable or bool(_NEGATIONS & set(before) and _KEPT & set(before))
    while before and before[-1] in _ADDED:
        before.pop()
    lasts = _LASTING.search(token.doc[sentence.start : token.i].text) is not None
    is_after = before[-1:] and before[-1] in _THROWN_AFTER
    thrown = (is_after or after in _SINCE) and bool(_DISCARDING & set(before))
    return lasts or thrown or (before[-1:] == ["for"] and any(word.lower_ in _KEPT for word in sentence))


def _state(passage: Passage, sentence: TokenSpan, token: Token) -> ProductState | None:
    """What is kept: from the words around the duration, else from the nearest word before it or the heading."""
    after = " ".join(word.lower_ for word in token.doc[token.i + 1 : min(token.i + 1 + _WINDOW, sentence.end)])
    others = [other.i + 1 for other in _durations(sentence) if other.i < token.i]
    before = " ".join(word.lower_ for word in token.doc[others[-1] if others else sentence.start : token.i])
    finished = any(word in before for word in _FINISHED)
    if _is_between_steps(token, sentence):
        return ProductState.RECONSTITUTED
    if "from reconstitution" in before and finished:
        return ProductState.TOTAL
    is_of_all = _FROM_THE_FIRST.match(after) or ("complete" in before and _FROM_DILUTION.match(after))
    if finished and is_of_all and not _conditions(sentence):
        return ProductState.TOTAL
    told = state_at(passage, token.doc[sentence.start : token.i + 1])
    if after.startswith(_RECONSTITUTED_AT):
        kept = told if _conditions(sentence) else None
        return ProductState.TOTAL if finished else kept or ProductState.RECONSTITUTED
    if "including infusion" in after and "administer" in before:
        return ProductState.ADMINISTRATION
    told = told or (ProductState.DILUTED if after.startswith(_MIXED) else None)
    return told or (state_of_section(passage) if passage.table is not None else None)


def _is_between_steps(token: Token, sentence: TokenSpan) -> bool:
    """Whether a duration is that between reconstitution and dilution."""
    after = token.doc[token.i + 1 : min(token.i + 1 + _WINDOW, sentence.end)].text.casefold()
    before = token.doc[sentence.start : token.i].text.casefold()
    named = "reconstitution to dilution" in before or "reconstitution to dilution" in after
    return named or after.startswith("between reconstitution and dilution")


def _conditions(sentence: TokenSpan) -> list[Condition]:
    """The storage conditions of a sentence, up to the excursions that it permits."""
    end = next((token.i for token in sentence if token.lower_.startswith(_EXCURSIONS)), sentence.end)
    return conditions(sentence.doc[sentence.start : end])


def _beside(
    position: int, durations: Sequence[Token], stored: Sequence[Condition], sentence: TokenSpan
) -> tuple[Condition | None, ...]:
    """The conditions of a duration: by order where there are as many, else the nearest without a duration between, with
    those that are joined to it.
    """
    if len(durations) == len(stored):
        return (stored[position],)
    here = durations[position].i
    reachable = [
        condition
        for condition in stored
        if not any(min(here, condition.start) < other.i < max(here, condition.start) for other in durations)
    ]
    nearest = min(reachable, key=lambda condition: abs(condition.start - here), default=None)
    return alternatives(nearest, reachable, sentence) if nearest is not None else (None,)
