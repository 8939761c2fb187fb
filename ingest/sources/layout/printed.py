"""A printed table as a grid of runs, which is then written out as those of markup are."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from ingest.sources.layout.grid import PrintedTable
from ingest.sources.layout.page import Word
from ingest.sources.writing.grids import Grid, GridCell
from ingest.sources.writing.runs import Kind, Run, RunPlace

_SIGN = re.compile(r"[*†‡§¶#]+")
_GLUED = re.compile(r"(?P<mark>\d|[*†‡§¶#]+|[a-z])(?P<rest>[A-Z][a-z].*)")


def grid_of(table: PrintedTable, pages: Mapping[int, int]) -> Grid:
    """The grid of a printed table; `pages` tell the page of each word by its identity."""
    marks = frozenset(mark for note in table.notes if (mark := _mark(note)[0]))
    return Grid(
        cells=tuple(
            GridCell(
                runs=tuple(_marked(tuple(runs_of(cell.lines, pages)), marks)),
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                heading=cell.heading,
            )
            for cell in table.cells
        ),
        caption=tuple(runs_of(table.caption, pages)),
        head=table.header_rows,
        notes=tuple(_note_runs(note, pages) for note in table.notes),
        understood=table.understood,
    )


def _mark(note: Sequence[Word]) -> tuple[str, str]:
    """The mark that a note begins with, and the rest of its first word; no mark if there is none."""
    first = note[0].text
    if note[0].kind is Kind.RAISED or _SIGN.fullmatch(first):
        return first, ""
    glued = _GLUED.fullmatch(first)
    return (glued["mark"], glued["rest"]) if glued else ("", first)


def _note_runs(note: Sequence[Word], pages: Mapping[int, int]) -> tuple[Run, ...]:
    """The runs of a note, its mark raised."""
    mark, rest = _mark(note)
    runs = tuple(runs_of((note,), pages))
    if not mark:
        return runs
    first = (
        structs.replace(runs[0], text=mark, kind=Kind.RAISED),
        structs.replace(runs[0], text=f" {rest}" if rest else ""),
    )
    return (*(run for run in first if run.text), *runs[1:])


def _marked(runs: tuple[Run, ...], marks: frozenset[str]) -> tuple[Run, ...]:
    """The runs of a cell, the last raised if it is nothing but marks of notes below other words: "Rash 1,2"."""
    if len(runs) < 2:
        return runs
    last = runs[-1]
    found = last.text.strip().split(",")
    words = runs[-2].text.strip()
    if not set(found) <= marks or not words[-1:].isalpha():
        return runs
    return (*runs[:-1], structs.replace(last, text=last.text.strip(), kind=Kind.RAISED))


def runs_of(lines: Sequence[Sequence[Word]], pages: Mapping[int, int]) -> Iterator[Run]:
    """The words of lines as runs, with the blanks between them; a word that was wrapped at its hyphen is joined."""
    before = ""
    for line in lines:
        for index, word in enumerate(line):
            blank = "" if not before or (word.joins and index) or _is_wrapped(before, word, index) else " "
            place = RunPlace(page=pages[id(word)], box=word.box)
            yield Run(text=f"{blank}{word.text}", kind=word.kind, styles=word.styles, place=place)
            before = word.text


def _is_wrapped(before: str, word: Word, index: int) -> bool:
    return index == 0 and len(before) > 1 and before[-1] in "-/" and word.text[:1].islower()
