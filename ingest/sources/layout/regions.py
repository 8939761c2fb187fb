"""Where tables without rules stand among the lines of pages: below a caption, or where several lines have gaps.

A region begins with a caption or with its first line with a gap, and ends where running text, a heading, a caption or much
white space follows. It may go on over page ends.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.sources.layout.notes import begins_anew, is_note
from ingest.sources.layout.phrases import PhraseLine
from ingest.sources.text.headings import FULL, runs_on

TABLE_CAPTION = re.compile(r"\s*(?:Table|TABLE)\s+\d+[A-Za-z]?\s*(?:[.:]|[-–—]\s|\s[A-Z]|$)")
_HIGHLIGHTS = re.compile(r"HIGHLIGHTS OF PRESCRIBING\b")
_LABEL = re.compile(r"(?:Table|TABLE)\s+\d+[A-Za-z]?\s*[.:]?")
_MOST_CAPTION_LINES = 6
_MOST_WHITE = 3.6
_LEAST_GAPPED = 2
_MOST_LONE = 2
_FULL, _FULL_LEFT = 0.85, 0.65
_SAME = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The lines from `first` to before `after` of all lines: caption, then the table's own."""

    first: int
    body: int
    after: int
    captioned: bool


def regions(lines: Sequence[PhraseLine], ends: Sequence[int] = ()) -> Iterator[Region]:
    """The regions in which tables stand, in reading order. Highlights and contents, in two columns, have none.

    No region reaches over one of the lines that `ends` name, above which something else stands.
    """
    outside = _full_information(lines)
    index = 0
    while index < len(lines):
        own = lines[: next((end for end in ends if end > index), len(lines))] if ends else lines
        found = _region(own, index) if index in outside else None
        if found is None:
            index += 1
            continue
        yield found
        index = found.after


def _full_information(lines: Sequence[PhraseLine]) -> range:
    """The lines from the heading of the full prescribing information on; all, if there are no Highlights."""
    if not any(_HIGHLIGHTS.search(line.text) for line in lines):
        return range(len(lines))
    starts = [index for index, line in enumerate(lines) if FULL.match(line.text)]
    return range(starts[0] if starts else 0, len(lines))


def _region(lines: Sequence[PhraseLine], index: int) -> Region | None:
    if TABLE_CAPTION.match(lines[index].text):
        return _captioned(lines, index)
    if not lines[index].gapped or begins_anew(lines[index]):
        return None
    after = _end(lines, index)
    gapped = sum(line.gapped for line in lines[index:after])
    if gapped < _LEAST_GAPPED:
        return None
    return Region(first=index, body=index, after=after, captioned=False)


def _captioned(lines: Sequence[PhraseLine], index: int) -> Region | None:
    """The region below a caption that begins at a line, where a line with a gap follows within a few lines."""
    limit = min(len(lines), index + _MOST_CAPTION_LINES)
    begin = next((found for found in range(index + 1, limit) if lines[found].gapped), None)
    if begin is None or any(begins_anew(line) for line in lines[index + 1 : begin]):
        return None
    after = _end(lines, begin)
    near = [line for line in lines[index:after] if line.page == lines[index].page]
    right, left = max(line.right for line in near), min(line.left for line in near)
    body = index + 1
    while body < begin and _caption_goes_on(lines[body - 1], lines[body], right - left):
        body += 1
    return Region(first=index, body=body, after=after, captioned=True)


def _caption_goes_on(above: PhraseLine, line: PhraseLine, width: float) -> bool:
    """Whether a caption's line runs on into the next: that is set as it is, and its first word had found no room."""
    if _LABEL.fullmatch(above.text) or runs_on(above.text) or line.text[:1].islower():
        return True
    if _LABEL.fullmatch(above.phrases[0].text) and abs(above.phrases[-1].left - line.left) < line.size * _SAME:
        return True
    word = line.phrases[0].words[0].box
    needed = above.right - above.left + (word.right - word.left)
    if abs(above.left - line.left) < line.size * _SAME:
        return needed > width * _FULL_LEFT
    centred = abs(above.left + above.right - line.left - line.right) < 4 * line.size * _SAME
    return centred and needed > width * _FULL


def _end(lines: Sequence[PhraseLine], begin: int) -> int:
    """The line behind a table whose first line with a gap is given."""
    second = _second_column(lines, begin)
    last, lone = begin, 0
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if begins_anew(line) or _is_far(lines[index - 1], line):
            break
        if line.gapped or (line.left >= second and last >= index - 1 - lone):
            last, lone = index, 0
            second = min(second, line.phrases[1].left) if line.gapped else second
            continue
        lone += not _reaches_into(line, second)
        if lone > _MOST_LONE + (line.right < second) or _is_running_text(lines, index):
            break
    return _with_last_label(lines, last + 1, second)


def _reaches_into(line: PhraseLine, second: float) -> bool:
    """Whether a word of a line stands where the second column begins, though no gap parts it off."""
    words = line.phrases[0].words[1:]
    return any(abs(word.box.left - second) < line.size * _SAME for word in words)


def _second_column(lines: Sequence[PhraseLine], begin: int) -> float:
    """Where the second column begins, as the lines nearest to the table's first show it."""
    starts = [line.phrases[1].left for line in lines[begin : begin + 12] if line.gapped and not begins_anew(line)]
    return sorted(starts)[len(starts) // 2] if starts else 0.0


def _is_far(above: PhraseLine, line: PhraseLine) -> bool:
    return line.page == above.page and line.above > _MOST_WHITE * line.size


def _is_running_text(lines: Sequence[PhraseLine], index: int) -> bool:
    """Whether a line without a gap begins running text: a note, or a sentence that goes on in lines without gaps."""
    line = lines[index]
    following = lines[index + 1 : index + 3]
    if any(found.gapped and not begins_anew(found) for found in following[:1]):
        return False
    if is_note(line):
        return True
    return not any(found.gapped for found in following) and len(line.text.split()) > 4


def _with_last_label(lines: Sequence[PhraseLine], after: int, second: float) -> int:
    """The end of a table with the last lines of its last row's label, which begin with a small letter."""
    while after < len(lines):
        line = lines[after]
        near = line.page == lines[after - 1].page and line.above < line.size
        if not (near and line.right < second and line.text[:1].islower() and not is_note(line)):
            break
        after += 1
    return after
