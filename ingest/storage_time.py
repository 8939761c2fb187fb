"""Times of storage in hours."""

from decimal import Decimal

from spacy.tokens import Token

from ingest.quantity import Dimension
from ingest.tokens import quantity_of

_HOURS = {"h": 1, "day": 24, "week": 168, "month": 720}
_MINUTES_OF_HOUR = 60


def is_storage_time(token: Token) -> bool:
    """Whether a token is a duration that a storage limit may be: minutes to months, and not about so long."""
    found = quantity_of(token)
    is_duration = found is not None and found.dimension is Dimension.DURATION and not found.approximate
    return is_duration and found is not None and (found.unit == "min" or found.unit in _HOURS)


def hours(duration: Token) -> Decimal:
    """The longest time of a duration in hours; raises `ValueError` for another token.

    >>> from ingest.tokens import tokenize
    >>> [str(hours(token)) for token in tokenize("90 minutes 2 days") if is_storage_time(token)]
    ['1.5', '48']
    """
    limit = quantity_of(duration)
    if limit is None or limit.unit is None:
        raise ValueError(f"{duration.text!r} is no duration; expected a limit")
    value = limit.high or limit.value
    return value / _MINUTES_OF_HOUR if limit.unit == "min" else value * _HOURS[limit.unit]
