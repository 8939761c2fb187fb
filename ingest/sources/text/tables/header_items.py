"""The parts of a header of a table of numbers: Ns, grades, units, and the texts between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Words, run_on
from ingest.sources.text.tables.lexicon import lexicon

_PEOPLE = r"(?:[Aa]dults|[Cc]hildren|[Mm]en|[Pp]atients|[Ss]ubjects|[Ww]omen)"
_REPORTING = r"(?:\s[Rr]eporting\s(?:[Aa]dverse\s)?(?:[Rr]eactions?|[Ee]vents?))?"
_SIZE = r"[(\[]?\s?\b[Nn]\s?=\s?\d[\d,]*(?:[a-z]\b|[*†‡§¶#])?(?:\s?[)\]])?"
_GRADES = (
    r"\b(?:All|Any|ALL|ANY)\s(?:[Gg]rades?|GRADES?)\b(?!\s?[≥>≤]?\s?\d)",
    r"\b(?:All|Any)\b(?=(?:\s%)?\sGrades?\s?[≥>≤]?\s?\d)",
    r"[≥>≤]\s?Grades?\s\d",
    r"\b[Gg]rades?\s?[≥>≤]?\s?\d(?:\s?(?:/|-|–|to|or|and|,)\s?\d)*",
)
_GRADE = rf"(?:{'|'.join(_GRADES)})(?:[a-z](?!\w)|[*†‡§¶#]+)?"
_UNITS_OF_ALL = (
    rf"(?:\b(?:Number|No\.)\s(?:\(\w+\)\s)?and\s)?\bPercent(?:age)?(?:\s\(%\))?\sof\s{_PEOPLE}(?:\swith:?)?{_REPORTING}",
    rf"\b(?:Number|No\.)(?:\s\(%\))?\sof\s{_PEOPLE}(?:\s\(%\))?",
    r"\b(?:Patients|Subjects),?\s(?:[nN]\s?)?\(\s?%\s?\)",
    rf"%\sof\s{_PEOPLE}",
)
"""Units that may stand once above all columns: "Percentage (%) of Patients"."""
_UNIT = rf"{'|'.join(_UNITS_OF_ALL)}|\b[nN]\s?(?:/N)?\s?\(\s?%\s?\)|\(\s?%\s?\)|(?<!\S)%"
_COUNT = r"(?<!\S)N(?=[a-z]?(?:\s|$))"
ITEM = re.compile(rf"(?P<size>{_SIZE})|(?P<grade>{_GRADE})|(?P<unit>{_UNIT})|(?P<count>{_COUNT})")
_UNIT_OF_ALL = re.compile("|".join(_UNITS_OF_ALL))
_HANGING = re.compile(r"(?:,|/|-|\b(?:or|and|plus|with))$")


class Kind(StrEnum):
    """What a part of a header is: "N=164", "≥ Grade 3", "n (%)", a bare "N" above a column, or text."""

    SIZE = "size"
    GRADE = "grade"
    UNIT = "unit"
    COUNT = "count"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a header."""

    kind: Kind
    text: AlignedText


@dataclass(frozen=True, slots=True)
class Reading:
    """The items of the first lines of a header, and how many lines these are."""

    items: tuple[Item, ...]
    lines: int


def readings(lines: Sequence[Words]) -> Iterator[Reading]:
    """The ways to read some lines as a header, the longest first.

    It ends at the end of a line with an item. What follows may name a group and the first row, but holds no further item
    than the measure with which the row's name begins: "n (%)".
    """
    whole, starts = AlignedText("", ()), list[int]()
    for line in lines:
        whole = run_on((whole, line.text))
        starts.append(len(whole.text) - len(line.words))
    breaks = [start for start, line in zip(starts, lines, strict=True) if line.set_off]
    for match in reversed(list(ITEM.finditer(whole.text))):
        end = match.end()
        if not whole.text[end:].strip() or end + 1 in starts:
            items = tuple(_items(whole.slice(0, end), breaks))
            yield Reading(items, sum(start < end for start in starts))
        if match.start() not in starts or not lexicon().measure.match(whole.text, match.start()):
            return


def is_heading(words: str) -> bool:
    """Whether a line stands in a header, not among the rows: it holds nothing but sizes, grades and signs of percent.

    >>> is_heading("All Grades Grade 3-4"), is_heading("% %"), is_heading("n (%)"), is_heading("Fever (N=9)")
    (True, True, False, False)
    """
    kinds = {match.lastgroup for match in ITEM.finditer(words)}
    only_items = bool(kinds) and not ITEM.sub("", words).strip()
    return only_items and (bool(kinds & {Kind.SIZE, Kind.GRADE}) or not words.replace("%", "").strip())


def is_unit_of_all(unit: str) -> bool:
    """Whether a unit may stand once above all columns."""
    return _UNIT_OF_ALL.fullmatch(unit) is not None


def _items(whole: AlignedText, breaks: Sequence[int]) -> Iterator[Item]:
    """The items of a header in order; texts between them are parted where blank lines stand."""
    end = 0
    for match in ITEM.finditer(whole.text):
        yield from (Item(Kind.TEXT, text) for text in _texts(whole, end, match.start(), breaks))
        yield Item(Kind(match.lastgroup or Kind.TEXT), whole.slice(*match.span()).strip())
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
