"""A MedDRA table of the user's own: names of reactions with their codes. MedDRA is licensed; nothing of it is here.

A table is MedDRA's own llt.asc or pt.asc, a folder of both, or lines of a code and a name, parted by "$", ";", a tab or a comma.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from kg.concepts import Concept
from kg.errors import LabelgraphError

SCHEME = "https://identifiers.org/meddra"
_CODE = re.compile(r"\d{8}")
_SEPARATORS = "$;\t,"
_FILES = ("llt.asc", "pt.asc")
_EXPECTED = "lines of a code of 8 digits and a name, as in MedDRA's llt.asc and pt.asc or below the header code,name"


class MeddraError(LabelgraphError):
    """Raised when a user's MedDRA table is missing or is no such table."""


def read_table(path: Path) -> tuple[Concept, ...]:
    """The terms of a file, or of the files llt.asc and pt.asc of a folder; MeddraError for anything else."""
    if not path.is_dir():
        return tuple(_terms(path))
    files = [path / name for name in _FILES if (path / name).is_file()]
    if not files:
        raise MeddraError("has no table", where=str(path), expected=" or ".join(_FILES))
    return tuple(term for file in files for term in _terms(file))


def _terms(file: Path) -> Iterator[Concept]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MeddraError(f"cannot be read: {error}", where=str(file), expected=_EXPECTED) from error
    rows = _rows(lines)
    first = next(rows, None)
    if first is None:
        raise MeddraError("is empty", where=str(file), expected=_EXPECTED)
    code, name = _columns(first[1], file)
    if _CODE.fullmatch(first[1][code]):
        yield _term(first, code, name, file)
    for row in rows:
        yield _term(row, code, name, file)


def _rows(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with the numbers of their lines."""
    separator = max(_SEPARATORS, key=lines[0].count) if lines else ","
    for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
        if any(cell.strip() for cell in row):
            yield number, [cell.strip() for cell in row]


def _columns(row: list[str], file: Path) -> tuple[int, int]:
    """Where code and name stand: as a header says, else in the first two columns."""
    header = [cell.casefold() for cell in row]
    if "code" in header and "name" in header:
        return header.index("code"), header.index("name")
    if len(row) > 1 and _CODE.fullmatch(row[0]):
        return 0, 1
    raise MeddraError(f"line 1 is {' '.join(row)[:80]!r}", where=str(file), expected=_EXPECTED)


def _term(row: tuple[int, list[str]], code: int, name: int, file: Path) -> Concept:
    number, cells = row
    if len(cells) <= max(code, name) or not _CODE.fullmatch(cells[code]) or not cells[name]:
        raise MeddraError(f"line {number} is {' '.join(cells)[:80]!r}", where=str(file), expected=_EXPECTED)
    return Concept(iri=f"{SCHEME}:{cells[code]}", label=cells[name], scheme=SCHEME, notation=cells[code])
