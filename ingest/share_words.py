"""Words by which a sentence tells whom or what a share of patients is of, as sets (share_words.toml)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError

PATH = Path(__file__).with_name("share_words.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSet:
    """An entry of share_words.toml; the file says what each field means."""

    id: str
    words: frozenset[str]
    accepts: tuple[str, ...]
    rejects: tuple[str, ...]


def words_for(name: str) -> frozenset[str]:
    """The words of an entry, in small letters."""
    return word_sets()[name].words


@cache
def word_sets() -> Mapping[str, WordSet]:
    """The entries of share_words.toml by their ids. Raises `KnowledgeError`, naming the entry, if one lacks examples."""
    return {entry["id"]: _read(entry) for entry in tomllib.loads(PATH.read_text(encoding="utf-8"))["words"]}


def problems(entry: WordSet) -> Iterator[str]:
    """What is wrong with an entry by its own examples."""
    yield from (f"{text!r} has none of the words" for text in entry.accepts if not _found(entry, text))
    yield from (f"{text!r} has {_found(entry, text)}" for text in entry.rejects if _found(entry, text))


def _found(entry: WordSet, text: str) -> list[str]:
    return sorted(entry.words & set(re.findall(r"[a-z]+", text.casefold())))


def _read(entry: Mapping[str, object]) -> WordSet:
    words, accepts, rejects = (entry.get(key) for key in ("words", "accepts", "rejects"))
    if not (
        isinstance(words, list) and isinstance(accepts, list) and isinstance(rejects, list) and accepts and rejects
    ):
        raise KnowledgeError(
            f"entry {entry.get('id')!r} lacks words or examples", where=PATH.name, expected="words, accepts and rejects"
        )
    return WordSet(
        id=str(entry["id"]),
        words=frozenset(map(str, words)),
        accepts=tuple(map(str, accepts)),
        rejects=tuple(map(str, rejects)),
    )
