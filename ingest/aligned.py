"""Text that was repaired for reading, and still knows where each of its characters stands in the source."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kg.locator import Span


class AlignedText(Struct, frozen=True, gc=False):
    r"""Clean text with the source offset of each of its characters.

    Wrapped lines are joined, footnote markers cut and superscripts written out in `text`; the source itself is never
    changed. A character that a repair inserted carries the offset of the character before it. `ranges` hold the offsets:
    one range for characters that stand side by side in the source, so that text without repairs has a single one.

    >>> clean = AlignedText.of("10\n9/L", Span(0, 6)).replace(2, 3, "^")
    >>> clean.text, clean.span(3, 6)
    ('10^9/L', Span(start=3, end=6))
    """

    text: str
    ranges: tuple[range, ...]

    @classmethod
    def with_offsets(cls, text: str, offsets: Sequence[int]) -> "AlignedText":
        """A text and the offsets of its characters, one each; a range of offsets is kept as it is."""
        if len(text) != len(offsets):
            raise ValueError(f"{len(text)} characters have {len(offsets)} offsets; expected one offset each")
        return cls(text, _ranges(offsets) if text else ())

    @classmethod
    def of(cls, source: str, span: Span) -> "AlignedText":
        """The characters of a span of the source, unrepaired."""
        return cls.at(source[span.start : span.end], span.start)

    @classmethod
    def at(cls, text: str, start: int) -> "AlignedText":
        """Characters that stand side by side in the source from an offset on."""
        return cls(text, (range(start, start + len(text)),) if text else ())

    @classmethod
    def of_ranges(cls, text: str, ranges: Sequence[range]) -> "AlignedText":
        """Characters that stand in some ranges of the source, none of which is empty, one behind another."""
        return _aligned(text, tuple(ranges))

    @classmethod
    def join(cls, parts: Iterable["AlignedText"], separator: str = " ") -> "AlignedText":
        """The parts in a row; a separator carries the offset of the last character before it."""
        texts: list[str] = []
        ranges: list[range] = []
        for part in parts:
            if ranges and separator:
                texts.append(separator)
                ranges.extend(_repeated(ranges[-1][-1], len(separator)))
            texts.append(part.text)
            ranges.extend(part.ranges)
        return _aligned("".join(texts), ranges)

    @property
    def offsets(self) -> tuple[int, ...]:
        """The offset of each character. It is made anew each time: ask `offset` for one, `span` for the outermost."""
        return tuple(offset for found in self.ranges for offset in found)

    def offset(self, index: int) -> int:
        """The offset of one character; a negative index counts from the end. Raises IndexError where none stands."""
        place = index + len(self.text) if index < 0 else index
        for found in self.ranges:
            if 0 <= place < len(found):
                return found[place]
            place -= len(found)
        raise IndexError(f"{self.text!r} has no character {index}")

    def plus(self, other: "AlignedText") -> "AlignedText":
        return _aligned(self.text + other.text, (*self.ranges, *other.ranges))

    def append(self, inserted: str) -> "AlignedText":
        return self.replace(len(self.text), len(self.text), inserted)

    def slice(self, start: int, end: int) -> "AlignedText":
        text = self.text[start:end]
        if len(text) == len(self.text):
            return self
        first, last, _ = slice(start, end).indices(len(self.text))
        return AlignedText(text, self._between(first, last))

    def strip(self) -> "AlignedText":
        text = self.text
        if text == text.strip():
            return self
        start = len(text) - len(text.lstrip())
        return self.slice(start, max(start, len(text.rstrip())))

    def replace(self, start: int, end: int, inserted: str) -> "AlignedText":
        """The text with `inserted` in place of its characters from `start` to `end`."""
        anchor = self.offset(start if end > start else start - 1 if start else 0)
        between = _repeated(anchor, len(inserted))
        ranges = (*self._between(0, start), *between, *self._between(end, len(self.text)))
        return _aligned(self.text[:start] + inserted + self.text[end:], ranges)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span that covers the characters from `start` to `end` of the clean text."""
        first, last, _ = slice(start, end).indices(len(self.text))
        covered = self._between(first, last)
        if len(covered) == 1:
            return Span(covered[0].start, covered[0].stop)
        if not covered:
            raise ValueError(f"characters {start} to {end} of {self.text!r} are none; expected at least one")
        return Span(min(found.start for found in covered), max(found.stop for found in covered))

    def _between(self, start: int, end: int) -> tuple[range, ...]:
        """The offsets of the characters from `start` to `end`, both from 0 to the length of the text."""
        if len(self.ranges) == 1:
            return (self.ranges[0][start:end],) if start < end else ()
        parts: list[range] = []
        before = 0
        for found in self.ranges:
            if part := found[max(0, start - before) : max(0, end - before)]:
                parts.append(part)
            before += len(found)
        return tuple(parts)


def _aligned(text: str, ranges: Iterable[range]) -> AlignedText:
    """A text with ranges of offsets, of which those that go on where the one before ends become one."""
    return AlignedText(text, ranges if isinstance(ranges, tuple) and len(ranges) < 2 else tuple(_joined(ranges)))


def _joined(ranges: Iterable[range]) -> Iterator[range]:
    """Ranges that are not empty, each as long as it goes on: the same offsets always have the same ranges."""
    before: range | None = None
    for found in ranges:
        if before is not None and before.stop == found.start:
            before = range(before.start, found.stop)
            continue
        if before is not None:
            yield before
        before = found
    if before is not None:
        yield before


def _ranges(offsets: Sequence[int]) -> tuple[range, ...]:
    whole = range(offsets[0], offsets[0] + len(offsets))
    if offsets == (whole if isinstance(offsets, range) else tuple(whole)):
        return (whole,)
    return tuple(_joined(range(offset, offset + 1) for offset in offsets))


def _repeated(offset: int, times: int) -> Iterator[range]:
    return (range(offset, offset + 1) for _ in range(times))
