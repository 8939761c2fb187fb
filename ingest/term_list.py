"""Lists of terms with percentages in running text: "reactions were infection (6%), rash (2%), and pain (each 1%)".

A list is introduced by a verb or a colon; each of its terms is followed by a parenthesis with its percentage. What the
introduction says of the whole list (who, how severe, leading to what) is left to the reader of the list.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.listed_term import (
    BULLETS,
    GRADE,
    LONGEST_TERM,
    SEPARATORS,
    ListedTerm,
    TermList,
    is_term,
    list_of,
    terms_beside,
)
from ingest.parentheses import OPENING, VERBS, Parenthesis, closed, is_threshold, parentheses
from ingest.spelled_numbers import is_spelled_number
from ingest.tables.included_terms import included_terms
from ingest.tokens import CROSS_REFERENCE, quantity_of
from ingest.words import HYPHENS

_CLAUSE_WORDS = frozenset(
    """
    occurred occurring reported had experienced developed discontinued received who which compared versus vs vs.
    than patients subjects were was are is led required resulted adverse included includes
    """.split()  # noqa: SIM905
)
_MOSTLY = frozenset({",", "most", "frequently", "commonly", "often", "mainly", "primarily"})
_ADVERBS = frozenset({"commonly", "frequently", "often", "notably"})
_REASONS = frozenset({"from", "due", "because", "with", "for", "in"})
_DEAD = frozenset({"patient", "patients", "subject", "subjects", "death", "deaths"})
_ENDING = frozenset({",", ";", ".", "(", "[", ")", "]", "and", "or"})
_CLASSES = frozenset({"reaction", "event"})
_LONGEST_UNSEPARATED = 4
_PREPOSITIONS = frozenset(
    """
    in of with for at from to by on during after among vs vs.
    """.split()  # noqa: SIM905
)
_TOLL = re.compile(
    r"\s*,?\s*including\s+[\w,-]+\s+(?:(?:fatal|serious|severe)\s+)?(?:events?|cases?|deaths?|fatalit(?:y|ies)|patients?)\b(?!\s+(?:of|with|in)\b)",
    re.IGNORECASE,
)


def term_lists(sentence: TokenSpan, *, continues: bool = False) -> Iterator[TermList]:
    """The lists in a sentence; `continues` if the sentence is an item of a list that was introduced before it."""
    doc, position = sentence.doc, sentence.start
    lead: TokenSpan | None = doc[position:position] if continues else None
    found: list[ListedTerm] = []
    list_start = opening = position
    for group in parentheses(sentence):
        if group.start < position or not (group.percent or group.shares) or is_threshold(group):
            continue
        between = _behind_toll(doc[position : group.start]) if found else doc[position : group.start]
        chained = (bool(found) or lead is not None) and _continues(between, first=not found)
        if not chained:
            if lead is not None and found:
                yield list_of(doc, lead, (list_start, position), found, opening)
                opening = position
            introduction = _with_most(sentence, between) or _introduced(between) or _caused(sentence, between)
            is_limit = introduction is None and not found and _is_bounded(group)
            lead, found = introduction, []
            if introduction is None:
                position = position if is_limit else group.end
                list_start = position
                continue
            list_start = min(position, introduction.start)
            between = doc[introduction.end : min(_most(doc[introduction.end : group.start]), group.start)]
        terms = tuple(terms_beside(between, group, found))
        found.extend(terms)
        position = _after(doc, group, sentence.end)
        if found and position > group.end:
            found[-1] = replace(found[-1], included_terms=included_terms(doc[group.end : position].text.strip("[]() ")))
    if lead is not None and found:
        yield list_of(doc, lead, (list_start, position), found, opening)
    yield from _shared(sentence)
    yield from _apposed(sentence)
    yield from _causes(sentence)


def _apposed(sentence: TokenSpan) -> Iterator[TermList]:
    """The one reaction in brackets behind its class: "A fatal adverse reaction (sepsis) occurred in one (0.3%) patient"."""
    doc = sentence.doc
    groups = list(parentheses(sentence))
    for named, stated in pairwise(groups):
        between = {token.lower_ for token in doc[named.end : stated.start]}
        before = doc[named.start - 1].lower_ if named.start > sentence.start else ""
        term = doc[named.start + 1 : named.end - 1]
        is_named = named.percent is None and not named.shares and before in _CLASSES and is_term(term)
        is_named = is_named and GRADE.fullmatch(term.text) is None
        if is_named and stated.percent is not None and "in" in between and between & _CLAUSE_WORDS:
            one = ListedTerm(term=term, percent=stated.percent, count=stated.count)
            yield list_of(doc, doc[sentence.start : named.start], (sentence.start, stated.end), (one,))


def _causes(sentence: TokenSpan) -> Iterator[TermList]:
    """A list whose terms stand behind their percentages: "deaths were: 3 (2%) patients due to sepsis and 1 (1%) due to rash"."""
    doc = sentence.doc
    groups = [group for group in parentheses(sentence) if group.percent is not None]
    causes = [(group, _cause_behind(sentence, group.end)) for group in groups]
    terms = tuple(
        ListedTerm(term=term, percent=group.percent, count=group.count)
        for group, term in causes
        if term is not None and is_term(term)
    )
    if terms:
        yield list_of(doc, doc[sentence.start : groups[0].start], (sentence.start, terms[-1].term.end), terms)


def _cause_behind(sentence: TokenSpan, position: int) -> TokenSpan | None:
    """What a percentage that ends at a position was due to, if that is one thing; None if it is several or has a percentage."""
    doc = sentence.doc
    start = position
    while start < sentence.end and doc[start].lower_ in _DEAD:
        start += 1
    link = tuple(token.lower_ for token in doc[start : min(start + 2, sentence.end)])
    if link[:2] not in {("due", "to"), ("because", "of")} and link[:1] != ("from",):
        return None
    start += 1 if link[0] == "from" else 2
    end = start
    while end < sentence.end and doc[end].lower_ not in _ENDING and not doc[end].ent_type_:
        end += 1
    if end < sentence.end and doc[end].text in {",", "and"}:
        following = [token for token in doc[end : min(end + 3, sentence.end)] if token.lower_ not in {",", "and"}]
        if not following or not (following[0].ent_type_ or is_spelled_number(following[0].text)):
            return None
    elif end < sentence.end and doc[end].text not in {".", ";", ")"}:
        return None
    return doc[start:end]


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
        terms = tuple(terms_beside(words, shared, ()))
        if terms:
            yield list_of(doc, lead, (sentence.start, max(words.end, group.end)), terms)


def _is_of_clause(word: Token) -> bool:
    """Whether a word makes a clause, and is no part of a name with hyphens ("graft-versus-host disease")."""
    is_part = word.i > 0 and word.nbor(-1).text in HYPHENS and not word.nbor(-1).whitespace_
    return word.lower_ in _CLAUSE_WORDS and not is_part


def _continues(between: TokenSpan, *, first: bool) -> bool:
    """Whether the words before a parenthesis are a further term of the list, not a clause that ends it."""
    words = [token for token in between if token.ent_type_ != CROSS_REFERENCE]
    if not words or len(words) > 4 * LONGEST_TERM:
        return False
    after_heading = any(token.text == ":" for token in words)
    separated = first or after_heading or words[0].lower_ in SEPARATORS or BULLETS.fullmatch(words[0].text)
    if not separated and (len(words) > _LONGEST_UNSEPARATED or words[0].lower_ in _PREPOSITIONS):
        return False
    return not any(_is_of_clause(token) for token in words)


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
    if not named or any(_is_of_clause(word) for word in named) or len(term) > 4 * LONGEST_TERM:
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
        if is_cause and of_patients and not any(_is_of_clause(word) or word.ent_type_ for word in rest):
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
    is_list = 0 < len(inside) <= 4 * LONGEST_TERM and not any(_is_of_clause(word) for word in inside)
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
    """The places of verbs, colons and "most commonly" outside parentheses."""
    places: list[int] = []
    depth = 0
    for token in between:
        depth += (token.text in OPENING) - (token.text in OPENING.values())
        if depth == 0 and (token.lower_ in VERBS or _is_most(between, token)):
            places.append(token.i)
    return places


def _is_most(words: TokenSpan, token: Token) -> bool:
    """Whether a word ends "most commonly", behind which what was most common stands; not why ("most often due to")."""
    if token.lower_ not in _ADVERBS or not words.start < token.i < words.end - 1:
        return False
    return token.nbor(-1).lower_ == "most" and token.nbor(1).lower_ not in _REASONS


def _is_heading(words: TokenSpan) -> bool:
    """Whether words are a heading within a list: few, and the first of them with a capital."""
    return 0 < len(words) <= LONGEST_TERM and words[0].text[0].isupper()


def _after(doc: Doc, group: Parenthesis, end: int) -> int:
    """The position after a parenthesis and a bracket behind it that lists what the term includes."""
    position = group.end
    if position + 1 < end and doc[position].text in OPENING and doc[position + 1].lower_.startswith("includ"):
        return closed(doc[position:end], position) or position
    return position
