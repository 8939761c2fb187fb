"""Tables of storage: cells that hold how long, below or beside the storage condition for which that is true."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Cell, Table
from ingest.storage import Condition, conditions
from ingest.storage_time import is_storage_time
from ingest.tokens import tokenize

_ABOUT_STORAGE = re.compile(r"\b(?:stor(?:e|ed|age)|stability|shelf[ -]life|hold\s+times?)\b", re.IGNORECASE)
_BEFORE = frozenset({"for", "up", "to", "within", "maximum", "of", "no", "more", "than", "not"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCell:
    """A cell that begins with a time, the cell that names how it is stored for that time, and that condition."""

    cell: Cell
    named: Cell
    condition: Condition


def stored_cells(table: Table) -> Iterator[StoredCell]:
    """The cells of a table about storage that begin with a time and leave it to a header or the row's label how to store."""
    headers = [cell.words for cell in table.cells if cell.row < table.header_rows]
    about = " ".join([*headers, table.caption.text if table.caption else ""])
    if not table.understood or not _ABOUT_STORAGE.search(about):
        return
    for cell in table.cells:
        if cell.row < table.header_rows or not _is_time(cell):
            continue
        label = table.cell(cell.row, 0)
        for named in (*reversed(table.headers(cell.column)), *([label] if label is not None else [])):
            found = conditions(tokenize(named.words)[:])
            if len(found) == 1:
                yield StoredCell(cell=cell, named=named, condition=found[0])
                break


def _is_time(cell: Cell) -> bool:
    """Whether a cell begins with a time and names no storage condition of its own."""
    tokens = tokenize(cell.words)
    time = next((token for token in tokens if is_storage_time(token)), None)
    begins = time is not None and all(token.lower_ in _BEFORE for token in tokens[: time.i])
    return begins and not conditions(tokens[:])
