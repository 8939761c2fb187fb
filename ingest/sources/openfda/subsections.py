"""The numbered subsections of a section's flattened text ("2.3 Dose Modifications ...")."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.sources.openfda.titles import Titles
from kg.locator import Span

_REACH = 200
_NEAR = 20
_BRACKET = re.compile(r"[\[\]]")
_BEFORE = re.compile(r"(?:\bsections?|\bsee|\d|[=<>≤≥×±]|\bof|\bto|\band|\bwas|\bis)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A subsection's heading: where its number and its title stand."""

    number: str
    number_span: Span
    title: Span


def headings_of(text: str, where: Span, section: str, titles: Titles, tables: Sequence[Span]) -> tuple[Heading, ...]:
    """The headings of a section's subsections: the longest run of numbers that rise, outside tables and brackets.

    A number may be printed with a blank in it, "5. 1", at the end of a sentence.
    """
    pattern = re.compile(
        rf"(?<![\w.(,;/–-])({section}(?:\.|(?<=[.)\]] {section})(?:\s\.\s?|\.\s))\d{{1,2}}(?:\.\d{{1,2}})?)\.?\s+(?=[A-Z\d“\"(])"
    )
    found = [
        match for match in pattern.finditer(text, where.start, where.end) if not _hidden(text, match, where, tables)
    ]
    rising = _rising([tuple(map(int, match[1].split("."))) for match in found])
    kept = [found[index] for index in rising]
    begins = sorted([*(match.start() for match in kept), *(table.start for table in tables), where.end])
    stops = [min(begin for begin in begins if begin > match.start()) for match in kept]
    return tuple(
        Heading(
            number=_number(match),
            number_span=Span(*match.span(1)),
            title=Span(match.end(), titles.end(text, match.end(), stop, _number(match))),
        )
        for match, stop in zip(kept, stops, strict=True)
        if match.end() < stop
    )


def _number(match: re.Match[str]) -> str:
    return "".join(match[1].split())


def _hidden(text: str, match: re.Match[str], where: Span, tables: Sequence[Span]) -> bool:
    """Whether a number stands in a table, in brackets that are closed behind it, behind a number or after "section"."""
    if any(table.start <= match.start() < table.end for table in tables):
        return True
    before = text[max(where.start, match.start() - _REACH) : match.start()]
    closing = _BRACKET.search(text, match.end(), min(where.end, match.end() + _REACH))
    bracketed = before.rfind("[") > before.rfind("]") and closing is not None and closing.group() == "]"
    ended = any(not text[table.end : match.start()].strip() for table in tables if table.end <= match.start())
    return bracketed or (not ended and _BEFORE.search(before[-_NEAR:]) is not None)


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
