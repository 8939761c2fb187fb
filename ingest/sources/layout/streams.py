"""Lines of pages in the order in which they are read: running text in two columns is read down the left one first.

Highlights and contents stand in two columns, in front of the heading of the full prescribing information.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Box
from ingest.sources.layout.phrases import Phrase, PhraseLine
from ingest.sources.text.headings import CONTENTS, FULL

_LEAST_LINES = 8
_MOST_ACROSS = 0.06
_LEAST_BOTH = 0.3
_EDGES = (0.3, 0.75)
_STEP = 4.0
_CONTENTS = re.compile(r".*?\bFULL PRESCRIBING INFORMATION\s*:")


def reading_order(lines: Sequence[PhraseLine]) -> tuple[PhraseLine, ...]:
    """The lines of all pages in reading order; the pages before the full prescribing information may have two columns."""
    full = next((index for index, line in enumerate(lines) if FULL.match(line.text)), 0)
    ordered = list[PhraseLine]()
    for block in _blocks(lines[:full]):
        ordered.extend(_down_columns(block))
    return (*ordered, *lines[full:])


def _blocks(lines: Sequence[PhraseLine]) -> Iterator[list[PhraseLine]]:
    """Lines that share their columns: those of a page, up to the heading of the contents and from it."""
    block = list[PhraseLine]()
    for line in lines:
        if block and (line.page != block[-1].page or CONTENTS.match(line.text) or _CONTENTS.match(line.text)):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _down_columns(lines: Sequence[PhraseLine]) -> Iterator[PhraseLine]:
    middle = _gutter(lines)
    if middle is None:
        yield from lines
        return
    for side in (True, False):
        for line in lines:
            phrases = tuple(phrase for phrase in line.phrases if (phrase.left < middle) is side)
            if phrases:
                yield of_phrases(line, phrases)


def _gutter(lines: Sequence[PhraseLine]) -> float | None:
    """Where the white space between two columns of running text stands; None if there is only one column."""
    if len(lines) < _LEAST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width, found = right - left, list[tuple[int, float]]()
    at = left + width * _EDGES[0]
    while at < left + width * _EDGES[1]:
        across = sum(any(phrase.left < at < phrase.right for phrase in line.phrases) for line in lines)
        both = sum(line.left < at < line.right for line in lines) - across
        if across <= len(lines) * _MOST_ACROSS and both >= len(lines) * _LEAST_BOTH:
            found.append((across, at))
        at += _STEP
    if not found:
        return None
    least = min(across for across, _ in found)
    best = [at for across, at in found if across == least]
    return best[len(best) // 2]


def of_phrases(line: PhraseLine, phrases: Sequence[Phrase]) -> PhraseLine:
    """A line with only some of its phrases."""
    box = Box(left=phrases[0].left, top=line.box.top, right=phrases[-1].right, bottom=line.box.bottom)
    return replace(line, phrases=tuple(phrases), box=box)
