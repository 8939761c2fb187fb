"""In which state of the product - unopened, reconstituted, diluted - a statement of the instructions speaks of it."""

from spacy.tokens import Span as TokenSpan

from ingest.passages import Passage
from ingest.terms import Term
from ingest.tokens import term_of, tokenize
from kg.codes import ProductState


def state_at(passage: Passage, tokens: TokenSpan) -> ProductState | None:
    """The state told by the nearest word before some tokens, in their sentence or the passage, or by a heading."""
    before = [state for token in passage.tokens[: tokens.end] if (state := _told(term_of(token))) is not None]
    if before:
        return before[-1]
    for heading in reversed(passage.headings):
        named = [state for token in tokenize(heading) if (state := _told(term_of(token))) is not None]
        if named:
            return named[0]
    return None


def _told(term: Term | None) -> ProductState | None:
    return ProductState(term.id) if term is not None and term.kind == "STATE" else None
