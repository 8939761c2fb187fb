"""A sentence as patterns see it."""

import re

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token as DocToken

from ingest.tokens import CROSS_REFERENCE
from ingest.words import HYPHENS
from kg.folding import TRADE_MARKS

UNSEEN = HYPHENS | TRADE_MARKS
_WORD = re.compile(r"\w+(?:'\w+)*|[^\w\s]")


class View:
    """A sentence as patterns see it: without cross-references, white space, hyphens and trade-mark signs.

    It is a row of words, those within a token each for itself: what a pattern writes word by word must not be hidden by a
    term of several words. For the first word of a token, `types` holds the token's type and `ends` the place behind it.
    """

    def __init__(self, sentence: TokenSpan | Doc):
        self.tokens: list[DocToken] = []
        self.words: list[str] = []
        self.types: list[str] = []
        self.ends: list[int] = []
        self._owners: list[DocToken] = []
        self._places: dict[str, list[int]] = {}
        for token in sentence:
            if token.ent_type_ != CROSS_REFERENCE and (words := lower_words(token.text)):
                self._add(token, words)
        self.vocabulary = frozenset(self.words).union(self.types)

    def _add(self, token: DocToken, words: tuple[str, ...]) -> None:
        place, within = len(self.words), len(words) - 1
        for opener in (words[0], token.ent_type_):
            self._places.setdefault(opener, []).append(place)
        self.tokens.append(token)
        self.words.extend(words)
        self.types.extend((token.ent_type_, *[""] * within))
        self.ends.extend((place + len(words), *[0] * within))
        self._owners.extend([token] * len(words))

    @classmethod
    def of(cls, sentence: TokenSpan | Doc) -> "View":
        """The view of a sentence, made once and kept with its document."""
        doc, start = (sentence, 0) if isinstance(sentence, Doc) else (sentence.doc, sentence.start)
        key = f"view of {start} to {start + len(sentence)}"
        kept = doc.user_data.get(key)
        view = kept if isinstance(kept, View) else cls(sentence)
        doc.user_data[key] = view
        return view

    def __len__(self) -> int:
        return len(self.words)

    def is_between_tokens(self, place: int) -> bool:
        """Whether a place is the end, or the first word of a token."""
        return place == len(self) or self.ends[place] > 0

    def starts(self, openers: frozenset[str] | None) -> list[int]:
        """The tokens that begin with one of some words or are of one of some types; all tokens for None."""
        if openers is None:
            return [place for place, end in enumerate(self.ends) if end]
        return sorted({place for opener in openers for place in self._places.get(opener, ())})

    def span(self, start: int, end: int) -> TokenSpan:
        """The document's tokens from one seen word up to before another."""
        first, last = self._owners[start], self._owners[end - 1]
        return first.doc[first.i : last.i + 1]


def lower_words(text: str) -> tuple[str, ...]:
    """The words and signs of a text that patterns see, in lower case, apostrophes straight."""
    return tuple(word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in UNSEEN)
