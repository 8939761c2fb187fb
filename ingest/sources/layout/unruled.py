"""Tables without rules, told by white space: in pages of a PDF, and in text that keeps the columns of a page."""

from collections.abc import Iterator, Sequence
from itertools import chain

from ingest.document import Box
from ingest.sources.layout.columns import Placed, PlacedLine, column_count, model_of, placed_lines
from ingest.sources.layout.doubts import are_columns_doubtful
from ingest.sources.layout.grid import PrintedCell, PrintedTable
from ingest.sources.layout.headers import header_cells, header_lines, is_of_values, named_rows
from ingest.sources.layout.notes import notes_below
from ingest.sources.layout.page import Page, Word
from ingest.sources.layout.phrases import Phrase, PhraseLine, phrase_lines
from ingest.sources.layout.regions import Region, regions
from ingest.sources.layout.rows import Row, rows
from ingest.sources.text.lines import Line, page_furniture
from kg.locator import Span

_LEAST_COLUMNS = 2
_MOST_REPEATED = 8


def unruled_tables(pages: Sequence[Page], taken: Sequence[PrintedTable]) -> tuple[PrintedTable, ...]:
    """The tables of pages that no drawn lines show, in reading order; words within `taken` tables are left alone."""
    lines = _free_lines(pages, taken)
    return tuple(table for _, _, table in tables_in(lines, _ends(lines, taken)))


def tables_in(lines: Sequence[PhraseLine], ends: Sequence[int] = ()) -> Iterator[tuple[int, int, PrintedTable]]:
    """The tables of lines: each with its first line, and the line behind it and its notes.

    Above the lines that `ends` name, something else stands.
    """
    reached = 0
    for region in regions(lines, ends):
        if region.first < reached:
            continue
        own = lines[: next((end for end in ends if end >= region.after), len(lines))] if ends else lines
        reached, notes = notes_below(own, region.after)
        yield region.first, reached, _table(lines, region, notes)


def _ends(lines: Sequence[PhraseLine], taken: Sequence[PrintedTable]) -> tuple[int, ...]:
    """The lines right below tables that are known."""
    tops = [(page, box.top) for table in taken for page, box in table.boxes]
    above = [sum(top < (line.page, line.box.top) for top in tops) for line in lines]
    return tuple(index for index in range(1, len(lines)) if above[index] != above[index - 1])


def _free_lines(pages: Sequence[Page], taken: Sequence[PrintedTable]) -> tuple[PhraseLine, ...]:
    """The lines of all pages without running heads and feet, and without those of tables that are known."""
    every = [line for page in pages for line in phrase_lines(page)]
    furniture = page_furniture([Line(line.text, Span(0, 0), line.page) for line in every])
    boxes = [place for table in taken for place in table.boxes]
    kept = (line for index, line in enumerate(every) if index not in furniture)
    return tuple(line for line in kept if not any(page == line.page and _within(line.box, box) for page, box in boxes))


