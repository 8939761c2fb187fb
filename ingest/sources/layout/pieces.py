"""Lines of pages put together to paragraphs, list items and headings, as their places, lengths and styles tell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.page import Word
from ingest.sources.layout.phrases import text_of
from ingest.sources.layout.text_lines import TextLine
from ingest.sources.numbering import TitleKind, letters, numbering
from ingest.sources.text.headings import CAPTION, CONTENTS, FULL, HIGHLIGHTS, SENTENCE_END, in_capitals, runs_on
from ingest.sources.text.joining import Vocabulary, seam
from ingest.sources.writing.runs import Run, RunPlace

_BULLET = re.compile(r"[•·●○◦▪■□‣⁃∙➢►]|o|[-–—]")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})[.)]")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?")
_RULED_TITLE = re.compile(r"[-–—_]{3,}.*[A-Z]|.*[A-Z][-–—_\s]*[-–—_]{3,}$")
_DASHES = "-–—_ "
_SAME_PLACE = 0.4
_ROOM = 0.4
_APART, _FAR_APART = 1.18, 1.6
_SAME_SIZE = 0.06
_DEEPEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What marks a list item: a bullet or a number, and how far left it stands and its words begin."""

    sign: str
    number: int | None = None
    left: float
    text: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, list item or heading of several lines; or a table. A marker's words are among those of the lines."""

    lines: tuple[TextLine, ...]
    marker: Marker | None = None
    level: int = 0

    @property
    def table(self) -> PrintedTable | None:
        return self.lines[0].table

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def words(self) -> Iterator[Word]:
        return (word for line in self.lines for word in line.words)

    def runs(self, words: Vocabulary, *, marked: bool = False) -> tuple[Run, ...]:
        """Its words as runs, wrapped words put together; with its marker only if `marked`."""
        lines = [(line.page, line.words) for line in self.lines]
        if self.marker and not marked:
            lines[0] = (lines[0][0], lines[0][1][1:])
        return tuple(runs_of(lines, words))


def runs_of(lines: Sequence[tuple[int, Sequence[Word]]], vocabulary: Vocabulary) -> Iterator[Run]:
    """The words of some lines, each with its page, as runs that know their places."""
    lines = [line for line in lines if line[1]]
    for index, (page, words) in enumerate(lines):
        following = text_of(lines[index + 1][1]) if index + 1 < len(lines) else None
        cut, separator = seam(text_of(words), following, vocabulary) if following is not None else (0, "")
        for place, word in enumerate(words):
            last = place + 1 == len(words)
            text = word.text[: len(word.text) - cut] if last else word.text
            yield Run(text=text, kind=word.kind, styles=word.styles, place=RunPlace(page=page, box=word.box))
            if last or not words[place + 1].joins:
                yield Run(text=separator if last else " ", styles=word.styles)


def pieces_of(lines: Sequence[TextLine]) -> tuple[Piece, ...]:
    """The pieces that some lines make, in reading order."""
    pitches, pieces = _pitches(lines), list[Piece]()
    for line in lines:
        if not line.table and not line.text.strip(_DASHES):
            continue
        above = pieces[-1] if pieces else None
        if above is not None and _goes_on(above, line, pitches):
            pieces[-1] = replace(above, lines=(*above.lines, line))
        else:
            pieces.append(Piece(lines=(line,), marker=_marker(line)))
    return tuple(_with_levels(_counted(pieces)))


def _pitches(lines: Sequence[TextLine]) -> dict[int, float]:
    """The usual distance of two lines of a size, by the size in whole points."""
    found: dict[int, Counter[float]] = {}
    for above, line in pairwise(lines):
        pitch = line.box.bottom - above.box.bottom
        beside = above.page == line.page and above.column == line.column and not (above.table or line.table)
        if beside and 0 < pitch < line.size * _FAR_APART:
            found.setdefault(round(line.size), Counter())[round(pitch * 2) / 2] += 1
    return {size: pitches.most_common(1)[0][0] for size, pitches in found.items()}


def _goes_on(piece: Piece, line: TextLine, pitches: dict[int, float]) -> bool:
    """Whether a paragraph goes on in a line."""
    above = piece.lines[-1]
    if _begins_anew(above, line):
        return False
    beside = above.page == line.page and above.column == line.column and line.box.top > above.box.top
    pitch = (line.box.bottom - above.box.bottom) / pitches.get(round(line.size), line.size * 1.2) if beside else 1.0
    ended = bool(SENTENCE_END.search(above.text))
    if pitch > _FAR_APART or (pitch > _APART and (ended or not _runs_into(above, line))):
        return False
    if ended and (not beside or CAPTION.match(line.text)):
        return False
    return _is_wrapped(piece, line, ended=ended)


def _begins_anew(above: TextLine, line: TextLine) -> bool:
    """Whether a line is no running text of the paragraph above it, whatever its place."""
    if above.table or line.table or _marker(line) or stands_alone(line) or stands_alone(above):
        return True
    return abs(above.size - line.size) > _SAME_SIZE * line.size or _begins_section(above, line)


