"""What each question of `queries/` answers on the example label: how often, and the first answers in full.

`python -m tests.queries.answers` writes the files of `expected/` anew, with the values that they ask with; read the
difference before you keep it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from kg.query import queries, query, run, values_from_text
from kg.store import open_read_only
from tests.example import build_store

EXPECTED = Path(__file__).parent / "expected"
SHOWN = 3

Cell = str | int | bool | None


def answers(store: Store, identifier: str, values: Mapping[str, str]) -> dict[str, object]:
    """The number of answers to a question, and the first of them as they are printed."""
    rows = run(store, query(identifier), values_from_text(query(identifier), values))
    first = [{name: _printed(value) for name, value in row.items()} for row in rows[:SHOWN]]
    return {"values": dict(values), "answers": len(rows), "first": first}


def _printed(value: object) -> Cell:
    return value if value is None or isinstance(value, bool | int) else str(value)


def expected(identifier: str) -> dict[str, object]:
    """What a question is expected to answer."""
    found: dict[str, object] = json.loads((EXPECTED / f"{identifier}.json").read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Write all files of `expected/` anew."""
    with TemporaryDirectory() as folder:
        build_store(Path(folder) / "store")
        store = open_read_only(Path(folder) / "store")
        for identifier in queries():
            file = EXPECTED / f"{identifier}.json"
            values = json.loads(file.read_text(encoding="utf-8"))["values"] if file.exists() else {}
            found = answers(store, identifier, values)
            file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
