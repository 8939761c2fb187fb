"""The words of a trigger parted into alternatives, each a row of pieces that must all hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.grade import find_grade
from ingest.matcher import Match, patterns
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of
from kg.naming import findings
from kg.naming.reactions import reactions

_MULTIPLES = frozenset({Dimension.TIMES_ULN, Dimension.TIMES_LLN, Dimension.TIMES_BASELINE})

_MOMENTS = frozenset({Dimension.DAY_LIST, Dimension.CYCLE_LIST})
_OF_MOMENTS = frozenset({"on", "of", "in", "at", "the", "end", "start", ","})
_OF_AMOUNTS = frozenset({"better", "worse", "equivalent", "equal"})
"""Words behind "or" that belong to the amount before it."""
_ABSENCE = frozenset({"and", "without", "with", "no", "in", "the", "absence", "of", "concurrent"})
_LAST = frozenset({"and", "or"})
"""Joining words that end a list."""
_OPENING = 2
"""Among so many words a grade is the first thing told."""
_VERBS = frozenset({"is", "are", "was", "were", "has", "have"})
"""Words by which what follows "and" is a sentence of its own: "in the absence of fever and the dose is 5 mg"."""
_OTHER = "other"
"""A word behind "or" that takes up what stands before it: "VOD or other liver toxicity"."""
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


class _Comma(StrEnum):
    """A comma of a list: one whose last joining word has a comma before it, or none."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class _Edge:
    """Joining words between two pieces, from token `start` up to `end`, or a comma of a list."""

    start: int
    end: int
    join: Join
    comma: _Comma | None = None


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
            is_of_all = join is Join.ABSENT and _is_behind_comma(doc, start)
            for row in rows if is_of_all else rows[-1:]:
                row.append(Piece(tokens, absent=join is Join.ABSENT))
        start, join = edge.end, edge.join
    return tuple(tuple(row) for row in rows if row)


def with_or_without(doc: Doc) -> Iterator[Piece]:
    """What one word of a title is with or without, whatever it names: "Hepatitis with no tumor involvement of the liver"."""
    for match in patterns("criterion_join").outermost(doc):
        join = Join(match.pattern.gives["join"])
        if match.tokens.start == 1 and join is not Join.ANY and match.tokens[0].lower_ != "and":
            yield Piece(doc[match.tokens.end :], absent=join is Join.ABSENT)


def _is_apart(doc: Doc, start: int) -> bool:
    """Whether the "or" before a token parts all that stands before it: beside a comma, semicolon or list sign, or in capitals."""
    before = doc[max(0, start - 2) : start + 1]
    return any(token.text in {",", ";", "OR", *_ITEM_SIGNS} for token in before)


def _is_behind_comma(doc: Doc, start: int) -> bool:
    """Whether a comma stands before the "without" in front of a token: what is absent is so of all alternatives before it."""
    before = next((token for token in reversed(doc[:start]) if token.text == "," or token.lower_ not in _ABSENCE), None)
    return before is not None and before.text == ","


def sets_bounds(tokens: TokenSpan) -> bool:
    """Whether some words grade something, or set a bound on a number."""
    if find_grade(tokens.text) is not None:
        return True
    quantities = filter(None, map(quantity_of, tokens))
    return any(
        quantity.dimension in _MULTIPLES or quantity.comparison is not None or quantity.high is not None
        for quantity in quantities
    ) or any(True for _ in patterns("criterion_occurrence").find(tokens))


def is_length(quantity: Quantity) -> bool:
    """Whether a quantity is a length of time, or a number of cycles; milliseconds are those of an electrocardiogram."""
    return quantity.dimension is Dimension.CYCLES or (
        quantity.dimension is Dimension.DURATION and quantity.unit != "ms"
    )


def _edges(doc: Doc) -> Iterator[_Edge]:
    found = list(_outside_names(doc, _listed(doc, _joins(doc))))
    start, join = 0, Join.ALL
    starts = [*(edge.start for edge in found), len(doc)]
    for position, edge in enumerate(found):
        after = starts[position + 1]
        following = doc[edge.end : after]
        is_excluded = join is Join.ABSENT and not sets_bounds(following)
        is_clause = is_excluded and edge.join is Join.ALL and any(token.lower_ in _VERBS for token in following)
        if is_clause or (not is_excluded and _parts(edge, doc[start : edge.start], following)):
            start, join = edge.end, edge.join
            yield edge


def _joins(doc: Doc) -> list[_Edge]:
    found = (_edge(match) for match in patterns("criterion_join").outermost(doc) if not _depth(doc, match.tokens.start))
    return [edge for edge in found if not _is_within_amount(doc, edge)]


def _listed(doc: Doc, joins: Sequence[_Edge]) -> list[_Edge]:
    """Joining words, and the commas of a list that they end: of "A, B, or C" and "A, B and C, or D" the last word holds for all.

    Where alternatives are parted by capitals, a comma parts none.
    """
    commas = list[_Edge]()
    beside = {index for edge in joins for index in (edge.start - 1, edge.end)}
    for token in doc if not any(doc[edge.start].text == "OR" for edge in joins) else ():
        if token.text == "," and token.i not in beside and not _depth(doc, token.i):
            rest = [edge for edge in joins if edge.start > token.i and edge.join is not Join.ABSENT]
            closing = next((edge for edge in rest if doc[edge.start - 1].text == ","), None)
            last = closing or next(iter(rest), None)
            if last is not None and doc[last.start].lower_ in _LAST:
                kind = _Comma.CLOSED if closing else _Comma.OPEN
                commas.append(_Edge(token.i, token.i + 1, last.join, comma=kind))
    return sorted([*joins, *commas], key=lambda edge: edge.start)


