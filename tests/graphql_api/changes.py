"""Changes of the schema that break clients, and whether the changelog names them.

The schema that clients rely on is that of the latest release, kept without its descriptions in `tests/data/released.graphql`;
until the first release it is the one that the first clients were generated from. `python -m tests.graphql_api.changes` prints
what breaks clients since, and ends with status 1 where CHANGELOG.md does not name it; with `--release` it keeps the schema
as it is now: a step of each release.
"""

import re
import sys
from collections.abc import Sequence

from graphql import build_schema, find_breaking_changes

from graphql_api.schema import make_schema, printed
from kg.settings import Settings
from tests.conftest import ROOT

RELEASED = ROOT / "tests" / "data" / "released.graphql"
CHANGELOG = ROOT / "CHANGELOG.md"
FIX = "name it in CHANGELOG.md under Unreleased, in backquotes, in a line that begins `- GraphQL, breaking:`"

_DESCRIPTION = re.compile(r'^ *""".*?"""\n', re.MULTILINE | re.DOTALL)
_FIELD = re.compile(r"\b\w+\.\w+\b")
_TYPE = re.compile(r"(?<=@)\w+|\b[A-Z_]\w*")
_LINE = re.compile(r"^- GraphQL, breaking: (.*)$", re.MULTILINE)


def breaks(old: str, new: str) -> Sequence[str]:
    """What breaks clients of one schema when a server has another, a sentence each."""
    return sorted(change.description for change in find_breaking_changes(build_schema(old), build_schema(new)))


def unnamed(found: Sequence[str], changelog: str) -> Sequence[str]:
    """The changes whose field ("Label.version"), or else type, no line under "Unreleased" names."""
    unreleased = changelog.partition("## Unreleased")[2].partition("\n## ")[0]
    named = {name for line in _LINE.findall(unreleased) for name in re.findall(r"`([^`]+)`", line)}
    return [says for says in found if named.isdisjoint(_FIELD.findall(says) or _TYPE.findall(says))]


def current() -> str:
    """The schema as it is now, without descriptions."""
    return _DESCRIPTION.sub("", printed(make_schema(Settings())))


def main(arguments: Sequence[str]) -> int:
    """Print the changes that break clients; 1 where the changelog lacks one."""
    if "--release" in arguments:
        RELEASED.write_text(current(), encoding="utf-8")
        return 0
    found = breaks(RELEASED.read_text(encoding="utf-8"), current())
    missing = unnamed(found, CHANGELOG.read_text(encoding="utf-8"))
    for says in found:
        sys.stdout.write(f"{says} {FIX if says in missing else ''}".rstrip() + "\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
