"""Two groups of patients side by side, with a list of items below each.

Text from a PDF prints all items one after another, so that nothing shows which group an item belongs to. It is told by what
the document says elsewhere: "For patients with ..., the recommended duration is 2 cycles."
"""

import re
from collections.abc import Sequence

from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, Region, Words, row, run_on

_HEADINGS = re.compile(r"(?P<first>(?P<lead>(?:For|In) [a-z]+)\b[^.,:;]+?) (?P<second>(?P=lead)\b[^.,:;]+)")
_BULLET = re.compile(r"[•●▪◦]\s*")
_GOES_ON = re.compile(r"[a-z(\[]")
_WORD = re.compile(r"[^\W\d_]{4,}|\d+(?:\.\d+)?")
_REACH = 60
"""So many words behind a group's name may say the same as an item of the table."""
_SAME = 0.7
"""An item is said elsewhere if this part of its words is."""


def begins_groups(lines: Sequence[Line], index: int) -> bool:
    """Whether a line holds nothing but the names of two groups of patients."""
    return _HEADINGS.fullmatch(" ".join(lines[index].words.split())) is not None


def groups(region: Region) -> Grid | None:
    """The two groups with their items; None if the document does not say of each item to which group it belongs."""
    headings = _HEADINGS.fullmatch(region.lines[0].words) if region.lines else None
    items = _items(region.lines[1:])
    if headings is None or not items:
        return None
    names = (headings["first"], headings["second"])
    said = [_said_of(group, other, region.document) for group, other in (names, names[::-1])]
    belongs = [[_is_said(item, words) for words in said] for item in items]
    first = sum(in_first for in_first, _ in belongs)
    if belongs != [[True, False]] * first + [[False, True]] * (len(items) - first) or first in {0, len(items)}:
        return None
    columns = [[line.text for item in part for line in item] for part in (items[:first], items[first:])]
    header = row(region.lines[0].text.slice(*headings.span(name)) for name in ("first", "second"))
    body = row(run_on(texts) for texts in columns)
    return Grid(header=(header,), body=(body,), columns=2, after=items[-1][-1].after)


def _items(lines: Sequence[Words]) -> list[list[Words]]:
    """The lines of each item of a list."""
    items = list[list[Words]]()
    for line in lines:
        if _BULLET.match(line.words):
            items.append([line])
        elif items and (not line.set_off or _GOES_ON.match(line.words)):
            items[-1].append(line)
        else:
            break
    return items


def _said_of(group: str, other: str, document: str) -> set[str]:
    """The words behind a group's name and a comma, up to the name of the other group."""
    found = re.finditer(rf"{re.escape(group)},\s(?P<said>(?:\S+\s){{1,{_REACH}}})", f"{document} ")
    return {word.lower() for match in found for word in _WORD.findall(match["said"].partition(other)[0])}


def _is_said(item: Sequence[Words], said: set[str]) -> bool:
    """Whether some words say the same as an item: all of its numbers, and most of its words."""
    words = {word.lower() for line in item for word in _WORD.findall(line.words)}
    return all(word in said for word in words if word[0].isdigit()) and len(words & said) >= len(words) * _SAME
