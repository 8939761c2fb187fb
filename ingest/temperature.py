"""Temperatures of the instructions: the range in degrees Celsius, with the same in Fahrenheit read beside it."""

from collections.abc import Iterable
from decimal import Decimal

from spacy.tokens import Token

from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of


def temperature_unit(token: Token) -> str | None:
    """The UCUM code of a temperature token: "Cel" or "[degF]"; None for another token."""
    found = quantity_of(token)
    return found.unit if found is not None and found.dimension is Dimension.TEMPERATURE else None


def celsius_bounds(temperature: Quantity | None) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest degree Celsius of a range: "2-8 °C" is (2, 8), "below 30 °C" is (None, 30)."""
    if temperature is None:
        return None, None
    if temperature.comparison is not None and temperature.comparison.is_upper:
        return None, temperature.high or temperature.value
    return temperature.value, temperature.high or temperature.value


def first_celsius(tokens: Iterable[Token]) -> Token | None:
    """The first temperature in degrees Celsius among some tokens."""
    return next((token for token in tokens if temperature_unit(token) == "Cel"), None)


def fahrenheit(tokens: Iterable[Token]) -> list[Token]:
    """The temperatures in degrees Fahrenheit among some tokens."""
    return [token for token in tokens if temperature_unit(token) == "[degF]"]
