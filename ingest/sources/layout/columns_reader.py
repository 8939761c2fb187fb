"""Text that keeps the columns of its pages, read to a document.

Its lines are written out in reading order, tables in their place, cell by cell; what stands between tables is then read as
any other text.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.document import Document, Table
from ingest.sources.layout.columns_text import COLUMN, is_in_columns, pages_in_columns
from ingest.sources.layout.items import begins_item
from ingest.sources.layout.page import Page, Word
from ingest.sources.layout.phrases import PhraseLine, phrase_lines
from ingest.sources.layout.printed import grid_of
from ingest.sources.layout.streams import reading_order
from ingest.sources.layout.unruled import tables_in
from ingest.sources.text.lines import Line, decode, lines_of, page_furniture
from ingest.sources.text.reader import TextSource, document_of
from ingest.sources.text.tables import printed_words
from ingest.sources.text.tables.markers import without_markers
from ingest.sources.writing.grids import write_table
from ingest.sources.writing.runs import Kind, RunPlace
from ingest.sources.writing.writer import TextWriter
from kg.errors import SourceError
from kg.locator import Span

_MOST_INDENT = 24


def is_columns(data: bytes) -> bool:
    """Whether bytes are a text that keeps the columns of its pages."""
    try:
        return is_in_columns(decode("", data))
    except SourceError:
        return False


def read_columns(name: str, data: bytes) -> Document:
    """The document of a text that keeps columns. Raises SourceError if it is no label, or a label cut off."""
    pages = pages_in_columns(decode(name, data))
    lines = reading_order(_lines(pages))
    writer, tables = TextWriter(), dict[int, Table]()
    spans = list[Span]()
    at = {id(word): page.number for page in pages for word in page.words}
    words = printed_words(_texts(lines))
    index = 0
    for first, after, table in tables_in(lines):
        _write_lines(lines, range(index, first), writer)
        start = writer.length
        written = without_markers(write_table(grid_of(table, at), writer), words, _texts(lines[first:after]))
        tables[start] = written
        spans.append(Span(start, writer.length))
        writer.blank()
        index = after
    _write_lines(lines, range(index, len(lines)), writer)
    source = TextSource(
        text=writer.text,
        lines=tuple(_without_tables(lines_of(writer.text), spans)),
        tables=tables,
        structure=tuple(writer.structure),
        places=tuple(writer.places),
    )
    return document_of(name, data, source)


def _texts(lines: Sequence[PhraseLine]) -> list[Line]:
    return [Line(line.text, Span(0, 0), line.page) for line in lines]


def _lines(pages: Sequence[Page]) -> tuple[PhraseLine, ...]:
    """The lines of all pages without running heads and feet."""
    every = [line for page in pages for line in phrase_lines(page)]
    furniture = page_furniture(_texts(every))
    kept = (line for index, line in enumerate(every) if index not in furniture)
    return tuple(_without_heads([list(page) for _, page in groupby(kept, key=lambda line: line.page)]))


def _without_heads(pages: Sequence[Sequence[PhraseLine]]) -> Iterator[PhraseLine]:
    """The lines of pages without those at the top that the page before has there too."""
    above: list[str] = []
    for page in pages:
        texts = [line.text for line in page]
        same = next((index for index, pair in enumerate(zip(above, texts, strict=False)) if pair[0] != pair[1]), 0)
        yield from page[same:]
        above = texts


def _write_lines(lines: Sequence[PhraseLine], where: range, writer: TextWriter) -> None:
    """Writes lines as they stand, with their indentation, the blank lines between them, and the bullets of lists."""
    for index in where:
        line, above = lines[index], lines[index - 1] if index else None
        if above is not None and line.page == above.page and line.above > 0.5 * line.size:
            writer.blank()
        indent = " " * min(_MOST_INDENT, round((line.left - line.margin) / COLUMN))
        text = " ".join(_text(phrase.words) for phrase in line.phrases)
        bullet = "• " if begins_item(lines[where.start : where.stop], index - where.start) else ""
        writer.verbatim(f"{indent}{bullet}{text}", RunPlace(page=line.page, box=line.box))


def _text(words: Sequence[Word]) -> str:
    """The words as they read, raised numbers of powers written out."""
    parts = list[str]()
    for index, word in enumerate(words):
        before = words[index - 1].text if index else ""
        power = word.kind is Kind.RAISED and before.endswith("10") and word.text.lstrip("-–−").isdigit()
        parts.append(f"^{word.text}" if power else word.text if word.joins or not index else f" {word.text}")
    return "".join(parts)


def _without_tables(lines: Sequence[Line], spans: Sequence[Span]) -> Iterator[Line]:
    """The lines of a text, of each table only the first."""
    held = iter([*spans, Span(len(lines) and lines[-1].span.end + 1, len(lines) and lines[-1].span.end + 1)])
    span = next(held)
    for line in lines:
        while line.span.start >= span.end and line.span.start > span.start:
            following = next(held, None)
            if following is None:
                break
            span = following
        if not span.start < line.span.start < span.end:
            yield line
