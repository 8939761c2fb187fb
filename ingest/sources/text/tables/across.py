"""Headers printed row by row, where the cells of a column stand apart: "Placebo", "5 mg", "(N=9)", "Exampline", "(N=8)".

Each column ends with the size of its arm, and a row holds a text for each column that has not ended. Where columns are not
set at the top of the header, some would end before those to their left, and the header is refused.
"""

from collections.abc import Sequence

from ingest.aligned import AlignedText
from ingest.sources.text.tables.grid import Place, Row, Words, run_on
from ingest.sources.text.tables.header_items import ITEM
from ingest.sources.text.tables.tiers import cells_of, ends_in_size, is_stub

_MOST_BELOW = 3
"""No more cells than these stand between the header and the first value: names of groups and the first label."""


def across(lines: Sequence[Words], columns: int) -> tuple[tuple[Row, ...], int] | None:
    """The header that some lines begin with, as one row, and how many lines it takes; None if it is not certain."""
    chunks = list(cells_of(lines))
    texts = [run_on(line.text for line in chunk) for chunk in chunks]
    stub = texts[:1] if texts and is_stub(texts[0].text) else []
    found = _columns(texts[len(stub) :], columns)
    if found is None:
        return None
    taken = len(stub) + sum(map(len, found))
    if len(texts) - taken > _MOST_BELOW or any(_has_size(text) for text in texts[taken:]):
        return None
    places = tuple(Place(text=run_on(column), column=at) for at, column in enumerate(found, 1))
    return ((*(Place(text=text, column=0) for text in stub), *places),), sum(map(len, chunks[:taken]))


def _columns(texts: Sequence[AlignedText], columns: int) -> list[list[AlignedText]] | None:
    """The texts of each column from the top; None if the rows do not fit them."""
    found, going = [list[AlignedText]() for _ in range(columns)], list(range(columns))
    start = 0
    while going:
        printed = texts[start : start + len(going)]
        ended = [ends_in_size(text.text) for text in printed]
        if len(printed) < len(going) or ended != sorted(ended, reverse=True) or not (start == 0 or _agree(printed)):
            return None
        for column, text in zip(going, printed, strict=True):
            found[column].append(text)
        start += len(going)
        going = going[sum(ended) :]
    return found


def _agree(texts: Sequence[AlignedText]) -> bool:
    """Whether the names in a row below the first are one name: other ones could belong to one column."""
    return len({text.text for text in texts if not _has_size(text)}) <= 1


def _has_size(text: AlignedText) -> bool:
    return any(match["size"] for match in ITEM.finditer(text.text))
