"""Whether the columns that white space shows are certain: a place that holds what belongs to two columns shows that they are not."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.sources.layout.grid import PrintedCell

_SIZE = re.compile(r"\b[Nn]\s?=\s?\d")
_VALUE = r"(?:NS|[-–−<>≤≥]*\d[\d.,]*%?)[*†‡§]?"
_TWO_VALUES = re.compile(rf"{_VALUE}\s+{_VALUE}")
_LEAST_ROWS = 2


def are_columns_doubtful(cells: Sequence[PrintedCell], header_rows: int) -> bool:
    """Whether a header names two arms above one column, or rows of the body have two values in one."""
    below = [cell for cell in cells if cell.row >= header_rows and cell.column]
    doubled = Counter(cell.column for cell in below if _TWO_VALUES.fullmatch(_text(cell)))
    heads = (cell for cell in cells if cell.row < header_rows and cell.column_span == 1)
    return max(doubled.values(), default=0) >= _LEAST_ROWS or any(len(_SIZE.findall(_text(cell))) > 1 for cell in heads)


def _text(cell: PrintedCell) -> str:
    """The words of a cell; those that the source joins stand apart here too."""
    return " ".join(word.text for line in cell.lines for word in line)
