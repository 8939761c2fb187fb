"""Where the rows of a table without rules begin: which lines begin cells, and which go on in the cells above.

A row's cells stand at its top. So a line in which a column has words again, after a line without, begins a row; where all
columns go on, the words tell: a sentence that runs on, a line whose next word had found room, a second value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.sources.layout.columns import PlacedLine
from ingest.sources.layout.phrases import Phrase
from ingest.sources.layout.values import is_patients, is_value
from ingest.sources.text.headings import SENTENCE_END, runs_on

_ROOM = 0.92
_WHITE = 0.55
_LABEL_WEIGHT = 0.4
_SURE = 1.0
_FULL_LINE = 1.2
"""What speaks for a row, for each column, in a line with words in all below one with words in all, if few run on."""

_BULLETS = "•·●○▪■"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The lines from `first` to before `after`; `running` are the columns whose cell goes on from the row above."""

    first: int
    after: int
    running: frozenset[int] = frozenset()


def rows(lines: Sequence[PlacedLine], columns: int, *, of_values: bool) -> tuple[Row, ...]:
    """The rows of the body of a table, in order. In a table `of_values`, every row has a label of its own."""
    widths = [_width(lines, column) for column in range(columns)]
    pitch = _pitch(lines)
    found, running = [0], {0: frozenset[int]()}
    for index in range(1, len(lines)):
        if of_values and _is_around_values(lines, index, found[-1]):
            continue
        goes_on = {c: _goes_on(lines, index, c, widths[c], found[-1]) for c in range(columns)}
        if of_values and _is_label_below_values(lines, index, found[-1]):
            goes_on[0] = -1.0
        for_row, against = _weigh(lines, index, goes_on, found[-1], columns)
        white = lines[index].line.above - pitch
        if lines[index].line.page == lines[index - 1].line.page and white > _WHITE * lines[index].line.size:
            for_row += 1.0
        if for_row > against:
            is_second = len(found) == 1 and index == 1
            running[index] = frozenset() if of_values or is_second else _running(lines, index, goes_on)
            found.append(index)
    ends = [*found[1:], len(lines)]
    return tuple(Row(first=a, after=b, running=running[a]) for a, b in zip(found, ends, strict=True))


def _is_label_below_values(lines: Sequence[PlacedLine], index: int, first: int) -> bool:
    """Whether a line has a label alone that begins with a capital, below a row that has values."""
    phrase, above = lines[index].at(0), lines[index - 1].at(0)
    if phrase is None or len(lines[index].placed) > 1 or not phrase.text[:1].isupper():
        return False
    has_values = any(len(line.placed) > 1 for line in lines[first:index])
    return has_values and not (above and runs_on(above.text))


def _is_around_values(lines: Sequence[PlacedLine], index: int, first: int) -> bool:
    """Whether a line has the values of a label whose two lines stand above and below them, or the second of these lines."""
    values = index if lines[index].at(0) is None else index - 1
    if values - first != 1 or values + 1 >= len(lines) or lines[values].at(0) is not None:
        return False
    above, below = lines[first].at(0), lines[values + 1].at(0)
    alone = len(lines[first].placed) == len(lines[values + 1].placed) == 1
    return alone and above is not None and below is not None and below.text[:1].islower()


def _running(lines: Sequence[PlacedLine], index: int, goes_on: Mapping[int, float | None]) -> frozenset[int]:
    """The columns whose cell goes on in a row that begins at a line."""
    sure = {column for column, score in goes_on.items() if score is not None and score > _SURE}
    if (goes_on.get(0) or 0.0) > 0 and len(lines[index - 1].placed) > 1 and _spans_on(lines, index):
        sure.add(0)
    return frozenset(sure)


