"""Decimals as clients give them: those that the graph can compare (XML Schema, part 2, section 3.3.3)."""

from decimal import Decimal, InvalidOperation

import strawberry
from graphql import GraphQLError

_DIGITS, _PLACES = 18, 18
"""How many digits before and behind the point the engine compares."""


def _decimal(given: object) -> Decimal:
    """A decimal from what a client gives; GraphQLError for what is none, or has too many digits.

    >>> _decimal("0.80"), _decimal(3)
    (Decimal('0.80'), Decimal('3'))
    """
    try:
        value = Decimal(str(given))
    except InvalidOperation:
        value = Decimal("NaN")
    places = value.normalize().as_tuple().exponent
    if not isinstance(places, int) or places < -_PLACES or value.adjusted() >= _DIGITS:
        raise GraphQLError(
            f"Value cannot represent a Decimal: {str(given)[:40]!r}; expected at most {_DIGITS} digits before the point, and {_PLACES} behind it"
        )
    return value


DECIMAL = strawberry.scalar(name="Decimal", description="Decimal (fixed-point)", serialize=str, parse_value=_decimal)
