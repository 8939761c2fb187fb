"""Where the title of a numbered subsection ends in flattened text, which prints it in one line with its first sentence."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.sources.numbering import TitleKind, letters
from ingest.sources.openfda.fields import title_beginnings, title_letters

_POINTING = re.compile(r"\[\s*see\b[^\[\]]{0,300}\]", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?")
_FILE = Path(__file__).with_name("titles.toml")
_INITIAL = re.compile(r"(?:[A-Z]|[A-Z][a-z])\.")
_NO_HEADING = re.compile(r"^(?:Table|Figure|See|Grade|Day|Week|Step|Cycle)\b|^[^A-Z(]|[\d.,;]$|\bthe\b")
_MOST_WORDS = 30
_REPEATED_WITHIN = 11
_REACH = 160
_WORDS_REACH = 400


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


def joining_words() -> frozenset[str]:
    """Words that titles print in small letters inside."""
    return _known().joining


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What a label tells of its subsections' titles: texts in front of references to them, and the product's names."""

    before_references: Mapping[str, Sequence[str]]
    names: frozenset[str]

    def end(self, text: str, start: int, stop: int, number: str) -> int:
        """Where the title that begins at `start` ends, at `stop` at the latest.

        The title is one that sections of the kind have; or is printed in front of a reference to the section; or goes on
        as long as its words are capitalised, the last of which begins the first sentence; behind a first word in small
        letters, as of a name ("von Example").
        """
        words = _words(text, start, stop)
        if not words:
            return start
        known = _fixed(words, number.partition(".")[0]) or self._listed(words, number)
        if not known or _goes_on(words[known:]):
            small = int(words[0].islower() and len(words) > 1)
            capitalised = words[small:]
            known = small + min(_capitalised(capitalised, self.names), _repeated(capitalised))
        return start + _length(words[:known])

    def heading(self, text: str, start: int, stop: int) -> int | None:
        """Where the capitalised words that begin at `start` end, if they are a heading.

        They are two or more, and the word behind them is one that begins sentences, so that no sentence loses its own
        beginning ("DO NOT freeze").
        """
        first = _words(text, start, stop, 3)
        if len(first) < 3 or self._opens(first[0]) or (first[1][0].islower() and first[1] not in _known().joining):
            return None
        words = _words(text, start, stop)
        length = _capitalised(words, self.names)
        if not 2 <= length < len(words) or not self._opens(words[length]):
            return None
        return start + _length(words[:length]) if self._is_heading(" ".join(words[:length])) else None

    def _opens(self, word: str) -> bool:
        return word in _known().openers or word in _known().also_openers or word.strip("®™,()").casefold() in self.names

    def _is_heading(self, title: str) -> bool:
        outside = re.sub(r"\([^()]*\)", "", title).split()
        if not outside or self._opens(outside[0]) or title.isupper() or _NO_HEADING.search(title):
            return False
        return outside[-1] not in _known().joining and all(
            word in _known().joining or not word[0].islower() for word in outside
        )

    def _listed(self, words: Sequence[str], number: str) -> int | None:
        """How many words the longest title has that stands in front of a reference to the number."""
        fronts = self.before_references.get(number, ())
        ends = {text.rpartition(" ")[2].casefold() for text in fronts}
        may_end = [
            length for length, word in enumerate(words if fronts else (), 1) if length == 1 or word.casefold() in ends
        ]
        for length in reversed(may_end):
            follows = words[length][0] if length < len(words) else "A"
            if follows.isupper() or follows.isdigit():
                title = " ".join(words[:length])
                if any(_ends_with(text, title) for text in fronts):
                    return length
        return None


def _ends_with(text: str, title: str) -> bool:
    """Whether a text in front of a reference ends with a title as a phrase of its own: at its beginning, or after a capital's turn."""
    begin = len(text) - len(title)
    if begin < 0 or text[begin:].casefold() != title.casefold():
        return False
    before = text[:begin].rstrip()
    return not before or not before[-1].isalpha() or text[begin].isupper()


def titles_of(texts: Iterable[str], names: Iterable[str]) -> Titles:
    """What the texts of a label tell of its titles."""
    found: dict[str, list[str]] = {}
    for text in texts:
        for match in _POINTING.finditer(text) if "[" in text else ():
            front = text[max(0, match.start() - _REACH) : match.start()].rstrip()
            for number in _NUMBER.findall(match.group()):
                found.setdefault(number, []).append(front)
    words = frozenset(word.casefold() for name in names for word in name.split())
    return Titles(before_references=found, names=words)


