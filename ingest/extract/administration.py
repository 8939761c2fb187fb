"""Ways of giving the product: route, duration of the infusion and rate (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.routes import MINUTES, route
from ingest.names import product_name
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading
from ingest.temperature import fahrenheit, warmths
from ingest.tokens import quantity_of, tokenize
from kg.codes import Form
from kg.facts import Administration

_INFUSED = ("infus",)
_GIVEN = ("infus", "administer", "given", "taken", "inject")
_ORDERS = ("administer", "take", "inject", "give", "swallow", "infuse")
_NEGATIONS = frozenset({"not", "never", "avoid"})
_OTHER_MEDICINES = re.compile(r"premedic|pre-medic|prophyla|antihistamine|corticosteroid|acetaminophen", re.IGNORECASE)
_KEPT = frozenset({"stable", "stored", "store", "stability", "use", "used", "keep", "kept"})
_PERIOD = frozenset({"a", "an", "the", "period", "of"})
_OVER = frozenset({"over", "for", "time"})


def extract(reading: Reading) -> Iterator[Administration]:
    """One per sentence of section 2, its tables or a guide that states how long an infusion takes or how fast it runs.

    A route that none of them names is one more: of the first sentence that says how the product is given by it.
    """
    told = set[str | None]()
    for passage in reading.guide_and("2", cells=True):
        for sentence in passage.sentences:
            for found in _of_sentence(passage, sentence):
                told.add(found.route)
                yield found
    product = product_name(reading.document)
    names = tuple(name for name in (product.name, product.substance) if name) if product else ()
    for passage in reading.within("2"):
        for sentence in passage.sentences:
            named = route(sentence) if _tells_to_give(passage, sentence, names) else None
            if named is not None and named not in told:
                told.add(named)
                yield _by_route(passage, sentence, named)


def _tells_to_give(passage: Passage, sentence: TokenSpan, names: tuple[str, ...]) -> bool:
    """Whether a sentence tells how the product itself is given: no other medicine's dose, and no prohibition."""
    words = [token.lower_ for token in sentence]
    if any(word in _NEGATIONS for word in words) or any(
        map(_OTHER_MEDICINES.search, (sentence.text, *passage.headings))
    ):
        return False
    is_product = any(name.casefold() in sentence.text.casefold() for name in names)
    orders = any(word.startswith(_ORDERS) for word in words[:2]) or "recommended" in words
    return (is_product or orders) and any(word.startswith((*_GIVEN, *_ORDERS, "deliver", "dose")) for word in words)


def _by_route(passage: Passage, sentence: TokenSpan, named: str) -> Administration:
    return Administration(evidence=(passage.evidence(sentence),), read_by="administration.route", route=named)


def _of_sentence(passage: Passage, sentence: TokenSpan) -> Iterator[Administration]:
    if not any(token.lower_.startswith(_GIVEN) for token in sentence):
        return
    duration = next((token for token in sentence if _is_infusion_time(token, sentence)), None)
    rate = next((token for token in sentence if _is_rate(token, sentence)), None)
    if duration is None and rate is None:
        return
    minutes = quantity_of(duration) if duration is not None else None
    flow = quantity_of(rate) if rate is not None else None
    warmth = next(warmths(sentence), None)
    read = [token for token in (duration, rate, *(warmth.tokens if warmth else ())) if token is not None]
    yield Administration(
        evidence=(passage.evidence(sentence),),
        values=tuple(passage.token_span(token) for token in (*read, *fahrenheit(sentence))),
        read_by="administration.infusion",
        form=Form.TABLE if passage.table else Form.SENTENCE,
        route=_route(passage, sentence),
        infusion_minutes=minutes.value * MINUTES[minutes.unit or ""] if minutes else None,
        rate=flow.value if flow else None,
        rate_unit=flow.unit if flow else None,
        temp_low_c=warmth.low if warmth else None,
        temp_high_c=warmth.high if warmth else None,
    )


def _is_infusion_time(token: Token, sentence: TokenSpan) -> bool:
    """Whether a duration is that of the infusion: "1-hour infusion", "infuse over 30 minutes", "infusion time 1 hour"."""
    found = quantity_of(token)
    if found is None or found.unit not in MINUTES or found.comparison is not None:
        return False
    after = [word.lower_ for word in token.doc[token.i + 1 : min(token.i + 3, sentence.end)]]
    if any(word.startswith(_INFUSED) for word in after):
        return not found.approximate
    before = token.doc[sentence.start : token.i]
    if any(word.lower_ in _KEPT for word in before):
        return False
    infused = any(word.lower_.startswith(("infus", "administer", "intravenous")) for word in before)
    words = [word.lower_ for word in before]
    while words and words[-1] in _PERIOD:
        words.pop()
    return infused and words[-1:] != [] and words[-1] in (_OVER if not found.approximate else _OVER - {"for"})


def _is_rate(token: Token, sentence: TokenSpan) -> bool:
    """Whether a volume in time is a rate of flow, not a clearance of the kidney."""
    if token.ent_type_ != Dimension.RATE.value:
        return False
    before = token.doc[max(sentence.start, token.i - 4) : token.i]
    return any(word.lower_ in ("rate", "at") for word in before)


def _route(passage: Passage, sentence: TokenSpan) -> str | None:
    """The route that the sentence names, in plain words; an infusion without one is intravenous; else that of the heading."""
    named = route(sentence)
    if named or any(token.lower_.startswith(_INFUSED) for token in sentence):
        return named or "intravenous"
    return route(tokenize(passage.headings[-1])) if passage.headings else None
