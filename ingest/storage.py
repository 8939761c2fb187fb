"""Storage conditions of a sentence: refrigerated, at room temperature or frozen, with the temperature that belongs to each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.quantity import Dimension
from ingest.temperature import Warmth, warmths
from ingest.tokens import term_of
from ingest.wording import FORBIDDING
from kg.codes import Storage

_CLASSES = ((Storage.REFRIGERATED, 2, 8), (Storage.ROOM_TEMPERATURE, 15, 30), (Storage.FROZEN, -90, -10))
"""The lowest and highest degree Celsius of each class (USP 659)."""

_OPENING = frozenset("([")
_WARMING = ("equilibrat", "come", "coming", "warm", "allow", "bring", "brought", "adjust")
_NEAR = 3
_ENDS_OF_CLAUSE = frozenset(",.;:")
_JOINING = frozenset(
    {"or", "and", "at", "in", "a", "the", "under", ",", "(", ")", "[", "]", "/", "stored", "store", "controlled"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A storage condition: its class, its temperature, or both; `start` and `end` are the tokens that print it."""

    storage: Storage | None
    warmth: Warmth | None
    start: int
    end: int


def conditions(sentence: TokenSpan) -> list[Condition]:
    """The conditions in reading order: each storage word with the temperature printed for it, and bare temperatures."""
    words = [token for token in sentence if token.ent_type_ == "STORAGE" and not _is_no_storage(token)]
    words = [word for word in words if not _begins_range(word)]
    bare = list(warmths(sentence))
    found: list[Condition] = []
    for position, word in enumerate(words):
        limit = words[position + 1].i if position + 1 < len(words) else sentence.end
        own = next((warmth for warmth in bare if word.i < warmth.position < limit), None)
        if own is not None and _belongs(word, own):
            bare.remove(own)
            storage = _class_of(own) if _ends_range(word) else Storage(_term_id(word))
            found.append(_condition(storage, own, word.i))
        else:
            found.append(_condition(Storage(_term_id(word)), None, word.i))
    found.extend(_condition(_class_of(warmth), warmth, warmth.position) for warmth in bare)
    return _merged(sorted(found, key=lambda condition: condition.start))


def alternatives(nearest: Condition, all_conditions: Sequence[Condition], sentence: TokenSpan) -> tuple[Condition, ...]:
    """A condition with those that "or" and "and" join to it: "at 2-8°C or at room temperature for up to 4 hours"."""
    joined = [nearest]
    for before, after in [*pairwise(all_conditions), *reversed(list(pairwise(all_conditions)))]:
        between = sentence.doc[before.end : after.start]
        if all(token.lower_ in _JOINING or _is_temperature(token) for token in between):
            joined += [
                other for one, other in ((before, after), (after, before)) if one in joined and other not in joined
            ]
    return tuple(condition for condition in all_conditions if condition in joined)


def _begins_range(word: Token) -> bool:
    """Whether a storage word is one end of a range: "from refrigerated to room temperature"."""
    following = word.doc[word.i + 1 : word.i + 3]
    return len(following) == 2 and following[0].lower_ == "to" and following[1].ent_type_ == "STORAGE"


def _ends_range(word: Token) -> bool:
    return word.i > 1 and _begins_range(word.nbor(-2))


def _belongs(word: Token, warmth: Warmth) -> bool:
    """Whether a temperature is that of a storage word before it: nothing that lasts, and no other choice, stands between."""
    between = word.doc[word.i + 1 : warmth.position]
    in_brackets = len(between) > 0 and (between[-1].text in _OPENING or between[0].text in _OPENING)
    lasts = any(token.ent_type_ == Dimension.DURATION.value for token in between)
    return not lasts and (in_brackets or all(token.lower_ != "or" for token in between))


def _is_no_storage(word: Token) -> bool:
    """Whether a storage word is what is not to be ("do not freeze or refrigerate"), or what something is warmed to."""
    before = [token.lower_ for token in word.doc[max(word.sent.start, word.i - _NEAR) : word.i]]
    if before[-1:] == ["reach"] or (before[-1:] == ["to"] and any(token.startswith(_WARMING) for token in before)):
        return True
    return any(token in FORBIDDING for token in before) and not _ENDS_OF_CLAUSE & set(before)


def _merged(found: Sequence[Condition]) -> list[Condition]:
    """The conditions, a bare temperature and the word in brackets behind it being one: "20-25°C (room temperature)"."""
    kept: list[Condition] = []
    for condition in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.warmth is not None
            and condition.warmth is None
            and _is_in_brackets_behind(last, condition)
        ):
            kept[-1] = replace(last, storage=condition.storage, end=condition.end)
        else:
            kept.append(condition)
    return kept


def _is_in_brackets_behind(last: Condition, condition: Condition) -> bool:
    doc = last.warmth.tokens[0].doc if last.warmth is not None else None
    between = doc[last.end : condition.start] if doc is not None else ()
    opened = [token.text for token in between if token.text in _OPENING]
    return len(opened) > 0 and all(token.text in _OPENING or token.lower_ in {"see", "usp", "at"} for token in between)


def _condition(storage: Storage | None, warmth: Warmth | None, start: int) -> Condition:
    end = warmth.tokens[-1].i + 1 if warmth is not None else start + 1
    return Condition(storage=storage, warmth=warmth, start=start, end=end)


def _class_of(warmth: Warmth) -> Storage | None:
    """The class in which a temperature lies from its lower to its upper bound."""
    if warmth.low is None or warmth.high is None:
        return None
    return next(
        (kind for kind, low, high in _CLASSES if Decimal(low) <= warmth.low and warmth.high <= Decimal(high)), None
    )


def _is_temperature(token: Token) -> bool:
    return token.ent_type_ == Dimension.TEMPERATURE.value


def _term_id(token: Token) -> str:
    term = term_of(token)
    if term is None:
        raise TypeError(f"{token.text!r} is no term; expected a storage word")
    return term.id
