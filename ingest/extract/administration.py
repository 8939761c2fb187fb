"""Ways of giving the product: route, duration of the infusion and rate (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.amounts import dose_amounts
from ingest.dosing.partners import is_of_partner, orders_other
from ingest.dosing.routes import (
    MINUTES,
    InfusionTime,
    in_minutes,
    is_of_giving,
    listed_route,
    may_be_products,
    named_routes,
    route,
)
from ingest.matcher import Match
from ingest.names import product_names
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading
from ingest.temperature import fahrenheit, warmths
from ingest.tokens import quantity_of, tokenize
from kg.codes import Form
from kg.facts import Administration

_INFUSED = ("infuse", "infusi")
_GIVEN = ("infus", "administer", "given", "taken", "inject")
_INTO_VEIN = "intravenously"
_ORDERS = ("administer", "take", "inject", "give", "swallow", "infuse", "start", "initiate", "begin")
_FOR_USE = re.compile(r"\bfor\b[^.,;:]{0,40}\b(?:use|administration|inhalation|infusion|injection)\b", re.IGNORECASE)
_SWALLOW = "swallow"
_BY_MOUTH = "oral"
_OFFERED = ("deliver", "administered", "given", "swallow")
_NEGATIONS = frozenset({"not", "never", "avoid", "cannot", "unless"})
_OTHER_MEDICINES = re.compile(r"premedic|pre-medic|prophyla|antihistamine|corticosteroid|acetaminophen", re.IGNORECASE)
_RISK = re.compile(r"\brisks?\s+of\b", re.IGNORECASE)
"""What is told to warn, not to give something: "the risk of administering samplol intravenously is unclear"."""

_KEPT = frozenset(
    {"refrigerate", "refrigerated", "stable", "stored", "store", "stability", "use", "used", "keep", "kept"}
)
_PERIOD = frozenset({"a", "an", "the", "period", "of"})
_OVER = frozenset({"over", "for", "time", "rate", "duration"})
_BEING = frozenset({"is", "be", "should"})
_INFUSING = ("infus", "administer", "intravenous")
_INJECTED = ("inject", "push", "bolus", "deliver")
_AS_FAST_AS = frozenset(("as", how, "as") for how in ("rapid", "fast", "short", "little"))
_PUSHED = frozenset({"push", "bolus"})
"""Words behind which "within 1 to 10 minutes" is how long it takes."""
_JOINING = frozenset({"or", "and"})
_APART = frozenset({"including", "after", "before", "prior", "apart", "following", "later", "post"})
_OF_KIDNEY = ("clearance", "filtration", "egfr", "clcr", "crcl")
_RATED = frozenset({"rate", "at", "then"})
_STEPS = frozenset({"increments", "increment", "intervals"})
_AT_ONCE = frozenset({_BY_MOUTH, "topical"})
"""Routes by which nothing is given for minutes."""

_TO_NEXT_ROUTE = 8
_TO_INFUSION = 4
_TO_RATE = 6


def extract(reading: Reading) -> Iterator[Administration]:
    """One per sentence of section 2, its tables or a guide that states how long an infusion takes or how fast it runs.

    A route that none of them names is one more: of the first sentence that says how the product is given by it.
    """
    told = set[str | None]()
    names = product_names(reading.document)
    for passage in reading.guide_and("2", cells=True):
        for sentence in passage.sentences:
            for found in _of_sentence(passage, sentence, names):
                told.add(found.route)
                yield found
    for passage, sentence in _sentences(reading, "2"):
        for named in _given_routes(sentence, names) if _tells_to_give(passage, sentence, names) else ():
            if named not in told:
                told.add(named)
                yield _by_route(passage, sentence, named)
    if not told:
        yield from _untold_in_orders(reading, names)


def _untold_in_orders(reading: Reading, names: Sequence[str]) -> Iterator[Administration]:
    """The route of a product whose section 2 orders nothing by a route: that of its first dose, else what its description says
    it is for, else the one under which it is listed.
    """
    words = frozenset(" ".join(names).casefold().split())
    orders = tuple(one for one in _sentences(reading, "2") if not _is_of_other(*one, names))
    dosed = (one for one in orders if dose_amounts(one[1], words))
    described = _sentences(reading, "3", "11", "16")
    meant = ((passage, use) for passage, sentence in described if (use := _use(sentence)) is not None)
    for passage, sentence in (*dosed, *meant):
        found = _given_routes(sentence, names)
        if found and all(may_be_products(named, reading.document) for named in found):
            yield from (_by_route(passage, sentence, named) for named in found)
            return
    listed = listed_route(reading.document)
    first = next((one for one in orders if _tells_to_give(*one, names)), None)
    if listed is not None and first is not None:
        yield _by_route(*first, listed)


def _use(sentence: TokenSpan) -> TokenSpan | None:
    """The words of a sentence that tell for which use something is, with those before them that hold no quantity:
    "Exampline tablets for oral administration" of "Exampline tablets for oral administration contain 5 mg".
    """
    found = _FOR_USE.search(sentence.text)
    words = sentence.char_span(found.start(), found.end(), alignment_mode="expand") if found else None
    if words is None:
        return None
    amounts = (token.i + 1 for token in reversed(sentence.doc[sentence.start : words.start]) if quantity_of(token))
    return sentence.doc[next(amounts, sentence.start) : words.end]


def _sentences(reading: Reading, *sections: str) -> Iterator[tuple[Passage, TokenSpan]]:
    return ((passage, sentence) for passage in reading.within(*sections) for sentence in passage.sentences)


def _given_routes(sentence: TokenSpan, names: Sequence[str]) -> tuple[str, ...]:
    """The routes of a sentence by which the product is given: "orally", "by intravenous infusion", not "oral therapy".

    Several are meant only if they are joined: "orally or by a nasogastric tube". What is swallowed is taken by mouth.
    """
    found = [match for match in named_routes(sentence) if is_of_giving(match)]
    own = [match for match in found if not is_of_partner(match.tokens[0], names)]
    if not found and any(token.lower_.startswith(_SWALLOW) for token in sentence):
        return (_BY_MOUTH,)
    apart = any(not _are_joined(first, later) for first, later in pairwise(own))
    return () if apart else tuple(dict.fromkeys(match.pattern.gives["route"] for match in own))


def _are_joined(first: Match, later: Match) -> bool:
    between = [token.lower_ for token in first.tokens.doc[first.tokens.end : later.tokens.start]]
    if first.pattern.gives["route"] == later.pattern.gives["route"]:
        return True
    return len(between) <= _TO_NEXT_ROUTE and bool(_JOINING & set(between) or "/" in between)


def _tells_to_give(passage: Passage, sentence: TokenSpan, names: Sequence[str]) -> bool:
    """Whether a sentence tells how the product itself is given: no other medicine's dose, and no prohibition."""
    words = [token.lower_ for token in sentence]
    is_of_other = _is_of_other(passage, sentence, names)
    swallowed = next((place for place, word in enumerate(words) if word.startswith(_SWALLOW)), None)
    if not is_of_other and swallowed is not None and (not swallowed or words[:swallowed][-2:] == ["should", "be"]):
        return True
    if is_of_other or _RISK.search(sentence.text) or any(word in _NEGATIONS for word in words):
        return False
    is_product = any(name.casefold() in sentence.text.casefold() for name in names)
    orders = any(word.startswith(_ORDERS) for word in words[:2]) or "recommended" in words
    offers = any(before == "be" and word.startswith(_OFFERED) for before, word in pairwise(words))
    for_use = _FOR_USE.search(sentence.text) is not None and (is_product or words[0] == "for")
    given = any(word.startswith((*_GIVEN, *_ORDERS, "deliver", "dose", "dosage")) for word in words)
    return for_use or ((is_product or orders or offers) and given)


