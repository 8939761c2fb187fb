"""The document model: what every source becomes, whatever its format.

A document is a tree of sections in the numbering of 21 CFR 201.57: the boxed warning, Highlights, sections 1 to 17 and
their subsections, and a guide where one stands in front. Sections hold paragraphs, list items and tables; each part
knows its span in `Document.text`, which is the source's own text, or the text that a reader writes out of markup, and is
never changed.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from msgspec import Struct

from ingest.aligned import AlignedText
from kg.codes import LabelFormat as LabelFormat  # noqa: PLC0414 (readers know formats as a part of documents)
from kg.listing import Listing
from kg.locator import Span


class Part(StrEnum):
    """Which of the parts of a label's document a section belongs to."""

    GUIDE = "guide"
    HIGHLIGHTS = "highlights"
    BOXED = "boxed"
    FULL = "full"


class StructureKind(StrEnum):
    """What characters are that hold no statement of their own."""

    SECTION_NUMBER = "section number"
    CROSS_REFERENCE = "cross-reference"
    TABLE_LABEL = "table label"
    FIGURE_LABEL = "figure label"
    FOOTNOTE_MARKER = "footnote marker"
    REFERENCE_MARKER = "reference marker"
    REFERENCE = "reference"
    LIST_NUMBER = "list number"
    PAGE = "page furniture"
    CONTACT = "contact details"
    TABLE_OF_CONTENTS = "table of contents"


class Structure(Struct, frozen=True, kw_only=True, gc=False):
    """Characters of the source that order it and state nothing: section numbers, markers, cross-references."""

    kind: StructureKind
    span: Span


class Paragraph(Struct, frozen=True, kw_only=True, gc=False):
    """A paragraph or list item. `level` is 0 for a paragraph, 1 for a list item, 2 for an item below one."""

    text: AlignedText
    level: int = 0


class Footnote(Struct, frozen=True, kw_only=True, gc=False):
    """A note below a table. `marker` is "a", "*" or None for a note that is not marked (abbreviations, remarks)."""

    marker: str | None
    text: AlignedText


class Cell(Struct, frozen=True, kw_only=True, gc=False):
    """A cell of a table, without the footnote markers, which are in `markers`; an empty cell has `text` None."""

    text: AlignedText | None
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    markers: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return self.text.text if self.text else ""


class Table(Struct, frozen=True, kw_only=True, gc=False):
    """A grid of cells. The first `header_rows` rows are headers; a cell may span rows and columns.

    `understood` is False when the source shows a table whose grid could not be told; its text is still in `text`.
    `cells` may be made when they are first asked for. `left_out` are the words of rows that are in no cell, since it could
    not be told how they belong together.
    """

    label: str | None
    caption: AlignedText | None
    cells: Sequence[Cell]
    header_rows: int
    columns: int
    footnotes: tuple[Footnote, ...] = ()
    span: Span
    understood: bool = True
    left_out: tuple[Span, ...] = ()

    @property
    def rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid."""
        for cell in self.cells:
            within_row = cell.row <= row < cell.row + cell.row_span
            if within_row and cell.column <= column < cell.column + cell.column_span:
                return cell
        return None

    def headers(self, column: int) -> tuple[Cell, ...]:
        """The header cells above a column, from the top, each once; empty ones left out."""
        found = (self.cell(row, column) for row in range(self.header_rows))
        return tuple(dict.fromkeys(cell for cell in found if cell is not None and cell.text))

    def footnote(self, marker: str) -> Footnote | None:
        return next((note for note in self.footnotes if note.marker == marker), None)


Block = Paragraph | Table


class Section(Struct, frozen=True, kw_only=True, gc=False):
    """A section, subsection or unnumbered heading with what stands below it.

    `number` is as printed ("6.1"), or None for an unnumbered heading; `title` is None for the text before the first
    heading. `loinc` is the section's LOINC code where the source or the section's number and title tell it.
    """

    part: Part
    number: str | None
    title: AlignedText | None
    blocks: tuple[Block, ...]
    sections: tuple["Section", ...] = ()
    span: Span
    loinc: str | None = None

    def walk(self) -> Iterator["Section"]:
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotUnderstood:
    """A stretch of the source that should state something and could not be read, and why."""

    span: Span
    section: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedProduct:
    """Where the text prints the proprietary and the established name that the source's data give its product."""

    name: Span
    substance: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where characters of the text are printed: the page, counted from 1, and the box around them."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A label as read. `text` is the source's text, to which every span refers; `digest` is the SHA-256 of its bytes.

    `structure` is in the order of its spans; a reader may leave finding it until it is first asked for.
    `places` are in the order of their spans, and empty for a source that has no pages. `listing` holds what the source's
    own data say of the label, beside its text. `chapters` tell which section of 21 CFR 201.57(c) a printed number stands
    for, in a label that numbers its sections otherwise.
    """

    name: str
    media_type: str
    digest: str
    text: str
    sections: tuple[Section, ...]
    structure: Collection[Structure] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    set_id: str | None = None
    version: str | None = field(default=None)
    product: NamedProduct | None = None
    format: LabelFormat = LabelFormat.PHYSICIAN_LABELING_RULE
    listing: Listing | None = None
    chapters: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()

    def walk(self) -> Iterator[Section]:
        for section in self.sections:
            yield from section.walk()

    @property
    def professional(self) -> tuple[Section, ...]:
        """The sections without the guides behind the last one: patient labeling and package labels, which repeat the others."""
        last = max((at for at, section in enumerate(self.sections) if section.part is not Part.GUIDE), default=-1)
        return self.sections[: last + 1] or self.sections

    def chapter(self, number: str | None) -> str | None:
        """The number that a section has by 21 CFR 201.57(c), from the printed one: the same, in nearly all labels."""
        return self.chapters.get(number, number) if number is not None else None

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def boxes(self, span: Span) -> tuple[Place, ...]:
        """Where some characters are printed: their part of each line, in reading order; none without pages."""
        first = bisect_right(self.places, span.start, key=lambda place: place.span.start) - 1
        found = list[Place]()
        for place in self.places[max(0, first) :]:
            if place.span.start >= span.end:
                break
            if place.span.end <= span.start:
                continue
            if found and found[-1].page == place.page and _on_one_line(found[-1].box, place.box):
                found[-1] = _around(found[-1], place)
            else:
                found.append(place)
        return tuple(found)

    def section(self, number: str) -> Section | None:
        """The section of the full prescribing information with a number; None if the label has none."""
        return next((s for s in self.walk() if s.part is Part.FULL and s.number == number), None)


def _on_one_line(box: Box, following: Box) -> bool:
    """Whether a word's box stands right of another on the same line: half of the lower one's height is beside it."""
    shared = min(box.bottom, following.bottom) - max(box.top, following.top)
    height = min(box.bottom - box.top, following.bottom - following.top)
    return following.right > box.left and shared > height / 2 and following.left >= box.left


def _around(place: Place, following: Place) -> Place:
    box, other = place.box, following.box
    return Place(
        span=Span(place.span.start, following.span.end),
        page=place.page,
        box=Box(
            left=min(box.left, other.left),
            top=min(box.top, other.top),
            right=max(box.right, other.right),
            bottom=max(box.bottom, other.bottom),
        ),
    )
