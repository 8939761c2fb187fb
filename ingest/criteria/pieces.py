"""The words of a trigger parted into alternatives, each a row of pieces that must all hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.grade import find_grade
from ingest.matcher import Match, patterns
from ingest.quantity import Dimension
from ingest.tokens import quantity_of
from kg.naming import findings
from kg.naming.reactions import reactions

_MULTIPLES = frozenset({Dimension.TIMES_ULN, Dimension.TIMES_LLN, Dimension.TIMES_BASELINE})

_ITEM_SIGNS = frozenset({"•", "-", "–"})
SIGNS = " ,;:•-–"
"""Signs that stand around the pieces of a trigger."""


class Join(StrEnum):
    """How what stands on both sides of joining words belongs together."""

    ANY = "any"
    ALL = "all"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a trigger that set one bound, grade one thing or name one.

    `absent` if what they name must not be there, `disputed` if the words leave open whether they hold beside the others.
    """

    tokens: TokenSpan
    absent: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    """Joining words between two pieces, from token `start` up to `end`."""

    start: int
    end: int
    join: Join


def alternatives(doc: Doc) -> tuple[tuple[Piece, ...], ...]:
    """The alternatives of a trigger. "A or B and C" is A, or B with C; "A and B or C" may be that, or A with either.

    Joining words part only what is complete on both sides, so that "Grade 3 nausea or vomiting" stays one piece.
    """
    rows: list[list[Piece]] = [[]]
    start, join = 0, Join.ALL
    for edge in (*_edges(doc), _Edge(len(doc), len(doc), Join.ANY)):
        tokens = doc[start : edge.start]
        if join is Join.ANY and rows[-1]:
            rows.append([] if _is_apart(doc, start) else [replace(piece, disputed=True) for piece in rows[-1][:-1]])
        if tokens.text.strip(SIGNS):
            rows[-1].append(Piece(tokens, absent=join is Join.ABSENT))
        start, join = edge.end, edge.join
    return tuple(tuple(row) for row in rows if row)


def _is_apart(doc: Doc, start: int) -> bool:
    """Whether the "or" before a token parts all that stands before it: beside a comma, semicolon or list sign, or in capitals."""
    before = doc[max(0, start - 2) : start + 1]
    return any(token.text in {",", ";", "OR", *_ITEM_SIGNS} for token in before)


def sets_bounds(tokens: TokenSpan) -> bool:
    """Whether some words grade something, or set a bound on a number."""
    if find_grade(tokens.text) is not None:
        return True
    quantities = filter(None, map(quantity_of, tokens))
    return any(
        quantity.dimension in _MULTIPLES or quantity.comparison is not None or quantity.high is not None
        for quantity in quantities
    ) or any(True for _ in patterns("criterion_occurrence").find(tokens))


def _edges(doc: Doc) -> Iterator[_Edge]:
    found = [_edge(match) for match in patterns("criterion_join").outermost(doc) if not _depth(doc, match)]
    start, join = 0, Join.ALL
    starts = [*(edge.start for edge in found), len(doc)]
    for position, edge in enumerate(found):
        after = starts[position + 1]
        is_excluded = join is Join.ABSENT and not sets_bounds(doc[edge.end : after])
        if not is_excluded and _parts(edge, doc[start : edge.start], doc[edge.end : after]):
            start, join = edge.end, edge.join
            yield edge


def _parts(edge: _Edge, before: TokenSpan, after: TokenSpan) -> bool:
    """Whether joining words part two pieces: each bounds something or, behind "with" and "without", names it."""
    if not len(after):
        return False
    if not len(before):
        return before.doc[after.start - 1].text == ":"
    if sets_bounds(before) and sets_bounds(_unbracketed(after)):
        return True
    if edge.join is Join.ANY:
        is_named = (_is_named(before) and _is_named(after)) or before.doc[edge.end - 1].lower_ == "to"
        return (
            is_named
            or _is_item(after)
            or (sets_bounds(before) and _is_of_old(after))
            or (_is_of_old(before) and sets_bounds(after))
        )
    is_and = before.doc[edge.start].lower_ == "and" and edge.join is Join.ALL
    return not is_and and (sets_bounds(before) or _is_named(before))


def _unbracketed(tokens: TokenSpan) -> TokenSpan:
    """The tokens before the first bracket: "AST" of "AST (> 5 × ULN)"."""
    opening = next((token.i for token in tokens if token.text in "(["), tokens.end)
    return tokens.doc[tokens.start : opening]


def _is_item(tokens: TokenSpan) -> bool:
    return tokens[0].text in _ITEM_SIGNS


def _is_of_old(tokens: TokenSpan) -> bool:
    """Whether words speak of the state before treatment: "recovery to baseline"."""
    return any(True for _ in patterns("criterion_moment").find(tokens))


def names_finding(tokens: TokenSpan) -> bool:
    """Whether some words name a finding or a reaction, no more and no less."""
    return bool(findings.finding(tokens.text) or reactions(tokens.text))


def _is_named(tokens: TokenSpan) -> bool:
    return not sets_bounds(tokens) and names_finding(tokens)


def _edge(match: Match) -> _Edge:
    """The edge of joining words, with the bracket that they open: "< 5.5 mg/dL (or baseline)"."""
    start = match.tokens.start - _opens_bracket(match)
    return _Edge(start, match.tokens.end, Join(match.pattern.gives["join"]))


def _opens_bracket(match: Match) -> bool:
    return match.tokens.start > 0 and match.tokens.doc[match.tokens.start - 1].text == "("


def _depth(doc: Doc, match: Match) -> int:
    before = [token.text for token in doc[: match.tokens.start - _opens_bracket(match)]]
    return before.count("(") + before.count("[") - before.count(")") - before.count("]")
