"""Tables of the time and rate at which a volume is infused: "100 mL | 30 min | 3.33 mL/min".

A volume takes several rows, and text from a PDF prints it before its rows, between them or behind all of them. Which rows
are a volume's is told by arithmetic: it is the time multiplied by the rate.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Grid, Place, Region, Row, Words, row, stretches
from ingest.sources.text.tables.lexicon import lexicon

_VALUE = re.compile(
    r"(?<!\S)(?P<value>\d+(?:\.\d+)?)\s?"
    r"(?P<unit>(?:mL|milliliters?)(?:/(?P<per>min(?:ute)?|h(?:ou)?r?))?|(?P<time>min(?:ute)?s?|h(?:ou)?r?s?))[*†‡§]?(?!\S)"
)
_COLUMNS = 3
_LEAST_ROWS = 2
_MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class _Value:
    """A volume in mL, a time in minutes or a rate in mL/min as its text prints it; `step` is one of its last digit."""

    kind: str
    value: Decimal
    step: Decimal
    text: AlignedText


def infusion_rates(region: Region) -> Grid | None:
    """The grid of a table of volumes, times and rates.

    None unless each rate is that of one volume alone in its time, and the volumes stand in the order of their rows.
    """
    cells = stretches(region.lines)
    head, kinds = cells[:_COLUMNS], _kinds(cells[:_COLUMNS])
    below = region.lines[sum(len(cell.lines) for cell in head) :]
    lines = _values(below)
    values = [value for line in lines for value in line]
    if len(kinds) < _COLUMNS or not values:
        return None
    volumes = [value for value in values if value.kind == "volume"]
    pairs = _pairs([value for value in values if value.kind != "volume"])
    owners = [[volume for volume in volumes if _takes(volume, *pair)] for pair in pairs]
    if len(pairs) < _LEAST_ROWS or any(len(found) != 1 for found in owners):
        return None
    order = [found[0] for found in owners]
    if [volume for volume, _ in groupby(order)] != volumes:
        return None
    body = tuple(
        _row(kinds, volume, pair, order, at) for at, (volume, pair) in enumerate(zip(order, pairs, strict=True))
    )
    return Grid(
        header=(row(cell.text for cell in head),), body=body, columns=_COLUMNS, after=below[len(lines) - 1].after
    )


def _kinds(headings: Sequence[Words]) -> list[str]:
    """What the columns hold, from left to right; none unless one each is for volumes, times and rates."""
    known = lexicon().infusion_headings
    kinds = [kind for cell in headings for kind, heading in known.items() if heading.match(cell.text.text)]
    return kinds if sorted(kinds) == sorted(known) else []


def _values(lines: Sequence[Words]) -> list[list[_Value]]:
    """The values of each line, up to the first line that holds anything else."""
    found = list[list[_Value]]()
    for line in lines:
        words = line.text.text
        if _VALUE.sub("", words).strip():
            break
        found.append([_value(match, line.text) for match in _VALUE.finditer(words)])
    return found


def _value(match: re.Match[str], line: AlignedText) -> _Value:
    number = Decimal(match["value"])
    kind = "time" if match["time"] else "rate" if match["per"] else "volume"
    unit = match["time"] or match["per"] or ""
    factor = Decimal(_MINUTES_OF_AN_HOUR if unit.startswith("h") else 1)
    step = Decimal(1).scaleb(int(number.as_tuple().exponent))
    if kind == "rate":
        number, step = number / factor, step / factor
    elif kind == "time":
        number *= factor
    return _Value(kind, number, step, line.slice(*match.span()))


def _pairs(values: Sequence[_Value]) -> list[tuple[_Value, _Value]]:
    """Times and rates by row, in the order of the first row; none if one is missing."""
    pairs = list(zip(values[::2], values[1::2], strict=False))
    same = {(first.kind, second.kind) for first, second in pairs}
    return pairs if len(same) == 1 and len({*same.pop()}) == 2 and len(values) % 2 == 0 else []


def _takes(volume: _Value, first: _Value, second: _Value) -> bool:
    """Whether a volume is infused in a time at a rate, which is rounded to its last digit or cut there."""
    time, rate = (first, second) if first.kind == "time" else (second, first)
    return time.value > 0 and abs(volume.value / time.value - rate.value) < rate.step


def _row(kinds: Sequence[str], volume: _Value, pair: tuple[_Value, _Value], order: Sequence[_Value], at: int) -> Row:
    places = [Place(text=value.text, column=kinds.index(value.kind)) for value in pair]
    if at == 0 or order[at - 1] is not volume:
        rows = sum(owner is volume for owner in order)
        places.append(Place(text=volume.text, column=kinds.index("volume"), row_span=rows))
    return tuple(sorted(places, key=lambda place: place.column))
