"""Bounds on the course of treatment: how long a thing lasts, in which cycle, on which day, after how many dose reductions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.codes import Comparison
from kg.facts import Threshold
from kg.facts.criteria import CYCLE, DAY, DURATION, REDUCTIONS

_LENGTHS = frozenset({"min", "h", "day", "week", "month", "year"})
_COUNTED: Mapping[Dimension, str] = {Dimension.CYCLE_LIST: CYCLE, Dimension.DAY_LIST: DAY}


@dataclass(frozen=True, slots=True)
class CourseBound:
    """Bounds on the course of treatment, and the indices of the tokens that set them."""

    thresholds: tuple[Threshold, ...]
    tokens: frozenset[int]


def course_bounds(tokens: TokenSpan) -> Iterator[CourseBound]:
    """The bounds on the course that some words set: "more than 7 days", "Cycle 1", "after 2 dose reductions"."""
    for token in tokens:
        quantity = quantity_of(token)
        if quantity is None:
            continue
        if quantity.dimension is Dimension.DURATION and quantity.unit in _LENGTHS:
            found = _bounds(DURATION, quantity, quantity.unit)
            if found:
                yield CourseBound(found, frozenset({token.i}))
        elif quantity.dimension in _COUNTED and _is_row([int(number) for number in quantity.numbers]):
            found = _bounds(_COUNTED[quantity.dimension], quantity) or _exactly(_COUNTED[quantity.dimension], quantity)
            yield CourseBound(found, frozenset({token.i}))
        elif quantity.dimension is Dimension.DOSES and _after(token) in {"reduction", "reductions"}:
            least = Threshold(
                parameter=REDUCTIONS, operator=quantity.comparison or Comparison.AT_LEAST, value=quantity.value
            )
            is_behind = token.i > tokens.start and token.nbor(-1).lower_ == "after"
            yield CourseBound((least,), frozenset({token.i - is_behind, token.i, token.i + 1}))


def _after(token: Token) -> str:
    return token.nbor().lower_ if token.i + 1 < len(token.doc) else ""


def _bounds(parameter: str, quantity: Quantity, unit: str | None = None) -> tuple[Threshold, ...]:
    """The lower and the upper bound of a quantity, as far as it has them; none where a range itself is a lower bound, and
    nothing tells which end counts: "for more than 10 to 14 days".
    """
    is_above = quantity.comparison in (Comparison.GREATER_THAN, Comparison.AT_LEAST)
    if is_above and quantity.high is not None and quantity.high_comparison is None:
        return ()
    low = quantity.comparison or (Comparison.AT_LEAST if quantity.high is not None else None)
    high = (quantity.high_comparison or Comparison.AT_MOST) if quantity.high is not None else None
    ends = ((low, quantity.value), (high, quantity.high))
    return tuple(
        Threshold(parameter=parameter, operator=operator, value=value, unit=unit)
        for operator, value in ends
        if operator is not None and value is not None
    )


def _exactly(parameter: str, quantity: Quantity) -> tuple[Threshold, ...]:
    told = [Decimal(number) for number in quantity.numbers]
    return tuple(
        Threshold(parameter=parameter, operator=operator, value=value)
        for operator, value in ((Comparison.AT_LEAST, min(told)), (Comparison.AT_MOST, max(told)))
    )


def _is_row(numbers: Sequence[int]) -> bool:
    """Whether each number is the next one: of cycles 5 and 7 the sixth is none."""
    return bool(numbers) and sorted(numbers) == list(range(min(numbers), max(numbers) + 1))
