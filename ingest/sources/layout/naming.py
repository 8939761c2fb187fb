"""The phrases of a header's line that name columns, cut apart where only a blank parts them."""

from collections.abc import Iterator, Sequence
from functools import cache

from ingest.sources.layout.page import Word
from ingest.sources.layout.phrases import Phrase

_MOST_OFFSET = 8
_BAD_BEGIN = 3.0
CLOSE, LOOSE = 0.7, 3.0
"""How far parts of a header may lie from the columns: those of another line of it, and those of values."""

_MOST_WORDS = 60


def cut(phrases: Sequence[Phrase], model: Sequence[Phrase], tolerance: float) -> list[Phrase] | None:
    """The words of phrases in as many parts as `model` has, each over one of its columns; None if no cut is near enough.

    `tolerance` is how far, in sizes of the font, middles may lie apart at an average.
    """
    words = [word for phrase in phrases for word in phrase.words]
    if not 0 < len(phrases) < len(model) <= len(words) <= _MOST_WORDS:
        return None
    forced = set[int]()
    for phrase in phrases:
        forced.add(max(forced, default=0) + len(phrase.words))
    size = words[0].size
    steps = [step * size * 0.5 for step in range(-_MOST_OFFSET, _MOST_OFFSET + 1)]
    total, ends = min(
        (_best(words, forced, [p.centre + step for p in model], size) for step in steps), key=lambda f: f[0]
    )
    if total > tolerance * size * len(model):
        return None
    starts = (0, *ends[:-1])
    return [Phrase(words=tuple(words[start:end])) for start, end in zip(starts, ends, strict=True)]


def cost(phrases: Sequence[Phrase] | None, model: Sequence[Phrase]) -> float:
    """How far the middles of parts lie from those of columns, all in all; without limit if there are no parts."""
    if not phrases or len(phrases) != len(model):
        return float("inf")
    offset = sum(p.centre - own.centre for p, own in zip(phrases, model, strict=True)) / len(model)
    return sum(abs(p.centre - own.centre - offset) for p, own in zip(phrases, model, strict=True))


def _best(
    words: Sequence[Word], forced: set[int], centres: Sequence[float], size: float
) -> tuple[float, tuple[int, ...]]:
    """The cheapest ends of parts, one to a middle, and what they cost; no part goes over a gap."""

    @cache
    def best(start: int, part: int) -> tuple[float, tuple[int, ...]]:
        if part == len(centres):
            return (0.0, ()) if start == len(words) else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in _ends(start, len(words), forced):
            rest, ends = best(end, part + 1)
            cost = _cost(words[start:end], centres[part], size) + rest
            found = min(found, (cost, (end, *ends)), key=lambda f: f[0])
        return found

    return best(0, 0)


def _ends(start: int, count: int, forced: set[int]) -> Iterator[int]:
    for end in range(start + 1, count + 1):
        yield end
        if end in forced:
            return


def _cost(words: Sequence[Word], centre: float, size: float) -> float:
    """How far a part stands from a column's middle; more if its first word cannot begin a name well."""
    begins_badly = not (words[0].text[0].isupper() or words[0].text[0] in "<>≥≤")
    middle = (words[0].box.left + words[-1].box.right) / 2
    return abs(middle - centre) + begins_badly * _BAD_BEGIN * size * 0.5
