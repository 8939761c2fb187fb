"""Thresholds: bounds on a finding in running text, such as "total bilirubin greater than 1.5 × ULN"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.aligned import AlignedText
from ingest.bounding import is_per_day, may_bound
from ingest.dosing.degrees import only_grades
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.codes import Comparison
from kg.facts import Threshold
from kg.locator import Span

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
        "by",
        "persistently",
        "repeatedly",
        "consistently",
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
_CHANGED = re.compile(r"(?:increas|decreas|reduc|declin|drop|ris|rose|f[ae]ll|elevat)\w*$", re.IGNORECASE)
_TOWARDS = frozenset({"in", "of", "from", "baseline", "the", "below", "above", "at", "by", "on"})
_BASELINE = "baseline"
_BEFORE_TREATMENT = re.compile(r"\b(?:baseline|pre\W?treatment)\b", re.IGNORECASE)
_CHANGE_IN = re.compile(
    r"\b(?:increase|decrease|decline|reduction|drop|rise)\s+(?:in|of)\s+(?P<value>.+?)(?:\s+from\b.*)?$", re.IGNORECASE
)
_PER_DAY = "/d"
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
    for bound in _bounds(_quantities(text), finding):
        before = _named(bound.first.doc[start : bound.first.i]) if bound.first.i > start else None
        counted = _changing(bound.token) or (None if before else _counted(bound.token))
        named = None if counted else before
        parameter = named or (counted.text if counted else _carried(parameter, bound))
        if parameter is not None and named is None and _rises(bound.first.doc[start : bound.first.i]):
            parameter = _AT_BASELINE.sub("", parameter)
        if parameter is not None:
            found.append(_threshold(bound, parameter))
        start = counted.end if counted else bound.token.i + 1
    return tuple(dict.fromkeys(found))


def _carried(parameter: str | None, bound: _Bound) -> str | None:
    """The finding named before a bound that names none; against what is normal it is the value itself, and not its change:
    "decrease in LVEF of more than 9% and below the lower limit of normal".
    """
    change = _CHANGE_IN.search(parameter) if parameter and bound.scale.relative_to else None
    return change["value"] if change else parameter


def _rises(words: TokenSpan) -> bool:
    """Whether a bound holds for what a finding rises to: "baseline ALT is more than 1 and increases to more than 5"."""
    return any(token.lower_ in _RISING for token in words)


def quantity_spans(text: AlignedText, tokens: TokenSpan | Doc) -> tuple[Span, ...]:
    """The source spans of the quantities of a tokenised text."""
    return tuple(text.span(t.idx, t.idx + len(t.text)) for t in tokens if quantity_of(t) is not None)


def _quantities(text: TokenSpan | Doc) -> tuple[tuple[Token, Quantity], ...]:
    found = ((token, quantity_of(token)) for token in text)
    return tuple((token, quantity) for token, quantity in found if quantity is not None)


def _bounds(quantities: Sequence[tuple[Token, Quantity]], finding: str | None) -> Iterator[_Bound]:
    ranges = {
        low.i: (high, scale)
        for (low, _), (high, scale) in pairwise(quantities)
        if high.i == low.i + 2 and low.nbor().lower_ in ("to", "-", "–") and may_bound(high, scale, finding)
    }
    highs = {high.i: low for low, (high, _) in ranges.items()}
    for token, quantity in quantities:
        if not may_bound(token, quantity, finding) or (
            quantity.dimension is Dimension.NUMBER and token.i not in ranges
        ):
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
        is_below = quantity.high_comparison is Comparison.LESS_THAN or _BELOW_HIGH.search(quantity.printed)
        yield _Bound(first, token, Comparison.LESS_THAN if is_below else Comparison.AT_MOST, high, quantity)
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
    following = token.doc[token.i + 1 : end]
    return following if len(following) and following[0].lower_ not in _NO_NOUN else None


def _goes_on(token: Token) -> bool:
    return token.is_alpha and token.lower_ not in _COUNTED_END


def _changing(share: Token) -> TokenSpan | None:
    """The change of a finding by a share: "absolute decrease in LVEF" of "16% absolute decrease in LVEF from baseline"."""
    quantity = quantity_of(share)
    if quantity is None or quantity.dimension is not Dimension.PERCENT:
        return None
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
    return doc[share.i + 1 : end] if start > change + 1 and end > start else None


def _threshold(bound: _Bound, parameter: str) -> Threshold:
    relative = bound.scale.relative_to
    after = bound.token.doc[bound.token.i + 1 : bound.token.i + 1 + (_FAR if _changing(bound.token) else _NEAR)]
    if relative is None and (_BASELINE in parameter or _BEFORE_TREATMENT.search(after.text)):
        relative = _BASELINE
    unit = f"{bound.scale.unit}{_PER_DAY}" if is_per_day(bound.token) else bound.scale.unit
    return Threshold(
        parameter=parameter,
        operator=bound.operator,
        value=bound.quantity.value,
        unit=None if relative is not None and unit == _TIMES else unit,
        relative_to=relative,
    )


def _named(words: TokenSpan) -> str | None:
    """The finding that some words name: what is left without the joining words at both ends; None if nothing is."""
    doc, start, end = words.doc, words.start, words.end
    while start < end and (_is_edge(doc[start]) or quantity_of(doc[start]) is not None):
        start += 1
    while end > start and (_is_edge(doc[end - 1]) or doc[end - 1].ent_type_ == Dimension.GRADE.value):
        end -= 1
    for position in range(end - 1, start - 1, -1):
        if _parts(doc[position:end]) or quantity_of(doc[position]) is not None:
            start = position + 1
            break
    while start < end and _is_edge(doc[start]):
        start += 1
    named = doc[start:end]
    is_finding = len(named) and not named[0].like_num and named.text.lower() != _TIME and not only_grades(named)
    return named.text if is_finding else None


def _parts(words: TokenSpan) -> bool:
    """Whether a finding is named behind the first of some words; a bracket that is closed belongs to it: "WBC [white cells] count"."""
    return words[0].text in ("(", ",", ";", ":", "•") or (words[0].text == "[" and all(t.text != "]" for t in words))


def _is_edge(token: Token) -> bool:
    """Whether a word beside a finding only joins it; in "increase in hemoglobin" and "hemoglobin increased by" none does."""
    is_change = token.lower_ in _CHANGES and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"in", "of"}
    is_by_how_much = token.lower_ == "by" and token.i > 0 and _CHANGED.match(token.nbor(-1).text) is not None
    return token.lower_ in _EDGES and not is_change and not is_by_how_much
