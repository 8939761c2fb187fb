"""Tokens of running text: words, with each quantity, term of a lexicon and cross-reference as one token.

A blank spaCy pipeline splits the words; no model is used. `token.ent_type_` is the quantity's dimension ("DURATION"), the
term's lexicon ("MATERIAL") or "CROSS_REFERENCE"; `quantity_of(token)` and `term_of(token)` give what stands there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan
from spacy.util import filter_spans
from spacy.vocab import Vocab

from ingest.quantity import Quantity, quantities
from ingest.terms import Term, terms

CROSS_REFERENCE = "CROSS_REFERENCE"
_REFERENCE = re.compile(r"\[\s*see\b[^\]]*\]|\(\s*see\b[^()]*(?:\([^()]*\)[^()]*)*\)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:\b(?:i\.?e|e\.?g|vs|cf|approx|no|fig|dr|inc|st|u\.s|ca)\.?|\b[A-Z])$", re.IGNORECASE)
_EMOTICON = re.compile(r"[():;=<>^_]")
_SENTENCE_STARTS = re.compile(r"[A-Z0-9•≥≤<>(\[\"“‘*†-]")


def vocabulary() -> Vocab:
    """The vocabulary that all tokens share."""
    return _pipeline().vocab


@dataclass(frozen=True, slots=True)
class _Cut:
    """A token to be: its characters, whether a blank follows, and the quantity or cross-reference that it is."""

    text: str
    blank_after: bool
    kind: str = ""
    quantity: Quantity | None = None


def tokenize(text: str) -> Doc:
    """The tokens and sentences of a text; `doc.text` is the text itself."""
    doc = _doc(text)
    _merge_terms(doc)
    _set_sentences(doc)
    return doc


def _doc(text: str) -> Doc:
    """A text cut into words, quantities and cross-references."""
    cuts = tuple(_cuts(text))
    doc = Doc(_pipeline().vocab, words=[cut.text for cut in cuts], spaces=[cut.blank_after for cut in cuts])
    for token, cut in zip(doc, cuts, strict=True):
        token.ent_type_ = cut.kind
        token._.quantity = cut.quantity
    return doc


def _cuts(text: str) -> Iterator[_Cut]:
    position = 0
    for start, end, quantity in _marked(text):
        if start >= position:
            yield from _words(text, position, start)
            kind = quantity.dimension.value if quantity else CROSS_REFERENCE
            yield _Cut(text[start:end], text[end : end + 1] == " ", kind, quantity)
            position = end
    yield from _words(text, position, len(text))


def _words(text: str, start: int, end: int) -> Iterator[_Cut]:
    """The words between two quantities; a blank at the start belongs to the token before."""
    if start and text[start : start + 1] == " ":
        start += 1
    for token in _pipeline().tokenizer(text[start:end]):
        yield _Cut(token.text, bool(token.whitespace_))


def _marked(text: str) -> Iterator[tuple[int, int, Quantity | None]]:
    references = [(match.start(), match.end(), None) for match in _REFERENCE.finditer(text)]
    found = [(item.start, item.end, item.quantity) for item in quantities(text)]
    return iter(sorted([*references, *found], key=lambda piece: (piece[0], -piece[1])))


def quantity_of(token: Token) -> Quantity | None:
    """The quantity that a token is, or None."""
    found = token._.quantity
    return found if isinstance(found, Quantity) else None


def term_of(token: Token) -> Term | None:
    """The term of a lexicon that a token is, or None."""
    found = token._.term
    return found if isinstance(found, Term) else None


def _merge_terms(doc: Doc) -> None:
    """Make each term of a lexicon one token, the longest where terms overlap."""
    matched = [TokenSpan(doc, start, end, label=key) for key, start, end in _term_matcher()(doc)]
    with doc.retokenize() as retokenizer:
        for span in filter_spans(matched):
            term = _terms_by_key()[span.label_]
            if any(token.ent_type_ == CROSS_REFERENCE for token in span):
                continue
            retokenizer.merge(span, attrs={"ENT_TYPE": term.kind, "_": {"term": term}})


def _set_sentences(doc: Doc) -> None:
    """Mark where sentences start: after . ? or ! before a capital, number or bullet, but not after an abbreviation."""
    for before, token in pairwise(doc):
        ends = before.text in {".", "?", "!"} and not _is_abbreviation(doc, before)
        ends = ends or (before.text in {")", "”", '"'} and before.i > 0 and doc[before.i - 1].text == ".")
        ends = ends or (before.ent_type_ == CROSS_REFERENCE and before.i > 0 and doc[before.i - 1].text == ".")
        token.is_sent_start = bool(ends and _SENTENCE_STARTS.match(token.text))


def _is_abbreviation(doc: Doc, stop: Token) -> bool:
    if stop.i == 0:
        return False
    return bool(_ABBREVIATION.search(doc[stop.i - 1].text)) and not doc[stop.i - 1].whitespace_


@cache
def _pipeline() -> Language:
    for name in ("quantity", "term"):
        Token.set_extension(name, default=None, force=True)
    language = spacy.blank("en")
    infixes = [*(language.Defaults.infixes or ()), r"[/;()\[\]{}≥≤<>=×+,:]", r"(?<=[A-Za-z])\.(?=[A-Z])"]
    suffixes = [*(language.Defaults.suffixes or ()), r"\."]
    language.tokenizer = Tokenizer(
        language.vocab,
        rules={
            words: cut for words, cut in language.Defaults.tokenizer_exceptions.items() if not _EMOTICON.search(words)
        },
        prefix_search=spacy.util.compile_prefix_regex(language.Defaults.prefixes or ()).search,
        suffix_search=spacy.util.compile_suffix_regex(suffixes).search,
        infix_finditer=spacy.util.compile_infix_regex(infixes).finditer,
    )
    return language


@cache
def _terms_by_key() -> dict[str, Term]:
    return {f"{term.kind}/{term.id}": term for term in terms()}


@cache
def _term_matcher() -> PhraseMatcher:
    matcher = PhraseMatcher(_pipeline().vocab, attr="LOWER")
    for key, term in _terms_by_key().items():
        matcher.add(key, [_doc(form) for form in term.printed])
    return matcher
