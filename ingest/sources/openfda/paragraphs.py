"""Flattened text cut into paragraphs and list items, and into the stretches below unnumbered headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.locator import Span

_ITEM = re.compile(r"(?<!\S)(?P<sign>[•●▪■◦○·])\s+|(?<=[.:;)\]])\s+(?P<dash>[–-])\s+(?=[A-Z])")
_INNER = frozenset("◦○–-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text below an unnumbered heading; `heading` is None for what stands before the first one."""

    heading: Span | None
    where: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paragraph, level 0, or an item of a list, level 1 or 2, without its sign."""

    where: Span
    level: int


def stretches(text: str, where: Span, headings: Sequence[str], hidden: Sequence[Span]) -> Iterator[Stretch]:
    """The text below each of some headings: where a heading begins the text or follows a sentence, and text follows."""
    found = list(_headings(text, where, headings, hidden))
    starts = [span.start for span in found]
    first = starts[0] if starts else where.end
    if text[where.start : first].strip():
        yield Stretch(heading=None, where=Span(where.start, first))
    for span, end in zip(found, [*starts[1:], where.end][: len(found)], strict=True):
        yield Stretch(heading=span, where=Span(span.end, end))


def _headings(text: str, where: Span, headings: Sequence[str], hidden: Sequence[Span]) -> Iterator[Span]:
    if not headings:
        return
    words = "|".join(re.escape(heading) for heading in sorted(headings, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/-])(?:{words})(?=\s*:?\s+[A-Z\d•(])")
    last = where.start
    for match in pattern.finditer(text, where.start, where.end):
        before = text[last : match.start()].rstrip()
        begins = not before or before[-1] in ".])" or text[where.start : match.start()].isspace()
        if begins and not any(span.start <= match.start() < span.end for span in hidden):
            colon = re.compile(r"\s*:?").match(text, match.end())
            last = colon.end() if colon else match.end()
            yield Span(match.start(), last)


def items(text: str, where: Span) -> Iterator[Item]:
    """The paragraphs and list items of a stretch without tables."""
    start, level = where.start, 0
    for match in _ITEM.finditer(text, where.start, where.end):
        if text[start : match.start()].strip():
            yield Item(where=Span(start, match.start()), level=level)
        sign = match["sign"] or match["dash"]
        start, level = match.end(), 2 if sign in _INNER and level else 1
    if text[start : where.end].strip():
        yield Item(where=Span(start, where.end), level=level)
