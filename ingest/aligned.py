"""Text that was repaired for reading, and still knows where each of its characters stands in the source."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.locator import Span


@dataclass(frozen=True, slots=True)
class AlignedText:
    r"""Clean text with the source offset of each of its characters.

    Wrapped lines are joined, footnote markers cut and superscripts written out in `text`; the source itself is never
    changed. A character that a repair inserted carries the offset of the character before it.

    >>> clean = AlignedText.of("10\n9/L", Span(0, 6)).replace(2, 3, "^")
    >>> clean.text, clean.span(3, 6)
    ('10^9/L', Span(start=3, end=6))
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters have {len(self.offsets)} offsets; expected one offset each")

    @classmethod
    def of(cls, source: str, span: Span) -> "AlignedText":
        """The characters of a span of the source, unrepaired."""
        return cls(source[span.start : span.end], tuple(range(span.start, span.end)))

    @classmethod
    def join(cls, parts: Iterable["AlignedText"], separator: str = " ") -> "AlignedText":
        """The parts in a row; a separator carries the offset of the last character before it."""
        joined, offsets = "", list[int]()
        for part in parts:
            if offsets:
                joined += separator
                offsets.extend(offsets[-1:] * len(separator))
            joined += part.text
            offsets.extend(part.offsets)
        return cls(joined, tuple(offsets))

    def plus(self, other: "AlignedText") -> "AlignedText":
        return AlignedText(self.text + other.text, self.offsets + other.offsets)

    def append(self, inserted: str) -> "AlignedText":
        return self.replace(len(self.text), len(self.text), inserted)

    def slice(self, start: int, end: int) -> "AlignedText":
        return AlignedText(self.text[start:end], self.offsets[start:end])

    def strip(self) -> "AlignedText":
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def replace(self, start: int, end: int, inserted: str) -> "AlignedText":
        """The text with `inserted` in place of its characters from `start` to `end`."""
        anchor = self.offsets[start] if end > start else self.offsets[start - 1] if start else self.offsets[0]
        offsets = self.offsets[:start] + (anchor,) * len(inserted) + self.offsets[end:]
        return AlignedText(self.text[:start] + inserted + self.text[end:], offsets)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source span that covers the characters from `start` to `end` of the clean text."""
        covered = self.offsets[start : len(self.text) if end is None else end]
        if not covered:
            raise ValueError(f"characters {start} to {end} of {self.text!r} are none; expected at least one")
        return Span(min(covered), max(covered) + 1)
