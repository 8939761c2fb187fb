"""Characters put together to words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Box
from ingest.sources.layout.page import Word
from ingest.sources.pdf.glyphs import Glyph

ASCENT, DESCENT = 0.78, 0.22
"""The box of a word, in parts of its size above and below the baseline, whatever its font says."""

_WIDEST_GAP = 0.3
_SAME_BASELINE = 0.05
_MOST_SHIFT = 0.75
_BESIDE = 0.15
"""How far beyond the edges of two characters, in parts of their size, a line may stand that parts them."""

_MIDDLE = 0.3
_LEAST_WALL, _WIDEST_WALL = 5.0, 3.0
_SOFT_HYPHEN = "\u00ad"
_PRINTED = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\u0002": "-",
    "\ufffe": "-",
    "\uf02d": "-",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "•",
    "\uf0b3": "≥",
    "\uf0a3": "≤",
    "\uf0b1": "±",
    "\uf0b4": "×",
    "\uf0b0": "°",
    "\uf0ae": "→",
    "\uf0ad": "↑",
    "\uf0af": "↓",
    "\uf061": "α",
    "\uf062": "β",
    "\uf067": "γ",
    "\uf06d": "μ",
}
"""Ligatures, the signs that a PDF's reader gives for a hyphen at a line's end, and signs of symbol fonts."""


@dataclass(slots=True, kw_only=True)
class _Growing:
    """A word while its characters are added; `joins` if no blank stands before it."""

    first: Glyph
    joins: bool
    text: list[str] = field(default_factory=list)
    right: float = 0.0

    def add(self, glyph: Glyph) -> None:
        self.text.append(_PRINTED.get(glyph.text, glyph.text))
        self.right = max(self.right, glyph.right)

    def word(self) -> Word | None:
        printed = "".join(self.text)
        inner = printed[:-1].replace(_SOFT_HYPHEN, "") + printed[-1:]
        text = "".join(character for character in inner if character.isprintable() or character == _SOFT_HYPHEN)
        if not text:
            return None
        size, baseline = self.first.size, self.first.baseline
        box = Box(
            left=self.first.left, top=baseline - ASCENT * size, right=self.right, bottom=baseline + DESCENT * size
        )
        return Word(text=text, box=box, size=round(size, 2), styles=self.first.styles, joins=self.joins)


@dataclass(frozen=True, slots=True)
class _Walls:
    """The upright lines of a page, from the left, and how far from the left each stands."""

    lines: tuple[Box, ...]
    distances: tuple[float, ...]

    @classmethod
    def of(cls, rules: Iterable[Box]) -> "_Walls":
        upright = (rule for rule in rules if _is_wall(rule))
        lines = tuple(sorted(upright, key=lambda rule: rule.left + rule.right))
        return cls(lines, tuple((rule.left + rule.right) / 2 for rule in lines))

    def part(self, before: Glyph, glyph: Glyph) -> bool:
        """Whether a line stands between two characters."""
        beside = _BESIDE * glyph.size
        first = bisect_left(self.distances, min(before.right, glyph.left) - beside)
        after = bisect_right(self.distances, max(before.right, glyph.left) + beside)
        middle = glyph.baseline - glyph.size * _MIDDLE
        return any(rule.top <= middle <= rule.bottom for rule in self.lines[first:after])


def _is_wall(rule: Box) -> bool:
    return rule.right - rule.left < _WIDEST_WALL and rule.bottom - rule.top > _LEAST_WALL


def words_of(glyphs: Iterable[Glyph], rules: Sequence[Box] = ()) -> tuple[Word, ...]:
    """The words of a page in the order of the source. Upright rules part words of cells that touch."""
    return tuple(word for growing in _grown(glyphs, _Walls.of(rules)) if (word := growing.word()))


def _grown(glyphs: Iterable[Glyph], walls: _Walls) -> Iterator[_Growing]:
    growing, before, blank = None, None, True
    for glyph in glyphs:
        if not glyph.text:
            blank = True
            continue
        joins = not blank and before is not None and _touches(before, glyph) and not walls.part(before, glyph)
        if growing is None or before is None or not joins or not _alike(before, glyph):
            if growing is not None:
                yield growing
            growing = _Growing(first=glyph, joins=joins)
        growing.add(glyph)
        before, blank = glyph, False
    if growing is not None:
        yield growing


def _touches(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    beside = -size <= glyph.left - before.right <= _WIDEST_GAP * size
    return beside and abs(glyph.baseline - before.baseline) < _MOST_SHIFT * size


def _alike(before: Glyph, glyph: Glyph) -> bool:
    same_line = abs(glyph.baseline - before.baseline) <= _SAME_BASELINE * glyph.size
    return same_line and before.styles == glyph.styles and abs(before.size - glyph.size) <= _SAME_BASELINE * glyph.size
