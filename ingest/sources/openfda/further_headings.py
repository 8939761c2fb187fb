"""Where one more heading stands behind the title of a subsection: flattened text prints both in one line."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.sources.openfda.titles import joining_words

_FILE = Path(__file__).with_suffix(".toml")
_STUDY = re.compile(r"(?:Study|Trial) (?:\d+|[IVX]+)")
_FEWEST_BEFORE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The contents of `further_headings.toml`."""

    words: frozenset[str]
    phrases: frozenset[str]
    modifiers: frozenset[str]


@cache
def _known() -> _Words:
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(words) for name, words in lists.items()})


def title_words(words: Sequence[str]) -> int:
    """How many of some words are the title, behind which the others are one more heading.

    >>> title_words("Adults with Renal or Hepatic Impairment Hepatic Impairment".split())
    6
    >>> title_words("Adults with Warts Study 1".split()), title_words("Use with Strong Inhibitors".split())
    (3, 4)
    """
    for index in range(2, len(words)):
        before = words[index - 1]
        goes_on = (
            before.casefold() in joining_words() or before in _known().modifiers or before.endswith((",", "/", "-"))
        )
        if not goes_on and (before[0].isupper() or before.endswith(")")) and _begins_heading(words, index):
            return index
    return len(words)


def _begins_heading(words: Sequence[str], index: int) -> bool:
    """Whether words within a title begin a heading: by a list, as those of patients or a study, or said before."""
    before, word, two = words[index - 1], words[index], " ".join(words[index : index + 2])
    if word in _known().words or (_STUDY.match(two) and not before.isupper()):
        return True
    if two.casefold() == "patients with":
        return before.endswith("s") or before == "Impairment"
    if two in _known().phrases:
        return index >= _FEWEST_BEFORE and not before.endswith("ed")
    return word not in joining_words() and _says_again(words, index)


def _says_again(words: Sequence[str], index: int) -> bool:
    """Whether three words within a title stand behind others in front too, or the last two whose second does so right there."""
    front = f" {' '.join(words[:index])} "
    two, three = (f" {' '.join(words[index : index + length])} " for length in (2, 3))
    if index + 2 == len(words):
        return words[index - 1] == words[-1] and two in front
    return index + 3 <= len(words) and three in front and f" {words[index - 1]}{three}" not in front
