"""Paragraphs and list items: which lines belong together, and how deep a list item stands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.sources.text.headings import BULLET, NOTE, SENTENCE_END, runs_on, tail
from ingest.sources.text.lines import Line
from kg.locator import Span

_NUMBER = re.compile(r"\s*(?P<sign>\(?(?P<number>\d{1,2})(?:[.)]|(?=\s)))\s+(?=[A-Z“\"(])")
_CONNECTIVE = re.compile(r"\s*(?:AND|OR|AND/OR|and|or)[:.]?$")
_CROSS_REFERENCE = re.compile(r"\s*(?:[\[(]see\b|\(\s*\d{1,2}(?:\.\d+)?\s*[,)])", re.IGNORECASE)
_NEW_SENTENCE = re.compile(r"\s*[\"“(\[]*[A-Z\d]")
_UNMARKED = re.compile(r"\s*(?:(?P<small>[a-z]{2}[a-z-]*)|[A-Z][\w-]*)(?=[\s,;:/(])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Za-z]|\b(?:al|approx|ca|cf|e\.g|etc|i\.e|no|resp|spp?|subsp|var|vs)|[A-Z]\.[A-Z])\.$"
)
_DEEPEST = 2
_SAME_INDENT = 2
_WIDE = 0.9
_WIDE_ITEM = 0.7
_SHORT = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What marks a list item: a bullet, or a number. `text` is where the item's words begin in the line."""

    sign: str
    indent: int
    text: int
    number: int | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The lines of a paragraph or, if it has a marker, of a list item; the marker is not in them."""

    marker: Marker | None
    lines: tuple[Line, ...]

    @property
    def connects(self) -> bool:
        """Whether it only connects two list items: "OR"."""
        return self.marker is None and len(self.lines) == 1 and bool(_CONNECTIVE.match(self.lines[0].text))


def bullet(line: Line) -> Marker | None:
    """The bullet that begins a line."""
    match = BULLET.match(line.text)
    if match is None:
        return None
    start, end = match.span("bullet")
    span = Span(line.span.start + start, line.span.start + end)
    return Marker(sign=match["bullet"], indent=start, text=match.end(), span=span)


def numbered_item(lines: Sequence[Line], index: int, stop: int, counted: int) -> Marker | None:
    """The number that begins a line, if it counts list items: it follows `counted`, or is 1 and 2 comes later.

    `counted` is the number of the last item of the list, 0 where there is no list.
    """
    line, match = lines[index], _NUMBER.match(lines[index].text)
    if match is None:
        return None
    number = int(match["number"])
    if number == 1:
        later = (_NUMBER.match(line.text) for line in lines[index + 1 : stop])
        counts = any(following is not None and int(following["number"]) == 2 for following in later)
    else:
        counts = counted > 0 and number == counted + 1
    if not counts:
        return None
    start, end = match.span("sign")
    span = Span(line.span.start + start, line.span.start + end)
    return Marker(sign="1", indent=start, text=match.end(), number=number, span=span)


def unmarked_item(lines: Sequence[Line], index: int, full: int) -> Marker | None:
    """The place of a list item whose drawn bullet the text has lost.

    It stands below a colon whose line, in lines of a full width, had room for its first word; or it begins with a small
    letter below the end of a sentence.
    """
    line, above = lines[index], next((line.text for line in reversed(lines[:index]) if not line.blank), "")
    word = _UNMARKED.match(line.text)
    if word is None or not (above.endswith(":") or word["small"]):
        return None
    if not _ends_item(above, len(above) + 1 + len(word.group().strip()) <= full * _WIDE):
        return None
    at = len(line.text) - len(line.words)
    return Marker(sign="", indent=at, text=at, span=Span(line.span.start + at, line.span.start + at))


def _ends_item(above: str, has_room: bool) -> bool:
    """Whether a line ends a list item, or introduces the first."""
    if above.endswith((":", ";")):
        return has_room
    return bool(SENTENCE_END.search(above)) and above.rstrip('])"”’').endswith(".") and not _ABBREVIATED.search(above)


def block_at(
    lines: Sequence[Line], index: int, stop: int, *, full: int, marker: Marker | None, breaks: Callable[[int], bool]
) -> tuple[Block, int]:
    """The block that begins at a line, and the index of the first line after it.

    `full` is the width of a full line; `breaks` tells whether something else begins at a line.
    """
    first = tail(lines[index], marker.text) if marker else lines[index]
    taken, after = [first], index + 1
    if marker and first.blank:
        after = _next(lines, after, stop)
        taken, after = list(lines[after : after + 1]), after + 1
    wide = full * (_WIDE_ITEM if marker else _WIDE)
    while (following := _next(lines, after, stop)) < stop:
        spaced = following > after
        if breaks(following) or not _goes_on(taken, lines[following], full, wide, spaced=spaced):
            break
        taken.append(lines[following])
        after = following + 1
    return Block(marker=marker, lines=tuple(taken)), after


def _next(lines: Sequence[Line], index: int, stop: int) -> int:
    """The index of the next line that is not blank."""
    while index < stop and lines[index].blank:
        index += 1
    return index


def _goes_on(taken: Sequence[Line], following: Line, full: int, wide: float, *, spaced: bool) -> bool:
    """Whether a block goes on in a line; `spaced` if blank lines stand between, as PDF texts have them in sentences.

    A sentence that has not ended goes on, unless its line is short and a capital follows. After its end, the line is the
    same paragraph's if its first word found no room on the line before: `wide` is how long that line then is at least.
    """
    above = taken[-1].text if taken else ""
    if not above or _CONNECTIVE.match(above) or _CONNECTIVE.match(following.text):
        return False
    note = bool(NOTE.match(following.text))
    new = bool(_NEW_SENTENCE.match(following.text))
    length = len(above) + 1 + len(following.words.split()[0])
    if SENTENCE_END.search(above) and not (above.endswith(":") and _open(taken)):
        same = not note and (not new or (length > wide and not above.endswith(":")))
        return bool(_CROSS_REFERENCE.match(following.text)) if spaced else same
    if runs_on(above) or _open(taken):
        return True
    if spaced:
        return not note and (not new or length > full * _WIDE or not following.words[0].isalpha())
    return not (note or following.words[0].isupper()) or len(above) >= full * _SHORT


def _open(taken: Sequence[Line]) -> bool:
    """Whether a bracket is open."""
    text = " ".join(line.text for line in taken)
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def levels(blocks: Sequence[Block]) -> Iterator[int]:
    """How deep each block stands: 0 for a paragraph, 1 for a list item, 2 for an item below one.

    An item stands below another if its marker differs or is indented further, or if the item before ends with a colon;
    an "OR" between items then tells which items belong to it.
    """
    above: list[Marker] = []
    introduced = _introduced(blocks)
    for index, block in enumerate(blocks):
        if block.marker is None:
            if not block.connects:
                above = []
            yield min(len(above) + (index in introduced), _DEEPEST)
            continue
        while any(_alike(block.marker, other) for other in above):
            above.pop()
        above.append(block.marker)
        yield min(len(above) + (index in introduced), _DEEPEST)


def _alike(marker: Marker, other: Marker) -> bool:
    """Whether an item's marker is of the same kind as one above it, and not indented further."""
    return marker.sign == other.sign and marker.indent - other.indent < _SAME_INDENT


def _introduced(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of the items that an item of the same marker introduces with a colon, and of what connects them."""
    found = set[int]()
    for index, block in enumerate(blocks):
        if block.marker is None or index in found or not block.lines[-1].text.endswith(":"):
            continue
        found.update(range(index + 1, _end_of_introduced(blocks, index)))
    return frozenset(found)


def _end_of_introduced(blocks: Sequence[Block], index: int) -> int:
    end, connected = index + 1, 0
    while end < len(blocks) and (blocks[end].connects or _same_list(blocks[index], blocks[end])):
        connected = end + 2 if blocks[end].connects else connected
        end += 1
    return min(connected, end) or end


def _same_list(block: Block, other: Block) -> bool:
    return block.marker is not None and other.marker is not None and _alike(other.marker, block.marker)
