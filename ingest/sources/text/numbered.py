"""Which lines are numbered headings of sections and subsections.

They follow the order of 21 CFR 201.57: 1 to 17, subsections rising within their section, so that a number at the start of
a wrapped line is no heading. The titles of sections 1 to 17 are fixed; a subsection's is the one that the contents list,
or any that begins with a capital.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from ingest.sources.numbering import letters, numbering
from ingest.sources.text.contents import NUMBERED, Contents
from ingest.sources.text.headings import (
    BULLET,
    Heading,
    in_capitals,
    in_title_case,
    runs_on,
    stands_apart,
    tail,
    title_lines,
    width,
)
from ingest.sources.text.lines import Line
from kg.locator import Span

_TITLE_START = re.compile(r"[“\"'(]*(?:[A-Z]|[a-z]{1,2}[A-Z]{2})")
_LEAST_LIKENESS = 0.85
_LARGEST_GAP = 6
_LAST_SECTION = 17
_MOST_LINES = 4
_MOST_BETWEEN = 72
_SHORT = 0.6
_NO_CONTENTS = Contents()

Place = tuple[int, ...]
"""A section number as numbers: (2, 4) for "2.4"."""


def numbered_headings(
    lines: Sequence[Line], start: int, stop: int, *, contents: Contents = _NO_CONTENTS, own_titles: bool = False
) -> Iterator[Heading]:
    """The headings of sections and subsections between two lines, in the order of the regulation.

    With `own_titles` a section may also have any title in capitals, if its number is the next one.
    """
    last: Place = (0,)
    full = width(lines[start:stop])
    index = after = start
    while index < stop:
        apart = index == after or stands_apart(lines, index) or _ends_short(lines, index, last, full)
        heading = _listed(lines, index, stop, last, contents) or _heading(lines, index, stop, last, full, apart=apart)
        if heading is None and own_titles and apart:
            heading = _own_title(lines, index, stop, last, full)
        if heading is None or heading.number is None:
            index += 1
            continue
        yield heading
        last = place(heading.number)
        index = after = heading.after


def place(number: str) -> Place:
    """A section number as numbers."""
    return tuple(int(part) for part in number.split("."))


def follows(number: Place, last: Place) -> bool:
    """Whether a section number may stand after another: one of the next subsections, or a later section.

    >>> follows((2, 5), (2, 4)), follows((3,), (2, 4)), follows((2, 5), (3,)), follows((12, 3), (5, 3))
    (True, True, False, False)
    """
    if len(number) == 1:
        return last[0] < number[0] <= _LAST_SECTION
    if number[0] == last[0]:
        before = last[1] if len(last) > 1 else 0
        return number > last and number[1] - before <= _LARGEST_GAP
    return 0 < number[0] - last[0] <= 2 and number[1] == 1


def _listed(lines: Sequence[Line], index: int, stop: int, last: Place, contents: Contents) -> Heading | None:
    """The heading whose number begins a line and whose title is the one that the contents list.

    It begins with its title where that does not stand right below the number.
    """
    line, match = lines[index], NUMBERED.match(lines[index].text)
    if match is None or match["number"] not in contents.titles or not place(match["number"]) > last:
        return None
    number, following = match["number"], lines[index + 1 : min(stop, index + _MOST_BETWEEN)]
    if match["title"]:
        first, titles = index, contents.title_at(number, (tail(line, match.start("title")), *following))
    else:
        reach = contents.title_below(number, following) or 0
        first, titles = index + 1 + reach, contents.title_at(number, following[reach:])
    if not titles:
        return None
    begins = index if first == _next_line(lines, index, stop) else first
    after = next(at for at in range(first, stop) if lines[at].span.end == titles[-1].span.end) + 1
    return Heading(number=number, number_span=_number_span(line, match), title=titles, first=begins, after=after)


def _ends_short(lines: Sequence[Line], index: int, last: Place, full: int) -> bool:
    """Whether a line can begin the next subsection below the end of a list or table: a short line, or only its sign."""
    match, above = NUMBERED.match(lines[index].text), lines[index - 1].text if index else ""
    if match is None or place(match["number"]) != (last[0], last[1] + 1 if len(last) > 1 else 1):
        return False
    if not match["title"]:
        return bool(BULLET.fullmatch(above))
    return in_title_case(match["title"]) and len(above) < full * _SHORT and not runs_on(above)


def _heading(lines: Sequence[Line], index: int, stop: int, last: Place, full: int, *, apart: bool) -> Heading | None:
    line = lines[index]
    match = NUMBERED.match(line.text)
    if match is None or not follows(place(match["number"]), last):
        return None
    number, first = match["number"], index if match["title"] else _next_line(lines, index, stop)
    if first is None:
        return None
    title = tail(line, match.start("title")) if match["title"] else lines[first]
    following = lines[first + 1 : min(stop, first + _MOST_LINES)]
    if "." not in number:
        titles = _section_title(title, following, number)
    elif apart and is_subsection_title(title.words):
        titles = title_lines(title, following, full)
    else:
        titles = ()
    if not titles or not letters(title.text):
        return None
    return Heading(
        number=number,
        number_span=_number_span(line, match),
        title=titles,
        first=index,
        after=first + len(titles),
    )


def _own_title(lines: Sequence[Line], index: int, stop: int, last: Place, full: int) -> Heading | None:
    """The heading of a section whose title is in capitals and no usual one, and whose number is the next."""
    line, match = lines[index], NUMBERED.match(lines[index].text)
    if match is None or not match["title"] or match["number"] != str(last[0] + 1) or not in_capitals(match["title"]):
        return None
    title = tail(line, match.start("title"))
    titles = title_lines(title, lines[index + 1 : min(stop, index + _MOST_LINES)], full)
    return Heading(
        number=match["number"],
        number_span=_number_span(line, match),
        title=titles,
        first=index,
        after=index + len(titles),
    )


def _number_span(line: Line, match: re.Match[str]) -> Span:
    return Span(line.span.start + match.start("number"), line.span.start + match.end("number"))


def _next_line(lines: Sequence[Line], index: int, stop: int) -> int | None:
    """The line below a number that stands alone, where a PDF's text sets number and title apart."""
    return next((i for i in range(index + 1, min(index + 4, stop)) if not lines[i].blank), None)


def is_subsection_title(words: str) -> bool:
    """Whether words after a number can be the title of a subsection, or its first line.

    >>> is_subsection_title("mTOR Inhibitors"), is_subsection_title("mg/mL of exampline"), is_subsection_title("Dose")
    (True, False, True)
    """
    return bool(_TITLE_START.match(words)) and not words.endswith((".", ";"))


def _section_title(title: Line, following: Sequence[Line], number: str) -> tuple[Line, ...]:
    """The lines that print the fixed title of a section; none if they do not."""
    known = numbering().section(number)
    expected = [letters(name) for name in known.titles] if known else []
    printed, titles = letters(title.text), [title]
    for line in following:
        longer = printed + letters(line.text)
        if printed in expected or line.blank or not any(name.startswith(longer) for name in expected):
            break
        printed, titles = longer, [*titles, line]
    is_title = printed in expected or (title.text.isupper() and any(_alike(printed, name) for name in expected))
    return tuple(titles) if is_title else ()


def _alike(printed: str, expected: str) -> bool:
    """Whether a title in capitals is an expected one but for a misprint."""
    return SequenceMatcher(None, printed, expected).ratio() >= _LEAST_LIKENESS