def _is_of_other(passage: Passage, sentence: TokenSpan, names: Sequence[str]) -> bool:
    """Whether a sentence is about other medicines: those given before the product, or one that it orders to give."""
    told = (sentence.text, *passage.headings, passage.title)
    return orders_other(sentence, names) or any(map(_OTHER_MEDICINES.search, told))


def _by_route(passage: Passage, sentence: TokenSpan, named: str) -> Administration:
    return Administration(evidence=(passage.evidence(sentence),), read_by="administration.route", route=named)


def _of_sentence(passage: Passage, sentence: TokenSpan, names: Sequence[str]) -> Iterator[Administration]:
    """A time and a rate are one way of giving; of several times or rates each is one ("a 10-minute or 30-minute infusion")."""
    if orders_other(sentence, names) or not any(token.lower_.startswith((*_GIVEN, _INTO_VEIN)) for token in sentence):
        return
    durations = [token for token in _infusion_times(sentence) if not is_of_partner(token, names)]
    rates = [token for token in sentence if _is_rate(token, sentence) and not is_of_partner(token, names)]
    if len(durations) <= 1 and len(rates) <= 1:
        if durations or rates:
            yield _infusion(passage, sentence, next(iter(durations), None), next(iter(rates), None))
        return
    in_pairs = len(durations) == len(rates)
    for position, duration in enumerate(durations):
        yield _infusion(passage, sentence, duration, rates[position] if in_pairs else None)
    for rate in [] if in_pairs else rates:
        yield _infusion(passage, sentence, None, rate)


