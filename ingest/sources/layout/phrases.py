"""Lines of a page as phrases: words with no more than a blank between them, and the gaps that part phrases."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Box
from ingest.sources.layout.page import Page, Word

GAP = 0.6
"""How wide the white space between phrases is at least, in the sizes of the font: more than a blank, less than two."""

_BULLET_GAP = 2.6
_BULLET = re.compile(r"[•·●○◦▪■□‣⁃∙\uf0b7*†‡§¶#–-]|o|\(?[0-9a-z]{1,2}[.)]|[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a line with no gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].box.left

    @property
    def right(self) -> float:
        return max(word.box.right for word in self.words)

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def text(self) -> str:
        return text_of(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseLine:
    """A line: its page, its box, and its phrases from left to right; `above` is the white space up to the line above.

    `margin` is where the text of its page or column begins on the left.
    """

    page: int
    box: Box
    phrases: tuple[Phrase, ...]
    size: float
    above: float
    margin: float = 0.0

    @property
    def text(self) -> str:
        return "  ".join(phrase.text for phrase in self.phrases)

    @property
    def left(self) -> float:
        return self.box.left

    @property
    def right(self) -> float:
        return self.box.right

    @property
    def gapped(self) -> bool:
        return len(self.phrases) > 1


def text_of(words: Sequence[Word]) -> str:
    """The words as they read, with blanks between those that do not touch."""
    return "".join(word.text if word.joins or not index else f" {word.text}" for index, word in enumerate(words))


def phrase_lines(page: Page) -> tuple[PhraseLine, ...]:
    """The lines of a page from its top, the words of each that stand on one height."""
    return tuple(_with_white(page.number, list(_rows(page.words))))


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words gathered to lines: a word belongs to the line on whose height its middle stands."""
    row, bottom = list[Word](), 0.0
    for word in sorted(words, key=lambda found: (found.box.top + found.box.bottom) / 2):
        middle = (word.box.top + word.box.bottom) / 2
        if row and middle > bottom:
            yield row
            row, bottom = [], 0.0
        if not row or word.size >= max(found.size for found in row):
            bottom = word.box.bottom - (word.box.bottom - word.box.top) * 0.2
        row.append(word)
    if row:
        yield row


def _with_white(page: int, rows: Sequence[list[Word]]) -> Iterator[PhraseLine]:
    bottom = 0.0
    for row in rows:
        words = sorted(row, key=lambda word: word.box.left)
        boxes = [word.box for word in words]
        box = Box(
            left=boxes[0].left,
            top=min(found.top for found in boxes),
            right=max(found.right for found in boxes),
            bottom=max(found.bottom for found in boxes),
        )
        size = max(word.size for word in words)
        yield PhraseLine(
            page=page, box=box, phrases=tuple(_phrases(words, size)), size=size, above=max(0.0, box.top - bottom)
        )
        bottom = box.bottom


def _phrases(words: Sequence[Word], size: float) -> Iterator[Phrase]:
    """The phrases of a line; a bullet or a mark in front stays with what it stands in front of."""
    held = list[Word]()
    for word in words:
        gap = word.box.left - max((found.box.right for found in held), default=0.0)
        if held and gap > GAP * size and (gap > _BULLET_GAP * size or not _is_bullet(held)):
            yield Phrase(words=tuple(held))
            held = []
        held.append(word)
    if held:
        yield Phrase(words=tuple(held))


def _is_bullet(words: Sequence[Word]) -> bool:
    return len(words) == 1 and bool(_BULLET.fullmatch(words[0].text))
