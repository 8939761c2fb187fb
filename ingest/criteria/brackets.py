"""Brackets of a piece: where a run of words stands to them, and the piece without the one behind its grade."""

import re
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Span as TokenSpan

from ingest.criteria.pieces import Piece, sets_bounds
from ingest.grade import find_grade
from ingest.tokens import tokenize

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_DEFINING = re.compile(
    r"\s*(?:[<>≤≥\d]|i\.e\.|defined|increased?|decreased?|greater|less|more|at least|up to)", re.IGNORECASE
)
"""The first words of a bracket that tells what a grade is."""


class Unbracketed(NamedTuple):
    """A piece without its brackets, and the words of those that tell more than what its grade is."""

    piece: Piece
    asked: tuple[str, ...]


def without_brackets(piece: Piece) -> Unbracketed | None:
    """A piece without its brackets, where a grade stands before them, and none behind; None for any other."""
    told = piece.tokens.text
    bare, brackets = _BRACKET.sub("", told), list(_BRACKET.finditer(told))
    if (
        not brackets
        or find_grade(told[: brackets[0].start()]) is None
        or find_grade(told[brackets[0].end() :]) is not None
    ):
        return None
    inside = [found[1].strip() for found in brackets]
    asked = tuple(words for words in inside if not (_DEFINING.match(words) and sets_bounds(tokenize(words)[:])))
    return Unbracketed(replace(piece, tokens=tokenize(bare)[:]), asked)


def is_bracketed(run: TokenSpan, tokens: TokenSpan) -> bool:
    """Whether some words of a piece stand in brackets."""
    before = [token.text for token in tokens.doc[tokens.start : run.start]]
    return before.count("(") > before.count(")")
