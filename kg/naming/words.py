"""What two printed forms of a term have in common: the words that name the thing, folded, in any order."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NotRequired, TypeAlias, TypedDict

PATH = Path(__file__).with_name("words.toml")

Key: TypeAlias = tuple[str, ...]
"""The folded words of a form, sorted: forms with the same key say the same."""


class Pairs(TypedDict):
    """Pairs of forms that say the same, and pairs that do not."""

    accepts: list[list[str]]
    rejects: list[list[str]]


class FoldRow(Pairs):
    """Letters that become others."""

    letters: str
    become: str
    least: NotRequired[int]


class PairedRow(Pairs):
    """Words that say nothing."""

    words: list[str]


class WordsRow(TypedDict):
    """Words with forms that hold one of them and forms that do not."""

    words: list[str]
    accepts: list[str]
    rejects: list[str]


class DirectionRow(WordsRow):
    """Words that tell a direction."""

    direction: str


class OrganRow(WordsRow):
    """Words of an organ, those that alone stand for its reactions, and what these are."""

    whole: list[str]
    classes: list[str]
    findings: list[str]


class Knowledge(TypedDict):
    """What `words.toml` holds."""

    spelling: list[FoldRow]
    plural: list[FoldRow]
    silent: PairedRow
    of_values: PairedRow
    direction: list[DirectionRow]
    of_things: WordsRow
    between: WordsRow
    of_reactions: WordsRow
    beside_reactions: WordsRow
    some_reactions: WordsRow
    degrees_of_reactions: WordsRow
    of_organs: list[OrganRow]
    alike: list[PairedRow]
    of_conditions: WordsRow


_APOSTROPHE = re.compile("['’]")
_WORD = re.compile(r"[a-z]+\d*[a-z]*\d*|\d[\d.]*[a-z]*\d*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Letters that become others; of an ending, in words of at least some letters."""

    before: str
    after: str
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """Words of an organ, those that alone stand for its reactions, the labels of its organ classes and the ids of its findings."""

    words: frozenset[str]
    whole: frozenset[str]
    classes: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What `words.toml` holds."""

    spelling: tuple[Fold, ...]
    plural: tuple[Fold, ...]
    silent: frozenset[str]
    of_values: frozenset[str]
    direction: dict[str, str]
    of_things: frozenset[str]
    between: re.Pattern[str]
    of_reactions: frozenset[str]
    beside_reactions: frozenset[str]
    some_reactions: frozenset[str]
    degrees_of_reactions: frozenset[str]
    of_organs: tuple[Organ, ...]
    alike: tuple[tuple[str, ...], ...]
    of_conditions: frozenset[str]


@cache
def knowledge() -> Knowledge:
    """`words.toml` as it stands, with its examples."""
    held: Knowledge = tomllib.loads(PATH.read_text(encoding="utf-8"))  # type: ignore[assignment]
    return held


@cache
def table() -> Table:
    """The knowledge of `words.toml`, read once."""
    data = knowledge()
    between = sorted((re.escape(one) for one in data["between"]["words"]), key=len, reverse=True)
    parted = "|".join(rf"\s{one}\s" if one.isalpha() else rf"\s*{one}\s*" for one in between)
    return Table(
        spelling=_folds(data["spelling"]),
        plural=_folds(data["plural"]),
        silent=frozenset(data["silent"]["words"]),
        of_values=frozenset(data["of_values"]["words"]),
        direction={word: row["direction"] for row in data["direction"] for word in row["words"]},
        of_things=frozenset(data["of_things"]["words"]),
        between=re.compile(parted, re.IGNORECASE),
        of_reactions=frozenset(data["of_reactions"]["words"]),
        beside_reactions=frozenset(data["beside_reactions"]["words"]),
        some_reactions=frozenset(data["some_reactions"]["words"]),
        degrees_of_reactions=frozenset(data["degrees_of_reactions"]["words"]),
        of_organs=tuple(map(_organ, data["of_organs"])),
        alike=tuple(tuple(row["words"]) for row in data["alike"]),
        of_conditions=frozenset(data["of_conditions"]["words"]),
    )


def words(printed: str) -> Iterator[str]:
    """The folded words of a printed form, in their order, without those that say nothing.

    >>> list(words("Headaches NOS")), list(words("Oedema peripheral"))
    (['headache'], ['edema', 'peripheral'])
    """
    for word in _WORD.findall(_APOSTROPHE.sub("", printed.casefold().replace("é", "e"))):
        folded = _folded(word)
        if folded not in table().silent:
            yield folded


def key(found: Iterable[str]) -> Key:
    """The key of some folded words."""
    return tuple(sorted(found))


def parts(printed: str) -> tuple[str, ...]:
    """The names of a combined term: "Nausea and vomiting" has two."""
    return tuple(part.strip() for part in table().between.split(printed) if part.strip())


def _organ(row: OrganRow) -> Organ:
    return Organ(
        words=frozenset(row["words"]),
        whole=frozenset(row["whole"]),
        classes=tuple(row["classes"]),
        findings=tuple(row["findings"]),
    )


def _folds(rows: Iterable[FoldRow]) -> tuple[Fold, ...]:
    return tuple(Fold(before=row["letters"], after=row["become"], least=row.get("least", 0)) for row in rows)


def _folded(word: str) -> str:
    for fold in table().spelling:
        word = word.replace(fold.before, fold.after)
    for fold in table().plural:
        if word.endswith(fold.before) and len(word) >= fold.least:
            return word[: len(word) - len(fold.before)] + fold.after
    return word
