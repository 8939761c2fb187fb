"""Lists of terms with percentages in running text: "reactions were infection (6%), rash (2%), and pain (each 1%)".

A list is introduced by a verb or a colon; each of its terms is followed by a parenthesis with its percentage. What the
introduction says of the whole list (who, how severe, leading to what) is left to the reader of the list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.arm_shares import ArmShare
from ingest.parentheses import OPENING, VERBS, Parenthesis, closed, is_threshold, parentheses
from ingest.tables.included_terms import included_terms
from ingest.tokens import CROSS_REFERENCE, quantity_of


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
    """A list of terms with its introduction, which is empty where the list stands without one (an item of a longer list)."""

    lead: TokenSpan
    tokens: TokenSpan
    terms: tuple[ListedTerm, ...]


_SEPARATORS = frozenset({",", ";", "and", "or", "&", "•", "·"})
_CLAUSE_WORDS = frozenset(
    """
    occurred occurring reported had experienced developed discontinued received who which compared versus vs vs.
    than patients subjects were was are is led required resulted adverse
    """.split()  # noqa: SIM905
)
_MOSTLY = frozenset({",", "most", "frequently", "commonly", "often", "mainly", "primarily"})
_CLASSES = frozenset({"reaction", "event"})
_LONGEST_TERM = 14
_LONGEST_UNSEPARATED = 4
_PREPOSITIONS = frozenset(
    """
    in of with for at from to by on during after among vs vs.
    """.split()  # noqa: SIM905
)
_NO_TERM = frozenset(
    """
    including includes associated reduced because defined calculated based due higher highest lower lowest more less similar
    mainly mostly consistently not
    """.split()  # noqa: SIM905
)
_GRADE = re.compile(r"(?:(?:all|any)\s+grades?|grades?\s+\S+)", re.IGNORECASE)
_TOLL = re.compile(
    r"\s*,?\s*including\s+[\w,-]+\s+(?:(?:fatal|serious|severe)\s+)?(?:events?|cases?|deaths?|fatalit(?:y|ies)|patients?)\b(?!\s+(?:of|with|in)\b)",
    re.IGNORECASE,
)
_BULLETS = re.compile(r"[•·*–—-]+")


def term_lists(sentence: TokenSpan, *, continues: bool = False) -> Iterator[TermList]:
    """The lists in a sentence; `continues` if the sentence is an item of a list that was introduced before it."""
    doc, position = sentence.doc, sentence.start
    lead: TokenSpan | None = doc[position:position] if continues else None
    found: list[ListedTerm] = []
    list_start = position
    for group in parentheses(sentence):
        if group.start < position or not (group.percent or group.shares) or is_threshold(group):
            continue
        between = _behind_toll(doc[position : group.start]) if found else doc[position : group.start]
        chained = (bool(found) or lead is not None) and _continues(between, first=not found)
        if not chained:
            yield from _made(doc, lead, list_start, position, found)
            introduction = _with_most(sentence, between) or _introduced(between) or _caused(sentence, between)
            is_limit = introduction is None and not found and _is_bounded(group)
            lead, found = introduction, []
            if introduction is None:
                position = position if is_limit else group.end
                list_start = position
                continue
            list_start = min(position, introduction.start)
            between = doc[introduction.end : min(_most(doc[introduction.end : group.start]), group.start)]
        terms = tuple(_terms(between, group, found))
        found.extend(terms)
        position = _after(doc, group, sentence.end)
        if found and position > group.end:
            found[-1] = replace(found[-1], included_terms=included_terms(doc[group.end : position].text.strip("[]() ")))
    yield from _made(doc, lead, list_start, position, found)
    yield from _shared(sentence)
    yield from _apposed(sentence)


def _apposed(sentence: TokenSpan) -> Iterator[TermList]:
    """The one reaction in brackets behind its class: "A fatal adverse reaction (sepsis) occurred in one (0.3%) patient"."""
    doc = sentence.doc
    groups = list(parentheses(sentence))
    for named, stated in pairwise(groups):
        between = {token.lower_ for token in doc[named.end : stated.start]}
        before = doc[named.start - 1].lower_ if named.start > sentence.start else ""
        term = doc[named.start + 1 : named.end - 1]
        is_named = named.percent is None and not named.shares and before in _CLASSES and _is_term(term)
        is_named = is_named and _GRADE.fullmatch(term.text) is None
        if is_named and stated.percent is not None and "in" in between and between & _CLAUSE_WORDS:
            one = ListedTerm(term=term, percent=stated.percent, count=stated.count)
            yield from _made(doc, doc[sentence.start : named.start], sentence.start, stated.end, (one,))


def _shared(sentence: TokenSpan) -> Iterator[TermList]:
    """A list of terms that share one percentage: "A, B, and C occurred in one patient each (0.4%)", or after a colon."""
    doc = sentence.doc
    for group in parentheses(sentence):
        if group.percent is None or group.start == sentence.start or doc[group.start - 1].lower_ != "each":
            continue
        if group.end < sentence.end and doc[group.end].text == ":":
            lead, words = doc[sentence.start : group.end + 1], doc[group.end + 1 : sentence.end]
        else:
            clause = doc[sentence.start : group.start]
            verb = next((token.i for token in reversed(clause) if token.lower_ == "occurred"), None)
            introduction = _introduced(doc[sentence.start : verb]) if verb is not None else None
            if introduction is None or verb is None:
                continue
            lead, words = introduction, doc[introduction.end : verb]
        shared = replace(group, each=True)
        terms = tuple(_terms(words, shared, ()))
        yield from _made(doc, lead, sentence.start, max(words.end, group.end), terms)


def _made(doc: Doc, lead: TokenSpan | None, start: int, end: int, found: Sequence[ListedTerm]) -> Iterator[TermList]:
    if lead is not None and found:
        yield TermList(lead=lead, tokens=_trimmed(doc[start:end]), terms=tuple(found))


def _continues(between: TokenSpan, *, first: bool) -> bool:
    """Whether the words before a parenthesis are a further term of the list, not a clause that ends it."""
    words = [token for token in between if token.ent_type_ != CROSS_REFERENCE]
    if not words or len(words) > 4 * _LONGEST_TERM:
        return False
    after_heading = any(token.text == ":" for token in words)
    separated = first or after_heading or words[0].lower_ in _SEPARATORS or _BULLETS.fullmatch(words[0].text)
    if not separated and (len(words) > _LONGEST_UNSEPARATED or words[0].lower_ in _PREPOSITIONS):
        return False
    return not any(token.lower_ in _CLAUSE_WORDS for token in words)


def _introduced(between: TokenSpan) -> TokenSpan | None:
    """The words that introduce a list, up to its verb or colon; None if nothing introduces one.

    A heading after the introduction ("reactions were: Eye Disorders:") is left to the first term.
    """
    ends = _ends_of_introductions(between)
    if not ends:
        return None
    last = ends[-1]
    if len(ends) > 1 and between.doc[last].text == ":" and _is_heading(between.doc[ends[-2] + 1 : last]):
        last = ends[-2]
    term = between.doc[ends[-1] + 1 : between.end]
    named = [word for word in term if any(character.isalpha() for character in word.text)]
    if not named or any(word.lower_ in _CLAUSE_WORDS for word in named) or len(term) > 4 * _LONGEST_TERM:
        return None
    return between.doc[between.start : last + 1]


def _caused(sentence: TokenSpan, between: TokenSpan) -> TokenSpan | None:
    """The words that introduce causes of what some patients had: "fatal reactions occurred in 9 patients (3%) due to"."""
    doc = sentence.doc
    for token in between:
        is_cause = token.lower_ == "from" or (token.lower_ == "to" and doc[token.i - 1].lower_ == "due")
        start = token.i - (token.lower_ == "to")
        while start > sentence.start and doc[start - 1].lower_ in _MOSTLY:
            start -= 1
        rest = doc[token.i + 1 : between.end]
        of_patients = start > sentence.start and (
            doc[start - 1].lower_ in {")", "patients"} or doc[start - 1].ent_type_ in {"PERCENT", "PATIENTS"}
        )
        if is_cause and of_patients and not any(word.lower_ in _CLAUSE_WORDS or word.ent_type_ for word in rest):
            return doc[sentence.start : token.i + 1]
    return None


def _with_most(sentence: TokenSpan, between: TokenSpan) -> TokenSpan | None:
    """The words before those that some patients had most often: "occurred in 18% of patients, with rash (2%) being the most frequent"."""
    doc = sentence.doc
    start = next((token.i for token in reversed(between) if token.lower_ == "with"), sentence.start)
    most = _most(doc[between.start : sentence.end])
    if start == sentence.start or most == sentence.end or doc[start - 1].text != ",":
        return None
    inside = doc[start + 1 : min(most, between.end)]
    is_list = 0 < len(inside) <= 4 * _LONGEST_TERM and not any(word.lower_ in _CLAUSE_WORDS for word in inside)
    return doc[sentence.start : start + 1] if is_list else None


def _most(words: TokenSpan) -> int:
    """Where some words say that the terms before it are the most frequent ones ("being the most common"); else their end."""
    found = (token.i for token in words[:-2] if words.doc[token.i : token.i + 3].text.casefold() == "being the most")
    return next(found, words.end)


def _behind_toll(between: TokenSpan) -> TokenSpan:
    """The words behind a term's percentage without how many of its cases ended how: "(3%), including 5 fatal events Rash"."""
    text = _TOLL.match(between.text)
    if text is None:
        return between
    start = next((token.i for token in between if token.idx - between.start_char >= text.end()), between.end)
    return between.doc[start : between.end]


