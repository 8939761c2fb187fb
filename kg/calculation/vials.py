"""The whole vials that make up a dose, where they come in several sizes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import product

MOST_CHOICES = 20_000
"""More ways to combine vials are not looked at; those of one size are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """So many vials of each size, the largest first, in the order of the sizes; `why` tells what speaks for them."""

    numbers: tuple[int, ...]
    left_over: Decimal
    why: str


def choices(needed: Decimal, sizes: Sequence[Decimal]) -> tuple[Choice, ...]:
    """The fewest vials for an amount, and the vials that leave the least over where these are others.

    >>> [(one.numbers, one.why) for one in choices(Decimal(230), [Decimal(160), Decimal(40)])]
    [((2, 0), 'fewest vials'), ((1, 2), 'least left over')]
    """
    found = list(_sufficient(needed, sizes))
    fewest = min(found, key=lambda one: (sum(one[0]), one[1]))
    least = min(found, key=lambda one: (one[1], sum(one[0])))
    if fewest == least:
        return (_choice(fewest, "fewest vials, least left over"),)
    return _choice(fewest, "fewest vials"), _choice(least, "least left over")


_Counted = tuple[tuple[int, ...], Decimal]


def _choice(counted: _Counted, why: str) -> Choice:
    return Choice(numbers=counted[0], left_over=counted[1], why=why)


def _sufficient(needed: Decimal, sizes: Sequence[Decimal]) -> Iterator[_Counted]:
    """Numbers of vials that hold enough, with what is left over."""
    most = [int((needed / size).to_integral_value(ROUND_CEILING)) for size in sizes]
    ways: Iterable[tuple[int, ...]] = product(*(range(count + 1) for count in most))
    if _number_of(most) > MOST_CHOICES:
        ways = (tuple(count if one == other else 0 for other in range(len(sizes))) for one, count in enumerate(most))
    for numbers in ways:
        held = sum((number * size for number, size in zip(numbers, sizes, strict=True)), Decimal(0))
        if held >= needed:
            yield numbers, held - needed


def _number_of(most: Iterable[int]) -> int:
    number = 1
    for count in most:
        number *= count + 1
    return number
