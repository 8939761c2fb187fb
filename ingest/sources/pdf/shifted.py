"""Which words of a page are raised or lowered: smaller than a word beside them, and higher or lower than it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.sources.layout.page import Word
from ingest.sources.pdf.words import DESCENT
from ingest.sources.writing.runs import Kind

_SMALLER = 0.92
_LEAST_SHIFT, _MOST_SHIFT = 0.08, 0.75
_BESIDE = 0.7
_LEVEL = 0.1
_TOUCHING = 0.16
"""A gap narrower than this, in parts of the size, is no blank."""


def with_kinds(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words, raised and lowered ones told; these, and what follows them, are joined to what they touch."""
    near = _Nearness.of(words)
    kinds = {index: kind for index in range(len(words)) if (kind := _kind(words, index, near))}
    kinds |= dict(_beside_shifted(words, kinds, near))
    joins = dict(_joins(words, kinds, near))
    return tuple(
        replace(word, kind=kinds.get(index, Kind.PLAIN), joins=joins.get(index, word.joins))
        if index in kinds or index in joins
        else word
        for index, word in enumerate(words)
    )


@dataclass(frozen=True, slots=True)
class _Nearness:
    """The words of a page in the order of their baselines."""

    order: Sequence[int]
    baselines: Sequence[float]

    @classmethod
    def of(cls, words: Sequence[Word]) -> "_Nearness":
        order = sorted(range(len(words)), key=lambda index: _baseline(words[index]))
        return cls(order, [_baseline(words[index]) for index in order])

    def within(self, height: float, reach: float) -> Sequence[int]:
        """The words whose baseline is at most so far above or below a height."""
        return self.order[bisect_left(self.baselines, height - reach) : bisect_right(self.baselines, height + reach)]


def _kind(words: Sequence[Word], index: int, near: _Nearness) -> Kind | None:
    """Whether a word is raised or lowered against the larger word nearest to it."""
    word, base = words[index], None
    for other_index in near.within(_baseline(word), word.size):
        other = words[other_index]
        if word.size <= other.size * _SMALLER and _gap(word, other) < _BESIDE * other.size:
            base = other if base is None or _gap(word, other) < _gap(word, base) else base
    if base is None:
        return None
    shift = (_baseline(base) - _baseline(word)) / base.size
    if not _LEAST_SHIFT <= abs(shift) <= _MOST_SHIFT:
        return None
    return Kind.RAISED if shift > 0 else Kind.LOWERED


def _beside_shifted(words: Sequence[Word], kinds: Mapping[int, Kind], near: _Nearness) -> list[tuple[int, Kind]]:
    """The words that go on what is raised or lowered: of its size, at its height, right behind it."""
    found = list[tuple[int, Kind]]()
    for index, kind in kinds.items():
        word, right = words[index], words[index]
        for other_index in sorted(
            near.within(_baseline(word), word.size * _LEVEL), key=lambda other: words[other].box.left
        ):
            other = words[other_index]
            follows = other.box.left >= right.box.left and _gap(right, other) < _BESIDE * right.size
            if other_index not in kinds and follows and abs(other.size - word.size) < _LEVEL * word.size:
                found.append((other_index, kind))
                right = other
    return found


def _joins(words: Sequence[Word], kinds: Mapping[int, Kind], near: _Nearness) -> list[tuple[int, bool]]:
    """Whether what is raised or lowered touches the word before it, and what follows it touches it."""
    found = list[tuple[int, bool]]()
    for index in kinds:
        word = words[index]
        beside = [words[other] for other in near.within(_baseline(word), word.size * 2) if other != index]
        before = [other for other in beside if other.box.left < word.box.left and _gap(word, other) < other.size / 2]
        closest = max(before, key=lambda other: other.box.right, default=None)
        found.append((index, closest is not None and word.box.left - closest.box.right < _TOUCHING * closest.size))
        for other_index in near.within(_baseline(word), word.size * 2):
            other = words[other_index]
            if other_index not in kinds and other.box.left - word.box.left > 0 and _shares_line(word, other):
                gap = other.box.left - word.box.right
                if -_TOUCHING * other.size < gap < _TOUCHING * other.size:
                    found.append((other_index, True))
    return found


def _shares_line(word: Word, other: Word) -> bool:
    return abs(_baseline(word) - _baseline(other)) < _MOST_SHIFT * max(word.size, other.size)


def _gap(one: Word, other: Word) -> float:
    """How far two words stand apart; below 0 if one stands above the other."""
    return max(other.box.left - one.box.right, one.box.left - other.box.right)


def _baseline(word: Word) -> float:
    return word.box.bottom - DESCENT * word.size
