"""Storage times by the stage of preparation: "Reconstituted Solution | Diluted Solution", with a cell of prose below each."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.sources.text.lines import Line
from ingest.sources.text.tables.grid import Grid, Place, Region, Row, Words, group, row, run_on
from ingest.sources.text.tables.lexicon import lexicon

_MOST_TITLE_LINES = 2
_LEAST_STAGES = 2


@dataclass(frozen=True, slots=True)
class _Headings:
    """The stages at the top, those below one of them, and the index of the first line behind both."""

    tops: list[AlignedText]
    below: list[AlignedText]
    after: int


def begins_stages(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the title above two stages on lines of their own, or the first of them."""
    apart = index == 0 or lines[index - 1].blank or lines[index].text[:1].isspace()
    near = [line for line in lines[index : index + _MOST_TITLE_LINES + 3] if not line.blank]
    stages = [bool(_stages(line.words)) for line in near]
    first = stages.index(True) if True in stages else len(stages)
    return apart and first <= _MOST_TITLE_LINES and stages[first : first + _LEAST_STAGES] == [True] * _LEAST_STAGES


def stages(region: Region) -> Grid | None:
    """The grid of a table of storage times; None if its cells do not name the stages under which they stand."""
    first = next((at for at, line in enumerate(region.lines[: _MOST_TITLE_LINES + 1]) if _stages(line.words)), None)
    if first is None:
        return None
    headings = _headings(region.lines, first)
    cells = _blocks(region.lines[headings.after :], len(headings.tops) + max(len(headings.below) - 1, 0))
    texts = [run_on(line.text for line in cell) for cell in cells]
    rows = _header(headings, texts) if cells else ()
    if not rows:
        return None
    columns = len(texts)
    title = [group(run_on(line.text for line in region.lines[:first]), columns)] if first else []
    return Grid(header=(*title, *rows), body=(row(texts),), columns=columns, after=cells[-1][-1].after)


def _stages(words: str) -> list[tuple[int, int]]:
    """Where the stages in a line begin and end; none if the line holds anything else."""
    found = [match.span() for match in lexicon().stage.finditer(words)]
    return [] if lexicon().stage.sub("", words).strip() else found


def _headings(lines: Sequence[Words], first: int) -> _Headings:
    """The stages from a line on. A line with several, below lines with one each, stands below one of these."""
    named, at = list[list[AlignedText]](), first
    while at < len(lines) and (spans := _stages(lines[at].words)):
        named.append([lines[at].text.slice(*span) for span in spans])
        at += 1
    below = named.pop() if len(named) > 1 and len(named[-1]) > 1 else []
    return _Headings([stage for stages in named for stage in stages], below, at)


def _blocks(lines: Sequence[Words], count: int) -> list[list[Words]]:
    """The first so many stretches of lines between blank lines; none if there are fewer."""
    blocks = list[list[Words]]()
    for line in lines:
        if not blocks or (line.set_off and blocks):
            if len(blocks) == count:
                break
            blocks.append([])
        blocks[-1].append(line)
    return blocks if len(blocks) == count else []


def _header(headings: _Headings, cells: Sequence[AlignedText]) -> tuple[Row, ...]:
    """The rows of stages, each above the cells that name it; none if more than one way or no way to lay them out fits."""
    tops, below = headings.tops, headings.below
    if not below:
        return (row(tops),) if len(tops) == len(cells) else ()
    laid_out = list[tuple[Row, ...]]()
    for wide in range(len(tops)):
        spans = [len(below) if at == wide else 1 for at in range(len(tops))]
        starts = [sum(spans[:at]) for at in range(len(tops))]
        if all(
            _is_named(top, cell)
            for top, start, span in zip(tops, starts, spans, strict=True)
            for cell in cells[start : start + span]
        ):
            places = tuple(
                Place(text=top, column=start, column_span=span, row_span=1 if span > 1 else 2)
                for top, start, span in zip(tops, starts, spans, strict=True)
            )
            laid_out.append((places, row(below, first=wide)))
    return laid_out[0] if len(laid_out) == 1 else ()


def _is_named(stage: AlignedText, cell: AlignedText) -> bool:
    """Whether a cell has the first word of a stage's name."""
    return stage.text.split()[0].lower() in cell.text.lower()
