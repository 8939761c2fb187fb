"""Builds small documents for tests, part by part, with true spans: `document.text[span]` is what was written."""

import hashlib
from collections.abc import Mapping, Sequence

from ingest.aligned import AlignedText
from ingest.document import Block, Cell, Document, Footnote, Paragraph, Part, Section, Table
from ingest.reading import Reading
from kg.locator import Span


class Writing:
    """A document that is being written. Parts are appended to its text in the order in which they are made."""

    def __init__(self) -> None:
        self.text = ""
        self._sections: list[Section] = []

    def words(self, words: str) -> AlignedText:
        start = len(self.text)
        self.text += words + "\n"
        return AlignedText.at(words, start)

    def paragraph(self, words: str, level: int = 0) -> Paragraph:
        return Paragraph(text=self.words(words), level=level)

    def table(
        self,
        rows: Sequence[Sequence[str | tuple[str, int]]],
        *,
        header_rows: int = 1,
        label: str | None = "Table 1",
        caption: str | None = None,
        footnotes: Mapping[str | None, str] | None = None,
    ) -> Table:
        """A table; a cell is its words, or its words with the number of columns that it spans."""
        start = len(self.text)
        written_caption = self.words(f"{label}. {caption}") if caption else None
        cells = []
        for row, content in enumerate(rows):
            column = 0
            for item in content:
                words, width = (item, 1) if isinstance(item, str) else item
                text = self.words(words) if words else None
                cells.append(Cell(text=text, row=row, column=column, column_span=width))
                column += width
        notes = tuple(Footnote(marker=marker, text=self.words(note)) for marker, note in (footnotes or {}).items())
        return Table(
            label=label,
            caption=written_caption,
            cells=tuple(cells),
            header_rows=header_rows,
            columns=max((cell.column + cell.column_span for cell in cells), default=0),
            footnotes=notes,
            span=Span(start, len(self.text)),
        )

    def section(
        self,
        number: str | None,
        title: str | None,
        *blocks: Block | str,
        part: Part = Part.FULL,
        sections: Sequence[Section] = (),
    ) -> Section:
        """A section with its title; a string is a paragraph. Blocks that are made already stand before the title."""
        start = len(self.text)
        heading = self.words(title) if title else None
        written = tuple(self.paragraph(block) if isinstance(block, str) else block for block in blocks)
        return Section(
            part=part,
            number=number,
            title=heading,
            blocks=written,
            sections=tuple(sections),
            span=Span(start, len(self.text)),
        )

    def add(self, *sections: Section) -> "Writing":
        self._sections.extend(sections)
        return self

    def document(self) -> Document:
        return Document(
            name="made-up.txt",
            media_type="text/plain",
            digest=hashlib.sha256(self.text.encode()).hexdigest(),
            text=self.text,
            sections=tuple(self._sections),
        )

    def reading(self) -> Reading:
        return Reading(document=self.document())


def reading_of(sections: Mapping[str, str | Sequence[str]], part: Part = Part.FULL) -> Reading:
    """A reading of numbered sections of paragraphs: `reading_of({"2.4": "Dilute in water."})`."""
    writing = Writing()
    for number, paragraphs in sections.items():
        texts = (paragraphs,) if isinstance(paragraphs, str) else paragraphs
        writing.add(writing.section(number, f"Section {number}", *texts, part=part))
    return writing.reading()
