"""Temperatures of the instructions: the range in degrees Celsius, with the same in Fahrenheit read beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Token

from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from ingest.wording import FORBIDDING
from kg.codes import Comparison

_JOINING = frozenset({"and", "to"})
_BESIDE = 2
_NEAR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmth:
    """A temperature that is printed in degrees Celsius: its bounds, and the tokens that print it.

    Of "below 30 °C" and "up to 77 °F (25 °C)" only the upper bound is stated.
    """

    low: Decimal | None
    high: Decimal | None
    tokens: tuple[Token, ...]

    @property
    def position(self) -> int:
        return self.tokens[0].i


def temperature_unit(token: Token) -> str | None:
    """The UCUM code of a temperature token: "Cel" or "[degF]"; None for another token."""
    found = quantity_of(token)
    return found.unit if found is not None and found.dimension is Dimension.TEMPERATURE else None


def warmths(tokens: Iterable[Token]) -> Iterator[Warmth]:
    """The temperatures in degrees Celsius of some words; two that "and" or "to" joins are one range.

    >>> from ingest.tokens import tokenize
    >>> [(str(w.low), str(w.high)) for w in warmths(tokenize("kept at 36 and 46°F (2°C and 8°C), or up to 77°F (25°C)"))]
    [('2', '8'), ('None', '25')]
    """
    taken = -1
    for token in tokens:
        if temperature_unit(token) == "Cel" and token.i > taken:
            end = _end_of_range(token)
            taken = (end or token).i
            yield _warmth(token, end)


def _end_of_range(token: Token) -> Token | None:
    """The upper end of a range of two temperatures, each with its own sign: "2°C and 8°C"."""
    following = token.doc[token.i + 1 : token.i + 3]
    if len(following) < 2 or following[0].lower_ not in _JOINING or temperature_unit(following[1]) != "Cel":
        return None
    low, high = quantity_of(token), quantity_of(following[1])
    is_range = (
        low is not None and high is not None and low.high is None and high.high is None and low.value < high.value
    )
    return following[1] if is_range else None


def _warmth(token: Token, end: Token | None) -> Warmth:
    read = _quantity(token)
    last = _quantity(end) if end is not None else None
    high = last.value if last is not None else read.high
    comparison = read.comparison or _comparison_in_fahrenheit(token)
    low: Decimal | None = read.value
    if comparison is None:
        high = high if high is not None else read.value
    elif comparison.is_upper or _is_denied(token):
        low, high = None, high if high is not None else read.value
    return Warmth(low=low, high=high, tokens=(token, end) if end is not None else (token,))


def _comparison_in_fahrenheit(token: Token) -> Comparison | None:
    """The bound that is printed before the same temperature in Fahrenheit: "up to 77°F (25°C)"."""
    before = token.doc[max(0, token.i - _BESIDE) : token.i]
    beside = _quantity(before[0]) if len(before) == _BESIDE and temperature_unit(before[0]) == "[degF]" else None
    return beside.comparison if beside is not None and beside.high is None and not before[1].is_alpha else None


def _is_denied(token: Token) -> bool:
    """Whether a bound is one not to go beyond: "do not store above 30 °C"."""
    return any(word.lower_ in FORBIDDING for word in token.doc[max(0, token.i - _NEAR) : token.i])


def _quantity(token: Token) -> Quantity:
    found = quantity_of(token)
    if found is None:
        raise ValueError(f"{token.text!r} is no quantity; expected a temperature")
    return found


def fahrenheit(tokens: Iterable[Token]) -> list[Token]:
    """The temperatures in degrees Fahrenheit among some tokens."""
    return [token for token in tokens if temperature_unit(token) == "[degF]"]
