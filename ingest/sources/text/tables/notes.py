"""Notes below a table: marked footnotes in the order of their markers, abbreviations and remarks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.document import Footnote
from ingest.sources.text.headings import in_capitals, in_title_case
from ingest.sources.text.joining import joined
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.regions import full_width

_LETTER = re.compile(r"\s*(?P<marker>[a-z])(?:[.)]\s*|\s*)(?=[A-Z0-9+<>≥≤(\[±])")
_SIGN = re.compile(r"\s*(?P<marker>[*†‡§¶#]+)\s*(?=\S)")
_ABBREVIATIONS = re.compile(r"\s*(?:Abbreviations?\s*:|Notes?\s*:|[A-Za-z][\w/+-]{0,14}\s?=\s?[A-Za-z]{2,}\s?\S)")
_BULLET = re.compile(r"\s*[•●▪]")
_ENDED = re.compile(r"[.!?][)\]”\"]?$")
_SHORT = 0.8
_FAR_SHORTER = 0.5
_NEXT_NOTE = 12
"""Within so many lines the next marked note begins."""
_MOST_REMARK_LINES = 25
_REACH = 50


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


def notes_at(lines: Sequence[Line], start: int, stop: int, *, remarks: bool = True) -> Notes:
    """The notes that begin at or behind `start`, blank lines aside, and end before `stop`.

    Remarks without a marker are notes only where abbreviations or a first marked note follow them, and no heading stands
    between; not at all unless `remarks`.
    """
    first = first_note(lines, start, stop)
    above = [line for line in lines[start:first] if not line.blank] if first is not None else []
    if first is None or any(_is_heading(line) for line in above) or (above and not remarks):
        return Notes(notes=(), after=start)
    drafts, after, full = list[_Draft](), start, full_width(lines, start)
    for index in range(start, stop):
        line, apart = lines[index], index == 0 or lines[index - 1].blank
        if line.blank:
            continue
        last = _last_marker(drafts)
        marker = marker_of(line.text, last)
        over = not drafts or _is_over(drafts[-1], line, apart, full) or _is_last(lines[index:stop], drafts[-1], last)
        if marker and (over or apart or _ENDED.search(drafts[-1].lines[-1].text)):
            drafts.append(_Draft(marker[0], marker[1], [line]))
        elif not over:
            drafts[-1].lines.append(line)
        elif index < first or _ABBREVIATIONS.match(line.text):
            drafts.append(_Draft(None, 0, [line]))
        else:
            break
        after = index + 1
    return Notes(notes=tuple(_note(draft) for draft in drafts), after=after)


def notes_apart(lines: Sequence[Line], first: int, after: int) -> Iterator[Notes]:
    """Marked notes that stand apart from a table, which goes from `first` to `after`: the nearest below, then above."""
    below = range(after, min(len(lines), after + _REACH))
    above = range(first - 1, max(-1, first - _REACH), -1)
    for near, stop in ((below, len(lines)), (above, first)):
        index = next((index for index in near if _begins_apart(lines, index)), None)
        if index is not None:
            yield notes_at(lines, index, stop)


def _begins_apart(lines: Sequence[Line], index: int) -> bool:
    before = lines[index - 1] if index else None
    apart = before is None or before.blank or bool(_ENDED.search(before.text))
    return apart and marker_of(lines[index].text, None) is not None


def _is_heading(line: Line) -> bool:
    return in_capitals(line.text) and not line.text.endswith(".") and len(line.words.split()) > 1


def first_note(lines: Sequence[Line], start: int, stop: int) -> int | None:
    """The index of the first line with a first marker or abbreviations; None if there is none near `start`."""
    stop = min(stop, start + _MOST_REMARK_LINES)
    near = takewhile(lambda index: not _BULLET.match(lines[index].text), range(start, stop))
    return next((index for index in near if begins_notes(lines[index].text)), None)


def begins_notes(words: str) -> bool:
    """Whether a line begins the marked notes of a table, or its abbreviations."""
    return bool(marker_of(words, None) or _ABBREVIATIONS.match(words))


def marker_of(words: str, last: str | None) -> tuple[str, int] | None:
    """The footnote marker with which a line begins, if it is the next one after the `last`, and the marker's width."""
    letter = _LETTER.match(words)
    if letter and letter["marker"] == (chr(ord(last) + 1) if last and last.isalpha() else "a"):
        return letter["marker"], letter.end()
    sign = _SIGN.match(words)
    return (sign["marker"], sign.end()) if sign and (last is None or not last.isalpha()) else None


def _last_marker(drafts: Sequence[_Draft]) -> str | None:
    return next((draft.marker for draft in reversed(drafts) if draft.marker), None)


def _is_over(draft: _Draft, following: Line, apart: bool, full: int) -> bool:
    """Whether a note ends before a line: with a sentence that does not fill its line, or before a heading.

    A line set in farther than the one above begins a page. A line without a full stop ends a note only if it is far shorter
    than the others, or set off, and the next one does not go on in small letters.
    """
    last = draft.lines[-1]
    width, widest = len(last.text), max(len(line.text) for line in draft.lines)
    if _ENDED.search(last.text):
        begins = _ABBREVIATIONS.match(following.text) or in_title_case(following.words)
        inset = following.text[0].isspace() and not last.text[0].isspace()
        return apart or width < full * _SHORT or inset or bool(begins)
    short = width < full * _SHORT if apart else width < widest * _FAR_SHORTER
    return short and not following.words[:1].islower()


def _is_last(lines: Sequence[Line], draft: _Draft, last: str | None) -> bool:
    """Whether a note that ends a sentence with its line has no marked note behind it, so that running text may follow."""
    if not _ENDED.search(draft.lines[-1].text) or lines[0].words[0].islower():
        return False
    return not any(marker_of(line.text, last) for line in lines[:_NEXT_NOTE])


def _note(draft: _Draft) -> Footnote:
    text = joined(draft.lines)
    width = len(" ".join(draft.lines[0].text[: draft.cut].split()))
    return Footnote(marker=draft.marker, text=text.slice(width, len(text.text)).strip())
