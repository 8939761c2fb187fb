"""What each question of `queries/graphql` answers on the example label.

`python -m tests.graphql_api.answers` writes the files of `expected/` and the table of docs/api.md anew; read the difference
before you keep it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from graphql_api.examples import EXAMPLES
from kg.store import open_read_only
from tests.conftest import ROOT
from tests.example import build_store
from tests.graphql_api.asking import answered

EXPECTED = Path(__file__).parent / "expected"
PAGE = ROOT / "docs" / "api.md"
TABLE = re.compile(r"^(\| question \| asks \|\n\|---\|---\|\n)((?:\|.*\n)*)", re.MULTILINE)


def expected(identifier: str) -> Mapping[str, object]:
    """What a question is expected to answer."""
    found: Mapping[str, object] = json.loads((EXPECTED / f"{identifier}.json").read_text(encoding="utf-8"))
    return found


def rows() -> str:
    """The rows of the table of questions."""
    return "".join(f"| `{identifier}` | {question.title} |\n" for identifier, question in EXAMPLES.items())


def main() -> None:
    """Write all files of `expected/` and the table anew."""
    PAGE.write_text(TABLE.sub(lambda found: found[1] + rows(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    with TemporaryDirectory() as folder:
        build_store(Path(folder) / "store")
        store = open_read_only(Path(folder) / "store")
        for identifier, question in EXAMPLES.items():
            found, _ = answered(store, question.query)
            text = json.dumps(found, indent=1, ensure_ascii=False)
            (EXPECTED / f"{identifier}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
