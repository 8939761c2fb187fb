"""A `table` element of SPL as a grid: rows of head, body and foot, spans filled in, notes where they are referred to."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from msgspec import structs

from ingest.sources.spl.markup import Notes, runs
from ingest.sources.spl.parsing import Element, local, place
from ingest.sources.spl.stacked import unstacked
from ingest.sources.writing.grids import Grid, GridCell, Note, note_of
from ingest.sources.writing.runs import lines
from kg.errors import SourceError

MOST_SPAN = 1_000
"""How many rows or columns a cell may span: what HTML allows for columns."""

MOST_PLACES = 20_000
"""How many places a grid may have; those of labels have at most about 1,400."""

_CELLS = ("td", "th")


def grid_of(element: Element, name: str) -> Grid:
    """The grid of a `table` element, with or without a namespace; `name` is the file's, for messages.

    Raises SourceError if a cell spans more than `MOST_SPAN` rows or columns, or the grid has more than `MOST_PLACES` places.
    """
    head, body, foot = _rows(element)
    inline = Notes(taken=_leading_signs(foot))
    caption = tuple(chain.from_iterable(runs(found, inline) for found in _children(element, "caption")))
    cells = unstacked(_placed((*head, *body), inline, name), len(head))
    for cell in chain.from_iterable(foot):
        _height_and_width(cell, name)
    notes = chain.from_iterable(lines(runs(cell, inline)) for row in foot for cell in row)
    return Grid(
        cells=tuple(cells),
        caption=caption,
        head=len(head),
        notes=tuple(notes),
        marked=tuple(Note(marker=sign, runs=text) for sign, text in inline.texts),
    )


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local(child.tag) == name]


def _rows(table: Element) -> tuple[list[list[Element]], ...]:
    """The cells of the rows of head, body and foot."""
    parts: dict[str, list[list[Element]]] = {"thead": [], "tbody": [], "tfoot": []}
    tags = _cell_tags(table.tag)
    for child in table:
        name = local(child.tag)
        rows = [child] if name == "tr" else _children(child, "tr") if name in parts else []
        cells = [[cell for cell in row if cell.tag in tags] for row in rows]
        parts[name if name in parts else "tbody"] += filter(None, cells)
    return parts["thead"], parts["tbody"], parts["tfoot"]


@lru_cache(maxsize=100)
def _cell_tags(table: str) -> frozenset[str]:
    """The tags of the cells of a table with a tag: in its namespace."""
    return frozenset(table.removesuffix("table") + name for name in _CELLS)


def _placed(rows: Sequence[list[Element]], notes: Notes, name: str) -> Sequence[GridCell]:
    """The cells with their places, each in the first column that no cell above reaches into; spans end with the table."""
    count = sum(map(len, rows))
    if count > MOST_PLACES:
        raise _too_many(name, rows[0][0])
    reached: dict[int, set[int]] = {}
    places: list[GridCell] = []
    widest = 1
    for row, cells in enumerate(rows):
        column, taken = 0, reached.get(row, ())
        for cell in cells:
            while column in taken:
                column += 1
            height = width = 1
            if cell.get("rowspan") or cell.get("colspan"):
                height, width = _height_and_width(cell, name)
                height, widest = min(height, len(rows) - row), max(width, widest)
                count += height * width - 1
                if count > MOST_PLACES:
                    raise _too_many(name, cell)
                for below in range(row + 1, row + height):
                    reached.setdefault(below, set()).update(range(column, column + width))
            places.append(GridCell(runs(cell, notes), row, column, height, width, local(cell.tag) == "th"))
            column += width
    return _compressed(places) if widest > 1 else places


def _too_many(name: str, cell: Element) -> SourceError:
    expected = f"at most {MOST_PLACES:,} in a table"
    return SourceError("a table's cells take too many places", where=place(name, cell), expected=expected)


def _height_and_width(cell: Element, name: str) -> tuple[int, int]:
    """How many rows and columns a cell spans, by HTML's rule: one, where its span is no number, as "-3" is none."""
    down, right = cell.get("rowspan"), cell.get("colspan")
    height = _span(cell, "rowspan", down, name) if down else 1
    return height, _span(cell, "colspan", right, name) if right else 1


def _span(cell: Element, attribute: str, given: str, name: str) -> int:
    printed_span = given.strip()
    if not printed_span.isdecimal():
        return 1
    if len(printed_span) > len(str(MOST_SPAN)) or int(printed_span) > MOST_SPAN:
        raise SourceError(
            f"a cell has {attribute} {printed_span[:20]}", where=place(name, cell), expected=f"at most {MOST_SPAN}"
        )
    return max(1, int(printed_span))


def _compressed(places: Sequence[GridCell]) -> Sequence[GridCell]:
    """The places without columns in which no cell begins, which spans that are too wide make."""
    columns = max([found.column + found.column_span for found in places])
    begins = sorted({found.column for found in places})
    if len(begins) == columns:
        return places
    index = {column: number for number, column in enumerate(begins)}
    return [
        structs.replace(
            found,
            column=index[found.column],
            column_span=bisect_left(begins, found.column + found.column_span) - index[found.column],
        )
        for found in places
    ]


def _leading_signs(foot: Sequence[Sequence[Element]]) -> frozenset[str]:
    """The signs that the notes printed in a table's foot begin with."""
    read = (note_of(line).marker for row in foot for cell in row for line in lines(runs(cell, Notes())))
    return frozenset(marker for marker in read if marker)
