"""The titles that the contents of a label list: they tell its headings where layout, page breaks and tables do not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.sources.numbering import letters
from ingest.sources.text.headings import BULLET
from ingest.sources.text.lines import Line

NUMBERED = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})\.?(?:\s+(?P<title>\S.*))?$")
_MOST_LINES = 4
_REACH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The letters of the titles that contents list, by number.

    Each number has several: an entry may be wrapped, and what follows its first line may be something else.
    """

    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def title_at(self, number: str, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines that print the title of a number, from the first line on; blank ones among them are left out."""
        listed, printed, taken, title = self.titles.get(number, frozenset[str]()), "", list[Line](), tuple[Line, ...]()
        for line in lines if listed else ():
            if line.blank:
                continue
            longer, printed = letters(line.text), printed + letters(line.text)
            if not longer or not any(one.startswith(printed) for one in listed) or len(taken) == _MOST_LINES:
                break
            taken.append(line)
            title = tuple(taken) if printed in listed else title
        return title

    def title_below(self, number: str, lines: Sequence[Line]) -> int | None:
        """How far below a number that stands alone its title begins: a list's signs or a table may be in between.

        Not where the number is printed once more: a table's cell may hold the same.
        """
        for index in [index for index, line in enumerate(lines) if not line.blank][:_REACH]:
            again = NUMBERED.match(lines[index].text)
            if again and again["number"] == number:
                break
            if self.title_at(number, lines[index:]):
                return index
        return None


def contents_of(lines: Sequence[Line]) -> Contents:
    """The titles that the lines of contents list."""
    titles = dict[str, frozenset[str]]()
    for index, line in enumerate(lines):
        entry = _entry(line)
        if entry and entry["number"] not in titles and (listed := _titles(entry["title"] or "", lines[index + 1 :])):
            titles[entry["number"]] = listed
    return Contents(titles=titles)


def _entry(line: Line) -> re.Match[str] | None:
    """The number and title of an entry, which text in columns may have behind a list's sign."""
    sign = BULLET.match(line.text)
    return NUMBERED.match(line.text, sign.end() if sign else 0)


def _titles(first: str, following: Sequence[Line]) -> frozenset[str]:
    """What the title of an entry may be: its first line, its first two, and so on, up to the next entry."""
    printed = letters(first)
    titles = [printed]
    below = [line for line in following[: 2 * _MOST_LINES] if not line.blank]
    for line in below[: _MOST_LINES - bool(printed)]:
        if _entry(line):
            break
        printed += letters(line.text)
        titles.append(printed)
    return frozenset(filter(None, titles))
