"""What reactions led to, as the words around them say: discontinuation, interruption, reduction, death, or nothing."""

from functools import lru_cache

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.matcher import patterns
from ingest.tokens import tokenize
from kg.codes import ReactionContext


def context_of(words: TokenSpan | Doc) -> ReactionContext:
    """What the words say that reactions led to; `INCIDENCE` if they say nothing of it.

    >>> context_of(tokenize("The most common adverse reactions leading to dose interruption")).value
    'interruption'
    """
    known = patterns("reaction_context")
    found = {match.pattern.id: match.pattern.gives["context"] for match in known.find(words)}
    return next(
        (ReactionContext(found[entry.id]) for entry in known.entries if entry.id in found), ReactionContext.INCIDENCE
    )


@lru_cache(maxsize=4096)
def context_of_text(words: str) -> ReactionContext:
    """The same for a caption or a row's label."""
    return context_of(tokenize(words))
