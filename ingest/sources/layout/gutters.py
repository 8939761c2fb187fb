"""The columns of a page, told by the white gutter between them, which may part only a stretch of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Box
from ingest.sources.layout.page import Page, Word
from ingest.sources.layout.phrases import text_of
from ingest.sources.layout.word_lines import word_lines
from ingest.sources.text.headings import CONTENTS

_MIDDLE = (0.35, 0.65)
_HALF_GUTTER = 4.0
_STEP = 2.0
_LEAST_LINES = 3
_LEAST_PART = 0.4
_WHOLE_PAGE = 0.8
_WHOLE_PAGE_LINES = 20
_LONG_RULE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A column, or the whole width, of a page between two heights, with its words."""

    words: tuple[Word, ...]
    left: float
    right: float
    top: float
    bottom: float

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box stands between the stretch's sides."""
        return self.left <= (box.left + box.right) / 2 < self.right


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two heights of a page, in one or two columns."""

    top: float
    bottom: float
    words: tuple[Word, ...]


def stretches(page: Page, *, until: float | None, tables: Sequence[Box]) -> tuple[Stretch, ...]:
    """The stretches of a page in reading order. `until` is how far down the page is known to be set in columns.

    Elsewhere a page has columns only if nearly all of it has. `tables` have been taken out of the page's words.
    """
    parts = [_Band(0.0, page.height, page.words)]
    if until is not None and until < page.height:
        parts = [_between(page.words, 0.0, until), _between(page.words, until, page.height)]
    found = list[Stretch]()
    for index, part in enumerate(parts):
        found.extend(_parted(page, part, tables, in_columns=until is not None and index == 0))
    return tuple(found)


def _between(words: Sequence[Word], top: float, bottom: float) -> _Band:
    return _Band(top, bottom, tuple(word for word in words if top <= _middle(word) < bottom))


def _parted(page: Page, part: _Band, tables: Sequence[Box], *, in_columns: bool) -> Iterator[Stretch]:
    gutter = _gutter(part.words)
    bands = list(_bands(page, part, gutter, tables)) if gutter is not None else []
    two = [band for band in bands if gutter is not None and _is_in_columns(band, gutter)]
    share = sum(len(band.words) for band in two) / max(1, len(part.words))
    whole = share > _WHOLE_PAGE and any(len(word_lines(band.words)) > _WHOLE_PAGE_LINES for band in two)
    if gutter is None or not (whole or (in_columns and share > _LEAST_PART)):
        yield Stretch(words=part.words, left=0.0, right=page.width, top=part.top, bottom=part.bottom)
        return
    for band in bands:
        sides = ((0.0, gutter), (gutter, page.width)) if band in two else ((0.0, page.width),)
        for left, right in sides:
            words = tuple(word for word in band.words if left <= (word.box.left + word.box.right) / 2 < right)
            yield Stretch(words=words, left=left, right=right, top=band.top, bottom=band.bottom)


def _gutter(words: Sequence[Word]) -> float | None:
    """The height-long strip near the middle that the fewest words cross; None for a page without words."""
    if not words:
        return None
    left, right = min(word.box.left for word in words), max(word.box.right for word in words)
    first, last = (left + share * (right - left) for share in _MIDDLE)
    steps = [first + _STEP * step for step in range(int((last - first) / _STEP) + 1)]
    counts = [(len(_crossing(words, x)), x) for x in steps]
    fewest = min(count for count, _ in counts)
    best = [x for count, x in counts if count == fewest]
    return best[len(best) // 2]


def _crossing(words: Sequence[Word], gutter: float) -> list[Word]:
    return [word for word in words if word.box.left < gutter + _HALF_GUTTER and word.box.right > gutter - _HALF_GUTTER]


def _bands(page: Page, part: _Band, gutter: float, tables: Sequence[Box]) -> Iterator[_Band]:
    """The page cut where a line, a table or a long rule crosses the gutter, and where the contents begin."""
    cuts = {part.top, part.bottom}
    for box in (*(word.box for word in _crossing(part.words, gutter)), *tables):
        if box.left < gutter < box.right or box.bottom - box.top < page.height / 4:
            cuts.update((box.top, box.bottom))
    width = max(word.box.right for word in part.words) - min(word.box.left for word in part.words)
    long = (rule for rule in page.rules if rule.right - rule.left > _LONG_RULE * width)
    cuts.update(rule.top for rule in long if rule.left < gutter < rule.right)
    cuts.update(row[0].box.top for row in word_lines(part.words) if CONTENTS.match(text_of(row)))
    heights = sorted(cut for cut in cuts if part.top <= cut <= part.bottom)
    for top, bottom in pairwise(heights):
        band = _between(part.words, top, bottom)
        if band.words or any(top <= (box.top + box.bottom) / 2 < bottom for box in tables):
            yield band


def _is_in_columns(band: _Band, gutter: float) -> bool:
    left = [word for word in band.words if word.box.right <= gutter]
    right = [word for word in band.words if word.box.left >= gutter]
    clear = len(left) + len(right) == len(band.words)
    return clear and min(len(word_lines(left)), len(word_lines(right))) >= _LEAST_LINES


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2
