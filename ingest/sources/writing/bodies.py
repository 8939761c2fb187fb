"""What stands below a title: paragraphs, list items, tables, and headings that are paragraphs in bold."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ingest.aligned import AlignedText
from ingest.document import Block, Paragraph, Table
from ingest.sources.writing.grids import LABEL, Grid, note_of, write_table
from ingest.sources.writing.runs import Kind, Run, all_styled, has_words, printed
from ingest.sources.writing.writer import TextWriter

_SENTENCE_ENDS = (".", "!", "?", ":", ";")
_CLOSING = '"”’)]'
_NO_HEADING_END = re.compile(r"[.;,]$")
_HEADING = re.compile(r"[A-Z\d]")
BULLET = re.compile(r"[•·●○◦▪■□‣∙*–-]\s*(?=\S)")
_CAPTION = re.compile(r"(?:Table|Figure)\s+\d", re.IGNORECASE)
_ABBREVIATIONS = re.compile(r"Abbreviations?\b|[A-Za-z][\w/+-]{0,14}\s?=\s?[A-Za-z]{2,}")
_SIGN = re.compile(r"[*†‡§¶#]+$")
_MOST_WORDS = 20
_RAISED = Kind.RAISED


class BodyLine(Struct, frozen=True):
    """A paragraph or list item before it is written; or a table's grid. `level` is 0 for a paragraph, 1 or 2 for an item."""

    runs: tuple[Run, ...] = ()
    level: int = 0
    grid: Grid | None = None


class Passage(Struct, kw_only=True):
    """A heading of the running text, None for what stands above the first, and the blocks below it.

    `rank` is 0 for a heading in bold or underlined, 1 for one in italics.
    """

    heading: AlignedText | None = None
    rank: int = 0
    start: int
    blocks: list[Block] = []


def write_passages(
    lines: Sequence[BodyLine], writer: TextWriter, *, notes: Sequence[tuple[Run, ...]] = (), headings: bool = True
) -> list[Passage]:
    """What some lines hold, written out, and below them `notes`; `headings` tells whether bold paragraphs are headings."""
    passages, index = [Passage(start=writer.length)], 0
    while index < len(lines):
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.grid is not None or (following and following.grid and _is_caption(line, following.grid)):
            at = index if line.grid is not None else index + 1
            below = list(_notes_below(lines[at + 1 :], lines[at].grid, line.runs))
            passages[-1].blocks.append(_table(lines[at], line.runs, below, writer))
            writer.blank()
            index = at + 1 + len(below)
            continue
        if headings and _is_heading(line, following):
            _begin(passages, line, writer)
        else:
            _paragraph(passages[-1], line, writer)
        index += 1
    for note in notes:
        _paragraph(passages[-1], BodyLine(runs=note), writer)
    return [passage for passage in passages if passage.heading or passage.blocks]


def joined_lines(parts: Sequence[tuple[Run, ...]]) -> Iterator[tuple[Run, ...]]:
    """The lines of a paragraph with `br`, joined where a sentence goes on in the next line."""
    if len(parts) < 2:
        yield from parts
        return
    joined: list[Run] = []
    before, styled = "", False
    for part in parts:
        words, is_styled = printed(part), all_styled(part)
        if joined and (styled != is_styled or _ends(before, words)):
            yield tuple(joined)
            joined = []
        if joined:
            joined.append(Run(text=" "))
        before, styled = words, is_styled
        joined.extend(part)
    yield tuple(joined)


def _ends(joined: str, part: str) -> bool:
    """Whether a line ends before another one: at the end of a sentence, before a bullet, before a table's label."""
    ended = joined.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
    return ended or bool(BULLET.match(part) or LABEL.match(part))


def _is_heading(line: BodyLine, following: BodyLine | None) -> bool:
    """Whether a line is a heading: all of it styled, begun with a capital, not a sentence, and with something below."""
    if following is None or line.level or not all_styled(line.runs):
        return False
    words = printed(line.runs)
    return (
        bool(_HEADING.match(words))
        and not _NO_HEADING_END.search(words)
        and not _CAPTION.match(words)
        and len(words.split()) <= _MOST_WORDS
    )


def _is_caption(line: BodyLine, grid: Grid) -> bool:
    """Whether a line is the caption of a table that follows it and has none of its own."""
    return bool(LABEL.match(printed(line.runs))) and not printed(grid.caption)


def _marks(grid: Grid | None, caption: Sequence[Run]) -> frozenset[str]:
    """What is raised in a table's caption and cells, word by word: the marks of its notes among it."""
    cells = grid.cells if grid else ()
    raised = (run.text for runs in (caption, *(cell.runs for cell in cells)) for run in runs if run.kind is _RAISED)
    return frozenset(mark for text in raised for mark in re.split(r"[\s,;]+", text) if mark)


def _notes_below(found: Sequence[BodyLine], grid: Grid | None, caption: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The paragraphs right below a table that are its notes: also one without a mark, between two notes."""
    for index, line in enumerate(found):
        explains = _is_plain(line) and _ABBREVIATIONS.match(printed(line.runs))
        if not (explains or _is_marked(line, grid, caption)):
            between = index > 0 and index + 1 < len(found) and _is_plain(line)
            if not (between and _is_marked(found[index + 1], grid, caption)):
                return
        yield line.runs


def _is_plain(line: BodyLine) -> bool:
    return line.grid is None and not line.level and has_words(line.runs)


def _is_marked(line: BodyLine, grid: Grid | None, caption: Sequence[Run]) -> bool:
    """Whether a paragraph begins with a raised mark, a sign, or a letter that is raised in the table."""
    words = [run for run in line.runs if run.text.strip()]
    marker = note_of(line.runs).marker if words and _is_plain(line) else None
    if marker is None:
        return False
    return words[0].kind is _RAISED or bool(_SIGN.match(marker)) or marker in _marks(grid, caption)


def _table(line: BodyLine, caption: Sequence[Run], below: Sequence[Sequence[Run]], writer: TextWriter) -> Table:
    if line.grid is None:
        raise ValueError(f"{printed(line.runs)!r} is no table")
    return write_table(line.grid, writer, caption=caption, below=below)


def _begin(passages: list[Passage], line: BodyLine, writer: TextWriter) -> None:
    start, written = writer.length, writer.line(line.runs)
    if written:
        plain = any(run.styles & {"bold", "underline"} for run in line.runs)
        passages.append(Passage(heading=written.text, rank=0 if plain else 1, start=start))


def _paragraph(passage: Passage, line: BodyLine, writer: TextWriter) -> None:
    written = writer.line(line.runs)
    if written is None:
        return
    text, level = written.text, line.level
    bullet = BULLET.match(text.text)
    if bullet and bullet.end() < len(text.text) and text.text[0] not in "-–*":
        text, level = text.slice(bullet.end(), len(text.text)), max(1, level)
    passage.blocks.append(Paragraph(text=text, level=level))
