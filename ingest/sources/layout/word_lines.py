"""Words of one column gathered to lines."""

from collections.abc import Sequence

from ingest.sources.layout.page import Word
from ingest.sources.writing.runs import Kind

_OVERLAP = 0.5
"""How much of the lower of two words' heights they share on one line."""


def word_lines(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """The lines that words stand on, from the top, each from left to right; raised and lowered ones where they belong."""
    rows: list[list[Word]] = []
    for word in sorted((word for word in words if word.kind is Kind.PLAIN), key=_middle):
        if rows and _shared(word, rows[-1]) > _OVERLAP:
            rows[-1].append(word)
        else:
            rows.append([word])
    for word in words:
        if word.kind is Kind.PLAIN:
            continue
        nearest = max(rows, key=lambda row: _shared(word, row), default=None)
        if nearest is None or _shared(word, nearest) <= 0:
            rows.append([word])
        else:
            nearest.append(word)
    rows.sort(key=lambda row: _middle(max(row, key=lambda word: word.size)))
    return tuple(tuple(sorted(row, key=lambda word: word.box.left)) for row in rows)


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _shared(word: Word, row: Sequence[Word]) -> float:
    """How much of the lower height a word shares with a line; below 0 how far apart they are."""
    beside = row[-1].box if word.kind is Kind.PLAIN else min(row, key=lambda found: _distance(word, found)).box
    shared = min(word.box.bottom, beside.bottom) - max(word.box.top, beside.top)
    return shared / max(0.1, min(word.box.bottom - word.box.top, beside.bottom - beside.top))


def _distance(word: Word, other: Word) -> float:
    return max(other.box.left - word.box.right, word.box.left - other.box.right, 0.0)
