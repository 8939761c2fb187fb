"""Tokens of running text: words, with each quantity, term of a lexicon and cross-reference as one token.

`token.ent_type_` is the quantity's dimension ("DURATION"), the term's lexicon ("MATERIAL") or "CROSS_REFERENCE";
`quantity_of(token)` and `term_of(token)` give what stands there. `ingest.words` cuts the words; the tokens are a spaCy Doc
without any model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import spacy
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan
from spacy.vocab import Vocab

from ingest.quantity import Quantity
from ingest.term_index import term_index
from ingest.terms import Term
from ingest.words import Word, words

CROSS_REFERENCE = "CROSS_REFERENCE"
_STOPS = frozenset(".?!")
_CLOSING = frozenset(")]”\"'’")
_BULLETS = frozenset("•●○◦▪")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token to be: its characters, whether one blank follows, the type it gets, and the quantity or term that it is."""

    text: str
    has_blank: bool
    kind: str = ""
    quantity: Quantity | None = None
    term: Term | None = None


@lru_cache(maxsize=2048)
def tokenize(text: str) -> Doc:
    """The tokens and sentences of a text; `doc.text` is the text itself.

    Several extractors ask for the same cells and headings, so the texts of one label are kept; nobody changes a Doc.

    >>> doc = tokenize("Infuse over 1 hour (2-8°C), e.g. at night. DO NOT FREEZE. Protect from light.")
    >>> [sentence.text for sentence in doc.sents][1:]
    ['DO NOT FREEZE.', 'Protect from light.']
    >>> doc[2].text, doc[2].ent_type_, quantity_of(doc[2]).unit
    ('1 hour', 'DURATION', 'h')
    """
    pieces = list(_pieces(text))
    doc = Doc(
        vocabulary(),
        words=[piece.text for piece in pieces],
        spaces=[piece.has_blank for piece in pieces],
        sent_starts=list(_sentence_starts(pieces)),
    )
    for token, piece in zip(doc, pieces, strict=True):
        if piece.kind:
            token.ent_type_ = piece.kind
            token._.quantity = piece.quantity
            token._.term = piece.term
    return doc


def quantity_of(token: Token) -> Quantity | None:
    """The quantity that a token is, or None."""
    found = token._.quantity if token.ent_type else None
    return found if isinstance(found, Quantity) else None


def term_of(token: Token) -> Term | None:
    """The term of a lexicon that a token is, or None."""
    found = token._.term if token.ent_type else None
    return found if isinstance(found, Term) else None


def without_references(words: TokenSpan) -> str:
    """Some words without the cross-references in them."""
    return "".join(token.text_with_ws for token in words if token.ent_type_ != CROSS_REFERENCE)


@cache
def vocabulary() -> Vocab:
    """The vocabulary that all tokens share, of a blank English pipeline."""
    for name in ("quantity", "term"):
        Token.set_extension(name, default=None, force=True)
    return spacy.blank("en").vocab


def _pieces(text: str) -> Iterator[_Piece]:
    """The tokens of a text: words, the longest terms, and white space that is more than one blank after a word."""
    sequence = words(text)
    position = index = 0
    while index < len(sequence):
        found = term_index().at(sequence, index)
        term, after = found or (None, index + 1)
        first, end = sequence[index], sequence[after - 1].end
        if first.start > position:
            yield _Piece(text[position : first.start], has_blank=False)
        has_blank = text[end : end + 1] == " "
        yield _piece(text[first.start : end], has_blank, first, term)
        position, index = end + has_blank, after
    if position < len(text):
        yield _Piece(text[position:], has_blank=False)


def _piece(text: str, has_blank: bool, word: Word, term: Term | None) -> _Piece:
    if term is not None:
        return _Piece(text, has_blank, term.kind, term=term)
    if word.is_reference:
        return _Piece(text, has_blank, CROSS_REFERENCE)
    kind = word.quantity.dimension.value if word.quantity is not None else ""
    return _Piece(text, has_blank, kind, quantity=word.quantity)


_GOING_ON = frozenset({",", ";"})
"""Signs that go on with a sentence behind a stop in brackets: "(e.g., fever, rash, etc.), discontinue"."""


def _sentence_starts(pieces: Sequence[_Piece]) -> Iterator[bool]:
    """Whether each token starts a sentence: the first, a bullet, and one after a stop that is no small letter, or "b)".

    Abbreviations keep their stops (`ingest.words`), so a "." of its own ends a sentence. Closing brackets and quotes and a
    cross-reference after the stop belong to the sentence before.
    """
    ended = True
    for number, piece in enumerate(pieces):
        is_aside = piece.text.isspace() or piece.text in _CLOSING or piece.kind == CROSS_REFERENCE
        small = piece.text[0].islower() and not _is_item_letter(pieces, number)
        begins = ended and not small and piece.text not in _GOING_ON
        starts = number == 0 or (not is_aside and (piece.text in _BULLETS or begins))
        yield starts
        if piece.text in _STOPS:
            ended = True
        elif not is_aside:
            ended = False


def _is_item_letter(pieces: Sequence[_Piece], number: int) -> bool:
    """Whether a token is the letter of a listed item: "b)"."""
    following = pieces[number + 1].text if number + 1 < len(pieces) else ""
    return len(pieces[number].text) == 1 and following == ")"
