"""Names of pharmacokinetic parameters, from `pk_parameters.toml`."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.quantity import Dimension
from kg.errors import KnowledgeError

PATH = Path(__file__).with_name("pk_parameters.toml")
_SIGNS = {r"\.\.\.": r"[\w\s-]*", r"\*": r"\w*", r"\ ": r"[-\s]", r"\-": r"[-\s]"}
"""What the signs of a name stand for, once it is escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter as labels print it, and what kinds of quantity it can have; `behind` if its name follows the value."""

    id: str
    printed: re.Pattern[str]
    dimensions: frozenset[str]
    behind: bool
    accepts: tuple[str, ...]
    rejects: tuple[str, ...]

    def is_named(self, words: str) -> bool:
        """Whether some words name the parameter: anywhere, or if it is named behind its value, at their beginning."""
        return bool(self.printed.match(words) if self.behind else self.printed.search(words))


@cache
def parameters(path: Path = PATH) -> tuple[Parameter, ...]:
    """All parameters of the file. Raises KnowledgeError for an entry whose examples are missing or do not hold."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_parameter(entry, data["qualifiers"], path) for entry in data["parameter"])


def _parameter(entry: dict[str, str | bool | list[str]], qualifiers: Iterable[str], path: Path) -> Parameter:
    def many(key: str) -> tuple[str, ...]:
        value = entry.get(key, ())
        return tuple(value) if isinstance(value, list) else ()

    read = Parameter(
        id=str(entry["id"]),
        printed=_pattern(many("names"), qualifiers if entry.get("qualified") else (), many("followed_by")),
        dimensions=frozenset(Dimension(name) for name in many("dimensions")),
        behind=bool(entry.get("behind")),
        accepts=many("accepts"),
        rejects=many("rejects"),
    )
    wrong = [words for words in read.accepts if not read.is_named(words)]
    wrong += [words for words in read.rejects if read.is_named(words)]
    if wrong or not read.accepts or not read.rejects:
        what = (
            f"parameter {read.id!r} does not hold its example {wrong[0]!r}" if wrong else f"{read.id!r} lacks examples"
        )
        raise KnowledgeError(what, where=path.name, expected="accepts that name it and rejects that do not")
    return read


def _pattern(names: Iterable[str], qualifiers: Iterable[str], followed_by: Iterable[str]) -> re.Pattern[str]:
    before = "|".join(map(_escaped, qualifiers))
    after = "|".join(map(_escaped, followed_by))
    named = "|".join(map(_escaped, names))
    front = rf"(?:(?:{before})\s+)*" if before else ""
    behind = rf"(?=[\w\s]*(?:{after}))" if after else ""
    return re.compile(rf"\b{front}(?:{named})(?!\w){behind}", re.IGNORECASE)


def _escaped(name: str) -> str:
    escaped = re.escape(name)
    for sign, pattern in _SIGNS.items():
        escaped = escaped.replace(sign, pattern)
    return escaped