def _spans_on(lines: Sequence[PlacedLine], index: int) -> bool:
    """Whether the label in a line has more than one row beside it: another column begins again where it has no words."""
    for above, line in zip(lines[index:], lines[index + 1 :], strict=False):
        if line.at(0) is not None:
            return False
        if any(placed.column and above.at(placed.column) is None for placed in line.placed):
            return True
    return False


def _weigh(
    lines: Sequence[PlacedLine], index: int, goes_on: Mapping[int, float | None], first: int, columns: int
) -> tuple[float, float]:
    """How much speaks for a row's beginning at a line, and how much against."""
    for_row = against = 0.0
    if (goes_on[0] or 0.0) > _SURE and all(len(line.placed) == 1 for line in lines[first:index]):
        return 0.0, 1.0
    for column in range(columns):
        phrase = lines[index].at(column)
        if phrase is None:
            continue
        score = goes_on[column]
        if score is not None:
            for_row += max(0.0, -score)
            against += max(0.0, score) * (_LABEL_WEIGHT if column == 0 else 1.0)
        elif not _is_marker(phrase.text):
            begun = any(line.at(column) for line in lines[first:index])
            for_row += 3.0 if begun or column else 2.0
            if not begun and column == 0 and phrase.text[:1].islower():
                for_row -= 2.0
    known = [score for score in goes_on.values() if score is not None]
    if len(lines[index].placed) == 1 and goes_on[0] is None and known:
        return 0.0, 1.0
    if len(known) == columns and sum(score > _SURE for score in known) <= (columns - 1) // 2:
        for_row += _FULL_LINE * columns
    return for_row, against


def _is_marker(text: str) -> bool:
    return len(text) <= 2 and not any(character.isalnum() for character in text)


def _goes_on(lines: Sequence[PlacedLine], index: int, column: int, width: float, first: int) -> float | None:
    """Whether a column's cell goes on in a line: above 0 if so, below 0 if a new one begins; None if none is above it."""
    phrase, above = lines[index].at(column), lines[index - 1].at(column)
    if phrase is None or above is None or index - 1 < first:
        return None
    if column and _is_figure(phrase.text) and _is_figure(above.text):
        alone = lines[index].at(0) is None or lines[index - 1].at(0) is None
        return 1.5 if _is_open(above) or (alone and phrase.text[:1] in "([") else -3.0
    if _runs(above, phrase) or (column == 0 and phrase.text[:1] == "("):
        return 2.5
    if lines[index].line.page != lines[index - 1].line.page:
        return -0.5
    if _fits(above, phrase, width):
        return -0.6 if phrase.text[:1] in _BULLETS or SENTENCE_END.search(above.text) else -1.6
    return 0.6


def _is_figure(text: str) -> bool:
    return is_value(text) or is_patients(text)


def _runs(above: Phrase, phrase: Phrase) -> bool:
    """Whether the words of two lines are one sentence or name that was broken between them."""
    begin = phrase.text[:1]
    return begin.islower() or begin in ")]%/+&" or runs_on(above.text)


def _is_open(above: Phrase) -> bool:
    """Whether a value goes on in the line below: a bracket is open, or a range ends."""
    return above.text.endswith((",", "-", "–", "to", "/")) or above.text.count("(") > above.text.count(")")


def _fits(above: Phrase, phrase: Phrase, width: float) -> bool:
    """Whether a line's first word had found room behind the words above it."""
    word = phrase.words[0].box
    return above.right - above.left + (word.right - word.left) + above.words[0].size * 0.4 < width * _ROOM


def _width(lines: Sequence[PlacedLine], column: int) -> float:
    """How wide the lines of a column's cells are at most."""
    own = [found.phrase for line in lines for found in line.placed if found.column == column and found.span == 1]
    return max((phrase.right - phrase.left for phrase in own), default=0.0)


def _pitch(lines: Sequence[PlacedLine]) -> float:
    """The white space between lines of one cell: what a quarter of the lines have no more than."""
    white = sorted(line.line.above for line in lines[1:])
    return white[len(white) // 4] if white else 0.0
