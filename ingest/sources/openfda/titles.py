"""Where the title of a numbered subsection ends in flattened text, which prints it in one line with its first sentence."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.sources.numbering import TitleKind, letters
from ingest.sources.openfda.fields import title_letters

_WORD = re.compile(r"\S+")
_POINTING = re.compile(r"\[\s*see\b[^\[\]]{0,300}\]", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?")
_FILE = Path(__file__).with_name("titles.toml")
_INITIAL = re.compile(r"(?:[A-Z]|[A-Z][a-z])\.")
_NO_HEADING = re.compile(r"^(?:Table|Figure|See|Grade|Day|Week|Step|Cycle)\b|^[^A-Z(]|[\d.,;]$|\bthe\b")
_MOST_WORDS = 30
_REPEATED_WITHIN = 11
_REACH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The contents of `titles.toml`."""

    joining: frozenset[str]
    openers: frozenset[str]
    also_openers: frozenset[str]
    verbs: frozenset[str]
    units: frozenset[str]


@cache
def _known() -> _Words:
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return _Words(**{name: frozenset(words) for name, words in lists.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What a label tells of its subsections' titles: texts in front of references to them, and the product's names."""

    before_references: dict[str, tuple[str, ...]]
    names: frozenset[str]

    def end(self, text: str, start: int, stop: int, number: str) -> int:
        """Where the title that begins at `start` ends, at `stop` at the latest.

        The title is one that sections of the kind have; or is printed in front of a reference to the section; or goes on
        as long as its words are capitalised, the last of which begins the first sentence.
        """
        words = [match.span() for match in _words(text, start, stop)]
        if not words:
            return start
        known = self._fixed(text, words, number.partition(".")[0])
        known = known or self._listed(text, words, self.before_references.get(number, ()))
        if known and not self._goes_on(text, words, known):
            return known
        printed = [text[first:last] for first, last in words]
        length = _capitalised(printed, self.names)
        return words[min(length, _repeated(printed)) - 1][1]

    def _goes_on(self, text: str, words: Sequence[tuple[int, int]], end: int) -> bool:
        """Whether a word in small letters that joins follows: "Clinical Trials Experience" in "... in Children"."""
        following = next((text[first:last] for first, last in words if first >= end), "")
        return following.isalpha() and following in _known().joining

    def heading(self, text: str, start: int, stop: int) -> int | None:
        """Where the capitalised words that begin at `start` end, if they are a heading.

        They are two or more, and the word behind them is one that begins sentences, so that no sentence loses its own
        beginning ("DO NOT freeze").
        """
        words = [match.span() for match in _words(text, start, stop)]
        printed = [text[first:last] for first, last in words]
        length = _capitalised(printed, self.names) if printed else 0
        if not 2 <= length < len(printed) or not self._opens(printed[length]):
            return None
        title = " ".join(printed[:length])
        return words[length - 1][1] if self._is_heading(title) else None

    def _opens(self, word: str) -> bool:
        return word in _known().openers or word in _known().also_openers or word.strip("®™,()").casefold() in self.names

    def _is_heading(self, title: str) -> bool:
        outside = re.sub(r"\([^()]*\)", "", title).split()
        if not outside or self._opens(outside[0]) or title.isupper() or _NO_HEADING.search(title):
            return False
        return outside[-1] not in _known().joining and all(
            word in _known().joining or not word[0].islower() for word in outside
        )

    def _fixed(self, text: str, words: Sequence[tuple[int, int]], parent: str) -> int | None:
        """Where the longest title ends that the text begins with and that sections below some section have."""
        known = title_letters(TitleKind.SUBSECTION, parent)
        most, printed, found = max(map(len, known), default=0), "", None
        for first, end in words:
            printed += letters(text[first:end])
            if len(printed) > most:
                break
            if text[first].isalpha() and printed in known:
                found = end
        return found

    def _listed(self, text: str, words: list[tuple[int, int]], before: tuple[str, ...]) -> int | None:
        start = words[0][0]
        for index in range(len(words), 0, -1):
            title = text[start : words[index - 1][1]]
            follows = text[words[index][0]] if index < len(words) else "A"
            if (follows.isupper() or follows.isdigit()) and any(_ends_with(front, title) for front in before):
                return words[index - 1][1]
        return None


def titles_of(texts: Iterable[str], names: Iterable[str]) -> Titles:
    """What the texts of a label tell of its titles."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for match in _POINTING.finditer(text):
            front = text[max(0, match.start() - _REACH) : match.start()].rstrip()
            for number in _NUMBER.findall(match.group()):
                found.setdefault(number, []).append(front)
    words = frozenset(word.casefold() for name in names for word in name.split())
    return Titles(before_references={number: tuple(fronts) for number, fronts in found.items()}, names=words)


def _words(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    for index, match in enumerate(_WORD.finditer(text, start, stop)):
        if index == _MOST_WORDS:
            return
        yield match


def _ends_with(front: str, title: str) -> bool:
    """Whether a text ends with a title as a phrase of its own: at its beginning, or after a capital's turn."""
    if not front.casefold().endswith(title.casefold()):
        return False
    before = front[: len(front) - len(title)].rstrip()
    return not before or not before[-1].isalpha() or front[len(front) - len(title)].isupper()


def _capitalised(words: Sequence[str], names: frozenset[str]) -> int:
    """How many words the title has, at least one; all, where they end before a sentence has begun.

    >>> _capitalised("Hepatotoxicity Serious hepatotoxicity has occurred".split(), frozenset())
    1
    >>> _capitalised("Effects on growth Inhaled steroids may".split(), frozenset())
    3
    >>> _capitalised("Effect of Other Drugs".split(), frozenset())
    4
    """
    depth, last, small = 0, 0, 0
    for index, word in enumerate(words):
        inside, depth = depth > 0, max(0, depth + word.count("(") - word.count(")"))
        if index and not inside and _begins_sentence(word, words[index - 1], names):
            return index
        if inside or word in _known().joining or word[0] == "(" or _goes_with(words, index, names):
            continue
        if word in _known().verbs:
            return _phrase(words, last) or small or 1
        if _is_small(word):
            small = small or index
            begin = _phrase(words, last)
            if begin:
                return begin
        elif word[0].isupper():
            last = index
        if word.endswith((".", ":")) and not word.startswith("(") and not _INITIAL.fullmatch(word):
            return last or index + 1
    return len(words) if not small and len(words) < _MOST_WORDS else last or 1


def _goes_with(words: Sequence[str], index: int, names: frozenset[str]) -> bool:
    """Whether a word ends no title: a verb behind a joining word, the name of the product's salt behind the name."""
    word, before = words[index], words[index - 1] if index else ""
    if word in _known().verbs:
        return before in _known().joining
    return word in names and before[:1].isupper() and before.casefold() in names


def _is_small(word: str) -> bool:
    return word in _known().units or (word[0].islower() and not any(character.isupper() for character in word))


def _repeated(words: Sequence[str]) -> int:
    """Where the first two words of a title begin a sentence, which says them again; else how many words there are.

    >>> _repeated("Kidney Injury Kidney Injury with Sepsis has occurred".split())
    2
    """
    folded = [word.casefold().strip(",") for word in words]
    for index in range(2, min(_REPEATED_WITHIN, len(words) - 1)):
        if folded[index : index + 2] == folded[:2] and words[index - 1] not in _known().joining:
            return index
    return len(words)


def _phrase(words: Sequence[str], last: int) -> int:
    """Where the phrase begins that a capitalised word ends ("Administration of DRUG")."""
    joining = _known().joining
    while last > 1 and words[last - 1] in joining:
        last -= 1
        while last and words[last] in joining:
            last -= 1
    return last


def _begins_sentence(word: str, before: str, names: frozenset[str]) -> bool:
    if word.startswith("["):
        return True
    if before in _known().joining or before.endswith(("/", ",")):
        return False
    is_name = word[0].isupper() and word.strip("®™,()").casefold() in names
    return word.rstrip(",") in _known().openers or is_name or word in "•●▪"