def _is_bounded(group: Parenthesis) -> bool:
    """Whether a parenthesis only bounds shares: "(≥ 2%)", "(at least 2% of the patients and 1% more than placebo)"."""
    first = group.percent if group.percent is not None else group.shares[0].percent
    stated = quantity_of(first)
    return stated is not None and stated.comparison is not None


def _ends_of_introductions(between: TokenSpan) -> list[int]:
    """The places of verbs and colons outside parentheses."""
    places: list[int] = []
    depth = 0
    for token in between:
        depth += (token.text in OPENING) - (token.text in OPENING.values())
        if depth == 0 and token.lower_ in VERBS:
            places.append(token.i)
    return places


def _is_heading(words: TokenSpan) -> bool:
    """Whether words are a heading within a list: few, and the first of them with a capital."""
    return 0 < len(words) <= _LONGEST_TERM and words[0].text[0].isupper()


def _terms(between: TokenSpan, group: Parenthesis, before: Sequence[ListedTerm]) -> Iterator[ListedTerm]:
    """The terms that a parenthesis is about: the words before it, or several if it says "each"."""
    if group.percent is None and not group.shares:
        return
    heading, words = _after_heading(between)
    inherited = before[-1].heading if before and heading is None else heading
    parts = [part for part in (_trimmed(part) for part in _split(words)) if len(part)]
    if len(parts) > 1 and _GRADE.fullmatch(parts[-1].text):
        parts[-2:] = [words.doc[parts[-2].start : parts[-1].end]]
    for part in parts if group.each else parts[-1:]:
        term, included = _without_inclusion(_whole(words, part) if not group.each else part)
        if _is_term(term):
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


