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
    """A sentence as patterns see it: without cross-references, white space, hyphens and trade-mark signs."""

    def __init__(self, sentence: TokenSpan | Doc):
        self.tokens: list[DocToken] = [token for token in sentence if _is_seen(token)]
        self.words: list[tuple[str, ...]] = [lower_words(token.text) for token in self.tokens]
        self.types: list[str] = [token.ent_type_ for token in self.tokens]
        self.vocabulary = frozenset(word for words in self.words for word in words).union(self.types)
        self._places: dict[str, list[int]] = {}
        for place, (words, kind) in enumerate(zip(self.words, self.types, strict=True)):
            for opener in (words[0], kind):
                self._places.setdefault(opener, []).append(place)

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
        return len(self.tokens)

    def starts(self, openers: frozenset[str] | None) -> list[int]:
        """The tokens that begin with one of some words or are of one of some types; all tokens for None."""
        if openers is None:
            return list(range(len(self)))
        return sorted({place for opener in openers for place in self._places.get(opener, ())})

    def span(self, start: int, end: int) -> TokenSpan:
        """The document's tokens from one seen token up to before another."""
        first, last = self.tokens[start], self.tokens[end - 1]
        return first.doc[first.i : last.i + 1]


def _is_seen(token: DocToken) -> bool:
    return token.ent_type_ != CROSS_REFERENCE and bool(lower_words(token.text))


def lower_words(text: str) -> tuple[str, ...]:
    """The words and signs of a text that patterns see, in lower case, apostrophes straight."""
    return tuple(word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in UNSEEN)
