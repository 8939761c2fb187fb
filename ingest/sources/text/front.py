"""Where Highlights and contents begin: their titles may wrap, and a PDF's text may have the second column in front of them."""

import re
from collections.abc import Sequence

from ingest.sources.text.headings import HIGHLIGHTS, Heading
from ingest.sources.text.lines import Line

_ENTRY = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s+[“\"(]?[A-Za-z]")
_SECTION_ENTRY = re.compile(r"\s*\d{1,2}\.?\s+[A-Z]{3}[A-Z ,/&]+$")
_REFERENCE_END = re.compile(r"\(\s?\d{1,2}(?:\.\d{1,2})?(?:\s?,\s?\d{1,2}(?:\.\d{1,2})?)*\s?\)\.?$")
_LONGEST_ENTRY = 5


def title_at(pattern: re.Pattern[str], lines: Sequence[Line], index: int) -> Heading | None:
    """The title of a part that begins at a line and may go on in the next one."""
    for after in (index + 1, index + 2):
        taken = tuple(lines[index:after])
        if all(not line.blank for line in taken) and pattern.match(" ".join(line.words for line in taken)):
            return Heading(title=taken, first=index, after=after)
    return None


def first_title(pattern: re.Pattern[str], lines: Sequence[Line], start: int) -> int | None:
    """The first line from `start` on at which the title of a part begins."""
    return next((index for index in range(start, len(lines)) if title_at(pattern, lines, index)), None)


def highlights_title(lines: Sequence[Line], where: range) -> Heading | None:
    """The title of Highlights, if they begin with it."""
    return title_at(HIGHLIGHTS, lines, where.start)


def highlights_start(lines: Sequence[Line], title: int) -> int:
    """Where Highlights begin whose title begins at a line.

    Lines above it on its page are their second column if some end with a reference to a section by number alone.
    """
    top = _page_top(lines, title)
    is_column = lines[-1].page > lines[title].page and any(
        _REFERENCE_END.search(line.text) for line in lines[top:title]
    )
    return top if is_column else title


def contents_start(lines: Sequence[Line], title: int) -> int:
    """Where contents begin whose title begins at a line: at the first of the entries that stand right above it."""
    start = title
    for index in range(title - 1, _page_top(lines, title) - 1, -1):
        if start - index > _LONGEST_ENTRY:
            break
        if _ENTRY.match(lines[index].text):
            start = index
    lists_sections = any(_SECTION_ENTRY.match(line.text) for line in lines[start:title])
    return start if lists_sections else title


def _page_top(lines: Sequence[Line], index: int) -> int:
    while index and lines[index - 1].page == lines[index].page:
        index -= 1
    return index
