"""Grids of real labels' tables, written down short: kept as golden files that were checked by eye against the printed tables.

`PYTHONPATH=. python -m tests.golden_grids` writes the files anew, for review; tables are drawn only where none were.
One file holds drawn tables of SPL and openFDA labels, the other all tables in three sections of PDFs.
A cell of more than four words is kept as its first three and a digest, so that no sentence of a label is copied.
"""

import hashlib
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.document import Cell, Document, Part, Section, Table
from ingest.sources import read
from kg.errors import LabelgraphError

FOLDER = Path(__file__).parent / "data" / "grids"
DRAWN = FOLDER / "drawn.json"
PRINTED = FOLDER / "printed.json"
PRINTED_SECTIONS = ("2", "6", "14")
SEED, COUNT = 3, 40
SECTIONS = ("2", "5", "6", "14")
"""The sections whose tables are drawn three times as often as others."""

_MOST_WORDS = 4

Golden = dict[str, str | int | list[list[str]] | list[str]]


def short(text: str) -> str:
    """Up to four words as they are; more as the first three and a digest.

    >>> short("Any adverse reaction"), short("May cause harm to an unborn child")
    ('Any adverse reaction', 'May cause harm … f046f150')
    """
    words = text.split()
    if len(words) <= _MOST_WORDS:
        return " ".join(words)
    return f"{' '.join(words[:3])} … {hashlib.sha256(' '.join(words).encode()).hexdigest()[:8]}"


def golden(table: Table) -> Golden:
    """A table short: its label, caption, how many rows are headers, the cells row by row, and the notes."""
    rows = [[_cell(cell) for cell in table.cells if cell.row == row] for row in range(table.rows)]
    return {
        "label": table.label or "",
        "caption": short(table.caption.text) if table.caption else "",
        "header rows": table.header_rows,
        "rows": rows,
        "notes": [f"{note.marker or ''} {short(note.text.text)}".strip() for note in table.footnotes],
    }


def _cell(cell: Cell) -> str:
    """A cell as "2x1 words [a]": how many rows and columns it spans, if more than one, and the markers of its notes."""
    spans = f"{cell.row_span}x{cell.column_span} " if (cell.row_span, cell.column_span) != (1, 1) else ""
    marks = "".join(f" [{marker}]" for marker in cell.markers)
    return f"{spans}{short(cell.words)}{marks}".strip()


def tables_of(document: Document) -> Iterator[tuple[str, Table]]:
    """The tables of a label, each with a name: its section, or the one that its heading stands in, and which of these it is."""
    counts = Counter[str]()
    for section in document.sections:
        for name, table in _below(section, section.number or "-"):
            counts[name] += 1
            yield f"{name} table {counts[name]}", table


def _below(section: Section, above: str) -> Iterator[tuple[str, Table]]:
    number = section.number or above
    heading = f" {short(section.title.text)}" if section.title and section.number is None else ""
    for block in section.blocks:
        if isinstance(block, Table):
            yield f"{section.part.value} {number}{heading}", block
    for below in section.sections:
        yield from _below(below, number)


def drawn(shared: Path) -> list[str]:
    """Tables drawn with a fixed seed, a third from SPL and the others from openFDA: file below the shared folder, and name."""
    third = COUNT // 3
    return [*_drawn(shared, "labels/spl/*.xml", third), *_drawn(shared, "labels/openfda/*.json", COUNT - third)]


def _drawn(shared: Path, pattern: str, count: int) -> list[str]:
    paths = sorted(str(path.relative_to(shared)) for path in shared.glob(pattern))
    found = [f"{path}: {name}" for path in paths for name, _ in _tables(shared / path)]
    chance = random.Random(SEED)  # noqa: S311 - draws what is looked at
    keys = {place: chance.random() ** (1 / (3 if _stands_in(place, SECTIONS) else 1)) for place in found}
    return sorted(sorted(found, key=lambda place: -keys[place])[:count])


def _stands_in(place: str, sections: Sequence[str]) -> bool:
    part, number, *_ = place.split(": ", 1)[1].split()
    return part == Part.FULL.value and number.split(".")[0] in sections


def _tables(path: Path) -> list[tuple[str, Table]]:
    try:
        return list(tables_of(read(path)))
    except LabelgraphError:
        return []


def grids(shared: Path, places: Sequence[str]) -> dict[str, Golden]:
    """The tables at some places as they are read now, short; those that are not found are left out."""
    paths = dict.fromkeys(place.split(": ", 1)[0] for place in places)
    found = {f"{path}: {name}": table for path in paths for name, table in _tables(shared / path)}
    return {place: golden(found[place]) for place in places if place in found}


def printed_grids(shared: Path) -> dict[str, Golden]:
    """All tables of the PDFs in the sections that golden files hold, short."""
    paths = sorted(str(path.relative_to(shared)) for path in shared.glob("labels/pdf/*.pdf"))
    found = ((f"{path}: {name}", table) for path in paths for name, table in _tables(shared / path))
    return {place: golden(table) for place, table in found if _stands_in(place, PRINTED_SECTIONS)}


def kept(path: Path) -> dict[str, Golden]:
    """A golden file's tables."""
    loaded: dict[str, Golden] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Writes the golden files anew."""
    shared = Path(os.environ.get("LABELGRAPH_SHARED", "../shared"))
    _write(DRAWN, grids(shared, list(kept(DRAWN)) if DRAWN.exists() else drawn(shared)))
    _write(PRINTED, printed_grids(shared))


def _write(path: Path, found: dict[str, Golden]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{path}: {len(found)} tables; look at what changed\n")


if __name__ == "__main__":
    main()
