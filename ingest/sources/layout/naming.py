"""The phrases of a header's line that name columns, cut apart where only a blank parts them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.sources.layout.page import Word
from ingest.sources.layout.phrases import Phrase

_NAME_END = re.compile(r"\(?%\)?[*†‡§¶#a-z]?|\(?[Nn]\s?=\s?\d[\d,]*\)?[*†‡§¶#a-z]?")
_MOST_OFFSET = 8
_BAD_BEGIN = 3.0
CLOSE, LOOSE = 0.7, 3.0
"""How far parts of a header may lie from the columns: those of another line of it, and those of values."""

_MOST_WORDS = 60


def names_in(phrase: Phrase) -> list[Phrase]:
    """The parts of a header's phrase, each of which ends with its unit or number of patients.

    "Grade 3 (%) Grade 4 (%)" and "EXAMPLINE N=43 Placebo N=41" are two names with only a blank between them.
    """
    words, parts, start = phrase.words, list[Phrase](), 0
    for index in range(1, len(words)):
        if _ends_name(words[start:index]) and _begins_name(words[index], words[start]):
            parts.append(Phrase(words=words[start:index]))
            start = index
    return [*parts, Phrase(words=words[start:])]


def _begins_name(word: Word, first: Word) -> bool:
    """Whether a word can begin the next name: with a capital, or with a bracket as the name before it."""
    return word.text[:1].isupper() or (word.text[:1] == "(" == first.text[:1])


def _ends_name(words: Sequence[Word]) -> bool:
    numbered = len(words) > 1 and words[-2].text == "=" and words[-1].text[0].isdigit()
    return numbered or bool(_NAME_END.fullmatch(words[-1].text))


def by_recurring(phrases: Sequence[Phrase], count: int) -> list[Phrase] | None:
    """The words of phrases in so many parts, where each part begins, or each ends, with the same word; None otherwise.

    "% Placebo % 10 mg % 20 mg" are three parts that begin with "%".
    """
    words = [word for phrase in phrases for word in phrase.words]
    if len(phrases) >= count or len(words) < 2 * count or count < 2:
        return None
    first = [index for index, word in enumerate(words) if word.text == words[0].text]
    last = [index + 1 for index, word in enumerate(words) if word.text == words[-1].text]
    starts = first if len(first) == count and not words[0].text[0].islower() else None
    if starts is None and len(last) == count and not words[-1].text[0].islower():
        starts = [0, *last[:-1]]
    if starts is None:
        return None
    ends = [*starts[1:], len(words)]
    return [Phrase(words=tuple(words[a:b])) for a, b in zip(starts, ends, strict=True)]


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
    total, ends = min((_best(words, forced, model, step) for step in steps), key=lambda f: f[0])
    if total > tolerance * size * len(model):
        return None
    starts = (0, *ends[:-1])
    return [Phrase(words=tuple(words[start:end])) for start, end in zip(starts, ends, strict=True)]


def cost(phrases: Sequence[Phrase] | None, model: Sequence[Phrase]) -> float:
    """How far parts lie from columns, all in all; without limit if there are no parts."""
    if not phrases or len(phrases) != len(model):
        return float("inf")
    steps = (p.left - own.left for p, own in zip(phrases, model, strict=True))
    return min(sum(apart(p, own, step) for p, own in zip(phrases, model, strict=True)) for step in steps)


def _best(
    words: Sequence[Word], forced: set[int], model: Sequence[Phrase], step: float
) -> tuple[float, tuple[int, ...]]:
    """The cheapest ends of parts, one to a column moved by a step, and what they cost; no part goes over a gap."""

    @cache
    def best(start: int, part: int) -> tuple[float, tuple[int, ...]]:
        if part == len(model):
            return (0.0, ()) if start == len(words) else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in _ends(start, len(words), forced):
            rest, ends = best(end, part + 1)
            cost = _cost(words[start:end], model[part], step) + rest
            found = min(found, (cost, (end, *ends)), key=lambda f: f[0])
        return found

    return best(0, 0)


def _ends(start: int, count: int, forced: set[int]) -> Iterator[int]:
    for end in range(start + 1, count + 1):
        yield end
        if end in forced:
            return


def _cost(words: Sequence[Word], column: Phrase, step: float) -> float:
    """How far a part stands from a column, by middle or left edge; more if its first word cannot begin a name well."""
    begins_badly = not (words[0].text[0].isupper() or words[0].text[0] in "<>≥≤")
    return apart(Phrase(words=tuple(words)), column, step) + begins_badly * _BAD_BEGIN * words[0].size * 0.5


def apart(phrase: Phrase, column: Phrase, step: float = 0.0) -> float:
    """How far a phrase stands from a column that is moved by a step: by middle or left edge, whichever is nearer."""
    return min(abs(phrase.centre - column.centre - step), abs(phrase.left - column.left - step))
