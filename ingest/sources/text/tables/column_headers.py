"""The header of a table of numbers: treatment arms with their N, grades and units, told from jumbled lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Place, Row, Words, run_on
from ingest.sources.text.tables.lexicon import lexicon

_ITEM = re.compile(
    r"""
    (?P<size>   \(?\s?\b[Nn]\s?=\s?\d[\d,]*(?:[a-z]\b|[*†‡§¶#])?\s?\)? )
  | (?P<grade>  \b(?:All|Any|ALL|ANY)\s(?:Grades?|GRADES?)\b
              | [≥>≤]\s?Grades?\s\d | \bGrades?\s?[≥>≤]?\s?\d(?:\s?(?:/|-|–|to|or|and|,)\s?\d)* )
  | (?P<unit>   \bn\s?(?:/N)?\s?\(\s?%\s?\) | \(%\) | (?<!\S)% )
  | (?P<count>  (?<!\S)N(?=[a-z]?(?:\s|$)) )
    """,
    re.VERBOSE,
)
_GAP = re.compile(r"\s{3,}")
_HANGING = re.compile(r"(?:,|/|-|\b(?:or|and|plus|with))$")
_NAME = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows of a table, how many of the lines it was given they take, and how many columns are compared."""

    rows: tuple[Row, ...]
    lines: int
    compared: int


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of the header: `kind` is "size", "grade", "unit", "count" or "text"."""

    kind: str
    text: AlignedText


@dataclass(frozen=True, slots=True)
class _Arm:
    """An arm or a column of N; `span` columns wide; grades and units stand below an arm only."""

    text: AlignedText
    is_arm: bool
    column: int = 0
    span: int = 1


def header(lines: Sequence[Words], columns: int) -> Header | None:
    """The header that the lines above the first row of numbers print, or None if it does not tell `columns` columns.

    Every column of values must be accounted for: arms × grades, and columns of N. The header ends at the end of a line
    with an N, a grade or a unit; the lines behind it name a group of rows, or the first row. Lines in which cells stand side
    by side, with gaps between, are not told apart.
    """
    if sum(bool(_GAP.search(part.text.strip())) for line in lines for part in line.lines) > 1:
        return None
    whole, starts = AlignedText("", ()), list[int]()
    for line in lines:
        whole = run_on((whole, line.text))
        starts.append(len(whole.text) - len(line.words))
    breaks = [start for start, line in zip(starts, lines, strict=True) if line.set_off]
    for end in _ends(whole, starts):
        found = _header(list(_items(whole.slice(0, end), breaks)), columns, sum(start < end for start in starts))
        if found:
            return found
    return None


def _ends(whole: AlignedText, starts: Sequence[int]) -> list[int]:
    """Where the header may end, from the last place back."""
    ends = [match.end() for match in _ITEM.finditer(whole.text)]
    return [end for end in reversed(ends) if not whole.text[end:].strip() or end + 1 in starts]


def _items(whole: AlignedText, breaks: Sequence[int]) -> Iterator[_Item]:
    """The items of a header in order; texts between them are parted where blank lines stand."""
    end = 0
    for match in _ITEM.finditer(whole.text):
        yield from (_Item("text", text) for text in _texts(whole, end, match.start(), breaks))
        yield _Item(match.lastgroup or "text", whole.slice(*match.span()).strip())
        end = match.end()


def _texts(whole: AlignedText, start: int, end: int, breaks: Sequence[int]) -> list[AlignedText]:
    texts = list[AlignedText]()
    for span in pairwise((start, *(place for place in breaks if start < place < end), end)):
        text = whole.slice(*span).strip()
        if texts and _HANGING.search(texts[-1].text):
            texts[-1] = run_on((texts[-1], text))
        elif text.text:
            texts.append(text)
    return texts


def _header(items: list[_Item], columns: int, lines: int) -> Header | None:
    """The header that some items make, or None if they do not fit the number of columns."""
    grades = [item.text for item in items if item.kind == "grade"]
    units = [item.text for item in items if item.kind == "unit"]
    stub, named = _without_stub([item for item in items if item.kind not in {"grade", "unit"}])
    texts, arms = _arms(named)
    arms = _spread(arms, grades, columns)
    above, grade_row, unit_row = _above(texts, arms), _leaf_row(grades, arms), _leaf_row(units, arms)
    if not arms or above is None or grade_row is None or unit_row is None:
        return None
    rows = [row for row in (above, _arm_row(arms, depth=2 if grades else 1), grade_row, unit_row) if row]
    if stub:
        rows[0] = (Place(text=stub, column=0, row_span=len(rows)), *rows[0])
    return Header(tuple(rows), lines, compared=above[-1].column_span if above else columns)


def _without_stub(items: list[_Item]) -> tuple[AlignedText | None, list[_Item]]:
    """What stands above the row labels, and the items without it."""
    if not items or items[0].kind != "text":
        return None, items
    text = items[0].text
    end = max((match.end() for match in lexicon().stub.finditer(text.text)), default=0)
    rest = text.slice(end, len(text.text)).strip()
    return text.slice(0, end) if end else None, [*([_Item("text", rest)] if rest.text else []), *items[1:]]


def _arms(items: list[_Item]) -> tuple[list[AlignedText], list[_Arm]]:
    """What stands above the arms, and the arms: texts up to their N, or, where no N is printed, set off by blank lines."""
    sized = any(item.kind == "size" for item in items)
    above, arms, texts = list[AlignedText](), list[_Arm](), list[AlignedText]()
    for item in items:
        if item.kind == "count":
            arms.append(_Arm(item.text, is_arm=False))
        elif item.kind == "size":
            if not texts:
                return [], []
            if not arms:
                above, texts = texts[:-1], texts[-1:]
            arms.append(_Arm(run_on((*texts, item.text)), is_arm=True))
            texts = []
        elif sized:
            texts.append(item.text)
        else:
            arms.append(_Arm(item.text, is_arm=True))
    return above, arms if not texts else []


def _spread(arms: list[_Arm], grades: list[AlignedText], columns: int) -> list[_Arm]:
    """The arms with their columns, each as wide as its grades; none if they do not fill the columns."""
    count = sum(arm.is_arm for arm in arms)
    share = len(grades) // count if count and grades else 1
    spans = [share if arm.is_arm else 1 for arm in arms]
    if sum(spans) != columns or (grades and share * count != len(grades)):
        return []
    starts = accumulate(spans, initial=1)
    return [_Arm(arm.text, arm.is_arm, start, span) for arm, start, span in zip(arms, starts, spans, strict=False)]


def _arm_row(arms: list[_Arm], depth: int) -> Row:
    return tuple(
        Place(text=arm.text, column=arm.column, column_span=arm.span, row_span=1 if arm.is_arm else depth)
        for arm in arms
    )


def _leaf_row(texts: list[AlignedText], arms: list[_Arm]) -> Row | None:
    """Grades or units, one to a column or one to an arm; None if they are neither."""
    leaves = [column for arm in arms if arm.is_arm for column in range(arm.column, arm.column + arm.span)]
    if len(texts) in {0, len(leaves)}:
        return tuple(Place(text=text, column=column) for text, column in zip(texts, leaves, strict=False))
    over = [arm for arm in arms if arm.is_arm]
    if len(texts) != len(over):
        return None
    return tuple(
        Place(text=text, column=arm.column, column_span=arm.span) for text, arm in zip(texts, over, strict=True)
    )


def _above(above: list[AlignedText], arms: list[_Arm]) -> Row | None:
    """The row above the arms: one word to each repetition of the arms; None if the words do not fit."""
    if not above:
        return ()
    names = [tuple(_NAME.findall(arm.text.text)) for arm in arms]
    period = next((size for size in range(1, len(names)) if names == names[:size] * (len(names) // size)), 0)
    words = [text.slice(*match.span()) for text in above for match in re.finditer(r"\S+", text.text)]
    if not period or len(words) * period != len(names):
        return None
    return tuple(
        Place(text=word, column=arm.column, column_span=period * arm.span)
        for word, arm in zip(words, arms[::period], strict=True)
    )
