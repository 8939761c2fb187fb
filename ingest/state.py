"""In which state of the product - unopened, reconstituted, diluted - a statement of the instructions speaks of it."""

import re

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.document import Paragraph
from ingest.passages import Passage
from ingest.tokens import term_of, tokenize
from kg.codes import ProductState

_ORDER = (ProductState.UNOPENED, ProductState.DILUTED, ProductState.RECONSTITUTED)
_AFTER = frozenset({"after", "following", "once", "upon", "when"})
_NOT_YET = "not"
_BOTTLES = frozenset({"bottle", "bottles"})
_TAKEN_BY_MOUTH = re.compile(r"\boral\b|\bsuspension\b", re.IGNORECASE)
"""Words of a medicine that is prepared in its own bottle."""


def state_at(passage: Passage, tokens: TokenSpan) -> ProductState | None:
    """The state told by the last sentence that tells one, up to the end of some tokens; else by the words that introduce a
    list, a heading or title.

    A sentence that dilutes speaks of the diluted solution, though it names the reconstituted one that goes in.
    """
    for sentence in reversed([sentence for sentence in passage.sentences if sentence.start < tokens.end]):
        state = told_by(sentence.doc[sentence.start : min(sentence.end, tokens.end)])
        if state is not None:
            return state
    lead = introduction(passage)
    introduced = told_by(lead) if lead is not None else None
    if introduced is not None:
        return introduced
    section = passage.document.section(passage.section) if passage.section else None
    titles = (section.title.text,) if section is not None and section.title is not None else ()
    headings = (told_by(tokenize(heading)[:]) for heading in (*reversed(passage.headings), *titles))
    return next((state for state in headings if state is not None), None)


def state_of_section(passage: Passage) -> ProductState | None:
    """The one state, reconstituted or diluted, that the paragraphs of a passage's section name; None where they name both."""
    section = passage.document.section(passage.section) if passage.section else None
    blocks = (block for part in section.walk() for block in part.blocks) if section is not None else ()
    paragraphs = (tokenize(block.text.text) for block in blocks if isinstance(block, Paragraph))
    named = {_state_of(token) for words in paragraphs for token in words} - {None, ProductState.UNOPENED}
    return named.pop() if len(named) == 1 else None


def introduction(passage: Passage) -> TokenSpan | None:
    """The last sentence before a list: "If the diluted solution is not used at once, store it:"; None outside of lists."""
    lead = list(tokenize(passage.lead.text).sents) if passage.level and passage.lead else []
    return lead[-1] if lead else None


def told_by(tokens: TokenSpan) -> ProductState | None:
    """The state that some words name: unopened, else diluted (also an infusion bag), else reconstituted; or None.

    What is "not diluted" yet is the reconstituted solution.
    """
    if any(_is_not_yet_diluted(token) for token in tokens):
        return ProductState.RECONSTITUTED
    named = {_state_of(token) for token in tokens}
    return next((state for state in _ORDER if state in named), None)


def is_prepared(tokens: TokenSpan) -> bool:
    """Whether some words name the solution that was made: "diluted", "after reconstitution", not "until reconstitution"."""
    return any(
        _state_of(token) in (ProductState.DILUTED, ProductState.RECONSTITUTED)
        and _is_term(token, "STATE")
        and (
            token.lower_.split()[0].endswith("ed")
            or any(word.lower_ in _AFTER for word in token.doc[max(0, token.i - 2) : token.i])
        )
        for token in tokens
    )


def _state_of(token: Token) -> ProductState | None:
    term = term_of(token)
    if term is None or term.kind not in ("STATE", "ITEM"):
        return None
    if term.kind == "ITEM":
        return ProductState.DILUTED if is_vessel(token) else None
    return ProductState(term.id)


def is_vessel(token: Token) -> bool:
    """Whether a token names what solutions are diluted into: a bag, and a bottle that is no bottle of an oral suspension."""
    term = term_of(token)
    is_own = token.lower_ in _BOTTLES and _TAKEN_BY_MOUTH.search(token.doc.text) is not None
    return term is not None and term.kind == "ITEM" and term.id == "container" and not is_own


def _is_not_yet_diluted(token: Token) -> bool:
    term = term_of(token)
    diluted = term is not None and term.kind == "STATE" and term.id == ProductState.DILUTED
    return diluted and token.i > 0 and token.nbor(-1).lower_ == _NOT_YET


def _is_term(token: Token, kind: str) -> bool:
    term = term_of(token)
    return term is not None and term.kind == kind
