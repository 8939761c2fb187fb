"""The header of a table of numbers: treatment arms with their N, grades and units, told from jumbled lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.aligned import AlignedText
from ingest.sources.text.tables.arms import Arm, arms_of, repetition, spread
from ingest.sources.text.tables.grid import Place, Row, Words
from ingest.sources.text.tables.header_items import Item, Kind, Reading, is_unit_of_all, readings
from ingest.sources.text.tables.lexicon import lexicon

_MOST_STUB_WORDS = 6
_GAP = re.compile(r"\s{3,}")


@dataclass(frozen=True, slots=True)
class Header:
    """The header rows of a table, how many of the lines it was given they take, and how many columns are compared."""

    rows: tuple[Row, ...]
    lines: int
    compared: int


def header(lines: Sequence[Words], columns: int) -> Header | None:
    """The header that the lines above the first row of numbers print, or None if it does not tell `columns` columns.

    Every column of values must be accounted for: arms × grades, and columns of N. Lines in which cells stand side by
    side, with gaps between, are not told apart.
    """
    if sum(bool(_GAP.search(part.text.strip())) for line in lines for part in line.lines) > 1:
        return None
    return next(filter(None, (_header(reading, columns) for reading in readings(lines))), None)


def _header(reading: Reading, columns: int) -> Header | None:
    """The header that some items make, or None if they do not fit the number of columns."""
    grades, units = (_of(kind, reading.items) for kind in (Kind.GRADE, Kind.UNIT))
    stub, named = _without_stub([item for item in reading.items if item.kind not in {Kind.GRADE, Kind.UNIT}])
    found = arms_of(named)
    arms = spread(found.arms, grades, columns) if found else ()
    if found is None or not arms:
        return None
    above = _above(found.above, arms) if found.above else _above_doses(arms)
    grade_row = _leaf_row(grades, arms, once=True)
    unit_row = _leaf_row(units, arms, once=all(is_unit_of_all(unit.text) for unit in units))
    if above is None or grade_row is None or unit_row is None:
        return None
    rows = [row for row in (above, _arm_row(arms, above or (), depth=2 if grades else 1), grade_row, unit_row) if row]
    if stub:
        rows[0] = (Place(text=stub, column=0, row_span=len(rows)), *rows[0])
    return Header(tuple(rows), reading.lines, compared=above[-1].column_span if found.above else columns)


def _of(kind: Kind, items: Sequence[Item]) -> list[AlignedText]:
    return [item.text for item in items if item.kind is kind]


def _without_stub(items: list[Item]) -> tuple[AlignedText | None, list[Item]]:
    """What stands above the row labels, and the items without it: words of the first text, or the last text."""
    texts = [at for at, item in enumerate(items) if item.kind is Kind.TEXT]
    if not texts:
        return None, items
    first, last = items[0].text, items[-1].text
    end = max((match.end() for match in lexicon().stub.finditer(first.text)), default=0)
    if end and texts[0] == 0:
        rest = first.slice(end, len(first.text)).strip()
        return first.slice(0, end), [*([Item(Kind.TEXT, rest)] if rest.text else []), *items[1:]]
    ends = [match.end() for match in lexicon().stub.finditer(last.text)]
    if texts[-1] == len(items) - 1 and len(last.text) in ends and len(last.text.split()) <= _MOST_STUB_WORDS:
        return last, items[:-1]
    return None, items


def _arm_row(arms: Sequence[Arm], above: Row, depth: int) -> Row:
    """The arms without the name that stands above several of them; a column of N reaches down to the grades."""
    named = {column: place for place in above for column in range(place.column, place.column + place.column_span)}
    return tuple(
        Place(
            text=_below(arm, named.get(arm.column)),
            column=arm.column,
            column_span=arm.span,
            row_span=1 if arm.is_arm else depth,
        )
        for arm in arms
    )


def _below(arm: Arm, above: Place | None) -> AlignedText:
    """An arm's text, without the words that are printed above it."""
    if above is None or arm.text.offset(0) != above.text.offset(0):
        return arm.text
    return arm.text.slice(len(above.text.text), len(arm.text.text)).strip()


def _leaf_row(texts: Sequence[AlignedText], arms: Sequence[Arm], *, once: bool) -> Row | None:
    """Grades or units: one to a column, one to an arm or, if `once`, one above all; None if they are none of these."""
    over = [arm for arm in arms if arm.is_arm]
    leaves = [column for arm in over for column in range(arm.column, arm.column + arm.span)]
    if len(texts) in {0, len(leaves)}:
        return tuple(Place(text=text, column=column) for text, column in zip(texts, leaves, strict=False))
    if len(texts) == 1 and once:
        return (Place(text=texts[0], column=leaves[0], column_span=leaves[-1] - leaves[0] + 1),)
    if len(texts) != len(over):
        return None
    return tuple(
        Place(text=text, column=arm.column, column_span=arm.span) for text, arm in zip(texts, over, strict=True)
    )


def _above(above: Sequence[AlignedText], arms: Sequence[Arm]) -> Row | None:
    """The row above the arms: one word to each repetition of the arms; None if the words do not fit."""
    period = repetition(arms)
    words = [text.slice(*match.span()) for text in above for match in re.finditer(r"\S+", text.text)]
    if not period or len(words) * period != len(arms):
        return None
    return tuple(
        Place(text=word, column=arm.column, column_span=period * arm.span)
        for word, arm in zip(words, arms[::period], strict=True)
    )


def _above_doses(arms: Sequence[Arm]) -> Row:
    """The names that stand above several doses: "Exampline" in "Exampline 1 mg (N=9)", "2 mg (N=8)"."""
    places, named = list[Place](), False
    for arm in arms:
        dose = lexicon().dose.search(arm.words)
        if dose and dose.start() and arm.name:
            places.append(Place(text=arm.name.slice(0, dose.start()).strip(), column=arm.column, column_span=arm.span))
            named = True
        elif dose and named:
            last = places[-1]
            places[-1] = Place(text=last.text, column=last.column, column_span=last.column_span + arm.span)
        else:
            named = False
    return tuple(
        place for place in places if any(place.column < arm.column < place.column + place.column_span for arm in arms)
    )
