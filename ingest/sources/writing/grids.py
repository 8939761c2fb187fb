"""Grids of cells of runs, written out as tables: caption split, header rows told, notes and markers apart from cells."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct, structs

from ingest.aligned import AlignedText
from ingest.document import Cell, Footnote, Table
from ingest.sources.writing.runs import Kind, Run, all_bold, has_words, lines, printed
from ingest.sources.writing.writer import TextWriter
from kg.later import FoundLater
from kg.locator import Span

LABEL = re.compile(
    r"\s*(?P<label>Table\s+\d+[A-Za-z]?)(?:(?:\s*[.:]|\s+[-–—])(?:\s+(?=\S)|$)|\s+(?=(?-i:[^a-z\s]))|\s*$)",
    re.IGNORECASE,
)
"""The label of a table at the beginning of its caption: "Table 2: ...", "TABLE 2 Reactions", and not "Table 2 shows"."""
_SIGN = re.compile(r"(?P<marker>[*†‡§¶#]+)\s*(?=\S)")
_LETTER = re.compile(r"(?P<marker>[a-z])(?:[.):]\s*|\s+)(?=[A-Z0-9+<>≥≤(\[±])")


class GridCell(Struct, frozen=True, gc=False):
    """A cell before it is written; `heading` if the source marks it as a header."""

    runs: tuple[Run, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    heading: bool = False


class Note(Struct, frozen=True, kw_only=True, gc=False):
    """A note before it is written."""

    marker: str | None
    runs: tuple[Run, ...]


class Grid(Struct, frozen=True, kw_only=True, gc=False):
    """A table before it is written: its own caption, its cells, and its notes in the order in which they are printed.

    `head` is how many rows the source marks as headers. `marked` are notes that the source itself gives their markers.
    """

    cells: tuple[GridCell, ...]
    caption: tuple[Run, ...] = ()
    head: int = 0
    notes: tuple[tuple[Run, ...], ...] = ()
    marked: tuple[Note, ...] = ()
    understood: bool = True


def write_table(
    grid: Grid, writer: TextWriter, *, caption: Sequence[Run] = (), below: Sequence[Sequence[Run]] = ()
) -> Table:
    """The table of a grid, written out caption, rows, notes, each cell on a line of its own.

    `caption` and `below` are the paragraphs above and below that are its caption, if it has none of its own, and its notes.
    """
    titled, cells, head = _titled(
        grid.caption if printed(grid.caption) else tuple(caption), list(grid.cells), grid.head
    )
    rows, last_notes = _without_notes(_by_row(cells), head)
    cells = [cell for cell in cells if cell.row < len(rows)] if last_notes else cells
    printed_notes = (note for line in (*grid.notes, *map(tuple, below)) for note in _parted(line))
    notes = [*last_notes, *map(note_of, printed_notes), *grid.marked]
    markers = frozenset(note.marker for note in notes if note.marker)

    start = writer.length
    label, title = _caption(titled, writer, markers)
    begin = writer.length
    writer.lines([cell.runs for cell in cells if cell.runs], markers)
    footnotes = tuple(footnote for note in notes for footnote in _footnote(note, writer, markers))
    return Table(
        label=label,
        caption=title,
        cells=FoundLater(partial(_cells, cells, begin, markers)),
        header_rows=head or _header_rows(rows),
        columns=max([cell.column + cell.column_span for cell in cells], default=0),
        footnotes=footnotes,
        span=Span(start, max(start, writer.length - 1)),
        understood=grid.understood and bool(cells),
    )


def _titled(caption: tuple[Run, ...], places: list[GridCell], head: int) -> tuple[tuple[Run, ...], list[GridCell], int]:
    """The caption, from the first row if that is one cell "Table 3: ..." over all columns, and the places below it."""
    if printed(caption) or not places or not LABEL.match(printed(places[0].runs)):
        return caption, places, head
    first = places[0]
    if first.column_span < _columns(places) or first.row_span > 1:
        return caption, places, head
    return first.runs, [structs.replace(found, row=found.row - 1) for found in places[1:]], max(0, head - 1)


def _columns(places: Sequence[GridCell]) -> int:
    return max([found.column + found.column_span for found in places], default=0)


def _without_notes(rows: Sequence[Sequence[GridCell]], head: int) -> tuple[Sequence[Sequence[GridCell]], list[Note]]:
    """The rows without the last ones that are notes: one cell over all columns that begins with a raised marker."""
    notes: list[Note] = []
    last = len(rows)
    while last > head + 1 and len(rows[last - 1]) == 1:
        cells, columns = rows[last - 1], max(map(_columns, rows))
        if cells[0].column_span < columns or columns < 2:
            break
        read = [note_of(line) for line in lines(cells[0].runs)]
        if not read or read[0].marker is None:
            break
        notes.extend(reversed(read))
        last -= 1
    return rows[:last], notes[::-1]


def _by_row(places: Sequence[GridCell]) -> list[list[GridCell]]:
    """The cells that begin in each row."""
    by_row: list[list[GridCell]] = [[] for _ in range(max([found.row + 1 for found in places], default=0))]
    for cell in places:
        by_row[cell.row].append(cell)
    return by_row


def _header_rows(by_row: Sequence[Sequence[GridCell]]) -> int:
    """Where a table has no head: the rows at the top that hold only `th`, or else those that are all bold.

    A bold row of one cell over all columns heads a group of rows, not the table, unless a bold row follows it. Where no row
    is bold, a first row is the header if its corner is empty and its other cells hold words without figures alone.
    """
    rows = len(by_row)
    named = _rows_at_top(by_row, lambda cells: all(found.heading for found in cells))
    bold = _rows_at_top(by_row, _is_bold)
    while not named and bold and len(by_row[bold - 1]) == 1:
        bold -= 1
    found = named or bold or _below_corner(by_row)
    return found if found < rows else 0


def _below_corner(by_row: Sequence[Sequence[GridCell]]) -> int:
    """1 if only the corner of the first row is empty and each of its other cells begins with a letter, else 0."""
    first = by_row[0] if by_row else ()
    words = [printed(found.runs) for found in first]
    headed = len(words) > 2 and not words[0] and all(text[:1].isalpha() for text in words[1:])
    return int(headed and all(found.row_span == 1 for found in first))


def _rows_at_top(by_row: Sequence[Sequence[GridCell]], is_header: Callable[[Sequence[GridCell]], bool]) -> int:
    """How many rows at the top are headers, with those into which their cells reach."""
    reach = 0
    for row, cells in enumerate(by_row):
        if row >= reach and not (cells and is_header(cells)):
            return reach
        reach = max(reach, *(found.row + found.row_span for found in cells), row + 1)
    return reach


def _is_bold(cells: Sequence[GridCell]) -> bool:
    """Whether all words of a row are bold, in the first row or in more than one cell."""
    filled = [found for found in cells if has_words(found.runs)]
    alone = len(filled) == 1 and len(cells) > 1
    first = bool(cells) and cells[0].row == 0
    return bool(filled) and (first or not alone) and all(all_bold(found.runs) for found in filled)


def note_of(runs_of_note: tuple[Run, ...]) -> Note:
    """A note with its marker: raised at its beginning, or a sign or single letter in front of it."""
    words = [run for run in runs_of_note if run.text.strip()]
    if words and words[0].kind is Kind.RAISED and len(words[0].text.strip()) <= 3:
        after = list(runs_of_note)[list(runs_of_note).index(words[0]) + 1 :]
        return Note(marker=words[0].text.strip().rstrip(".),"), runs=(words[0], *after))
    begin = printed(runs_of_note)
    match = _SIGN.match(begin) or _LETTER.match(begin)
    if match is None:
        return Note(marker=None, runs=runs_of_note)
    return Note(marker=match["marker"], runs=runs_of_note)


def _parted(line: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The notes of one line: after one that begins with the raised mark "a", the raised mark "b" begins the next."""
    begin, mark = 0, ""
    for index, run in enumerate(line):
        own = run.text.strip() if run.kind is Kind.RAISED else ""
        if not mark:
            leads = bool(own) and not printed(line[:index])
            mark = own if leads else mark
        elif len(own) == len(mark) == 1 and ord(own) == ord(mark) + 1 and _ends(line[begin:index]):
            yield line[begin:index]
            begin, mark = index, own
    yield line[begin:]


