"""Where words stand in a source document: character spans, and evidence that quotes them."""

from dataclasses import dataclass

from msgspec import Struct

from kg.fragments import Fragment


class Span(Struct, frozen=True, order=True, gc=False):
    """Half-open range of character offsets into `Document.text`.

    >>> Span(3, 8).contains(Span(4, 8)), Span(3, 8).overlaps(Span(8, 9))
    (True, False)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}-{self.end} is not a range of offsets; expected 0 <= start <= end")

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the document that state a fact.

    `quote` is exactly `document.text[span.start:span.end]`. `section` is the number of the section as printed ("6.1"),
    "boxed", "highlights", or None for a part without numbers (a guide in front); `heading` is the nearest heading above.
    `boxes` are where the words are printed, line by line: by page and from the top; none in a source without pages.
    """

    section: str | None
    heading: str | None = None
    table: str | None = None
    span: Span
    quote: str
    boxes: tuple[Fragment, ...] = ()

    @property
    def page(self) -> int | None:
        """The page, counted from 1, on which the words begin; None in a source without pages."""
        return self.boxes[0].page if self.boxes else None
