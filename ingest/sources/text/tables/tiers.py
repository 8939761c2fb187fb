"""Headers of several rows whose cells stand apart, each between blank lines: the last row's texts repeat from arm to arm.

Blank lines part the cells here, so the columns can be told by counting: as many last texts as there are columns, the same
ones in each arm, and above them one text to an arm, and perhaps one to several arms whose names repeat.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Place, Row, Words, run_on
from ingest.sources.text.tables.header_items import ITEM, is_heading
from ingest.sources.text.tables.lexicon import lexicon

Chunk = tuple[Words, ...]
"""The lines between two blank ones: a cell of the header."""

_MARKER = re.compile(r"[*†‡§¶#]+")
_SIZE_LAST = re.compile(r"[\s%*†‡§¶#()]*$")
_MOST_STUB_WORDS = 6
_MOST_BELOW = 3
"""No more cells than these stand between the header and the first value: names of groups and the first label."""


def tiers(lines: Sequence[Words], columns: int) -> tuple[tuple[Row, ...], int] | None:
    """The rows of the header that some lines begin with, and how many lines it takes; None if it is not certain.

    The lines end at the first value of the table, so they may also hold names of groups and the first label.
    """
    chunks = list(cells_of(lines))
    found = [
        (rows, sum(map(len, chunks[:end])))
        for end in range(len(chunks), max(0, len(chunks) - _MOST_BELOW - 1), -1)
        if not any(_is_part(chunk) for chunk in chunks[end:])
        if (rows := _rows([text for chunk in chunks[:end] for text in _cells(chunk)], columns))
    ]
    return found[0] if len(found) == 1 else None


def is_stub(text: str) -> bool:
    """Whether a text stands above row labels, and is no label or name of a group.

    >>> is_stub("Adverse Reaction"), is_stub("Adverse Reactions (by Body System)"), is_stub("Eye disorders")
    (True, True, False)
    """
    words = re.sub(r"[()]", "", text)
    ends = [match.end() for match in lexicon().stub.finditer(words)]
    short = len(words.split()) <= _MOST_STUB_WORDS
    return short and len(words) in ends and not lexicon().class_end.search(words)


def cells_of(lines: Sequence[Words]) -> Iterator[Chunk]:
    """The cells of a header, without marks that stand alone; what stands below a size may be the next cell."""
    chunk = list[Words]()
    for line in lines:
        below_size = bool(chunk) and ends_in_size(chunk[-1].words)
        apart = below_size and (is_stub(line.words) or is_heading(_MARKER.sub("", line.words)))
        if chunk and (line.set_off or apart):
            yield tuple(chunk)
            chunk = []
        chunk.append(line)
    if chunk:
        yield tuple(chunk)


def ends_in_size(words: str) -> bool:
    """Whether a text ends with the size of an arm, and perhaps with a sign of percent behind it."""
    sizes = [match.end() for match in ITEM.finditer(words) if match["size"]]
    return bool(sizes) and _SIZE_LAST.match(words, sizes[-1]) is not None


def _is_part(chunk: Chunk) -> bool:
    """Whether a cell must be one of the header: it holds a size or grade."""
    return any(match["size"] or match["grade"] for line in chunk for match in ITEM.finditer(line.words))


def _cells(chunk: Chunk) -> list[AlignedText]:
    """The texts of a cell, or of several that stand side by side and hold nothing but grades."""
    text = run_on(line.text for line in chunk)
    if _MARKER.fullmatch(text.text):
        return []
    starts = [match.start() for match in ITEM.finditer(text.text) if match["grade"]]
    if len(starts) < 2 or starts[0] or not is_heading(_MARKER.sub("", text.text)):
        return [text]
    return [text.slice(*span).strip() for span in zip(starts, [*starts[1:], len(text.text)], strict=True)]


def _rows(cells: Sequence[AlignedText], columns: int) -> tuple[Row, ...] | None:
    """The rows of a header of some cells; None if they do not make one, or more than one."""
    stubs = [cell for cell in cells if is_stub(cell.text)]
    others = [cell for cell in cells if not is_stub(cell.text)]
    sized = _sized(others, columns) if len(stubs) <= 1 else None
    if sized:
        return _with_stub(stubs, sized)
    leaves, over = others[-columns:], others[:-columns]
    if len(stubs) > 1 or len(leaves) < columns or not over or any(map(_has_size, leaves)):
        return None
    found = [rows for arms in range(1, columns) if columns % arms == 0 if (rows := _over(over, arms, leaves))]
    if len(found) != 1:
        return None
    return _with_stub(stubs, found[0])


def _with_stub(stubs: Sequence[AlignedText], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    first, *rest = rows
    stub = tuple(Place(text=text, column=0, row_span=len(rows)) for text in stubs)
    return ((*stub, *first), *rest)


def _sized(cells: Sequence[AlignedText], columns: int) -> tuple[Row, ...] | None:
    """The rows of a header that ends in a row of arms with sizes, or of sizes alone; None if that is not certain.

    Texts above several arms are told by the arms below them, whose names, or first words, begin again as often.
    """
    found = list[tuple[Row, ...]]()
    for above in (count for count in range(2, columns) if columns % count == 0):
        tops, below = cells[:above], cells[above:]
        parts = [below[start : start + columns] for start in range(0, len(below), columns)]
        *others, last = parts or [[]]
        if len(below) % columns or not last or not all(map(_has_size, last)):
            continue
        if any(_has_size(cell) or _is_unclear(cell) for part in (tops, *others) for cell in part):
            continue
        if _repeats(tops, above) and _begins_again(parts[0], columns // above):
            found.append((_spread(tops, columns), *(_spread(part, columns) for part in parts)))
    return found[0] if len(found) == 1 else None


def _begins_again(texts: Sequence[AlignedText], period: int) -> bool:
    """Whether the first words of texts differ within a period, and are the same ones in each."""
    firsts = [_name(text.text).split(maxsplit=1)[:1] for text in texts]
    differ = all(firsts.count(first) == len(firsts) // period for first in firsts)
    return all(firsts) and differ and firsts == firsts[:period] * (len(firsts) // period)


def _over(over: Sequence[AlignedText], arms: int, leaves: Sequence[AlignedText]) -> tuple[Row, ...] | None:
    """The rows of a header with so many arms, and perhaps one text above several arms."""
    columns, above = len(leaves), len(over) - arms
    if above < 0 or above == 1 or not _repeats(leaves, columns // arms):
        return None
    if arms == 1 and not (_has_size(over[-1]) and all(map(_has_grade, leaves))):
        return None
    tops, named = over[:above], over[above:]
    if len({_has_size(arm) for arm in named}) > 1 or (tops and arms % len(tops)):
        return None
    if not _repeats(named, arms // max(1, len(tops))) or not _repeats(tops, max(1, len(tops))):
        return None
    rows = (_spread(tops, columns), _spread(named, columns), _spread(leaves, columns))
    return tuple(row for row in rows if row)


def _spread(texts: Sequence[AlignedText], columns: int) -> Row:
    """Texts over all columns of values, each as wide as the others."""
    width = columns // max(1, len(texts))
    return tuple(Place(text=text, column=1 + at * width, column_span=width) for at, text in enumerate(texts))


def _repeats(texts: Sequence[AlignedText], period: int) -> bool:
    """Whether texts, sizes aside, begin again after so many, and differ within these."""
    names = [_name(text.text) for text in texts]
    return names == names[:period] * (len(names) // period) and len(set(names[:period])) == min(period, len(names))


def _name(text: str) -> str:
    words = ITEM.sub(lambda match: "" if match["size"] else match.group(), text)
    return re.sub(r"[^\w≥>≤<]+", " ", words).strip().casefold()


def _has_size(text: AlignedText) -> bool:
    return any(match["size"] for match in ITEM.finditer(text.text))


def _is_unclear(text: AlignedText) -> bool:
    """Whether a text tells of grades, but not which ones."""
    return "grade" in text.text.casefold() and not _has_grade(text)


def _has_grade(text: AlignedText) -> bool:
    return any(match["grade"] for match in ITEM.finditer(text.text))
