"""Lines of pages in the order in which they are read: running text in two columns is read down the left one first.

Highlights and contents stand in two columns, in front of the heading of the full prescribing information.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.document import Box
from ingest.sources.layout.phrases import Phrase, PhraseLine
from ingest.sources.text.headings import CONTENTS, FULL, HIGHLIGHTS

_LEAST_LINES = 8
_MOST_ACROSS = 0.06
_LEAST_SIDE = 0.3
_EDGES = (0.3, 0.75)
_STEP = 4.0
_BEGUN = re.compile(r"HIGHLIGHTS OF(?: PRESCRIBING)?|FULL (?:EUA )?PRESCRIBING(?: INFORMATION ?:?)?")
_CONTENTS = re.compile(r".*?\bFULL (?:EUA )?PRESCRIBING INFORMATION\s*:")
_SECTION_1 = re.compile(r"\s*1\.?\s+(?P<title>[A-Z]{3}[A-Z ,/]+)$")


def reading_order(lines: Sequence[PhraseLine]) -> tuple[PhraseLine, ...]:
    """The lines of all pages in reading order; the pages before the full prescribing information may have two columns."""
    full = _full_information(lines)
    ordered = [line for block in _blocks(lines[:full]) for line in _down_columns(block)]
    pages = groupby(lines[full:], key=lambda line: line.page)
    return (*_with_whole_headings(ordered), *(line for _, page in pages for line in _with_margin(list(page))))


def _with_margin(lines: Sequence[PhraseLine]) -> Iterator[PhraseLine]:
    margin = min((line.left for line in lines), default=0.0)
    yield from (replace(line, margin=margin) for line in lines)


def _with_whole_headings(lines: Sequence[PhraseLine]) -> Iterator[PhraseLine]:
    """The lines, the headings of Highlights and contents each in one, which a narrow column prints in two."""
    held: PhraseLine | None = None
    for line in lines:
        if held is not None and any(heading.match(f"{held.text} {line.text}") for heading in (HIGHLIGHTS, CONTENTS)):
            yield replace(held, phrases=(Phrase(words=(*held.phrases[0].words, *line.phrases[0].words)),))
            held = None
            continue
        if held is not None:
            yield held
        whole = any(heading.match(line.text) for heading in (HIGHLIGHTS, CONTENTS))
        held = line if _BEGUN.fullmatch(line.text) and not whole else None
        if held is None:
            yield line
    if held is not None:
        yield held


def _full_information(lines: Sequence[PhraseLine]) -> int:
    """The line that heads the full prescribing information, and not the contents on the line below it.

    Without such a line, the one where the title of section 1 is printed again behind the contents; 0 if none is.
    """
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        if FULL.match(line.text) and not below.startswith(("CONTENTS", "FULL")):
            return index
    titles = [(index, _SECTION_1.match(line.phrases[0].text)) for index, line in enumerate(lines)]
    found = [(index, match["title"]) for index, match in titles if match]
    again = [index for index, title in found[1:] if title == found[0][1]]
    return again[0] if again else 0


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
        yield from _with_margin(lines)
        return
    for side in (True, False):
        sided = ((line, tuple(p for p in line.phrases if (p.left < middle) is side)) for line in lines)
        yield from _with_margin([of_phrases(line, phrases) for line, phrases in sided if phrases])


def _gutter(lines: Sequence[PhraseLine]) -> float | None:
    """Where the white space between two columns of running text stands; None if there is only one column."""
    if len(lines) < _LEAST_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    width, found = right - left, list[tuple[int, float]]()
    at = left + width * _EDGES[0]
    while at < left + width * _EDGES[1]:
        across = sum(any(phrase.left < at < phrase.right for phrase in line.phrases) for line in lines)
        sides = sum(line.left < at for line in lines), sum(line.right > at for line in lines)
        if across <= len(lines) * _MOST_ACROSS and min(sides) >= len(lines) * _LEAST_SIDE:
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
