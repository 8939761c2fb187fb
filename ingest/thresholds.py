"""Thresholds: bounds on a finding in running text, such as "total bilirubin greater than 1.5 × ULN"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.aligned import AlignedText
from ingest.dosing.degrees import only_grades
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.codes import Comparison
from kg.facts import Threshold
from kg.locator import Span

_NO_FINDING = {
    Dimension.GRADE, Dimension.DAY_LIST, Dimension.CYCLE_LIST, Dimension.DURATION, Dimension.CYCLES, Dimension.DOSES,
    Dimension.VIALS, Dimension.PATIENTS, Dimension.COUNT_OF_N, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT,
    Dimension.MASS, Dimension.VOLUME, Dimension.RATE,
}  # fmt: skip
_EDGES = frozenset(
    {"and", "or", "/", "-", ",", "(", ")", "[", "]", ".", ":", "of", "is", "are", "was", "were", "to", "the", "a", "an"}
    | {
        "if",
        "when",
        "for",
        "with",
        "increase",
        "increases",
        "recover",
        "recovers",
        "stays",
        "does",
        "not",
        "then",
        "than",
    }
    | {
        "and/or",
        "]",
        "concomitant",
        "concurrent",
        "either",
        "both",
        "whose",
        "points",
        "patients",
        "who",
        "have",
        "has",
        "at",
        "level",
        "•",
        "but",
        "confirmed",
        "rises",
        "elevated",
        "increased",
        "decreased",
        "any",
        "above",
        "below",
        "defined",
        "as",
    }
)
_COUNTED_END = frozenset({"and", "or", "with", "but"})
_NO_NOUN = frozenset(
    {
        "of",
        "from",
        "points",
        "at",
        "on",
        "in",
        "to",
        "for",
        "is",
        "was",
        "absolute",
        "below",
        "above",
        "increase",
        "decrease",
    }
)
_BELOW_HIGH = re.compile(r"\b(?:to|and|but)\s*(?:<(?!=)|less than (?!or))", re.IGNORECASE)
_CHANGES = frozenset({"increase", "decrease", "decline", "reduction", "drop", "rise"})
_TOWARDS = frozenset({"in", "of", "from", "baseline", "the", "below", "above", "at", "by", "on"})
_BASELINE = "baseline"
_BASELINES = frozenset({_BASELINE, "pretreatment", "pre-treatment"})
_TIMES = "{times}"
_TIME = "time"
"""All that is left of "at any time", which names no finding."""
_AT_BASELINE = re.compile(r"^baseline\s+", re.IGNORECASE)
_RISING = frozenset({"increase", "increases", "rises", "rise"})
_NEAR, _FAR = 4, 9


@dataclass(frozen=True, slots=True)
class _Bound:
    """One bound: the token that prints it, and the token at which its range begins."""

    first: Token
    token: Token
    operator: Comparison
    quantity: Quantity
    scale: Quantity


def thresholds(text: TokenSpan | Doc, finding: str | None = None) -> tuple[Threshold, ...]:
    """The bounds that a text sets, each with the finding named before it, or `finding` where none is named."""
    found: list[Threshold] = []
    start, parameter = text[0].i if len(text) else 0, finding
    for bound in _bounds(_quantities(text)):
        named = _named(bound.first.doc[start : bound.first.i]) if bound.first.i > start else None
        counted = None if named else _counted(bound.token)
        parameter = named or (counted.text if counted else parameter)
        if parameter is not None and named is None and _rises(bound.first.doc[start : bound.first.i]):
            parameter = _AT_BASELINE.sub("", parameter)
        if parameter is not None:
            found.append(_threshold(bound, parameter))
        start = counted.end if counted else bound.token.i + 1
    return tuple(dict.fromkeys(found))


def _rises(words: TokenSpan) -> bool:
    """Whether a bound holds for what a finding rises to: "baseline ALT is more than 1 and increases to more than 5"."""
    return any(token.lower_ in _RISING for token in words)


def quantity_spans(text: AlignedText, tokens: TokenSpan | Doc) -> tuple[Span, ...]:
    """The source spans of the quantities of a tokenised text."""
    return tuple(text.span(t.idx, t.idx + len(t.text)) for t in tokens if quantity_of(t) is not None)


def _quantities(text: TokenSpan | Doc) -> tuple[tuple[Token, Quantity], ...]:
    found = ((token, quantity_of(token)) for token in text)
    return tuple((token, quantity) for token, quantity in found if quantity is not None)


def _bounds(quantities: Sequence[tuple[Token, Quantity]]) -> Iterator[_Bound]:
    ranges = {
        low.i: (high, scale)
        for (low, _), (high, scale) in pairwise(quantities)
        if high.i == low.i + 2 and low.nbor().lower_ in ("to", "-", "–") and scale.dimension not in _NO_FINDING
    }
    highs = {high.i: low for low, (high, _) in ranges.items()}
    for token, quantity in quantities:
        if quantity.dimension in _NO_FINDING or (quantity.dimension is Dimension.NUMBER and token.i not in ranges):
            continue
        first = token.doc[highs[token.i]] if token.i in highs else token
        if token.i in ranges:
            low = quantity.comparison or Comparison.AT_LEAST
            yield _Bound(first, token, low, quantity, ranges[token.i][1])
        elif token.i in highs or quantity.comparison is not None or quantity.high is not None:
            yield from _own_bounds(first, token, quantity, is_high=token.i in highs)


def _own_bounds(first: Token, token: Token, quantity: Quantity, *, is_high: bool) -> Iterator[_Bound]:
    if quantity.high is not None:
        yield _Bound(first, token, quantity.comparison or Comparison.AT_LEAST, quantity, quantity)
        high = Quantity(dimension=quantity.dimension, value=quantity.high)
        below = Comparison.LESS_THAN if _BELOW_HIGH.search(quantity.printed) else Comparison.AT_MOST
        yield _Bound(first, token, below, high, quantity)
    else:
        yield _Bound(first, token, quantity.comparison or (Comparison.AT_MOST if is_high else Comparison.AT_LEAST),
                     quantity, quantity)  # fmt: skip


def _counted(token: Token) -> TokenSpan | None:
    """The finding behind a share of it: "fewer than 5% blasts in the marrow"; None if no noun follows."""
    quantity = quantity_of(token)
    if quantity is None or quantity.dimension is not Dimension.PERCENT:
        return None
    end = token.i + 1
    while end < len(token.doc) and _goes_on(token.doc[end]):
        end += 1
    following = _changing(token) or token.doc[token.i + 1 : end]
    return following if len(following) and following[0].lower_ not in _NO_NOUN else None


def _goes_on(token: Token) -> bool:
    return token.is_alpha and token.lower_ not in _COUNTED_END


def _changing(share: Token) -> TokenSpan | None:
    """The finding that changes by a share: "16% absolute decrease in LVEF", "40% increase from baseline serum creatinine"."""
    doc = share.doc
    near = takewhile(_goes_on, doc[share.i + 1 : share.i + 1 + _NEAR])
    change = next((token.i for token in near if token.lower_ in _CHANGES), None)
    if change is None:
        return None
    start = change + 1
    while start < len(doc) and doc[start].lower_ in _TOWARDS:
        start += 1
    end = start
    while end < len(doc) and _goes_on(doc[end]) and doc[end].lower_ not in _TOWARDS:
        end += 1
    return doc[start:end] if start > change + 1 and end > start else None


def _threshold(bound: _Bound, parameter: str) -> Threshold:
    relative = bound.scale.relative_to
    after = bound.token.doc[bound.token.i + 1 : bound.token.i + 1 + (_FAR if _changing(bound.token) else _NEAR)]
    if relative is None and (_BASELINE in parameter or any(token.lower_ in _BASELINES for token in after)):
        relative = _BASELINE
    return Threshold(
        parameter=parameter,
        operator=bound.operator,
        value=bound.quantity.value,
        unit=None if relative is not None and bound.scale.unit == _TIMES else bound.scale.unit,
        relative_to=relative,
    )


def _is_grade(token: Token) -> bool:
    return token.ent_type_ == Dimension.GRADE.value


def _named(words: TokenSpan) -> str | None:
    """The finding that some words name: what is left without the joining words at both ends; None if nothing is."""
    start, end = words.start, words.end
    while start < end and (words.doc[start].lower_ in _EDGES or quantity_of(words.doc[start]) is not None):
        start += 1
    while end > start and (words.doc[end - 1].lower_ in _EDGES or _is_grade(words.doc[end - 1])):
        end -= 1
    for position in range(end - 1, start - 1, -1):
        if words.doc[position].text in ("(", ",", ";", ":", "•") or quantity_of(words.doc[position]) is not None:
            start = position + 1
            break
    while start < end and words.doc[start].lower_ in _EDGES:
        start += 1
    named = words.doc[start:end]
    is_finding = len(named) and not named[0].like_num and named.text.lower() != _TIME and not only_grades(named)
    return named.text if is_finding else None