def _within(line: Box, box: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    return box.top <= middle <= box.bottom and line.left < box.right and line.right > box.left


def _table(lines: Sequence[PhraseLine], region: Region, notes: Sequence[Sequence[PhraseLine]]) -> PrintedTable:
    """The table of a region: caption, header, rows, and the notes below."""
    caption, own = lines[region.first : region.body], lines[region.body : region.after]
    unique = _without_repeated(own)
    columns = column_count(unique)
    placed = placed_lines(unique, columns)
    cells = tuple(_cells(placed, columns)) if columns >= _LEAST_COLUMNS else ()
    header_rows = max((cell.row + cell.row_span for cell in cells if cell.heading), default=0)
    of_values = is_of_values(placed, columns)
    header_rows = header_rows or (0 if of_values else named_rows(cells, columns))
    understood = bool(cells) and not are_columns_doubtful(cells, header_rows, of_values=of_values)
    if cells and not understood:
        cells, header_rows = _one_column(own), 0
    return PrintedTable(
        cells=cells,
        boxes=tuple(_boxes((*caption, *own, *chain.from_iterable(notes)))),
        header_rows=header_rows,
        caption=tuple(_words(line) for line in caption),
        notes=tuple(tuple(chain.from_iterable(_words(line) for line in note)) for note in notes),
        understood=understood,
    )


def _one_column(lines: Sequence[PhraseLine]) -> tuple[PrintedCell, ...]:
    """The lines of a table whose columns cannot be told."""
    return tuple(PrintedCell(lines=(_words(line),), row=row, column=0) for row, line in enumerate(lines))


def _words(line: PhraseLine) -> tuple[Word, ...]:
    return tuple(chain.from_iterable(phrase.words for phrase in line.phrases))


def _cells(placed: Sequence[PlacedLine], columns: int) -> Iterator[PrintedCell]:
    of_values = is_of_values(placed, columns)
    head = header_lines(placed) if of_values else 0
    body = placed[head:]
    header = header_cells(placed[:head], model_of(placed, columns)) if head else ()
    for cell in header:
        yield PrintedCell(
            lines=tuple(phrase.words for phrase in cell.lines),
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            heading=True,
        )
    depth = max((cell.row + cell.row_span for cell in header), default=0)
    yield from _body_cells(body, columns, depth, of_values=of_values)


def _without_repeated(lines: Sequence[PhraseLine]) -> list[PhraseLine]:
    """The lines of a table without those at the top of a page that print its first lines again."""
    first = [_letters(line) for line in lines[:_MOST_REPEATED] if line.page == lines[0].page]
    kept, repeats = list[PhraseLine](), False
    for index, line in enumerate(lines):
        begins_page = bool(index) and lines[index - 1].page != line.page
        repeats = (begins_page or repeats) and _letters(line) in first
        if not repeats:
            kept.append(line)
    return kept


def _letters(line: PhraseLine) -> str:
    return line.text.replace(" ", "")


def _body_cells(lines: Sequence[PlacedLine], columns: int, depth: int, *, of_values: bool) -> Iterator[PrintedCell]:
    """The cells of the rows of the body: a cell that goes on from the row above spans both."""
    open_cells: dict[int, tuple[int, int, list[Phrase], int]] = {}
    for number, row in enumerate(rows(lines, columns, of_values=of_values)):
        own = lines[row.first : row.after]
        for column in range(columns):
            phrases = [placed for line in own for placed in line.placed if placed.column == column]
            spanned = _is_spanned(own, column, columns, row) and column in open_cells
            if spanned:
                first, _, held, span = open_cells[column]
                open_cells[column] = (first, number, [*held, *(placed.phrase for placed in phrases)], span)
                continue
            if column in open_cells:
                yield _cell(column, open_cells.pop(column), depth)
            if phrases:
                span = _span_of(phrases, own, columns, alone=of_values)
                open_cells[column] = (number, number, [placed.phrase for placed in phrases], span)
    for column, cell in open_cells.items():
        yield _cell(column, cell, depth)


def _span_of(phrases: Sequence[Placed], own: Sequence[PlacedLine], columns: int, *, alone: bool) -> int:
    """How many columns a cell spans: as many as its phrases do, as far as the row has no other cell in them.

    A label that stands alone in a row of a table of values spans all.
    """
    column = phrases[0].column
    others = [placed.column for line in own for placed in line.placed if placed.column > column]
    if alone and column == 0 and not others:
        return columns
    return min(max(placed.span for placed in phrases), min(others, default=columns) - column)


def _is_spanned(own: Sequence[PlacedLine], column: int, columns: int, row: Row) -> bool:
    """Whether a row's place is that of the cell above: its words go on, or it and all left of it are empty."""
    if column in row.running:
        return True
    return not any(line.covers(left) for line in own for left in range(column + 1)) and column < columns - 1


def _cell(column: int, cell: tuple[int, int, list[Phrase], int], depth: int) -> PrintedCell:
    first, last, phrases, span = cell
    return PrintedCell(
        lines=tuple(phrase.words for phrase in phrases),
        row=first + depth,
        column=column,
        row_span=last + 1 - first,
        column_span=span,
    )


def _boxes(lines: Sequence[PhraseLine]) -> Iterator[tuple[int, Box]]:
    """The box around the lines of each page."""
    for page in dict.fromkeys(line.page for line in lines):
        boxes = [line.box for line in lines if line.page == page]
        yield (
            page,
            Box(
                left=min(box.left for box in boxes),
                top=min(box.top for box in boxes),
                right=max(box.right for box in boxes),
                bottom=max(box.bottom for box in boxes),
            ),
        )
