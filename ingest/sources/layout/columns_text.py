"""Text that keeps the columns of a page, as `pdftotext -layout` writes it, as pages of words."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from ingest.document import Box
from ingest.sources.layout.page import Page, Word
from ingest.sources.writing.runs import Kind

COLUMN = 4.0
"""The width of a character, in points: two of them are a gap, see `phrases.GAP`."""

LINE = 12.0
"""The height of a line, in points, with the white space between lines."""

SIZE = 10.0
"""The font's size that words of such a text get, in points."""

_WORD = re.compile(r"\S+")
_LINE_END = re.compile(r"\r\n|[\n\r]")
_BULLETED = re.compile(r"(?:[•·●○◦▪■□‣⁃∙]|o(?=[A-Z][a-z]))(?=\S)")
_INNER_GAP = re.compile(r"\S {2,}\S")
_MARK = re.compile(r",?(?:[a-z*†‡§¶#]{1,2}|\d{1,2}|[-–−]\d{1,2})(?:,[a-z*†‡§¶#]{1,2})*")
_TAB = 8
_MARK_REACH = 5
_LEAST_GLUED = 2
_LEAST_GAPPED = 0.025


def is_in_columns(text: str) -> bool:
    r"""Whether a text keeps the columns of its pages.

    Running text sets no more than one blank between words. One line in forty with a gap of two or more blanks inside
    it is in columns; what stands in front of the gap must be more than a list's bullet or number.

    >>> is_in_columns("Nausea       31     (12)\nVomiting     24     (11)"), is_in_columns("Nausea was common. It\nwas mild.")
    (True, False)
    """
    lines = [line for line in _LINE_END.split(text.replace("\f", "\n")) if line.strip()]
    gapped = sum(_is_gapped(line.strip().expandtabs(_TAB)) for line in lines)
    return bool(lines) and gapped >= len(lines) * _LEAST_GAPPED


def pages_in_columns(text: str) -> tuple[Page, ...]:
    """The pages of a text that keeps columns: a form feed ends a page, a character is `COLUMN` wide, a line `LINE` high.

    A mark that stands alone above or below the blank that it was raised or lowered from is put there.
    """
    printed = text.split("\f")
    if len(printed) > 1 and not printed[-1].strip():
        printed.pop()
    glued = _glued(text)
    return tuple(_page(number, page, glued) for number, page in enumerate(printed, 1))


def _glued(text: str) -> frozenset[str]:
    """The words at the beginnings of lines that are the bullet "o" and a word: the text has the word, and not with the "o".

    pdftotext leaves out the white space behind a bullet.
    """
    lines = [line.split() for line in text.splitlines() if line.strip()]
    within = Counter(word.strip(".,;:()") for line in lines for word in line[1:])
    first = {line[0] for line in lines if line[0].startswith("o") and len(line[0]) > _LEAST_GLUED}
    return frozenset(word for word in first if not within[word.strip(".,;:")] and within[word[1:].strip(".,;:")] > 1)


def _is_gapped(line: str) -> bool:
    gap = _INNER_GAP.search(line)
    return gap is not None and sum(character.isalnum() for character in line[: gap.start() + 1]) > 2


def _page(number: int, text: str, glued: Container[str]) -> Page:
    lines = [line.expandtabs(_TAB) for line in _LINE_END.split(text)]
    words = tuple(
        word
        for line in _with_marks([list(_words(line, top, glued)) for top, line in enumerate(lines)])
        for word in line
    )
    width = max((word.box.right for word in words), default=0.0)
    return Page(number=number, width=width, height=len(lines) * LINE, words=words)


def _words(line: str, index: int, glued: Container[str]) -> Iterator[Word]:
    top = index * LINE
    for match in _WORD.finditer(line):
        is_first = not line[: match.start()].strip()
        bulleted = _BULLETED.match(match.group()) or (is_first and match.group() in glued)
        at = match.start() + 1 if bulleted else match.start()
        for start, end in ((match.start(), at), (at, match.end())):
            box = Box(left=start * COLUMN, top=top, right=end * COLUMN, bottom=top + SIZE)
            if end > start:
                yield Word(text=line[start:end], box=box, size=SIZE)


def _with_marks(lines: Sequence[list[Word]]) -> Iterator[list[Word]]:
    """The lines, with lone marks taken into the line below where that has a blank at their place."""
    held: list[Word] = []
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else []
        own = sorted([*line, *held], key=lambda word: word.box.left)
        held = []
        if line and below and len(own) == len(line) and all(_is_mark_above(word, below) for word in line):
            held = [_raised(word, below) for word in line]
            yield []
        else:
            yield own


def _is_mark_above(word: Word, below: Sequence[Word]) -> bool:
    """Whether a word is a mark, with a blank below it and a word close to that; a sign needs no blank."""
    if not _MARK.fullmatch(word.text):
        return False
    free = all(other.box.right <= word.box.left or other.box.left >= word.box.right for other in below)
    before = any(0 <= other.box.left - word.box.right <= 4 * COLUMN for other in below)
    if any(_is_marked(other, word) for other in below) or before:
        return free or not word.text[0].isdigit()
    return False


def _is_marked(other: Word, mark: Word) -> bool:
    """Whether a word ends right in front of a mark: pdftotext sets marks up to some columns too far right."""
    return -COLUMN <= mark.box.left - other.box.right <= _MARK_REACH * COLUMN


def _raised(word: Word, below: Sequence[Word]) -> Word:
    line = below[0].box
    box = Box(left=word.box.left, top=line.top, right=word.box.right, bottom=line.bottom)
    marked = next((other for other in reversed(below) if _is_marked(other, word)), None)
    if marked is not None:
        box = Box(
            left=marked.box.right, top=line.top, right=marked.box.right + COLUMN * len(word.text), bottom=line.bottom
        )
    return Word(text=word.text, box=box, size=word.size, kind=Kind.RAISED, joins=marked is not None)
