"""The lines of pages in reading order, column by column, with tables where they stand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Box
from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.gutters import Stretch, stretches
from ingest.sources.layout.page import Page, Word
from ingest.sources.layout.phrases import text_of
from ingest.sources.layout.word_lines import word_lines
from ingest.sources.text.headings import FULL, HIGHLIGHTS


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of running text, or a table in its place.

    `column` is 0 for a line over the whole width of a page, `edge` how far right the lines of the column reach.
    """

    page: int
    column: int
    words: tuple[Word, ...] = ()
    box: Box
    size: float
    edge: float
    table: PrintedTable | None = None

    @property
    def text(self) -> str:
        return text_of(self.words)


def text_lines(pages: Sequence[Page], tables: Sequence[PrintedTable]) -> tuple[TextLine, ...]:
    """The lines of all pages in reading order; words inside tables are in these."""
    begins = {id(table): table.boxes[0] for table in tables if table.boxes}
    boxes = [(number, box) for table in tables for number, box in table.boxes]
    front, found = _front(pages), list[TextLine]()
    for page in pages:
        own = [box for number, box in boxes if number == page.number]
        words = tuple(word for word in page.words if not any(_holds(box, word.box) for box in own))
        placed = [table for table in tables if id(table) in begins and begins[id(table)][0] == page.number]
        columns = stretches(replace(page, words=words), until=front.get(page.number), tables=own)
        for index, stretch in enumerate(columns, 1):
            column = index if stretch.right - stretch.left < page.width else 0
            found.extend(_lines(page, column, stretch, placed))
    return tuple(_with_edges(found))


def _front(pages: Sequence[Page]) -> dict[int, float]:
    """The pages of Highlights and contents, which are set in columns, and how far down they reach on each."""
    if not any(HIGHLIGHTS.match(text_of(row)) for page in pages for row in word_lines(page.words)):
        return {}
    found = dict[int, float]()
    for page in pages:
        found[page.number] = page.height
        for row in word_lines(page.words):
            if FULL.match(text_of(row)):
                found[page.number] = min(word.box.top for word in row)
                return found
    return {}


def _lines(page: Page, column: int, stretch: Stretch, tables: Sequence[PrintedTable]) -> Iterator[TextLine]:
    """The lines of a column, and the tables that begin between them."""
    rows = [_line(page.number, column, row) for row in word_lines(stretch.words)]
    placed = [
        TextLine(page=page.number, column=column, box=box, size=0.0, edge=box.right, table=table)
        for table in tables
        for box in [table.boxes[0][1]]
        if stretch.top <= (box.top + box.bottom) / 2 < stretch.bottom and stretch.holds(box)
    ]
    yield from sorted((*rows, *placed), key=lambda line: line.box.top)


def _line(page: int, column: int, row: Sequence[Word]) -> TextLine:
    """A line, with the box of its words of the size that most of its characters have."""
    sizes = Counter[float]()
    for word in row:
        sizes[word.size] += len(word.text)
    size = sizes.most_common(1)[0][0]
    main = [word for word in row if word.size == size]
    box = Box(
        left=min(word.box.left for word in row),
        top=main[0].box.top,
        right=max(word.box.right for word in row),
        bottom=main[0].box.bottom,
    )
    return TextLine(page=page, column=column, words=tuple(row), box=box, size=size, edge=box.right)


def _with_edges(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines with the edge of their column: one in twenty of the lines that begin as far left reaches further."""
    groups: dict[tuple[int, int] | None, list[float]] = {}
    for line in lines:
        if line.table is None:
            groups.setdefault(_group(line), []).append(line.box.right)
    edges = {group: sorted(rights)[len(rights) * 19 // 20] for group, rights in groups.items()}
    for line in lines:
        yield line if line.table else replace(line, edge=max(edges[_group(line)], line.box.right))


def _group(line: TextLine) -> tuple[int, int] | None:
    """All lines over the whole width of pages together, those of each column apart."""
    return (line.page, line.column) if line.column else None


def _holds(box: Box, inner: Box) -> bool:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return box.left - 1 <= x <= box.right + 1 and box.top - 1 <= y <= box.bottom + 1
