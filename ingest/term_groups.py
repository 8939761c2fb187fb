"""Terms of one kind that a sentence lists together: materials of a bag, fluids to dilute with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.tokens import term_of

_BETWEEN_MEMBERS = 14
_CONNECTING = frozenset(
    {
        ",",
        "or",
        "and",
        "and/or",
        "/",
        "-",
        "+",
        "(",
        ")",
        "[",
        "]",
        "either",
        "with",
        "of",
        "non",
        "usp",
        "w",
        "v",
        "such",
        "as",
    }
) | {"blend", "membrane", "membranes", "based", "one", "following", ":", "a", "an", "the", "method"}
_PLASTICIZER = frozenset({"di", "containing", "2", "ethylhexyl"})
_PLASTICIZERS = ("dehp", "phthalate")
_MIXED = frozenset({"copolymer", "copolymers"})
_FREE = "free"
_FLUID = "DILUENT"
_STRENGTH = re.compile(r"[\d./½⅓¼%]+|or|half|one-half|one-third")
"""What tells how strong a fluid is of which another is made: "in 1/2 or 1/3 normal saline"."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms that are listed together, each as its tokens ("polypropylene/polyethylene" is one), in their clause."""

    members: tuple[TokenSpan, ...]
    clause: TokenSpan

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end


def term_groups(sentence: TokenSpan, kind: str) -> Iterator[TermGroup]:
    """The terms of a kind, those that stand in one list together.

    Two belong to one list when only connecting words, brackets and qualifiers stand between them, no item and no verb.
    What is "latex-free" is not made of latex, and in brackets behind a term stands what it consists of or its other name.
    """
    group: list[TokenSpan] = []
    for term in _terms(sentence, kind):
        if group and not _is_one_list(group[-1], term):
            yield TermGroup(tuple(group), _clause(sentence, group))
            group = []
        if not (group and _renames(group[-1], term, kind)):
            group.append(term)
    if group:
        yield TermGroup(tuple(group), _clause(sentence, group))


def _terms(sentence: TokenSpan, kind: str) -> Iterator[TokenSpan]:
    """The terms of a sentence; two with a stroke between them are one, and so are two fluids mixed ("in half normal saline")."""
    doc = sentence.doc
    start: int | None = None
    for token in sentence:
        if token.ent_type_ != kind:
            continue
        first = token.i if start is None else start
        if _is_mixed_further(token, kind):
            start = first
            continue
        start = None
        if not _is_free_of(token) and not _is_part_of_copolymer(token):
            yield doc[first : token.i + 1]


def _is_mixed_further(token: Token, kind: str) -> bool:
    """Whether a term goes on with another of its kind: behind a stroke, or behind "in" and the strength of that fluid."""
    doc, position = token.doc, token.i + 1
    joining = doc[position : position + 1].text
    if joining == "in" and kind == _FLUID:
        while position + 1 < len(doc) and _STRENGTH.fullmatch(doc[position + 1].text):
            position += 1
    elif joining != "/":
        return False
    return position + 1 < len(doc) and doc[position + 1].ent_type_ == kind


def _is_free_of(token: Token) -> bool:
    following = [word.lower_ for word in token.doc[token.i + 1 : token.i + 3]]
    return following[:1] == [_FREE] or following == ["-", _FREE]


def _is_part_of_copolymer(token: Token) -> bool:
    """Whether a term is one of those of which a copolymer consists: "polyolefin (copolymer of ethylene and propylene)"."""
    for before in reversed(token.doc[max(0, token.i - _BETWEEN_MEMBERS) : token.i]):
        if before.lower_ in _MIXED:
            return True
        if before.text in "()" or before.is_punct:
            return False
    return False


def _renames(left: TokenSpan, right: TokenSpan, kind: str) -> bool:
    """Whether a term in brackets right behind another is the same by another name: "0.9% Sodium Chloride (saline)", "nylon [NY]"."""
    between = [token.text for token in left.doc[left.end : right.start] if token.lower_ not in (",", "usp")]
    first, second = term_of(left[0]), term_of(right[0])
    is_same = first is not None and second is not None and first.id == second.id
    return between in (["("], ["["]) and (kind == _FLUID or is_same)


def _is_one_list(left: TokenSpan, right: TokenSpan) -> bool:
    between = left.doc[left.end : right.start]
    if len(between) > _BETWEEN_MEMBERS or any(token.ent_type_ == "ITEM" for token in between):
        return False
    depth = 0
    for token in between:
        depth += (token.text in "([") - (token.text in ")]")
        known = token.lower_ in _CONNECTING | _PLASTICIZER or token.is_punct or token.ent_type_ == "PERCENT"
        known = known or any(part in token.lower_ for part in _PLASTICIZERS)
        if depth <= 0 and not known:
            return False
    return True


def _clause(sentence: TokenSpan, group: Sequence[TokenSpan]) -> TokenSpan:
    """The part of the sentence between semicolons that holds the group."""
    start, end = sentence.start, sentence.end
    for token in sentence:
        if token.text == ";" and token.i < group[0].start:
            start = token.i + 1
        if token.text == ";" and token.i > group[-1].start:
            end = min(end, token.i)
    return sentence.doc[start:end]
