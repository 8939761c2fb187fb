"""Values at the end of a line: "Nausea 31 2 46 0" has four."""

import re
from functools import cache

from ingest.sources.text.tables.lexicon import lexicon

Spans = tuple[tuple[int, int], ...]
"""Where some values begin and end in a line."""

_NUMBER = r"[-−–]?\d[\d,]*(?:\.\d+)?"
_COMPARED = rf"(?:[<>≤≥~]\s?)?{_NUMBER}"
_RANGE = rf"(?:[-–−]{_COMPARED}|\sto\s{_COMPARED}|/{_NUMBER})?"
_BRACKET = r"[(\[]\s?[<>≤≥~]?\s?[-−–]?\d[^()\[\]A-Za-z]*[)\]]"
_MARKERS = r"(?:[a-z](?:,\s?[a-z])*|[*†‡§¶#]+)?"
_NONE = r"(?:[-–—_]+|NR|NE|ND|NA|N/A)"
_VALUE = re.compile(
    rf"(?<!\S)(?:{_COMPARED}{_RANGE}\s?%?{_MARKERS}(?:\s?{_BRACKET}{_MARKERS})*|{_NONE}{_MARKERS})(?!\S)"
)
_BRACKETS_ONLY = re.compile(rf"{_BRACKET}{_MARKERS}(?:\s{_BRACKET}{_MARKERS})*")


def trailing_values(text: str) -> Spans:
    """Where the values at the end of a line begin and end.

    A value is a number, compared or not, with its percent sign and the bracket behind it ("41 (8%)", "<1", "35/39 (89.7)",
    "0.78 (0.69, 0.89)"), or a sign that there is none ("–", "NR").

    >>> [ "Serious reactions 2 (0.4%)a –"[start:end] for start, end in trailing_values("Serious reactions 2 (0.4%)a –") ]
    ['2 (0.4%)a', '–']
    """
    return _at_end(text, _VALUE)


def trailing_amounts(text: str) -> Spans:
    """Where the amounts at the end of a line begin and end: numbers with a unit of dose or time.

    >>> [ "Dose 0.8 mg/m2 2-3 mg/m2"[start:end] for start, end in trailing_amounts("Dose 0.8 mg/m2 2-3 mg/m2") ]
    ['0.8 mg/m2', '2-3 mg/m2']
    """
    return _at_end(text, _amount())


@cache
def _amount() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){_COMPARED}{_RANGE}[ -]?(?:{lexicon().unit.pattern}){_MARKERS}(?!\S)")


def _at_end(text: str, value: re.Pattern[str]) -> Spans:
    found = [match.span() for match in value.finditer(text)]
    first, end = len(found), len(text)
    while first and not text[found[first - 1][1] : end].strip():
        first -= 1
        end = found[first][0]
    return tuple(found[first:])


def is_bracket(text: str) -> bool:
    """Whether a line holds nothing but a value's bracket: a confidence interval or a percentage.

    >>> is_bracket("[26.8-45.5]"), is_bracket("[95% CI]")
    (True, False)
    """
    return _BRACKETS_ONLY.fullmatch(text) is not None
