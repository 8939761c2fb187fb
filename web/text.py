"""The text of a label by section, with one quote marked and a place to link to at each quote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.query import Ask, Row


@dataclass(frozen=True, slots=True)
class Quoted:
    """The characters that a page marks: half-open, in the document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters of the label; `anchor` is the name of a place just before them, `marked` says that they are the quote."""

    text: str
    anchor: str | None
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSection:
    """A section as the page shows it. The title's characters are in `title_pieces`, the others in `pieces`."""

    id: str
    level: Literal[2, 3, 4]
    name: str
    title_pieces: Sequence[Piece]
    pieces: Sequence[Piece]


def text_sections(ask: Ask, label: Row, quoted: Quoted | None) -> Sequence[TextSection]:
    """The sections of a label in reading order, with all their characters up to their first subsection."""
    of_label = {"label": label["label"]}
    rows = ask("section", of_label)
    cited = [*ask("evidence", of_label), *ask("not_understood", of_label)]
    starts = sorted({_whole(row, "start") for row in cited})
    levels = _levels(rows)
    return [_section(row, levels[str(row["section"])], starts, quoted) for row in rows]


def _levels(rows: Sequence[Row]) -> dict[str, Literal[2, 3, 4]]:
    """How deep each section lies, from 2 for the outermost, as headings of a page; a row stands before those below it."""
    levels = dict[str, Literal[2, 3, 4]]()
    for row in rows:
        above = levels.get(str(row["within"]))
        levels[str(row["section"])] = 2 if above is None else 3 if above == 2 else 4
    return levels


def _section(row: Row, level: Literal[2, 3, 4], starts: Sequence[int], quoted: Quoted | None) -> TextSection:
    text, start = str(row["text"]), _whole(row, "start")
    split = _title_length(text, str(row["title"] or ""))
    return TextSection(
        id=f"s{row['number'] or start}",
        level=level,
        name=f"{row['number'] or ''} {row['title'] or str(row['part']).capitalize()}".strip(),
        title_pieces=list(_pieces(text[:split], start, starts, quoted)),
        pieces=list(_pieces(text[split:].rstrip(), start + split, starts, quoted)),
    )


def _title_length(text: str, title: str) -> int:
    """How many characters the title takes up at the start of a section, with its number; 0 if it is not told."""
    wanted = "".join(title.split())
    read = ""
    for end, letter in enumerate(text, start=1):
        read += "" if letter.isspace() else letter
        if wanted and read.endswith(wanted):
            return end
        if len(read) > len(wanted) + 12:
            break
    return 0


def _pieces(text: str, offset: int, starts: Sequence[int], quoted: Quoted | None) -> Iterator[Piece]:
    """The characters cut at each place to link to and at both ends of the quote."""
    end = offset + len(text)
    cuts = {offset, *(start for start in starts if offset <= start < end)}
    if quoted:
        cuts |= {cut for cut in (quoted.start, quoted.end) if offset < cut < end}
    ordered = [*sorted(cuts), end]
    places = set(starts)
    for start, stop in pairwise(ordered):
        marked = quoted is not None and quoted.start < stop and start < quoted.end
        anchor = f"c{start}" if start in places or (quoted and start == quoted.start) else None
        yield Piece(text=text[start - offset : stop - offset], anchor=anchor, marked=marked)


def _whole(row: Row, name: str) -> int:
    return int(str(row[name]))
