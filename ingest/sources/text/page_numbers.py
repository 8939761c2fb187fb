"""Where pages begin in a text that has lost their form feeds: at the lone numbers that count them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.sources.text.lines import PAGE_NUMBER, Line

_FEWEST_PAGES = 5
_FEWEST_LINES = 10
"""How many lines stand at least between two numbers of pages; those of tables and lists stand closer."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A line with a lone number, behind as many lines that count up to it."""

    index: int
    length: int
    before: "_Run | None"

    def indices(self) -> Iterator[int]:
        run: _Run | None = self
        while run:
            yield run.index
            run = run.before


def paged(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with their pages, where no form feed tells them and lone numbers count pages through most of the text.

    A page begins with the line of its number here, since its neighbours do not tell whether it stood at the top or the end.
    """
    if not lines or lines[-1].page:
        return tuple(lines)
    begins = _counting(lines)
    pages = accumulate(int(index in begins) for index in range(len(lines)))
    return tuple(replace(line, page=page) for line, page in zip(lines, pages, strict=True))


def _counting(lines: Sequence[Line]) -> frozenset[int]:
    """The longest run of lone numbers that each are one more than the last, in at least half of the text."""
    runs = dict[int, _Run]()
    for index, line in enumerate(lines):
        number = PAGE_NUMBER.fullmatch(line.text)
        if number is None:
            continue
        before = runs.get(int(number["number"]) - 1)
        if before and index - before.index < _FEWEST_LINES:
            before = None
        run = _Run(index, before.length + 1 if before else 1, before)
        held = runs.get(int(number["number"]))
        if held is None or run.length >= held.length:
            runs[int(number["number"])] = run
    longest = max(runs.values(), key=lambda run: run.length, default=None)
    found = list(longest.indices()) if longest else []
    counts = len(found) >= _FEWEST_PAGES and 2 * (found[0] - found[-1]) > len(lines)
    return frozenset(found) if counts else frozenset()