def _is_within_amount(doc: Doc, edge: _Edge) -> bool:
    """Whether joining words stand within one amount: "by 2 or 3 weeks", "20/40 or better"."""
    before = quantity_of(doc[edge.start - 1]) if edge.start else None
    after = doc[edge.end] if edge.end < len(doc) else None
    is_bare = before is not None and before.dimension is Dimension.NUMBER and before.comparison is None
    return after is not None and ((is_bare and quantity_of(after) is not None) or after.lower_ in _OF_AMOUNTS)


def _outside_names(doc: Doc, edges: Sequence[_Edge]) -> Iterator[_Edge]:
    """The joining words but for those within what a bound is on: the "and/or" of "A > 2 or B and/or C > 5"."""
    start = 0
    for edge, following in zip(edges, [*(edge.start for edge in edges[1:]), len(doc)], strict=False):
        if not _names_parameters(doc[start : edge.start], doc[edge.end : following]):
            yield edge
        start = edge.end


def _names_parameters(before: TokenSpan, after: TokenSpan) -> bool:
    """Whether one parameter stands before joining words, and another one with the bound on both behind them."""
    if not len(before) or sets_bounds(before) or not sets_bounds(after) or find_grade(after.text) is not None:
        return False
    named = findings.finding(before.text)
    return named is not None and not findings.is_value(before.text) and bounds_own(after)


def bounds_own(tokens: TokenSpan) -> bool:
    """Whether some words bound what they name themselves, in front of the bound."""
    bound = next((token.i for token in tokens if sets_bounds(tokens.doc[token.i : token.i + 1])), tokens.start)
    return bound > tokens.start and bool(findings.mentioned(tokens.doc[tokens.start : bound].text))


def _parts(edge: _Edge, before: TokenSpan, after: TokenSpan) -> bool:
    """Whether joining words part two pieces: each bounds something or, behind "with" and "without", names it."""
    if not len(after):
        return False
    if not len(before):
        return before.doc[after.start - 1].text == ":"
    if sets_bounds(before) and sets_bounds(_unbracketed(after)):
        return True
    if edge.join is Join.ANY:
        return _parts_alternatives(edge, before, after)
    is_and = (edge.comma is not None or before.doc[edge.start].lower_ == "and") and edge.join is Join.ALL
    return not is_and and (sets_bounds(before) or _is_named(before))


def _parts_alternatives(edge: _Edge, before: TokenSpan, after: TokenSpan) -> bool:
    """Whether "or" parts what stands on both sides: two names, two moments, or a bound and whatever stands beside it.

    Behind a bound nothing can share it ("A < 5 or fever"), but behind a name the bound before it may ("Grade 3 nausea or vomiting").
    """
    ends = ends_with_bound(before)
    if edge.comma is not None:
        return (_is_named(before) and bounds_own(after)) or (ends and edge.comma is _Comma.CLOSED)
    is_in_capitals = before.doc[edge.start].text == "OR"
    leads = (
        is_in_capitals or bounds_own(after) or (find_grade(after.text) is not None and sets_bounds(after[:_OPENING]))
    )
    return (
        (_is_event(before) and _is_event(after))
        or (_is_event(before) and after[0].lower_ == _OTHER)
        or before.doc[edge.end - 1].lower_ == "to"
        or _is_item(after)
        or (sets_bounds(before) and (_is_of_old(after) or is_moment(after) or ends or _begins_anew(edge, before.doc)))
        or (sets_bounds(after) and (_is_of_old(before) or (leads and _is_apart(before.doc, edge.end))))
    )


def _begins_anew(edge: _Edge, doc: Doc) -> bool:
    """Whether "or" stands before other joining words, which part what follows from the bound: "or in the setting of"."""
    return edge.end - edge.start > 1 and doc[edge.start].lower_ == "or"


def ends_with_bound(tokens: TokenSpan) -> bool:
    """Whether the last thing in some words, but for signs, is a bound, or a bracket with one: "AST (> 5 × ULN)"."""
    text = tokens.text.rstrip(SIGNS)
    last = next((token for token in reversed(list(tokens)) if token.text not in SIGNS), tokens[-1])
    if last.text == ")" and "(" in text:
        return sets_bounds(tokens)
    return quantity_of(last) is not None and sets_bounds(tokens.doc[last.i : last.i + 1])


def is_moment(tokens: TokenSpan) -> bool:
    """Whether some words tell nothing but a cycle or a day: "on Day 1 of Cycles 5 or 6"."""
    counted = [token for token in tokens if (found := quantity_of(token)) is not None and found.dimension in _MOMENTS]
    return bool(counted) and all(token in counted or token.lower_ in _OF_MOMENTS for token in tokens)


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


def _is_event(tokens: TokenSpan) -> bool:
    """Whether some words name something that happens; a parameter alone is none, so that "ALT or AST elevation" stays one piece."""
    named = reactions(tokens.text) if _is_named(tokens) else ()
    return any(one.term or (one.finding and one.finding.direction) for one in named)


def _is_named(tokens: TokenSpan) -> bool:
    return not sets_bounds(tokens) and names_finding(tokens)


def _edge(match: Match) -> _Edge:
    """The edge of joining words, with the bracket that they open: "< 5.5 mg/dL (or baseline)"."""
    start = match.tokens.start - _opens_bracket(match)
    return _Edge(start, match.tokens.end, Join(match.pattern.gives["join"]))


def _opens_bracket(match: Match) -> bool:
    return match.tokens.start > 0 and match.tokens.doc[match.tokens.start - 1].text == "("


def _depth(doc: Doc, position: int) -> int:
    """How many brackets are open at a token; the one that stands right before it is the token's own."""
    opened = position > 0 and doc[position - 1].text == "("
    before = [token.text for token in doc[: position - opened]]
    return before.count("(") + before.count("[") - before.count(")") - before.count("]")
