"""Numbers whose unit is printed once, behind the last of them: "0, 10, and 40 mg/kg/day", "13 and 8 times", "654 ± 358 h"."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of

_JOINS = frozenset({",", "and", "or", "to", "versus", "vs.", "±", "+/-", "/", "–", "-", "&"})
_ALONE = frozenset(
    {Dimension.NUMBER, Dimension.GRADE, Dimension.DAY_LIST, Dimension.CYCLE_LIST, Dimension.TIME_POINT}
    | {Dimension.COUNT_OF_N, Dimension.RATIO}
)
_NAMED = frozenset(
    {"study", "studies", "trial", "trials", "table", "tables", "figure", "figures", "section", "cohort", "protocol"}
    | {"phase", "type", "class", "version", "grade", "grades", "stage"}
)


def listed_quantities(sentence: TokenSpan) -> Mapping[int, Quantity]:
    """The quantities that the bare numbers of a sentence are, by position, each with the unit of the list's last number.

    >>> from ingest.tokens import tokenize
    >>> found = listed_quantities(tokenize("Rats were given 0, 10, or 40 mg/kg/day for 2 weeks.")[:])
    >>> [(str(quantity.value), quantity.unit) for quantity in found.values()]
    [('10', 'mg/kg/d'), ('0', 'mg/kg/d')]
    """
    found: dict[int, Quantity] = {}
    shared: Quantity | None = None
    joined = False
    for token in reversed(sentence):
        stated = quantity_of(token)
        if stated is None:
            joined = token.text.casefold() in _JOINS or (joined and token.is_space)
            shared = shared if joined else None
        elif stated.dimension is not Dimension.NUMBER:
            shared, joined = (None if stated.dimension in _ALONE else stated), False
        elif shared is not None and joined and not _is_named(sentence, token.i):
            found[token.i] = replace(
                stated, dimension=shared.dimension, unit=shared.unit, relative_to=shared.relative_to
            )
            joined = False
        else:
            shared = None
    return found


def _is_named(sentence: TokenSpan, position: int) -> bool:
    """Whether a number is the name of a study or table, so that it takes no unit."""
    return position > sentence.start and sentence.doc[position - 1].lower_ in _NAMED
