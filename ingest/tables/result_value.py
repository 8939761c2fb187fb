"""What a cell of a table of study results states: a share of patients, a value, a confidence interval, a p-value.

The shapes are closed ("39 (35.8) [26.8-45.5]", "60.3% (52.9, 67.4)", "8.0 [4.9, NE]", "<0.0001"), so they are regular
expressions. Which of them a cell may be is told by the words of its row and column.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.aligned import AlignedText
from ingest.tables.cell_value import COMPARISONS
from kg.codes import Comparison
from kg.locator import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The numbers of a cell, and the characters of the source that were read as them."""

    count: int | None = None
    n: int | None = None
    percent: Decimal | None = None
    value: Decimal | None = None
    unit: str | None = None
    ci_low: Decimal | None = None
    ci_high: Decimal | None = None
    p_comparison: Comparison | None = None
    p_value: Decimal | None = None
    spans: tuple[Span, ...] = ()


_NUMBER = r"[-−–]?\d+(?:\.\d+)?"
_OPEN_END = r"NE|NR|NA|N/A|not\s+(?:reached|estimable|evaluable)|—|∞"
_TIME = r"months?|mos?\.?|weeks?|wks?\.?|days?|years?|yrs?\.?|hours?|h"
_MARKS = r"\s*[*†‡§¶#+]*"
_INTERVAL = (
    rf"(?P<low>{_NUMBER}|{_OPEN_END})\s*%?\+?\s*(?:,|;|–|-|−|—|‑|\bto\b)\s*(?P<high>{_NUMBER}|{_OPEN_END})\s*%?\+?"
)
_BRACKETED = rf"(?:\s*\(\s*(?:95\s*%\s*CI:?\s*)?{_INTERVAL}\s*\))?"
_COUNT = r"(?P<count>\d{1,3}(?:,\d{3})+|\d+)(?:\s*/\s*(?P<n>\d[\d,]*))?"
_SHARE = re.compile(
    rf"{_COUNT}{_MARKS}\s*\(\s*(?P<percent>\d+(?:\.\d+)?)\s*%?\s*\){_MARKS}{_BRACKETED}{_MARKS}", re.IGNORECASE
)
_PERCENT = re.compile(rf"(?P<percent>\d+(?:\.\d+)?)\s*%{_MARKS}{_BRACKETED}{_MARKS}", re.IGNORECASE)
_VALUE = re.compile(
    rf"(?P<value>{_NUMBER}|{_OPEN_END})\+?\s*(?P<unit>{_TIME})?{_MARKS}{_BRACKETED}{_MARKS}", re.IGNORECASE
)
_INTERVAL_ALONE = re.compile(rf"\(?\s*{_INTERVAL}\s*\)?{_MARKS}", re.IGNORECASE)
_P_VALUE = re.compile(
    rf"(?:p\s*)?(?P<sign>=|<|≤|<=|>)?\s*(?P<p>\d*\.\d+|\d+(?:\.\d+)?\s*[x×]\s*10\S*){_MARKS}", re.IGNORECASE
)
_TIME_CODES = {"m": "mo", "w": "wk", "d": "d", "y": "a", "h": "h"}
_SQUARE = str.maketrans("[]", "()")
_TIME_IN_WORDS = re.compile(
    r"\b(?P<unit>months?|weeks?|days?|years?|hours?)\b|\((?P<short>mos?\.?|wks?\.?)\)", re.IGNORECASE
)


def is_result(words: str) -> bool:
    """Whether a cell's words can only be numbers of results: a bare number, a share, an interval or a p-value.

    >>> [is_result(words) for words in ("39 (35.8) [26.8-45.5]", "8.0 (4.9, NE)", "p=0.01", "24 weeks", "DRUG-X (N=9)")]
    [True, True, True, False, False]
    """
    plain = _plain(words)
    if any(shape.fullmatch(plain) for shape in (_SHARE, _PERCENT, _INTERVAL_ALONE)):
        return True
    value = _VALUE.fullmatch(plain)
    if value is not None:
        return value["unit"] is None and re.search(r"\d", plain) is not None
    return _P_VALUE.fullmatch(plain) is not None


def share(text: AlignedText) -> Result | None:
    """A count with its percentage, or a percentage with its sign, each with its confidence interval where one stands."""
    return _read(text, _SHARE) or _read(text, _PERCENT)


def percent_alone(text: AlignedText) -> Result | None:
    """A percentage without its sign, for rows whose words say that they are percentages."""
    read = number(text)
    if read is None or read.value is None or read.unit is not None or not 0 <= read.value <= 100:
        return None
    return Result(percent=read.value, ci_low=read.ci_low, ci_high=read.ci_high, spans=read.spans)


def number(text: AlignedText) -> Result | None:
    """A value, with its unit of time and its confidence interval where they stand."""
    return _read(text, _VALUE)


def interval(text: AlignedText) -> Result | None:
    """A confidence interval alone."""
    return _read(text, _INTERVAL_ALONE)


def p_value(text: AlignedText) -> Result | None:
    """A p-value, with the sign that bounds it."""
    match, lead = _match(text, _P_VALUE)
    if match is None:
        return None
    digits = re.match(r"\d*\.?\d+", match["p"])
    if digits is None or digits.end() != len(match["p"]):
        return None
    return Result(
        p_comparison=COMPARISONS.get(match["sign"] or ""),
        p_value=Decimal(match["p"]),
        spans=(text.span(lead + match.start("p"), lead + match.end("p")),),
    )


def time_unit(words: str) -> str | None:
    """The unit of time that the words of a row or column name, as a UCUM code.

    >>> time_unit("Median, months [95% CI]"), time_unit("Overall response rate")
    ('mo', None)
    """
    match = _TIME_IN_WORDS.search(words)
    return _code(match["unit"] or match["short"]) if match else None


def _code(printed: str) -> str:
    return _TIME_CODES[printed[0].lower()]


def _plain(words: str) -> str:
    return words.strip().translate(_SQUARE)


def _match(text: AlignedText, shape: re.Pattern[str]) -> tuple[re.Match[str] | None, int]:
    return shape.fullmatch(_plain(text.text)), len(text.text) - len(text.text.lstrip())


def _read(text: AlignedText, shape: re.Pattern[str]) -> Result | None:
    match, lead = _match(text, shape)
    if match is None:
        return None
    found = {name: words for name, words in match.groupdict().items() if words is not None}
    numeric = [name for name, words in found.items() if re.fullmatch(r"[-−–]?[\d,]+(?:\.\d+)?", words)]
    if not numeric:
        return None
    return Result(
        count=_integer(found.get("count")),
        n=_integer(found.get("n")),
        percent=_decimal(found.get("percent")),
        value=_decimal(found.get("value")),
        unit=_code(found["unit"]) if "unit" in found else None,
        ci_low=_decimal(found.get("low")),
        ci_high=_decimal(found.get("high")),
        spans=tuple(text.span(lead + match.start(name), lead + match.end(name)) for name in numeric),
    )


def _integer(digits: str | None) -> int | None:
    return int(digits.replace(",", "")) if digits is not None else None


def _decimal(digits: str | None) -> Decimal | None:
    if digits is None or not re.search(r"\d", digits):
        return None
    return Decimal(digits.replace("−", "-").replace("–", "-"))
