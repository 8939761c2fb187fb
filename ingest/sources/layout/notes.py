"""The notes below a table without rules, and the lines in which none goes on."""

import re
from collections.abc import Sequence

from ingest.sources.layout.phrases import PhraseLine
from ingest.sources.text.headings import CAPTION, SENTENCE_END

_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?\s+[A-Z]")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?")
_MARKER = re.compile(r"(?:(?:[*†‡§¶#]{1,3}|[a-z]|[a-z]\.(?=\s))\s*(?=[A-Z\d(<>≥≤=]|\w+=)|\d\s*(?=[A-Z]))")
_ABBREVIATION = re.compile(r"(?:Abbreviations?\s?:|[A-Z][\w-]*[A-Z][\w-]*\s?[=:]\s?\w|[Nn]\s?=\s?[A-Za-z])")
_WHITE = 1.7
_PARTED = 0.7
_MOST_PHRASES = 2
_FULL = 0.85


def begins_anew(line: PhraseLine) -> bool:
    """Whether a line is a caption or a numbered heading, so that no table goes on in it."""
    numbered = _SECTION.match(line.text) and (len(line.phrases) == 1 or _NUMBER.fullmatch(line.phrases[0].text))
    return bool(CAPTION.match(line.text) or (numbered and len(line.phrases) <= _MOST_PHRASES))


def is_note(line: PhraseLine) -> bool:
    """Whether a line can begin a note below a table: with a mark, or with an abbreviation that it explains."""
    return bool(_MARKER.match(line.text) or _ABBREVIATION.match(line.text))


def notes_below(lines: Sequence[PhraseLine], after: int) -> tuple[int, list[list[PhraseLine]]]:
    """The notes that begin at a line, each with its lines, and the line behind them."""
    notes, index = list[list[PhraseLine]](), after
    full = max((line.right - line.left for line in lines[max(0, after - 40) : after + 40]), default=0.0)
    while index < len(lines) and not begins_anew(lines[index]):
        line = lines[index]
        if line.page == lines[index - 1].page and line.above > _WHITE * line.size:
            break
        if is_note(line):
            notes.append([line])
        elif notes and _goes_on(notes[-1][-1], line, full):
            notes[-1].append(line)
        else:
            break
        index += 1
    return index, notes


def _goes_on(above: PhraseLine, line: PhraseLine, full: float) -> bool:
    """Whether a note goes on in a line: its first word had found no room, or no sentence ended above.

    White space below the end of a sentence ends the note.
    """
    if line.page == above.page and line.above > _PARTED * line.size and SENTENCE_END.search(above.text):
        return False
    word = line.phrases[0].words[0].box
    fits = above.right - above.left + (word.right - word.left) < full * _FULL
    return not fits or (line.text[:1].islower() and not SENTENCE_END.search(above.text))
