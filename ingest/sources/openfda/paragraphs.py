"""Flattened text cut into paragraphs and list items, and into the stretches below unnumbered headings."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from kg.locator import Span

_SIGNS = "•●▪■◦○·"
_DASHES = "–-"
_SIGN = re.compile(rf" [{_SIGNS}{_DASHES}](?= )")
_SIGN_FIRST = re.compile(rf" ?[{_SIGNS}](?= )")
_BEFORE_DASH = frozenset(".:;)]")
_INNER = frozenset("◦○–-")
_BEGIN = re.compile(r"\S")
_AFTER_SENTENCE = re.compile(r"[.)\]] (?=[A-Z])")

HeadingAt = Callable[[str, int, int], int | None]
"""Tells where a heading ends that begins at an offset of a text and ends before another; None if there is none."""


class Stretch(Struct, frozen=True, kw_only=True, gc=False):
    """Text below an unnumbered heading; `heading` is None for what stands before the first one."""

    heading: Span | None
    where: Span


class Item(Struct, frozen=True, gc=False):
    """The words of a paragraph, level 0, or of an item of a list, level 1 or 2, without its sign."""

    words: str
    level: int


def stretches(text: str, where: Span, heading_at: HeadingAt | None, hidden: Sequence[Span]) -> Iterator[Stretch]:
    """The text below each heading: where one begins the text or follows a sentence or another heading."""
    within = [span for span in hidden if span.overlaps(where)] if heading_at else []
    found = list(_headings(text, where, heading_at, within)) if heading_at else []
    starts = [span.start for span in found]
    first = starts[0] if starts else where.end
    if text[where.start : first].strip():
        yield Stretch(heading=None, where=Span(where.start, first))
    for span, end in zip(found, [*starts[1:], where.end][: len(found)], strict=True):
        yield Stretch(heading=span, where=Span(span.end, end))


@cache
def known_heading(headings: tuple[str, ...]) -> HeadingAt | None:
    """Finds where one of some headings ends that begins at an offset, its colon with it; what follows is capitalised."""
    if not headings:
        return None
    words = "|".join(re.escape(heading) for heading in sorted(headings, key=len, reverse=True))
    pattern = re.compile(rf"(?:{words}) ?:?(?= [A-Z\d•(])")

    def heading_at(text: str, start: int, stop: int) -> int | None:
        match = pattern.match(text, start, stop)
        return match.end() if match else None

    return heading_at


def _headings(text: str, where: Span, heading_at: HeadingAt, hidden: Sequence[Span]) -> Iterator[Span]:
    begins = _BEGIN.search(text, where.start, where.end)
    places = [begins.start()] if begins else []
    places += [match.end() for match in _AFTER_SENTENCE.finditer(text, where.start, where.end)]
    stops, last = sorted([*(span.start for span in hidden), where.end]), where.start
    for place in places:
        start: int | None = place
        while start is not None and last <= start < where.end and not (hidden and _is_within(start, hidden)):
            end = heading_at(text, start, stops[bisect_right(stops, start)] if hidden else where.end)
            if end is None:
                break
            yield Span(start, end)
            last = end
            following = _BEGIN.search(text, end, where.end)
            start = following.start() if following else None


def _is_within(offset: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def items(text: str, begin: int, stop: int) -> Iterator[Item]:
    """The paragraphs and list items of a stretch without tables. A dash is a sign between a sentence and a capital."""
    first = _SIGN_FIRST.match(text, begin, stop)
    start, level = (first.end(), 1) if first else (begin, 0)
    for match in _SIGN.finditer(text, start, stop):
        place, end = match.span()
        sign = text[end - 1]
        if sign in _DASHES and not (text[place - 1] in _BEFORE_DASH and "A" <= text[end + 1 : end + 2] <= "Z"):
            continue
        words = text[start:place].strip()
        if words:
            yield Item(words, level)
        start, level = end, 2 if sign in _INNER and level else 1
    words = text[start:stop].strip()
    if words:
        yield Item(words, level)
