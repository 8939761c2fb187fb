"""The parts of a label among the pieces of its pages: what stands in front, Highlights, contents, sections, appendices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sources.layout.pieces import Piece, is_known_title, stands_alone
from ingest.sources.numbering import TitleKind, letters, numbering
from ingest.sources.text.headings import CONTENTS, FULL, HIGHLIGHTS, in_capitals
from ingest.sources.text.numbered import follows, is_subsection_title, place
from kg.errors import SourceError

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<title>\S.*)")
_BOXED = re.compile(r"(?:BOXED\s+)?WARNINGS?\b(?!\s+AND\s+PRECAUTIONS)")
_LIMITATION = re.compile(r"\bThese highlights do not include all\b", re.IGNORECASE)
"""The sentence that Highlights begin with (21 CFR 201.57(a)(1))."""
_MOST_WORDS = 30
_LAST_SECTION = 17
_EXPECTED = "prescribing information with the sections of 21 CFR 201.57, from 1 INDICATIONS AND USAGE to 17"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A section: its number, the piece that is its heading, and the pieces below it up to the next heading."""

    number: str
    heading: Piece
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts of a label; `appendices` each begin with the piece that is their title."""

    front: tuple[Piece, ...]
    highlights: tuple[Piece, ...]
    contents: tuple[Piece, ...]
    boxed: tuple[Piece, ...]
    sections: tuple[Numbered, ...]
    appendices: tuple[tuple[Piece, ...], ...]


def outline_of(name: str, pieces: Sequence[Piece]) -> Outline:
    """The parts of a label. Raises SourceError, for the file of a name, if the pieces have no numbered sections."""
    highlights = _highlights(pieces)
    contents = _first(CONTENTS, pieces, highlights or 0)
    full = _first(FULL, pieces, contents or highlights or 0)
    start = full + 1 if full is not None else contents or highlights or 0
    plain = not any(word.styles for piece in pieces for word in piece.words)
    stop = _appendix(pieces, start)
    found = list(_headings(pieces, start, stop, plain=plain))
    if not found:
        raise SourceError("a text without numbered sections", where=name, expected=_EXPECTED)
    first = found[0][0]
    front_end = min(index for index in (highlights, contents, full, first) if index is not None)
    highlights_end = min(index for index in (contents, full, first) if index is not None)
    contents_end = full if full is not None else first
    ends = [*(index for index, _ in found[1:]), stop]
    return Outline(
        front=tuple(pieces[:front_end]),
        highlights=tuple(pieces[front_end:highlights_end]) if highlights is not None else (),
        contents=tuple(pieces[contents:contents_end]) if contents is not None else (),
        boxed=tuple(pieces[start:first]) if full is not None else (),
        sections=tuple(
            Numbered(number=number, heading=pieces[index], pieces=tuple(pieces[index + 1 : end]))
            for (index, number), end in zip(found, ends, strict=True)
        ),
        appendices=tuple(_appendices(pieces, stop)),
    )


def _highlights(pieces: Sequence[Piece]) -> int | None:
    """Where Highlights begin: at their title or, where that is broken between two columns, with all that has their first sentence."""
    title = _first(HIGHLIGHTS, pieces, 0)
    return 0 if title is None and any(_LIMITATION.search(piece.text) for piece in pieces) else title


def _first(pattern: re.Pattern[str], pieces: Sequence[Piece], start: int) -> int | None:
    return next((index for index in range(start, len(pieces)) if pattern.match(pieces[index].text)), None)


def _headings(pieces: Sequence[Piece], start: int, stop: int, *, plain: bool) -> Iterator[tuple[int, str]]:
    """The pieces that are headings of numbered sections, in the order of the regulation, with their numbers."""
    last: tuple[int, ...] = (0,)
    for index in range(start, stop):
        number = _number(pieces[index], plain=plain)
        if number and (follows(place(number), last) or _goes_on(place(number), last)):
            yield index, number
            last = place(number)


def _goes_on(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a section that the regulation does not have, 18 or more, is the next one."""
    begins = len(number) == 1 and number[0] == last[0] + 1
    return last[0] >= _LAST_SECTION and (begins or (number[0] == last[0] and number > last))


def _number(piece: Piece, *, plain: bool) -> str | None:
    """The number that a piece begins with if the rest of it can be the title of a section."""
    match = _NUMBERED.fullmatch(piece.text)
    if match is None or len(match["title"].split()) > _MOST_WORDS:
        return None
    styled = plain or all(word.styles for word in piece.words)
    if "." in match["number"]:
        return match["number"] if styled and is_subsection_title(match["title"]) else None
    known = numbering().section(match["number"])
    if known and known.is_printed(match["title"]):
        return match["number"]
    return match["number"] if styled and in_capitals(match["title"]) and not plain else None


def _appendix(pieces: Sequence[Piece], start: int) -> int:
    """Where what is printed behind section 17 begins."""
    last = numbering().section("17")
    reached = False
    for index in range(start, len(pieces)):
        match = _NUMBERED.fullmatch(pieces[index].text)
        if match and match["number"] == "17" and last and last.is_printed(match["title"]):
            reached = True
        elif reached and is_appendix_title(pieces[index]):
            return index
    return len(pieces)


def _appendices(pieces: Sequence[Piece], start: int) -> Iterator[tuple[Piece, ...]]:
    begins = [index for index in range(start, len(pieces)) if is_appendix_title(pieces[index])]
    for index, end in zip(begins, [*begins[1:], len(pieces)], strict=False):
        yield tuple(pieces[index:end])


def is_appendix_title(piece: Piece) -> bool:
    """Whether a piece is the title of patient labeling or of the package's label."""
    if piece.table or piece.marker or len(piece.text.split()) > _MOST_WORDS:
        return False
    printed = letters(piece.text)
    for known in numbering().of(TitleKind.APPENDIX):
        for title in map(letters, known.titles):
            if printed == title or (printed.startswith(title) and all(word.styles for word in piece.words)):
                return True
    return False


def is_highlights_title(piece: Piece) -> bool:
    """Whether a piece is a heading of Highlights: a known title in capitals, or that of the boxed warning."""
    if piece.table or piece.marker:
        return False
    text = piece.text
    boxed = bool(_BOXED.match(text)) and in_capitals(text)
    return (
        boxed or is_known_title(text) or (stands_alone(piece.lines[0]) and text.count("---") > 0 and in_capitals(text))
    )
