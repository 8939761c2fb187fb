"""Notes below a table: marked footnotes in the order of their markers, abbreviations and remarks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.document import Footnote
from ingest.sources.text.joining import joined
from ingest.sources.text.lines import Line

_LETTER = re.compile(r"\s*(?P<marker>[a-z])(?:[.)]\s*|\s*)(?=[A-Z0-9+<>≥≤(\[±])")
_SIGN = re.compile(r"\s*(?P<marker>[*†‡§¶#]+)\s*(?=\S)")
_ABBREVIATIONS = re.compile(r"\s*(?:Abbreviations?\s*:|Notes?\s*:|[A-Za-z][\w/+-]{0,14}\s?=\s?[A-Za-z]{2,}\s?\S)")
_BULLET = re.compile(r"\s*[•●▪]")
_ENDED = re.compile(r"[.!?][)\]”\"]?$")
_SHORT = 0.8
_MOST_REMARK_LINES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The notes below a table and the index of the first line after them."""

    notes: tuple[Footnote, ...]
    after: int


@dataclass(frozen=True, slots=True)
class _Draft:
    """The lines of a note; `cut` is how many characters of the first line are its marker."""

    marker: str | None
    cut: int
    lines: list[Line]


def notes_at(lines: Sequence[Line], start: int, stop: int) -> Notes:
    """The notes that begin at or behind `start`, blank lines aside, and end before `stop`.

    Remarks without a marker are notes only where abbreviations or a first marked note follow them.
    """
    first = first_note(lines, start, stop)
    if first is None:
        return Notes(notes=(), after=start)
    drafts, after = list[_Draft](), start
    width = max(len(line.text) for line in lines[start:stop])
    for index in range(start, stop):
        line = lines[index]
        if line.blank:
            continue
        marker = marker_of(line, _last_marker(drafts))
        ended = not drafts or _is_over(drafts[-1], line, lines[index - 1].blank, width)
        if marker and (ended or _ENDED.search(drafts[-1].lines[-1].text) or lines[index - 1].blank):
            drafts.append(_Draft(marker[0], marker[1], [line]))
        elif ended and (index < first or _ABBREVIATIONS.match(line.text)):
            drafts.append(_Draft(None, 0, [line]))
        elif ended:
            break
        else:
            drafts[-1].lines.append(line)
        after = index + 1
    return Notes(notes=tuple(_note(draft) for draft in drafts), after=after)


def first_note(lines: Sequence[Line], start: int, stop: int) -> int | None:
    """The index of the first line with a first marker or abbreviations; None if there is none near `start`."""
    stop = min(stop, start + _MOST_REMARK_LINES)
    near = takewhile(lambda index: not _BULLET.match(lines[index].text), range(start, stop))
    return next((index for index in near if begins_notes(lines[index])), None)


def begins_notes(line: Line) -> bool:
    """Whether a line begins the marked notes of a table, or its abbreviations."""
    return bool(marker_of(line, None) or _ABBREVIATIONS.match(line.text))


def marker_of(line: Line, last: str | None) -> tuple[str, int] | None:
    """The footnote marker with which a line begins, if it is the next one after the `last`, and the marker's width."""
    letter = _LETTER.match(line.text)
    if letter and letter["marker"] == (chr(ord(last) + 1) if last and last.isalpha() else "a"):
        return letter["marker"], letter.end()
    sign = _SIGN.match(line.text)
    return (sign["marker"], sign.end()) if sign and (last is None or not last.isalpha()) else None


def _last_marker(drafts: Sequence[_Draft]) -> str | None:
    return next((draft.marker for draft in reversed(drafts) if draft.marker), None)


def _is_over(draft: _Draft, following: Line, apart: bool, width: int) -> bool:
    """Whether a note ends before a line: at the end of a sentence that does not fill its line, or is set apart."""
    last = draft.lines[-1].text
    short = len(last) < width * _SHORT
    if _ENDED.search(last):
        return apart or short or bool(_ABBREVIATIONS.match(following.text))
    return short and apart and not following.words[:1].islower()


def _note(draft: _Draft) -> Footnote:
    text = joined(draft.lines)
    width = len(" ".join(draft.lines[0].text[: draft.cut].split()))
    return Footnote(marker=draft.marker, text=text.slice(width, len(text.text)).strip())
