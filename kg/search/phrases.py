"""What somebody looks for: words that must all be there, "words in quotation marks" one after the other, and beginnings*.

No other character means anything: what is typed is read into words, as the text of labels is, and only words are asked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import QueryError, TooCostlyError
from kg.search.words import singular, spelled_words

MOST_WORDS = 64
_SHORTEST_BEGINNING = 2
_TYPED = re.compile(r'"(?P<quoted>[^"]*)"\*?|[^\s"]+')
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; `beginning` is what the last one may begin with instead, as it was spelled."""

    words: tuple[str, ...]
    beginning: str | None = None

    def places(self, words: Sequence[str]) -> Iterator[int]:
        """Where in a text, given by its words, the phrase stands: the numbers of its first words.

        >>> list(Phrase(("mg", "m")).places(["mg", "mg", "m", "2"])), list(Phrase(("ml",), "ml").places(["mls", "mg"]))
        ([1], [0])
        """
        *before, last = self.words
        for at, word in enumerate(words[len(before) :]):
            if (word == last or self._begins(word)) and list(words[at : at + len(before)]) == before:
                yield at

    def _begins(self, word: str) -> bool:
        return self.beginning is not None and word.startswith(self.beginning)


def phrases_of(typed: str) -> tuple[Phrase, ...]:
    """The phrases that were typed; `QueryError` where they hold no word, `TooCostlyError` for too many.

    >>> phrases_of('CD22 "infusion reactions" neutro*')[1:]
    (Phrase(words=('infusion', 'reaction'), beginning=None), Phrase(words=('neutro',), beginning='neutro'))
    """
    phrases = tuple(dict.fromkeys(_phrases(typed)))
    shown = repr(typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…")
    if not phrases:
        raise QueryError(f"there is no word to look for in {shown}", expected="words or numbers")
    count = sum(len(phrase.words) for phrase in phrases)
    if count > MOST_WORDS:
        raise TooCostlyError(f"{shown} asks for {count} words", expected=f"{MOST_WORDS} at most")
    short = next((one.beginning for one in phrases if one.beginning and len(one.beginning) < _SHORTEST_BEGINNING), None)
    if short:
        expected = f"{_SHORTEST_BEGINNING} letters or figures before the *"
        raise QueryError(f"{short}* begins too many words", expected=expected)
    return phrases


def _phrases(typed: str) -> Iterator[Phrase]:
    for found in _TYPED.finditer(typed):
        quoted = found["quoted"]
        spelled = spelled_words(found[0] if quoted is None else quoted)
        if spelled:
            is_beginning = found[0].endswith("*")
            yield Phrase(tuple(map(singular, spelled)), spelled[-1] if is_beginning else None)