def _is_wrapped(piece: Piece, line: TextLine, *, ended: bool) -> bool:
    """Whether a line was begun only because its first word found no room on the line above."""
    above = piece.lines[-1]
    first = line.words[0].box
    if not ended and (_are_centred(above, line) or (CAPTION.match(piece.text) and _are_styled_alike(above, line))):
        return True
    if _has_room(above, first.right - first.left, line.size) and not _runs_into(above, line):
        return False
    if above.words[-1].styles != line.words[0].styles and all(word.styles for word in above.words) and not _full(above):
        return False
    expected = piece.marker.text if piece.marker else piece.lines[-1].box.left if len(piece.lines) > 1 else None
    if expected is None or above.page != line.page or above.column != line.column:
        return True
    moved = line.box.left - expected
    return not (abs(moved) > line.size and ended)


def _are_centred(above: TextLine, line: TextLine) -> bool:
    """Whether two lines of a heading or caption, styled alike throughout, are set around one middle."""
    same_middle = abs(above.box.left + above.box.right - line.box.left - line.box.right) < line.size
    return _are_styled_alike(above, line) and same_middle and abs(above.box.left - line.box.left) > line.size


def _are_styled_alike(above: TextLine, line: TextLine) -> bool:
    """Whether all words of two lines are bold, underlined or in italics, and in one way."""
    styles = {word.styles for found in (above, line) for word in found.words}
    return len(styles) == 1 and bool(*styles)


def _has_room(above: TextLine, width: float, size: float) -> bool:
    """Whether a word of some width had found room on a line; on a line set in the middle, on both of its sides."""
    return above.box.right + width + size * _ROOM < above.edge


def _full(line: TextLine) -> bool:
    return line.edge - line.box.right < line.size * 4


def _runs_into(above: TextLine, line: TextLine) -> bool:
    """Whether a line's words show that it goes on in the next: a small word at its end, or a small letter below."""
    if SENTENCE_END.search(above.text):
        return False
    return runs_on(above.text) or line.text[:1].islower() or line.text[:1] in "([" or above.text[-1:] in "-/"


def stands_alone(line: TextLine) -> bool:
    """Whether a line is one of the headings of a label's parts, or the title of a section in capitals between dashes."""
    text = line.text
    if HIGHLIGHTS.match(text) or CONTENTS.match(text) or FULL.match(text):
        return True
    return bool(_RULED_TITLE.match(text)) or is_known_title(text)


def is_known_title(text: str) -> bool:
    """Whether words are, in capitals, the title of a section or of Highlights; dashes beside them do not count."""
    words = text.strip(_DASHES)
    if not words or len(words) > 80 or not in_capitals(words) or not words[0].isalpha():
        return False
    printed = letters(words)
    return any(printed in map(letters, known.titles) for known in _SECTIONS)


_SECTIONS = (*numbering().of(TitleKind.SECTION), *numbering().of(TitleKind.HIGHLIGHT))


def _begins_section(above: TextLine, line: TextLine) -> bool:
    """Whether a line begins with the number of a section and a capital, and the line above ends or is set otherwise."""
    number, title = line.words[0], line.words[1] if len(line.words) > 1 else None
    if title is None or not _SECTION.fullmatch(number.text) or not title.text[:1].isupper():
        return False
    if "." not in number.text.rstrip(".") and not in_capitals(line.text):
        return False
    same = above.words[-1].styles == number.styles
    return not same or not runs_on(above.text)


def _marker(line: TextLine) -> Marker | None:
    """The bullet or number that begins a line, with white space behind it."""
    if line.table or len(line.words) < 2:
        return None
    sign, text = line.words[0], line.words[1]
    if text.joins or text.box.left - sign.box.right < line.size * 0.2:
        return None
    number = _NUMBER.fullmatch(sign.text)
    if not number and not _BULLET.fullmatch(sign.text):
        return None
    if sign.text in ("-", "–", "—", "o") and not text.text[:1].isupper() and text.box.left - sign.box.right < line.size:
        return None
    value = int(number["number"]) if number else None
    return Marker(sign=sign.text, number=value, left=sign.box.left, text=text.box.left)


def _counted(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces; a number marks an item only if it counts: 1 with a 2 to follow, or the next after another."""
    open_lists: list[tuple[float, int]] = []
    for index, piece in enumerate(pieces):
        number = piece.marker.number if piece.marker else None
        if piece.marker is None or number is None:
            yield piece
            continue
        left = piece.marker.left
        before = next((at for at in open_lists if abs(at[0] - left) < 6 and at[1] == number - 1), None)
        starts = number == 1 and any(_counts(later, left, 2) for later in pieces[index + 1 : index + 40])
        if before is None and not starts:
            yield replace(piece, marker=None)
            continue
        if before:
            open_lists.remove(before)
        open_lists.append((left, number))
        yield piece


def _counts(piece: Piece, left: float, number: int) -> bool:
    return piece.marker is not None and piece.marker.number == number and abs(piece.marker.left - left) < 6


def _with_levels(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with how deep they stand: an item further right than the one above it stands below it."""
    above: list[Marker] = []
    for piece in pieces:
        marker = piece.marker
        if marker is None:
            held = bool(above) and not piece.table and not stands_alone(piece.lines[0])
            held = held and piece.lines[0].box.left > above[0].left + piece.lines[0].size / 2
            if not held:
                above = []
            yield replace(piece, level=min(len(above), _DEEPEST)) if held else piece
            continue
        reach = piece.lines[0].size * _SAME_PLACE
        while above and above[-1].left > marker.left - reach:
            above.pop()
        above.append(marker)
        yield replace(piece, level=min(len(above), _DEEPEST))
