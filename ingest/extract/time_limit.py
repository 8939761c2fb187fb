"""How long, and at what temperature, the product and its solutions may be kept (21 CFR 201.57(c)(3) and (17))."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Part
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading, is_within
from ingest.state import state_at, told_by
from ingest.temperature import celsius_bounds, fahrenheit, temperature_unit
from ingest.tokens import quantity_of, term_of
from kg.codes import Form, ProductState, Storage
from kg.facts import TimeLimit

_HOURS = {"min": Decimal(1) / 60, "h": Decimal(1), "day": Decimal(24), "week": Decimal(168), "month": Decimal(720)}
_KEPT = frozenset({"store", "stored", "stable", "keep", "kept", "hold", "held", "used", "storage"})
_STORE = frozenset({"store", "stored", "keep", "kept", "refrigerate", "storage"})
_NAMED_RANGES = {(2, 8): Storage.REFRIGERATED, (20, 25): Storage.ROOM_TEMPERATURE, (15, 30): Storage.ROOM_TEMPERATURE}
_WAITING = frozenset({"dissolve", "swirl", "stand", "equilibrate", "observe", "monitor"})
_IN_USE = frozenset({"after", "once", "opened", "excursions"})
_FINISHED = ("administ", "infusion", "infuse", "complete")
_WINDOW = 8


@dataclass(frozen=True, slots=True)
class _Condition:
    """A storage condition of a sentence: its word, its temperature, or both."""

    storage: Storage | None
    temperature: Token | None
    position: int


def extract(reading: Reading) -> Iterator[TimeLimit]:
    """Limits of section 2 and of a guide, and the storage of unopened packages of sections 3 and 16."""
    for passage in (*reading.passages, *reading.cells):
        if passage.part not in (Part.FULL, Part.GUIDE):
            continue
        for sentence in passage.sentences:
            if passage.part is Part.GUIDE or is_within(passage.chapter, ("2",)):
                yield from _limits(passage, sentence)
            if passage.part is Part.FULL and is_within(passage.chapter, ("3", "16")):
                yield from _unopened(passage, sentence)


def _limits(passage: Passage, sentence: TokenSpan) -> Iterator[TimeLimit]:
    """One limit per bounded duration of a sentence, each with the storage condition that stands with it."""
    durations = [token for token in sentence if _is_limit(token, sentence)]
    conditions = _conditions(sentence)
    for position, token in enumerate(durations):
        state = _state(passage, sentence, token)
        if state is None:
            continue
        whole = state is ProductState.TOTAL or _is_between_steps(token, sentence)
        condition = None if whole else _beside(position, durations, conditions)
        yield _time_limit(passage, sentence, token, state, condition)


def _unopened(passage: Passage, sentence: TokenSpan) -> Iterator[TimeLimit]:
    """How the package is to be stored: the first condition of a sentence that tells to store; excursions are not it."""
    conditions = _conditions(sentence)
    if conditions and any(token.lower_ in _STORE for token in sentence):
        before = sentence.doc[sentence.start : conditions[0].position]
        if told_by(before) in (None, ProductState.UNOPENED) and not any(token.lower_ in _IN_USE for token in before):
            yield _time_limit(passage, sentence, None, ProductState.UNOPENED, conditions[0])


def _time_limit(
    passage: Passage, sentence: TokenSpan, duration: Token | None, state: ProductState, condition: _Condition | None
) -> TimeLimit:
    limit = quantity_of(duration) if duration is not None else None
    temperature = condition.temperature if condition else None
    low, high = celsius_bounds(quantity_of(temperature) if temperature is not None else None)
    read = [token for token in (duration, temperature) if token is not None]
    return TimeLimit(
        evidence=(passage.evidence(sentence),),
        values=tuple(passage.token_span(token) for token in (*read, *fahrenheit(sentence))),
        read_by="time_limit.duration" if duration is not None else "time_limit.store",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        state=state,
        storage=condition.storage if condition else None,
        max_hours=limit.value * _HOURS[limit.unit or ""] if limit else None,
        temp_low_c=low,
        temp_high_c=high,
    )


def _is_limit(token: Token, sentence: TokenSpan) -> bool:
    """Whether a duration bounds how long something is kept, not how long an infusion or a warming takes."""
    found = quantity_of(token)
    if found is None or found.dimension is not Dimension.DURATION or found.unit not in _HOURS or found.approximate:
        return False
    after = token.doc[token.i + 1].lower_ if token.i + 1 < sentence.end else ""
    before = token.doc[token.i - 1].lower_ if token.i > sentence.start else ""
    if after == "infusion" or before == "over":
        return False
    if any(word.lower_ in _WAITING for word in token.doc[sentence.start : token.i]):
        return False
    kept = any(word.lower_ in _KEPT for word in sentence)
    if found.comparison is None:
        return before == "for" and kept
    return found.comparison.is_upper


def _state(passage: Passage, sentence: TokenSpan, token: Token) -> ProductState | None:
    """What is kept: from the words around the duration, else from the nearest word before it or the heading."""
    after = " ".join(word.lower_ for word in token.doc[token.i + 1 : min(token.i + 1 + _WINDOW, sentence.end)])
    others = [other.i + 1 for other in sentence if other.i < token.i and _is_limit(other, sentence)]
    before = " ".join(word.lower_ for word in token.doc[others[-1] if others else sentence.start : token.i])
    if after.startswith("between reconstitution and dilution") or "reconstitution to dilution" in before:
        return ProductState.RECONSTITUTED
    if "from reconstitution" in before and any(word in before for word in _FINISHED):
        return ProductState.TOTAL
    if after.startswith(("of reconstitution", "from reconstitution", "after reconstitution")):
        return ProductState.TOTAL if any(word in before for word in _FINISHED) else ProductState.RECONSTITUTED
    if "including infusion" in after and "administer" in before:
        return ProductState.ADMINISTRATION
    return state_at(passage, token.doc[sentence.start : token.i + 1])


def _is_between_steps(token: Token, sentence: TokenSpan) -> bool:
    after = token.doc[token.i + 1 : min(token.i + 3, sentence.end)].text.casefold()
    before = token.doc[sentence.start : token.i].text.casefold()
    return after.startswith(("between reconstitution", "of reconstitution")) or "reconstitution to dilution" in before


def _conditions(sentence: TokenSpan) -> list[_Condition]:
    """The storage conditions in reading order: each storage word with the temperature that follows it, or a bare one."""
    words = [token for token in sentence if token.ent_type_ == "STORAGE"]
    celsius = [token for token in sentence if temperature_unit(token) == "Cel"]
    found: list[_Condition] = []
    for position, word in enumerate(words):
        limit = words[position + 1].i if position + 1 < len(words) else sentence.end
        following = [token for token in celsius if word.i < token.i < limit]
        found.append(_Condition(Storage(_term_id(word)), following[0] if following else None, word.i))
    taken = {condition.temperature.i for condition in found if condition.temperature is not None}
    if not words:
        found.extend(_Condition(_named(token), token, token.i) for token in celsius if token.i not in taken)
    return found


def _beside(position: int, durations: Sequence[Token], conditions: Sequence[_Condition]) -> _Condition | None:
    """The condition of a duration: by order where there are as many, else the nearest without a duration between."""
    if len(durations) == len(conditions):
        return conditions[position]
    here = durations[position].i
    reachable = [
        condition
        for condition in conditions
        if not any(min(here, condition.position) < other.i < max(here, condition.position) for other in durations)
    ]
    return min(reachable, key=lambda condition: abs(condition.position - here), default=None)


def _named(token: Token) -> Storage | None:
    """The storage class that a range of temperature stands for (USP 659): 2-8 °C refrigerated, 20-25 °C room temperature."""
    found = quantity_of(token)
    bounds = (int(found.value), int(found.high)) if found is not None and found.high is not None else None
    return _NAMED_RANGES.get(bounds) if bounds is not None else None


def _term_id(token: Token) -> str:
    term = term_of(token)
    if term is None:
        raise TypeError(f"{token.text!r} is no term; expected a storage word")
    return term.id