def _is_term(words: TokenSpan) -> bool:
    """Whether words can name a reaction: not too long, with letters, without numbers other than grades."""
    if not 0 < len(words) <= _LONGEST_TERM or words[0].lower_ in _NO_TERM:
        return False
    if words.text.casefold().startswith("the most "):
        return False
    numbers = [token for token in words if token.ent_type_ in {"NUMBER", "PERCENT", "COUNT_OF_N"}]
    grades = [token for token in numbers if token.i > words.start and token.nbor(-1).lower_ in {"grade", "grades"}]
    return len(numbers) == len(grades) and any(character.isalpha() for character in words.text)


def _after_heading(words: TokenSpan) -> tuple[str | None, TokenSpan]:
    """A heading within a list ("Eye Disorders:") and the words after it."""
    for token in reversed(words):
        if token.text == ":":
            return _trimmed(words.doc[words.start : token.i]).text or None, words.doc[token.i + 1 : words.end]
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


def _without_inclusion(term: TokenSpan) -> tuple[TokenSpan, tuple[str, ...]]:
    """A term without a parenthesis that lists what it includes, and what that lists."""
    for token in term:
        if token.text in OPENING and token.i + 1 < term.end and token.nbor().lower_.startswith("includ"):
            return term.doc[term.start : token.i], included_terms(term.doc[token.i + 1 : term.end - 1].text)
    return term, ()


def _after(doc: Doc, group: Parenthesis, end: int) -> int:
    """The position after a parenthesis and a bracket behind it that lists what the term includes."""
    position = group.end
    if position + 1 < end and doc[position].text in OPENING and doc[position + 1].lower_.startswith("includ"):
        return closed(doc[position:end], position) or position
    return position


def _trimmed(words: TokenSpan) -> TokenSpan:
    """The words without separators and bullets at their ends."""
    start, end = words.start, words.end
    while start < end and (words.doc[start].lower_ in _SEPARATORS or _BULLETS.fullmatch(words.doc[start].text)):
        start += 1
    while end > start and (
        words.doc[end - 1].text in {",", ";", ".", ":"} or words.doc[end - 1].ent_type_ == CROSS_REFERENCE
    ):
        end -= 1
    return words.doc[start:end]
