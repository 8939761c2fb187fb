"""A `table` element of SPL as a grid: spans filled in, caption split, notes and their markers apart from the cells."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from lxml import etree

from ingest.aligned import AlignedText
from ingest.document import Cell, Footnote, Table
from ingest.sources.spl.markup import Kind, Notes, Run, all_bold, lines, printed, runs
from ingest.sources.spl.parsing import place, tag
from ingest.sources.spl.writer import TextWriter
from kg.errors import SourceError
from kg.locator import Span

MOST_SPAN = 1_000
"""How many rows or columns a cell may span: what HTML allows for columns."""

MOST_PLACES = 200_000
"""How many places a grid may have."""

LABEL = re.compile(r"\s*(?P<label>Table\s+\d+[A-Za-z]?)(?:\s*[.:]|\s+[-–—])?(?:\s+(?=\S)|$)", re.IGNORECASE)
_SIGN = re.compile(r"(?P<marker>[*†‡§¶#]+)\s*(?=\S)")
_LETTER = re.compile(r"(?P<marker>[a-z])(?:[.):]\s*|\s+)(?=[A-Z0-9+<>≥≤(\[±])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A cell before it is written."""

    runs: tuple[Run, ...]
    row: int
    column: int
    row_span: int
    column_span: int
    heading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note before it is written."""

    marker: str | None
    runs: tuple[Run, ...]


def table_of(
    element: etree._Element,
    writer: TextWriter,
    *,
    name: str,
    caption: Sequence[Run] = (),
    below: Sequence[Sequence[Run]] = (),
) -> Table:
    """The table of a `table` element, with or without a namespace, written out caption, rows, notes.

    Each cell stands on a line of its own. `name` is the file's, for messages; `caption` and `below` are the paragraphs
    above and below the element that are its caption, if it has none of its own, and its notes. Raises SourceError if a cell spans more
    than `MOST_SPAN` rows or columns, or the grid has more than `MOST_PLACES` places.
    """
    inline = Notes(taken=_leading_signs(element))
    own = tuple(chain.from_iterable(runs(found, inline) for found in _children(element, "caption")))
    caption_runs = own if printed(own) else tuple(caption)
    head, body, foot = _rows(element)
    places = _compressed(_placed((*head, *body), inline, name))
    caption_runs, places, head_rows = _titled(caption_runs, places, len(head))
    places, last_notes = _without_notes(places, head_rows)
    foot_runs = chain.from_iterable(lines(runs(cell, inline)) for row in foot for cell in row)
    noted = [*last_notes, *map(note_of, (*foot_runs, *map(tuple, below)))]
    notes = [*noted, *(Note(marker=sign, runs=text) for sign, text in inline.texts)]
    markers = frozenset(note.marker for note in notes if note.marker)

    start = writer.length
    label, title = _caption(caption_runs, writer, markers)
    header_rows = head_rows or _header_rows(places)
    cells = tuple(_cell(found, writer, markers) for found in places)
    footnotes = tuple(footnote for note in notes for footnote in _footnote(note, writer, markers))
    return Table(
        label=label,
        caption=title,
        cells=cells,
        header_rows=header_rows,
        columns=max((cell.column + cell.column_span for cell in cells), default=0),
        footnotes=footnotes,
        span=Span(start, max(start, writer.length - 1)),
        understood=bool(cells),
    )


def _children(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if tag(child) == name]


def _rows(table: etree._Element) -> tuple[list[list[etree._Element]], ...]:
    """The cells of the rows of head, body and foot."""
    parts: dict[str, list[list[etree._Element]]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        name = tag(child)
        rows = [child] if name == "tr" else _children(child, "tr") if name in parts else []
        cells = ([cell for cell in row if tag(cell) in ("td", "th")] for row in rows)
        parts[name if name in parts else "tbody"].extend(row for row in cells if row)
    return parts["thead"], parts["tbody"], parts["tfoot"]


def _placed(rows: Sequence[list[etree._Element]], notes: Notes, name: str) -> list[_Place]:
    """The cells with their places, each in the first column that no cell above reaches into; spans end with the table."""
    taken, places = set[tuple[int, int]](), list[_Place]()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            height = min(_span(cell, "rowspan", name), len(rows) - row)
            width = _span(cell, "colspan", name)
            if len(taken) + height * width > MOST_PLACES:
                raise SourceError(
                    "a table's cells take too many places",
                    where=place(name, cell),
                    expected=f"at most {MOST_PLACES:,} in a table",
                )
            taken.update((row + down, column + right) for down in range(height) for right in range(width))
            places.append(
                _Place(
                    runs=runs(cell, notes),
                    row=row,
                    column=column,
                    row_span=height,
                    column_span=width,
                    heading=tag(cell) == "th",
                )
            )
            column += width
    return places


def _span(cell: etree._Element, attribute: str, name: str) -> int:
    printed_span = (cell.get(attribute) or "1").strip()
    if not printed_span.isdecimal():
        return 1
    if len(printed_span) > len(str(MOST_SPAN)) or int(printed_span) > MOST_SPAN:
        raise SourceError(
            f"a cell has {attribute} {printed_span[:20]}", where=place(name, cell), expected=f"at most {MOST_SPAN}"
        )
    return max(1, int(printed_span))


def _compressed(places: Sequence[_Place]) -> list[_Place]:
    """The places without columns in which no cell begins, which spans that are too wide make."""
    begins = sorted({found.column for found in places})
    index = {column: number for number, column in enumerate(begins)}
    return [
        replace(
            found,
            column=index[found.column],
            column_span=sum(found.column <= column < found.column + found.column_span for column in begins),
        )
        for found in places
    ]


def _titled(caption: tuple[Run, ...], places: list[_Place], head: int) -> tuple[tuple[Run, ...], list[_Place], int]:
    """The caption, from the first row if that is one cell "Table 3: ..." over all columns, and the places below it."""
    if printed(caption) or not places or not LABEL.match(printed(places[0].runs)):
        return caption, places, head
    first = places[0]
    if first.column_span < _columns(places) or first.row_span > 1:
        return caption, places, head
    return first.runs, [replace(found, row=found.row - 1) for found in places[1:]], max(0, head - 1)


def _columns(places: Sequence[_Place]) -> int:
    return max((found.column + found.column_span for found in places), default=0)


def _without_notes(places: list[_Place], head: int) -> tuple[list[_Place], list[Note]]:
    """The places without the last rows that are notes: one cell over all columns that begins with a raised marker."""
    columns, notes = _columns(places), list[Note]()
    rows = max((found.row for found in places), default=-1)
    for row in range(rows, head, -1):
        cells = [found for found in places if found.row == row]
        if len(cells) != 1 or cells[0].column_span < columns or columns < 2:
            break
        read = [note_of(line) for line in lines(cells[0].runs)]
        if not read or read[0].marker is None:
            break
        notes = [*read, *notes]
        places = [found for found in places if found.row != row]
    return places, notes


def _header_rows(places: Sequence[_Place]) -> int:
    """Where a table has no head: the rows at the top that hold only `th`, or else those that are all bold.

    A bold row of one cell over all columns heads a group of rows, not the table, unless a bold row follows it.
    """
    rows = max((found.row + 1 for found in places), default=0)
    by_row = [[found for found in places if found.row == row] for row in range(rows)]
    named = _rows_at_top(by_row, lambda cells: all(found.heading for found in cells))
    bold = _rows_at_top(by_row, _is_bold)
    if not named and bold == 1 and len(by_row[0]) == 1:
        return 0
    found = named or bold
    return found if found < rows else 0


def _rows_at_top(by_row: Sequence[Sequence[_Place]], is_header: Callable[[Sequence[_Place]], bool]) -> int:
    """How many rows at the top are headers, with those into which their cells reach."""
    reach = 0
    for row, cells in enumerate(by_row):
        if row >= reach and not (cells and is_header(cells)):
            return reach
        reach = max(reach, *(found.row + found.row_span for found in cells), row + 1)
    return reach


def _is_bold(cells: Sequence[_Place]) -> bool:
    """Whether all words of a row are bold, in the first row or in more than one cell."""
    filled = [found for found in cells if printed(found.runs)]
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


def _leading_signs(table: etree._Element) -> frozenset[str]:
    """The signs that the notes printed in a table's foot begin with."""
    feet = [cell for row in _rows(table)[2] for cell in row]
    read = (note_of(line).marker for foot in feet for line in lines(runs(foot, Notes())))
    return frozenset(marker for marker in read if marker)


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


def _cell(found: _Place, writer: TextWriter, markers: frozenset[str]) -> Cell:
    line = writer.line(found.runs, notes=markers, prose=False)
    return Cell(
        text=line.text if line else None,
        row=found.row,
        column=found.column,
        row_span=found.row_span,
        column_span=found.column_span,
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
