"""Bounds on the size of a patient in the words of a dose's condition: "patients with BSA less than 0.6 m2"."""

import re
from collections.abc import Mapping
from decimal import Decimal

from kg.codes import Comparison
from kg.decision.bounds import compared

_NUMBER = r"\d+(?:\.\d+)?"
_DENIED = re.compile(r"\b(?:not?|except|unless|without)\b", re.IGNORECASE)
_UNITS: Mapping[str, str] = {"m2": r"m\s?(?:2|²)", "kg": r"kg"}
_OPERATORS: Mapping[Comparison, str] = {
    Comparison.LESS_THAN: r"<|less than|below|under",
    Comparison.AT_MOST: r"≤|<=|up to|at most|(?:less|lower) than or equal to",
    Comparison.GREATER_THAN: r">|(?:more|greater) than|above|over",
    Comparison.AT_LEAST: r"≥|>=|at least|(?:more|greater) than or equal to",
}
_BEHIND: Mapping[Comparison, str] = {
    Comparison.AT_LEAST: r"(?:or|and) (?:more|greater|above|over|heavier)",
    Comparison.AT_MOST: r"or (?:less|below|under)",
}


def excludes(condition: str, size: Decimal, unit: str) -> bool:
    """Whether the one bound or range in a unit that a condition tells leaves a size out; false where it tells several, none, or
    what is not so.

    >>> excludes("patients with BSA less than 0.6 m2", Decimal("1.8"), "m2")
    True
    >>> excludes("patients weighing 40 kg or more", Decimal(40), "kg"), excludes("10 to less than 20 kg", Decimal(20), "kg")
    (False, True)
    """
    printed = _UNITS[unit]
    if _DENIED.search(condition) or len(re.findall(rf"{_NUMBER}\s*{printed}\b(?!\s*/)", condition)) != 1:
        return False
    return not all(compared(size, *bound) for bound in _bounds(condition, printed))


def _bounds(condition: str, unit: str) -> list[tuple[Comparison, Decimal]]:
    """The bounds that the words before and behind the number with a unit set."""
    number = rf"(?P<value>{_NUMBER})\s*{unit}\b"
    below = rf"(?P<low>{_NUMBER})\s*(?:to|-|–)\s*(?P<strict><|less than|below|under)?\s*{number}"
    if found := re.search(below, condition, re.IGNORECASE):
        high = Comparison.LESS_THAN if found["strict"] else Comparison.AT_MOST
        return [(Comparison.AT_LEAST, Decimal(found["low"])), (high, Decimal(found["value"]))]
    before = ((one, rf"(?<!\w)(?:{words})\s*{number}") for one, words in _OPERATORS.items())
    behind = ((one, rf"{number}\s+{words}\b") for one, words in _BEHIND.items())
    matches = ((one, re.search(form, condition, re.IGNORECASE)) for one, form in (*behind, *before))
    return [(one, Decimal(match["value"])) for one, match in matches if match is not None]
