"""The terms of a list in running text, with the percentages that stand beside them: "infection (6%), rash (2%)"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.arm_shares import ArmShare
from ingest.parentheses import OPENING, Parenthesis
from ingest.spelled_numbers import is_spelled_number
from ingest.tables.included_terms import included_terms
from ingest.tokens import CROSS_REFERENCE

SEPARATORS = frozenset({",", ";", "and", "or", "&", "•", "·"})
_NO_TERM = frozenset(
    """
    including includes associated reduced because defined calculated based due greater higher highest lower lowest more less similar
    mainly mostly consistently not
    """.split()  # noqa: SIM905
)
_OF_TERM = re.compile(r"(?:(?:all|any)\s+grades?|grades?\s+\S+|not\s+otherwise\s+specified)", re.IGNORECASE)
"""What stands behind a comma and belongs to the term before it: "death, not otherwise specified (2%)"."""
GRADE = re.compile(r"(?:(?:all|any)\s+grades?|grades?\s+\S+)", re.IGNORECASE)
_DEATH = re.compile(r"deaths?\s+(?:due\s+to|from|because\s+of)\s+", re.IGNORECASE)
BULLETS = re.compile(r"[•·*–—-]+")
LONGEST_TERM = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTerm:
    """A term of a list. `percent` and `count` are the tokens that state its numbers; `heading` is a word group before it.

    A term with `shares` of several arms has no `percent` of its own.
    """

    term: TokenSpan
    percent: Token | None
    shares: tuple[ArmShare, ...] = ()
    count: Token | None = None
    heading: str | None = None
    included_terms: tuple[str, ...] = ()

    @property
    def percents(self) -> tuple[Token, ...]:
        """The percentages that stand behind the term."""
        return (self.percent,) if self.percent is not None else tuple(share.percent for share in self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """A list of terms with its introduction, which is empty where the list stands without one (an item of a longer list).

    `ahead` are the words of the sentence before the introduction and behind the list before it, with a percentage of their
    own: "Fatal reactions occurred in 3 patients (2%)" of "... and included rash (1%)".
    """

    lead: TokenSpan
    tokens: TokenSpan
    terms: tuple[ListedTerm, ...]
    ahead: str = ""


def list_of(
    doc: Doc, lead: TokenSpan, place: tuple[int, int], found: Sequence[ListedTerm], opening: int | None = None
) -> TermList:
    """A list at a place; the words before its introduction begin at `opening`."""
    ahead = doc[opening : lead.start].text if opening is not None and opening < lead.start else ""
    return TermList(lead=lead, tokens=trimmed(doc[place[0] : place[1]]), terms=tuple(found), ahead=ahead)


def terms_beside(between: TokenSpan, group: Parenthesis, before: Sequence[ListedTerm]) -> Iterator[ListedTerm]:
    """The terms that a parenthesis is about: the words before it, or several if it says "each"."""
    if group.percent is None and not group.shares:
        return
    heading, words = _after_heading(between)
    inherited = before[-1].heading if before and heading is None else heading
    parts = [part for part in (trimmed(part) for part in _split(words)) if len(part)]
    if len(parts) > 1 and _OF_TERM.fullmatch(parts[-1].text):
        parts[-2:] = [words.doc[parts[-2].start : parts[-1].end]]
    for part in parts if group.each else parts[-1:]:
        term, included = _without_inclusion(_of_death(_whole(words, part) if not group.each else part))
        if is_term(term):
            yield ListedTerm(
                term=term,
                percent=group.percent,
                shares=group.shares,
                count=group.count,
                heading=inherited,
                included_terms=included or group.included_terms,
            )
    if group.nested is not None:
        start, end, percent = group.nested
        yield ListedTerm(term=between.doc[start:end], percent=percent, heading=inherited)


def is_term(words: TokenSpan) -> bool:
    """Whether words can name a reaction: not too long, with letters, without numbers other than grades."""
    if not 0 < len(words) <= LONGEST_TERM or words[0].lower_ in _NO_TERM:
        return False
    if words.text.casefold().startswith("the most ") or is_spelled_number(words.text):
        return False
    if GRADE.fullmatch(words.text):
        return False
    numbers = [token for token in words if token.ent_type_ in {"NUMBER", "PERCENT", "COUNT_OF_N"}]
    grades = [token for token in numbers if token.i > words.start and token.nbor(-1).lower_ in {"grade", "grades"}]
    return len(numbers) == len(grades) and any(character.isalpha() for character in words.text)


def _after_heading(words: TokenSpan) -> tuple[str | None, TokenSpan]:
    """A heading within a list ("Eye Disorders:") and the words after it."""
    for token in reversed(words):
        if token.text == ":":
            return trimmed(words.doc[words.start : token.i]).text or None, words.doc[token.i + 1 : words.end]
    return None, words


def _split(words: TokenSpan) -> Iterator[TokenSpan]:
    """The words cut at commas and semicolons, and at an "and" after one of them or in a list of equals."""
    start, depth = words.start, 0
    for token in words:
        depth += (token.text in OPENING) - (token.text in OPENING.values())
        if depth == 0 and token.lower_ in {",", ";", "and"}:
            yield words.doc[start : token.i]
            start = token.i + 1
    yield words.doc[start : words.end]


def _whole(words: TokenSpan, last: TokenSpan) -> TokenSpan:
    """The last part of a list's words, with an "and" that belongs to the term ("nausea and vomiting")."""
    start = last.start
    while (
        start - 2 >= words.start
        and words.doc[start - 1].lower_ == "and"
        and words.doc[start - 2].text not in {",", ";", ")"}
    ):
        start -= 2
        while start > words.start and words.doc[start - 1].lower_ not in {",", ";", "and"}:
            start -= 1
    return words.doc[start : last.end]


def _of_death(term: TokenSpan) -> TokenSpan:
    """What led to death of "deaths due to rash", else the term itself."""
    led = _DEATH.match(term.text)
    start = next(
        (token.i for token in term if led is not None and token.idx - term.start_char >= led.end()), term.start
    )
    return term.doc[start : term.end]


def _without_inclusion(term: TokenSpan) -> tuple[TokenSpan, tuple[str, ...]]:
    """A term without a parenthesis that lists what it includes, and what that lists."""
    for token in term:
        if token.text in OPENING and token.i + 1 < term.end and token.nbor().lower_.startswith("includ"):
            return term.doc[term.start : token.i], included_terms(term.doc[token.i + 1 : term.end - 1].text)
    return term, ()


def trimmed(words: TokenSpan) -> TokenSpan:
    """The words without separators and bullets at their ends."""
    start, end = words.start, words.end
    while start < end and (words.doc[start].lower_ in SEPARATORS or BULLETS.fullmatch(words.doc[start].text)):
        start += 1
    while end > start and (
        words.doc[end - 1].text in {",", ";", ".", ":"} or words.doc[end - 1].ent_type_ == CROSS_REFERENCE
    ):
        end -= 1
    return words.doc[start:end]
