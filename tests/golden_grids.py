"""Grids of real labels' tables, written down short: kept as golden files that were checked by eye against the printed tables.

`PYTHONPATH=. python -m tests.golden_grids` writes the files anew, for review; tables are drawn only where none were.
A cell of more than four words is kept as its first three and a digest, so that no sentence of a label is copied.
"""

import hashlib
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.document import Cell, Document, Part, Section, Table
from ingest.sources import read
from kg.errors import LabelgraphError

FOLDER = Path(__file__).parent / "data" / "grids"
DRAWN = FOLDER / "drawn.json"
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
    """The tables of a label, each with a name: its section and which of the section's tables it is."""
    for section in document.walk():
        own = [block for block in section.blocks if isinstance(block, Table)]
        for index, table in enumerate(own, start=1):
            yield f"{_name(section)} table {index}", table


def _name(section: Section) -> str:
    if section.number is not None:
        return f"{section.part.value} {section.number}"
    return f"{section.part.value} {short(section.title.text) if section.title else ''}".strip()


def drawn(shared: Path) -> list[str]:
    """Tables drawn with a fixed seed, a third from SPL and the others from openFDA: file below the shared folder, and name."""
    third = COUNT // 3
    return [*_drawn(shared, "labels/spl/*.xml", third), *_drawn(shared, "labels/openfda/*.json", COUNT - third)]


def _drawn(shared: Path, pattern: str, count: int) -> list[str]:
    paths = sorted(str(path.relative_to(shared)) for path in shared.glob(pattern))
    found = [f"{path}: {name}" for path in paths for name, _ in _tables(shared / path)]
    chance = random.Random(SEED)  # noqa: S311 - draws what is looked at
    keys = {place: chance.random() ** (1 / (3 if _is_weighted(place) else 1)) for place in found}
    return sorted(sorted(found, key=lambda place: -keys[place])[:count])


def _is_weighted(place: str) -> bool:
    part, number, *_ = place.split(": ", 1)[1].split()
    return part == Part.FULL.value and number.split(".")[0] in SECTIONS


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


def kept() -> dict[str, Golden]:
    """The golden file of the drawn tables."""
    loaded: dict[str, Golden] = json.loads(DRAWN.read_text(encoding="utf-8"))
    return loaded


def main() -> None:
    """Writes the golden file of the drawn tables anew."""
    shared = Path(os.environ.get("LABELGRAPH_SHARED", "../shared"))
    found = grids(shared, list(kept()) if DRAWN.exists() else drawn(shared))
    FOLDER.mkdir(parents=True, exist_ok=True)
    DRAWN.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{DRAWN}: {len(found)} tables; look at what changed\n")


if __name__ == "__main__":
    main()