def _ends(runs: Sequence[Run]) -> bool:
    return printed(runs).endswith((".", ";", ")", "]"))


def _caption(
    caption: tuple[Run, ...], writer: TextWriter, markers: frozenset[str]
) -> tuple[str | None, AlignedText | None]:
    line = writer.line(caption, notes=markers, prose=False)
    if line is None:
        return None, None
    match = LABEL.match(line.text.text)
    if match is None:
        return None, line.text
    rest = line.text.slice(match.end(), len(line.text.text)).strip()
    return " ".join(match["label"].split()).capitalize(), rest if rest.text else None


def _cells(found: Iterable[GridCell], begin: int, markers: frozenset[str]) -> Iterator[Cell]:
    """The cells of a table that was written from an offset of the text on, told by writing them again from there."""
    writer = TextWriter(begin)
    for cell in found:
        line = writer.line(cell.runs, notes=markers, prose=False) if cell.runs else None
        yield Cell(
            text=line.text if line else None,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            markers=line.markers if line else (),
        )


def _footnote(note: Note, writer: TextWriter, markers: frozenset[str]) -> Iterator[Footnote]:
    """The note, written with its marker in front, which its clean text leaves out."""
    own = [run for run in note.runs if run.text.strip()]
    raised = bool(own) and own[0].kind is Kind.RAISED
    written = note.runs
    if note.marker and not raised and not printed(note.runs).startswith(note.marker):
        written = (Run(text=note.marker, kind=Kind.NOTE), Run(text=" "), *note.runs)
    line = writer.line(written, notes=markers, prose=False)
    if line is None:
        return
    text = line.text
    if note.marker and text.text.startswith(note.marker) and not raised:
        text = text.slice(len(note.marker), len(text.text))
        text = text.slice(len(text.text) - len(text.text.lstrip(" .):")), len(text.text))
    if text.text:
        yield Footnote(marker=note.marker, text=text)
