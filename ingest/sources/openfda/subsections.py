"""The numbered subsections of a section's flattened text ("2.3 Dose Modifications ...")."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from ingest.sources.openfda.further_headings import title_words
from ingest.sources.openfda.titles import Titles
from kg.locator import Span

_REACH = 200
_NEAR = 20
_BRACKET = re.compile(r"[\[\]]")
_NO_WORD = re.compile(r"\W")
_POINTING = frozenset(["section", "sections", "see", "of", "to", "and", "was", "is"])
_COMPARING = frozenset("=<>≤≥×±")
_AMOUNT = re.compile(r"(?:[.,]\d+|\d[\d.,%)]*\s+\d+)$")
_MOST_LEFT_OUT = 1
"""How many numbers a label leaves out between two subsections: 12.5 stands behind 12.3 where there is no microbiology."""


class Heading(Struct, frozen=True, kw_only=True, gc=False):
    """A subsection's heading: where its number and its title stand, and further headings right `behind` it."""

    number: str
    number_span: Span
    title: Span
    behind: tuple[Span, ...]

    @property
    def end(self) -> int:
        return self.behind[-1].end if self.behind else self.title.end


def headings_of(text: str, where: Span, section: str, titles: Titles, tables: Sequence[Span]) -> tuple[Heading, ...]:
    """The headings of a section's subsections: the longest run of numbers that rise, outside tables and brackets.

    A number may be printed with a blank in it, "5. 1", at the end of a sentence. One behind a digit, "Figure 2 14.2", or
    before a word in small letters, "1.1 von Example", is a heading's if it is the next of those that are found without it.
    """
    candidates = _numbers(section).finditer(text, where.start, where.end)
    found = [match for match in candidates if not _hidden(text, match, where, tables)]
    doubtful = [match for match in found if _is_doubtful(text, match, where, tables)]
    sure = [match for match in found if match not in doubtful]
    kept = [sure[index] for index in _rising([_order(match) for match in sure])]
    for match in doubtful:
        _put(kept, match, (int(section),))
    begins = sorted([*(match.start() for match in kept), *(table.start for table in tables), where.end])
    stops = [begins[bisect_right(begins, match.start())] for match in kept]
    return tuple(
        _heading(text, match, stop, titles) for match, stop in zip(kept, stops, strict=True) if match.end() < stop
    )


def _heading(text: str, match: re.Match[str], stop: int, titles: Titles) -> Heading:
    number = _number(match)
    title, *behind = _lines(text, match.end(), titles.end(text, match.end(), stop, number))
    return Heading(number=number, number_span=Span(*match.span(1)), title=title, behind=tuple(behind))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The title and the headings behind it that some capitalised words are; a single word behind begins the text."""
    words = text[start:end].split(" ")
    length = title_words(words)
    line = Span(start, start + len(" ".join(words[:length])))
    yield line
    if len(words) - length > 1:
        yield from _lines(text, line.end + 1, end)


@cache
def _numbers(section: str) -> re.Pattern[str]:
    """Finds what may be the number of a section's subsection. It begins with what it looks for, to be quick."""
    in_sentence = rf"(?<![\w.(,;/–-]{section})"
    with_blank = rf"(?<=[.)\]] {section})(?: \. ?|\. )"
    return re.compile(
        rf"({section}{in_sentence}(?:\.|{with_blank})\d{{1,2}}(?:\.\d{{1,2}})?)\.? (?=[A-Z\d“\"(]|[a-z]{{2,4}} [A-Z][a-z])"
    )


def _number(match: re.Match[str]) -> str:
    return "".join(match[1].split())


def _order(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(int, match[1].split(".")))


def _put(kept: list[re.Match[str]], match: re.Match[str], section: tuple[int, ...]) -> None:
    """Puts a number among those that are kept, which rise, if it is the next behind the one in front of it."""
    at = bisect_left(kept, match.start(), key=re.Match.start)
    before, number = _order(kept[at - 1]) if at else (*section, 0), _order(match)
    follows = before < number and number[1] - before[1] <= 1 + _MOST_LEFT_OUT
    if follows and (at == len(kept) or number < _order(kept[at])):
        kept.insert(at, match)


def _is_doubtful(text: str, match: re.Match[str], where: Span, tables: Sequence[Span]) -> bool:
    """Whether a number stands behind a digit, not one that ends a table, or before a word in small letters."""
    if text[match.end()].islower():
        return True
    before = text[max(where.start, match.start() - _NEAR) : match.start()].rstrip()
    return before[-1:].isdecimal() and not _behind(tables, match.start())


def _behind(tables: Sequence[Span], begin: int) -> bool:
    return any(begin - 1 <= table.end <= begin for table in tables)


def _hidden(text: str, match: re.Match[str], where: Span, tables: Sequence[Span]) -> bool:
    """Whether a number stands in a table, in brackets that are closed behind it, behind an amount or after "section"."""
    begin = match.start()
    if any(table.start <= begin < table.end for table in tables):
        return True
    before = text[max(where.start, begin - _REACH) : begin]
    if not _behind(tables, begin) and (_points(before) or not _may_follow(before, text[match.end()])):
        return True
    if before.rfind("[") <= before.rfind("]"):
        return False
    closing = _BRACKET.search(text, match.end(), min(where.end, match.end() + _REACH))
    return closing is not None and closing.group() == "]"


def _points(before: str) -> bool:
    """Whether a text ends with a word or sign behind which a number is no heading's."""
    words = before[-_NEAR:].rstrip()
    if not words or words[-1] in _COMPARING:
        return bool(words)
    return _NO_WORD.split(words)[-1].casefold() in _POINTING


def _may_follow(before: str, first: str) -> bool:
    """Whether a heading's number may stand between a text and a title's first character.

    Behind a digit, it is none if that ends an amount or stands in a row of numbers, or if no capital begins the title;
    before a small letter, it is none in the middle of a sentence.
    """
    words = before[-_NEAR:].rstrip()
    if words[-1:].isdecimal():
        return first.isupper() and not _AMOUNT.search(words)
    return not first.islower() or words[-1:] in ("", ".", ")", "]")


def _rising(numbers: Sequence[tuple[int, ...]]) -> list[int]:
    """The indices of the longest run of numbers that rise."""
    tails: list[tuple[int, ...]] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(ends[length - 1] if length else None)
        tails[length:], ends[length:] = [number, *tails[length + 1 :]], [index, *ends[length + 1 :]]
    run: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]
