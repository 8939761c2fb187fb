"""Which phrases of a table without rules stand in which column: told by the lines that fill all columns.

In text that keeps columns, these drift from line to line, so that each line is measured by the nearest line of its page
that has a phrase in every column.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingest.sources.layout.page import Word
from ingest.sources.layout.phrases import Phrase, PhraseLine, text_of
from ingest.sources.layout.values import is_value

_LEAST_SHARE = 0.12
_MOST_COLUMNS = 16
_MOST_HEADER = 6
_LEAST_LABEL = 4.0
_NEAR = 0.45
_NEAR_VALUE = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A phrase and the columns that it stands in: from `column`, `span` of them."""

    phrase: Phrase
    column: int
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line of a table with its phrases in their columns."""

    line: PhraseLine
    placed: tuple[Placed, ...]

    def at(self, column: int) -> Phrase | None:
        """The phrase that begins in a column."""
        return next((found.phrase for found in self.placed if found.column == column), None)

    def covers(self, column: int) -> bool:
        return any(found.column <= column < found.column + found.span for found in self.placed)


def column_count(lines: Sequence[PhraseLine]) -> int:
    """How many columns the lines of a table have: the most phrases that a fair share of its lines with gaps have."""
    counts = Counter(len(line.phrases) for line in lines if line.gapped)
    gapped = sum(counts.values())
    least = 1 if gapped <= 3 else max(2, gapped * _LEAST_SHARE)
    common = [count for count in counts if sum(n for c, n in counts.items() if c >= count) >= least]
    named = [len(line.phrases) + 1 for line in lines[:_MOST_HEADER] if _is_unlabelled(line, lines)]
    found = max(common, default=0)
    if named and max(named) == found + 1 and counts[found + 1]:
        found += 1
    return min(found, _MOST_COLUMNS)


def _is_unlabelled(line: PhraseLine, lines: Sequence[PhraseLine]) -> bool:
    """Whether a line of a header names columns, and has no words over the first."""
    left = min(found.left for found in lines)
    return line.gapped and line.left > left + _LEAST_LABEL * line.size


def placed_lines(lines: Sequence[PhraseLine], columns: int) -> tuple[PlacedLine, ...]:
    """The lines with their phrases in columns."""
    full = models(lines, columns)
    return tuple(
        _placed(line, _model(lines, index, full), columns, _beside(lines, index)) for index, line in enumerate(lines)
    )


def _beside(lines: Sequence[PhraseLine], index: int) -> frozenset[float]:
    """Where phrases begin behind the first in the lines right above and below a line."""
    near = [lines[found] for found in (index - 1, index + 1) if 0 <= found < len(lines)]
    starts = (line.phrases[1:] if line.gapped else line.phrases for line in near)
    return frozenset(phrase.left for phrases in starts for phrase in phrases)


def model_of(lines: Sequence[PlacedLine], columns: int) -> Sequence[Phrase]:
    """The phrases of the first line that has a value, or else words, in every column."""
    own = [line.line for line in lines]
    return own[models(own, columns)[0]].phrases


def models(lines: Sequence[PhraseLine], columns: int) -> list[int]:
    """The lines that have a phrase in every column, without a header's at the top if others have."""
    full = [index for index, line in enumerate(lines) if len(line.phrases) == columns]
    below = [index for index in full if index != full[0] or any(is_value(p.text) for p in lines[index].phrases[1:])]
    return below or full


def _model(lines: Sequence[PhraseLine], index: int, full: Sequence[int]) -> Sequence[Phrase]:
    """The phrases of the nearest line with all columns, on the same page if there is one."""
    page = lines[index].page
    nearest = min(full, key=lambda found: (lines[found].page != page, abs(found - index), found > index))
    return lines[nearest].phrases


def _placed(line: PhraseLine, model: Sequence[Phrase], columns: int, beside: frozenset[float]) -> PlacedLine:
    if len(line.phrases) == columns:
        return PlacedLine(line=line, placed=tuple(Placed(phrase=p, column=c) for c, p in enumerate(line.phrases)))
    phrases = tuple(_split(line.phrases, model, line.size, beside)) if len(line.phrases) < columns else line.phrases
    if len(phrases) >= columns:
        phrases = joined(phrases, columns)
    chosen = min(
        combinations(range(columns), len(phrases)),
        key=lambda found: sum(_distance(phrase, model[column]) for phrase, column in zip(phrases, found, strict=True)),
    )
    placed = [Placed(phrase=p, column=c) for p, c in zip(phrases, chosen, strict=True)]
    return PlacedLine(line=line, placed=tuple(_spanning(placed, model, columns, line.size)))


def _distance(phrase: Phrase, model: Phrase) -> float:
    """How far a phrase stands from a column's: by the edges or middles that are nearest to each other."""
    return min(abs(phrase.left - model.left), abs(phrase.centre - model.centre), abs(phrase.right - model.right) + 1)


def _split(
    phrases: Sequence[Phrase], model: Sequence[Phrase], size: float, beside: frozenset[float]
) -> Iterator[Phrase]:
    """The phrases, those cut apart in which a word stands where a column begins and only a blank parts it off."""
    for number, phrase in enumerate(phrases):
        following = phrases[number + 1].left if number + 1 < len(phrases) else float("inf")
        own = [found for found in model if phrase.left + size < found.left < following]
        yield from _cut(phrase, own, size, beside if len(phrases) == 1 else None)


def _cut(phrase: Phrase, starts: Sequence[Phrase], size: float, beside: frozenset[float] | None) -> Iterator[Phrase]:
    """The parts of a phrase. A line's only phrase is cut only where a line above or below has a phrase `beside` it."""
    for found in starts:
        for index in range(1, len(phrase.words)):
            if _begins_column(phrase.words[:index], phrase.words[index:], found, size, beside):
                yield Phrase(words=phrase.words[:index])
                yield from _cut(Phrase(words=phrase.words[index:]), starts[1:], size, beside)
                return
    yield phrase


def _begins_column(
    before: Sequence[Word], rest: Sequence[Word], column: Phrase, size: float, beside: frozenset[float] | None
) -> bool:
    """Whether words stand in a column, and those before them in the one to the left: near its edge, or both values."""
    left = rest[0].box.left
    if rest[0].joins:
        return False
    if is_value(column.text):
        whole = text_of(before).count("(") == text_of(before).count(")")
        return whole and abs(left - column.left) <= size * _NEAR_VALUE and is_value(text_of(rest))
    if beside is not None and not any(abs(left - start) <= size * _NEAR for start in beside):
        return False
    begins = not rest[0].text[:1].islower()
    return abs(left - column.left) <= size * (2 * _NEAR if begins else _NEAR)


def joined(phrases: Sequence[Phrase], most: int) -> tuple[Phrase, ...]:
    """At most so many phrases: those joined that stand nearest to each other."""
    found = list(phrases)
    while len(found) > most:
        gaps = [after.left - before.right for before, after in pairwise(found)]
        at = gaps.index(min(gaps))
        found[at : at + 2] = [Phrase(words=(*found[at].words, *found[at + 1].words))]
    return tuple(found)


def _spanning(placed: Sequence[Placed], model: Sequence[Phrase], columns: int, size: float) -> Iterator[Placed]:
    """The phrases, those that reach into columns further right spanning them."""
    for index, found in enumerate(placed):
        limit = placed[index + 1].column if index + 1 < len(placed) else columns
        last = found.column
        while last + 1 < limit and found.phrase.right > model[last + 1].left + size:
            last += 1
        yield Placed(phrase=found.phrase, column=found.column, span=last + 1 - found.column)