def _infusion(passage: Passage, sentence: TokenSpan, duration: Token | None, rate: Token | None) -> Administration:
    minutes = quantity_of(duration) if duration is not None else None
    time = in_minutes(minutes) if minutes else InfusionTime()
    flow = quantity_of(rate) if rate is not None else None
    warmth = next(warmths(sentence), None)
    read = [token for token in (duration, rate, *(warmth.tokens if warmth else ())) if token is not None]
    return Administration(
        evidence=(passage.evidence(sentence),),
        values=tuple(passage.token_span(token) for token in (*read, *fahrenheit(sentence))),
        read_by="administration.infusion",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        route=_route(passage, sentence),
        infusion_minutes=time.low,
        infusion_minutes_high=time.high,
        rate=flow.value if flow else None,
        rate_unit=flow.unit if flow else None,
        temp_low_c=warmth.low if warmth else None,
        temp_high_c=warmth.high if warmth else None,
    )


def _infusion_times(sentence: TokenSpan) -> list[Token]:
    """The times of infusions, also one that "or" or "and" joins to such a one: "a 10-minute or 30-minute infusion"."""
    found: list[Token] = []
    for token in sentence:
        if _is_infusion_time(token, sentence) or (_is_time(token) and _is_joined(token, sentence, bool(found))):
            found.append(token)
    return found


def _is_time(token: Token) -> bool:
    found = quantity_of(token)
    return found is not None and found.unit in MINUTES and found.comparison is None and not found.approximate


def _is_joined(token: Token, sentence: TokenSpan, follows: bool) -> bool:
    """Whether a time stands before "or" and an infusion time, or `follows` one behind "or" or "and"."""
    after = token.doc[token.i + 1 : min(token.i + 3, sentence.end)]
    if len(after) and after[0].lower_ in _APART:
        return False
    if len(after) == 2 and after[0].lower_ in _JOINING and _is_time(after[1]):
        return _is_infusion_time(after[1], sentence)
    return follows and token.i > sentence.start and token.nbor(-1).lower_ in _JOINING


def _is_infusion_time(token: Token, sentence: TokenSpan) -> bool:
    """Whether a duration is that of the infusion: "1-hour infusion", "infuse over 30 minutes", "infusion time 1 hour"."""
    found = quantity_of(token)
    if found is None or found.unit not in MINUTES:
        return False
    if found.comparison is not None and found.comparison.is_upper:
        return found.high is not None and any(word.lower_ in _PUSHED for word in token.doc[sentence.start : token.i])
    after = [word.lower_ for word in token.doc[token.i + 1 : min(token.i + _TO_INFUSION, sentence.end)]]
    if (any(word.startswith(_INFUSED) for word in after[:2]) and after[0] not in _APART) or _is_continuous(after):
        return not found.approximate and found.comparison is None
    before = token.doc[sentence.start : token.i]
    if any(word.lower_ in _KEPT for word in before):
        return False
    words = [word.lower_ for word in before]
    while words and words[-1] in _PERIOD | _BEING:
        words.pop()
    over = words[-1:] == ["over"] or words[-2:] == ["completion", ","] or tuple(words[-3:]) in _AS_FAST_AS
    infused = any(word.lower_.startswith((*_INFUSING, *_INJECTED) if over else _INFUSING) for word in before)
    is_exact = not found.approximate and found.comparison is None
    return infused and (over or (is_exact and words[-1:] != [] and words[-1] in _OVER))


def _is_continuous(after: Sequence[str]) -> bool:
    """Whether "continuous intravenous infusion" follows a time."""
    return after[:1] == ["continuous"] and any(word.startswith(_INFUSED) for word in after)


def _is_rate(token: Token, sentence: TokenSpan) -> bool:
    """Whether a volume in time is a rate of flow, not a clearance of the kidney."""
    if token.ent_type_ != Dimension.RATE.value:
        return False
    before = token.doc[max(sentence.start, token.i - _TO_RATE) : token.i]
    found = quantity_of(token)
    of_kidney = any(word.lower_.startswith(_OF_KIDNEY) for word in token.doc[sentence.start : token.i])
    if of_kidney or (found is not None and found.comparison is not None):
        return False
    after = [word.lower_ for word in token.doc[token.i + 1 : min(token.i + 2, sentence.end)]]
    told = any(word.lower_ in _RATED for word in before) or before[-1:].text.casefold() in _JOINING
    return told and not _STEPS & set(after)


def _route(passage: Passage, sentence: TokenSpan) -> str | None:
    """The route that the sentence names, in plain words; an infusion without one is intravenous; else that of the nearest
    sentence before, of the heading, or of one behind.
    """
    named = route(sentence)
    if named or any(token.lower_.startswith(_INFUSED) for token in sentence):
        return named or "intravenous"
    before = [other for other in passage.sentences if other.start < sentence.start]
    behind = [other for other in passage.sentences if other.start > sentence.start]
    headings = [tokenize(heading)[:] for heading in reversed(passage.headings)]
    told = (route(words) for words in (*reversed(before), *headings, *behind))
    return next((found for found in told if found is not None and found not in _AT_ONCE), None)
