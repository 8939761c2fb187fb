"""The terms of all lexicons by their words, to find them in a text; letter case and hyphens do not count."""

from collections.abc import Iterable, Sequence
from functools import cache

from ingest.terms import Term, terms
from ingest.words import HYPHENS, Word, words


class TermIndex:
    """Terms by the first word of their printed forms, the longest form first."""

    def __init__(self, found: Iterable[Term]):
        self._by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
        for term in found:
            for form in term.printed:
                key = tuple(_key(word) for word in words(form) if word.text not in HYPHENS)
                self._by_first.setdefault(key[0], []).append((key, term))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: len(entry[0]), reverse=True)

    def at(self, sequence: Sequence[Word], start: int) -> tuple[Term, int] | None:
        """The longest term that begins at a word of a sequence, with the index after its last word; None if none does."""
        for key, term in self._by_first.get(_key(sequence[start]), ()):
            end = _end(key, sequence, start)
            if end is not None:
                return term, end
        return None


@cache
def term_index() -> TermIndex:
    """The index of all lexicons."""
    return TermIndex(terms())


def _end(key: Sequence[str], sequence: Sequence[Word], start: int) -> int | None:
    """The index after the words of a key; a hyphen between two of them may be there or not."""
    index = start
    for position, expected in enumerate(key):
        while position and index < len(sequence) and sequence[index].text in HYPHENS:
            index += 1
        if index >= len(sequence) or _key(sequence[index]) != expected:
            return None
        index += 1
    return index


def _key(word: Word) -> str:
    return "".join(word.text.split()).lower()
