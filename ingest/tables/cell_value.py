"""What a cell of a table of observations states: a percentage, a count, or both.

The shapes are closed ("48", "48%", "12 (7)", "19/101 (19%)", "<1"), so they are regular expressions; which of two
numbers is the percentage is told by the sign at it or by the header of the column (`Unit`).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ingest.aligned import AlignedText
from kg.codes import Comparison
from kg.locator import Span


class Unit(StrEnum):
    """What the header of a column says its cells hold."""

    PERCENT = "%"
    COUNT = "n"
    COUNT_PERCENT = "n (%)"
    PERCENT_COUNT = "% (n)"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """The numbers of a cell, and the characters of the source that were read as them."""

    percent: Decimal | None = None
    comparison: Comparison | None = None
    count: int | None = None
    n: int | None = None
    spans: tuple[Span, ...]


COMPARISONS = {
    "<": Comparison.LESS_THAN,
    "≤": Comparison.AT_MOST,
    "<=": Comparison.AT_MOST,
    ">": Comparison.GREATER_THAN,
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
}

_NOTHING = re.compile(
    r"[-–—‑−.…*†‡]*|n\s*/?\s*[adekr]|not\s+(?:applicable|reported|available|estimable)", re.IGNORECASE
)
_INTEGER = r"\d{1,3}(?:,\d{3})+|\d+"
_PERCENT = r"(?P<sign>≥|>=|>|≤|<=|<)?\s*(?P<percent>\d+(?:\.\d+)?|\.\d+)\s*(?P<mark>%)?"
_COUNT = rf"(?P<count>{_INTEGER})(?:\s*/\s*(?P<n>{_INTEGER}))?"
_MARKS = r"\s*[*†‡§¶#]*"
_ALONE = re.compile(rf"\(?\s*{_PERCENT}\s*\)?{_MARKS}")
_INTEGER_ALONE = re.compile(_COUNT + _MARKS)
_COUNT_FIRST = re.compile(rf"{_COUNT}\s*\(\s*{_PERCENT}\s*\){_MARKS}")
_PERCENT_FIRST = re.compile(rf"{_PERCENT}\s*\(\s*(?:n\s*=\s*)?{_COUNT}\s*\){_MARKS}")
_NONE_OF = re.compile(rf"(?P<percent>(?P<count>0))\s*/\s*(?P<n>{_INTEGER}){_MARKS}")
"""No patient of some: 0%, which need not be printed."""

_BRACKETS = str.maketrans("[]", "()")


def states_nothing(words: str) -> bool:
    """Whether a cell is empty, a dash or a word for a value that was not reported.

    >>> [states_nothing(words) for words in ("", "—", "N/A", "NR", "0", "Nausea")]
    [True, True, True, True, False, False]
    """
    return _NOTHING.fullmatch(words.strip()) is not None


def is_value(words: str) -> bool:
    """Whether a cell's words are a number, or two numbers that belong together.

    >>> [is_value(words) for words in ("48", "<1%", "12 (7)", "19/101 (19%)", "N = 131", "2 mg", "48 28")]
    [True, True, True, True, False, False, False]
    """
    stripped = words.strip().translate(_BRACKETS)
    return any(shape.fullmatch(stripped) for shape in (_ALONE, _COUNT_FIRST, _PERCENT_FIRST, _INTEGER_ALONE))


def cell_value(text: AlignedText, unit: Unit | None) -> CellValue | None:
    """The numbers of a cell; None if it states nothing or its numbers cannot be told apart.

    A percentage alone in a column of counts with percentages is only believed when it bears its sign or is 0.
    """
    words = text.text.translate(_BRACKETS)
    lead = len(words) - len(words.lstrip())
    stripped = words.strip()
    for shape, reads in ((_COUNT_FIRST, not _starts_with_percent(stripped, unit)), (_PERCENT_FIRST, True)):
        match = shape.fullmatch(stripped)
        if match is not None and reads:
            return _valued(text, match, lead)
    if unit is Unit.COUNT:
        return _valued(text, _INTEGER_ALONE.fullmatch(stripped), lead)
    if unit is not Unit.PERCENT and (none := _NONE_OF.fullmatch(stripped)) is not None:
        return _valued(text, none, lead)
    match = _ALONE.fullmatch(stripped)
    if match is None:
        return None
    if unit in (Unit.COUNT_PERCENT, Unit.PERCENT_COUNT) and not match["mark"] and Decimal(match["percent"]) != 0:
        return None
    return _valued(text, match, lead)


def _starts_with_percent(words: str, unit: Unit | None) -> bool:
    """Whether of two numbers the first is the percentage: by its sign, else by the header."""
    if "%" in words:
        return words.index("%") < words.index("(") if "(" in words else True
    return unit is Unit.PERCENT_COUNT


def _valued(text: AlignedText, match: re.Match[str] | None, lead: int) -> CellValue | None:
    if match is None:
        return None
    found = match.groupdict()
    percent, count, n = found.get("percent"), found.get("count"), found.get("n")
    if percent is not None and Decimal(percent) > 100:
        return None
    groups = [name for name in ("percent", "count", "n") if found.get(name) is not None]
    return CellValue(
        percent=Decimal(percent) if percent is not None else None,
        comparison=COMPARISONS[found["sign"]] if found.get("sign") else None,
        count=_integer(count),
        n=_integer(n),
        spans=tuple(text.span(lead + match.start(name), lead + match.end(name)) for name in groups),
    )


def _integer(digits: str | None) -> int | None:
    return int(digits.replace(",", "")) if digits is not None else None
