"""Where the title of a numbered subsection ends in flattened text, which prints it in one line with its first sentence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.sources.numbering import TitleKind, numbering

_WORD = re.compile(r"\S+")
_POINTING = re.compile(r"\[\s*see\b[^\[\]]{0,300}\]", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "due",
        "during",
        "for",
        "from",
        "in",
        "including",
        "into",
        "of",
        "on",
        "or",
        "other",
        "per",
        "than",
        "that",
        "the",
        "to",
        "versus",
        "via",
        "vs",
        "vs.",
        "with",
        "within",
        "without",
        "-",
        "–",
        "—",
        "/",
        "&",
        "+",
    ]
)
_OPENERS = frozenset(
    [
        "A",
        "Advise",
        "An",
        "Avoid",
        "Because",
        "Based",
        "Do",
        "Fatal",
        "For",
        "Following",
        "If",
        "In",
        "It",
        "See",
        "Serious",
        "Severe",
        "Since",
        "The",
        "There",
        "These",
        "This",
        "When",
    ]
)
_ALSO_OPENERS = frozenset(["Administer", "After", "Before", "Patients", "Prior", "To"])
_NO_HEADING = re.compile(r"^(?:Table|Figure|See|Grade|Day|Week|Step|Cycle)\b|^[^A-Z(]|[\d.,;]$|\bthe\b")
_MOST_WORDS = 30
_REACH = 160


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
        return (
            self._fixed(text, words, number.partition(".")[0])
            or self._listed(text, words, self.before_references.get(number, ()))
            or words[_capitalised([text[first:last] for first, last in words], self.names) - 1][1]
        )

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
        return word in _OPENERS or word in _ALSO_OPENERS or word.strip("®™,()").casefold() in self.names

    def _is_heading(self, title: str) -> bool:
        outside = re.sub(r"\([^()]*\)", "", title).split()
        if not outside or self._opens(outside[0]) or title.isupper() or _NO_HEADING.search(title):
            return False
        return outside[-1] not in _SMALL and all(word in _SMALL or not word[0].islower() for word in outside)

    def _fixed(self, text: str, words: list[tuple[int, int]], parent: str) -> int | None:
        start, printed = (
            words[0][0],
            [known for known in numbering().of(TitleKind.SUBSECTION) if known.number == parent],
        )
        for first, end in reversed(words):
            if text[first].isalpha() and any(known.is_printed(text[start:end]) for known in printed):
                return end
        return None

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


def _capitalised(words: list[str], names: frozenset[str]) -> int:
    """How many words the title has, at least one.

    >>> _capitalised("Hepatotoxicity Serious hepatotoxicity has occurred".split(), frozenset())
    1
    >>> _capitalised("Effects on growth Inhaled steroids may".split(), frozenset())
    3
    """
    depth, last = 0, 0
    for index, word in enumerate(words):
        inside, depth = depth > 0, max(0, depth + word.count("(") - word.count(")"))
        if index and not inside and _begins_sentence(word, words[index - 1], names):
            return index
        if inside or word in _SMALL or word[0] == "(":
            continue
        if word[0].islower() and not any(character.isupper() for character in word):
            begin = _phrase(words, last)
            if begin:
                return begin
        elif word[0].isupper():
            last = index
        if word.endswith((".", ":")) and not word.startswith("("):
            return last or index + 1
    return last or 1


def _phrase(words: list[str], last: int) -> int:
    """Where the phrase begins that a capitalised word ends ("Administration of DRUG")."""
    while last > 1 and words[last - 1] in _SMALL:
        last -= 1
        while last and words[last] in _SMALL:
            last -= 1
    return last


def _begins_sentence(word: str, before: str, names: frozenset[str]) -> bool:
    if word.startswith("["):
        return True
    if before in _SMALL or before.endswith(("/", ",")):
        return False
    return word.rstrip(",") in _OPENERS or word.strip("®™,()").casefold() in names or word in "•●▪"
