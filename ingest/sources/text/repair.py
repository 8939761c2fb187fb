"""What text taken from a PDF loses, written out again: powers, and the marks that were raised above the line.

Only the clean text is repaired: each of its characters still knows where it stands in the source, which is never changed.
"""

import re
from collections.abc import Iterable, Iterator, Set
from functools import partial
from itertools import groupby

from msgspec import structs

from ingest.aligned import AlignedText
from ingest.document import Cell, Footnote, Table
from kg.later import FoundLater

_COUNTED = "cells?|units?|CFU|PFU|IU|vg|vector|viral|copies|particles|platelets|CAR"
_TEN = r"10(?:(?<=[×xX]10)|(?<=[×xX]\s10))"
_POWER = re.compile(rf"{_TEN}(?P<raised>\s?[1-9]\d?)(?=\s?/|\s?\)|\s(?:{_COUNTED})\b)")
_NEGATIVE_POWER = re.compile(rf"{_TEN}(?P<raised>\s?[-–−]\s?[1-9]\d?)(?![\d.%]|\s?(?:mg|g|mL|L|kg|mcg)\b)")
_PER = "|".join(f"(?<={before}{unit})" for before in (r"/", r"1\.73", r"1\.73\s") for unit in ("m", "[cm]m"))
_UNIT_POWER = re.compile(rf"m(?=\s[23])(?:{_PER})(?P<gap>\s)[23](?![\d.,]*\d)")
"""These begin with the characters that they look for, to be quick."""

_MAY_BE_POWER = re.compile(rf"{_TEN}\s?[1-9–−-]")
_MULTIPLES_OF_THREE = frozenset(("3", "6", "9", "12"))


def repaired(text: AlignedText, cut: Set[int] = frozenset()) -> AlignedText:
    """The text with its powers written out and without the characters that stand at some offsets of the source."""
    return with_powers(without(text, cut))


def with_powers(text: AlignedText) -> AlignedText:
    """The text with a "^" before each exponent that lost its raised position: a power of ten after a multiplication sign.

    The power counts something: "/L" or another unit follows, or a word such as cells; or it closes a bracket. In units,
    a space before the exponent is dropped: "mg/m 2" is "mg/m2".
    """
    if _may_have_units(text.text):
        for match in reversed(list(_UNIT_POWER.finditer(text.text))):
            text = text.slice(0, match.start("gap")).plus(text.slice(match.end("gap"), len(text.text)))
    for pattern in (_POWER, _NEGATIVE_POWER) if _may_have_powers(text.text) else ():
        for match in reversed(list(pattern.finditer(text.text))):
            start, end = match.span("raised")
            raised = match["raised"].strip()
            if text.text[end : end + 2].strip().startswith(")") and raised not in _MULTIPLES_OF_THREE:
                continue
            power = re.sub(r"[–−]|\s", lambda found: "" if found.group().isspace() else "-", raised)
            text = _raise(text, start, end, power)
    return text


def may_have_powers(text: str) -> bool:
    """Whether some text may have powers to write out, in numbers or units: where it has none, no part of it has."""
    return _may_have_powers(text) or _may_have_units(text)


def _may_have_powers(text: str) -> bool:
    return "10" in text and _MAY_BE_POWER.search(text) is not None


def _may_have_units(text: str) -> bool:
    return _UNIT_POWER.search(text) is not None


def _raise(text: AlignedText, start: int, end: int, power: str) -> AlignedText:
    """The text with "^" and a power in place of some characters; each character of the power keeps its offset."""
    kept = [offset for character, offset in _characters(text, start, end) if not character.isspace()]
    raised = AlignedText.with_offsets(f"^{power}", (text.offset(start - 1), *kept[: len(power)]))
    return text.slice(0, start).plus(raised).plus(text.slice(end, len(text.text)))


def _characters(text: AlignedText, start: int, end: int) -> list[tuple[str, int]]:
    part = text.slice(start, end)
    return list(zip(part.text, part.offsets, strict=True))


def without(text: AlignedText, cut: Set[int]) -> AlignedText:
    """The text without the characters that stand at some offsets; what they kept apart stays apart.

    >>> from kg.locator import Span
    >>> without(AlignedText.of("problems.11 hour", Span(0, 16)), {9}).text
    'problems. 1 hour'
    """
    offsets = text.offsets if cut else ()
    if cut.isdisjoint(offsets):
        return text
    kept = AlignedText("", ())
    for is_cut, run in groupby(range(len(offsets)), key=lambda index: offsets[index] in cut):
        indices = list(run)
        if is_cut:
            continue
        part = text.slice(indices[0], indices[-1] + 1)
        joins = kept.text and part.text[0].isalnum() and not kept.text[-1].isspace()
        kept = kept.append(" ").plus(part) if joins else kept.plus(part)
    return kept.strip()


def repaired_table(table: Table, cut: Set[int] = frozenset()) -> Table:
    """A table with the text of its caption, cells and notes repaired; its cells when they are first asked for."""
    return structs.replace(
        table,
        caption=repaired(table.caption, cut) if table.caption else None,
        cells=FoundLater(partial(_repaired_cells, table.cells, cut)),
        footnotes=tuple(_repaired_note(note, cut) for note in table.footnotes),
    )


def _repaired_cells(cells: Iterable[Cell], cut: Set[int]) -> Iterator[Cell]:
    for cell in cells:
        text = repaired(cell.text, cut) if cell.text else None
        yield cell if text is cell.text else structs.replace(cell, text=text if text and text.text else None)


def _repaired_note(note: Footnote, cut: Set[int]) -> Footnote:
    text = repaired(note.text, cut)
    return note if text is note.text else structs.replace(note, text=text)
