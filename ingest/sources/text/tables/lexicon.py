"""The words in `words.toml`, as patterns."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError

_FILE = Path(__file__).with_name("words.toml")
_MARKER = r"(?:[a-z*†‡§¶#](?:,[a-z*†‡§¶#])*)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns of the words by which the parts of a table are told apart; each allows a footnote marker behind."""

    stub: re.Pattern[str]
    measure: re.Pattern[str]
    comparison: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The contents of `words.toml`, read once."""
    with _FILE.open("rb") as file:
        content = tomllib.load(file)
    return Lexicon(
        stub=re.compile(rf"\b(?:{_any(content, 'stub')})(?:\(s\))?{_MARKER}(?!\w)", re.IGNORECASE),
        measure=re.compile(rf"(?:{_any(content, 'measure')}){_MARKER}(?!\w)", re.IGNORECASE),
        comparison=re.compile(rf"(?:{_any(content, 'comparison')}){_MARKER}(?!\w)", re.IGNORECASE),
    )


def _any(content: dict[str, object], name: str) -> str:
    words = content.get(name)
    if not isinstance(words, list) or not words:
        raise KnowledgeError(f"no list of words {name!r}", where=_FILE.name, expected="one word or more")
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