def _words(text: str, start: int, stop: int, most: int = _MOST_WORDS) -> list[str]:
    """The first words from an offset on, at which one begins: nearly always those of a small part of the text."""
    near = min(stop, start + _WORDS_REACH)
    words = text[start:near].split(maxsplit=most)
    if len(words) <= most and near < stop:
        words = text[start:stop].split(maxsplit=most)
    return words[:most]


def _goes_on(words: Sequence[str]) -> bool:
    """Whether a title goes on with a word in small letters that joins: "Clinical Trials Experience" "in Children"."""
    return bool(words) and words[0].isalpha() and words[0] in _known().joining


def _length(words: Sequence[str]) -> int:
    """How many characters some words have, with the blanks between them."""
    return sum(map(len, words)) + len(words) - 1


def _fixed(words: Sequence[str], parent: str) -> int | None:
    """How many words the longest title has that a text begins with and that sections below some section have."""
    known = title_letters(TitleKind.SUBSECTION, parent)
    beginnings, printed, found = title_beginnings(TitleKind.SUBSECTION, parent), "", None
    for length, word in enumerate(words, 1):
        printed += letters(word)
        if printed not in beginnings:
            break
        if word[0].isalpha() and printed in known:
            found = length
    return found


def _capitalised(words: Sequence[str], names: frozenset[str]) -> int:
    """How many words the title has, at least one; all, where they end before a sentence has begun.

    >>> _capitalised("Hepatotoxicity Serious hepatotoxicity has occurred".split(), frozenset())
    1
    >>> _capitalised("Effects on growth Inhaled steroids may".split(), frozenset())
    3
    >>> _capitalised("Effect of Other Drugs".split(), frozenset())
    4
    """
    known, depth, last, small = _known(), 0, 0, 0
    for index, word in enumerate(words):
        inside, depth = depth > 0, max(0, depth + word.count("(") - word.count(")"))
        if index and not inside and _begins_sentence(word, words[index - 1], names):
            return index
        if inside or word in known.joining or word[0] == "(" or _goes_with(words, index, names):
            continue
        if word in known.verbs:
            return _phrase(words, last) or small or 1
        if _is_small(word):
            small = small or index
            begin = _phrase(words, last)
            if begin:
                return begin
        elif word[0].isupper():
            last = index
        if word.endswith((".", ":")) and not word.startswith("(") and not _INITIAL.fullmatch(word):
            return _behind_colon(words, index + 1) or last or index + 1
    return len(words) if not small and len(words) < _MOST_WORDS else last or 1


def _behind_colon(words: Sequence[str], begin: int) -> int | None:
    """Where a title ends whose part behind a colon is what its first sentence says again; None where that is not so."""
    behind = words[begin:]
    again = _repeated(behind)
    is_title = words[begin - 1].endswith(":") and again < len(behind) and behind[again - 1][0].isupper()
    return begin + again if is_title and not any(word.endswith(".") for word in behind[:again]) else None


def _goes_with(words: Sequence[str], index: int, names: frozenset[str]) -> bool:
    """Whether a word ends no title: a verb behind a joining word, the name of the product's salt behind the name."""
    word, before = words[index], words[index - 1] if index else ""
    if word in _known().verbs:
        return before in _known().joining
    return word in names and before[:1].isupper() and before.casefold() in names


def _is_small(word: str) -> bool:
    return word in _known().units or (word[0].islower() and word.islower())


def _repeated(words: Sequence[str]) -> int:
    """Where the first two words of a title begin a sentence, which says them again; else how many words there are.

    >>> _repeated("Kidney Injury Kidney Injury with Sepsis has occurred".split())
    2
    """
    near = words[: _REPEATED_WITHIN + 1]
    if not near or " ".join(near).casefold().count(near[0].casefold().strip(",")) < 2:
        return len(words)
    folded = [word.casefold().strip(",") for word in near]
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
    known = _known()
    if before in known.joining or before.endswith(("/", ",")):
        return False
    is_name = word[0].isupper() and word.strip("®™,()").casefold() in names
    return word.rstrip(",") in known.openers or is_name or word in "•●▪"
