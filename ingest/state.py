"""In which state of the product - unopened, reconstituted, diluted - a statement of the instructions speaks of it."""

from spacy.tokens import Span as TokenSpan

from ingest.passages import Passage
from ingest.tokens import term_of, tokenize
from kg.codes import ProductState

_ORDER = (ProductState.UNOPENED, ProductState.DILUTED, ProductState.RECONSTITUTED)


def state_at(passage: Passage, tokens: TokenSpan) -> ProductState | None:
    """The state told by the last sentence that tells one, up to the end of some tokens; else by a heading.

    A sentence that dilutes speaks of the diluted solution, though it names the reconstituted one that goes in.
    """
    for sentence in reversed([sentence for sentence in passage.sentences if sentence.start < tokens.end]):
        state = told_by(sentence.doc[sentence.start : min(sentence.end, tokens.end)])
        if state is not None:
            return state
    headings = (told_by(tokenize(heading)[:]) for heading in reversed(passage.headings))
    return next((state for state in headings if state is not None), None)


def told_by(tokens: TokenSpan) -> ProductState | None:
    """The state that some words name: unopened, else diluted (also an infusion bag), else reconstituted; or None."""
    named = {term.id for token in tokens if (term := term_of(token)) is not None and term.kind in ("STATE", "ITEM")}
    if "container" in named:
        named.add(ProductState.DILUTED)
    return next((state for state in _ORDER if state in named), None)
