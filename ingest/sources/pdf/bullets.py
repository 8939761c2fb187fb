"""The bullets of lists that are drawn, not written: small dots right before the first word of a line."""

from collections.abc import Iterator, Sequence

from ingest.document import Box
from ingest.sources.layout.page import Word

_REACH = 3.0
"""How far a bullet may stand before its line, in parts of the word's size."""

_LARGEST = 0.6


def bullets_of(dots: Sequence[Box], words: Sequence[Word]) -> Iterator[Word]:
    """The dots that are bullets, as words on the lines that they begin."""
    for dot in dots:
        beside = [word for word in words if _is_beside(dot, word)]
        first = min(beside, key=lambda word: word.box.left, default=None)
        if first is None or first.box.left < dot.right or first.box.left - dot.right > _REACH * first.size:
            continue
        if dot.bottom - dot.top > _LARGEST * first.size:
            continue
        box = Box(left=dot.left, top=first.box.top, right=dot.right, bottom=first.box.bottom)
        yield Word(text="•", box=box, size=first.size)


def _is_beside(dot: Box, word: Word) -> bool:
    """Whether a dot stands on the line of a word, less than three characters before it or anywhere behind its start."""
    middle = (dot.top + dot.bottom) / 2
    return word.box.top <= middle <= word.box.bottom and word.box.right > dot.left - _REACH * word.size
