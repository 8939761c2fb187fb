"""The clauses of a sentence that tell what to do with the dose, each with its actions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.actions import DOSING, FoundAction, actions, changes_dose
from ingest.dosing.rule_words import CONDITIONALS, INSTRUCTING
from ingest.matcher import patterns
from ingest.tokens import CROSS_REFERENCE

MODALS = frozenset({"should", "must", "may", "need", "do", "does", "can", "will"})
_JOINING = frozenset(
    {"and", "or", "to", "then", "either", "the", "a", "not", "permanently", "immediately", "temporarily"}
)
_INSTRUCTIONS = frozenset(word.lower() for word in INSTRUCTING) | frozenset(
    {"consider", "continue", "treat", "manage", "initiate", "institute", "administer", "monitor", "evaluate", "provide"}
    | {"then", "do", "promptly"}
)
_SUBORDINATE = frozenset({"if", "when", "whenever", "in", "for", "after", "following", "upon", "once", "should"})
_BEGINNING = INSTRUCTING | CONDITIONALS
_NOUNS = frozenset({"discontinuation", "discontinuations"})
_TELLING = MODALS | {
    *("might", "could", "require", "requires", "required", "consider", "considered", "consideration", "recommended"),
    *(
        "necessary",
        "necessitate",
        "warrant",
        "warranted",
        "warrants",
        "needed",
        "needs",
        "indicated",
        "manage",
        "undertaken",
    ),
    *("along", "immediate", "permanent"),
}
"""Words that make a noun such as "discontinuation" something to do."""
_SIGNS = frozenset(',:;([•-–/"“')
_HALTS = frozenset({"discontinue", "permanently", "withhold", "interrupt", "hold", "suspend", "stop"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that tells what to do, with its actions, and where its main clause begins behind a leading condition."""

    tokens: TokenSpan
    actions: tuple[FoundAction, ...]
    main: int


def clauses(sentence: TokenSpan) -> Iterator[Clause]:
    """The clauses of a sentence that say what to do with the dose: parted at semicolons, at "but", where an instruction
    begins with a capital letter, as items do of a list that lost its signs, and where a second one has its own finding.
    """
    start = sentence.start
    for end in (*edges(sentence), sentence.end):
        for tokens in _instructions(trimmed(sentence.doc[start:end])):
            clause = _clause(tokens)
            if changes_dose(clause.actions) and _is_told(clause):
                yield clause
        is_sign = end < sentence.end and (sentence.doc[end].text == ";" or sentence.doc[end].lower_ == "but")
        start = end + is_sign


def trimmed(tokens: TokenSpan) -> TokenSpan:
    """A stretch without the signs and references at its ends."""
    start, end = tokens.start, tokens.end
    while start < end and tokens.doc[start].text in {"•", ",", "-", "–"}:
        start += 1
    while end > start and (
        tokens.doc[end - 1].text in {",", ".", ";"} or tokens.doc[end - 1].ent_type_ == CROSS_REFERENCE
    ):
        end -= 1
    return tokens.doc[start:end]


def edges(sentence: TokenSpan) -> Iterator[int]:
    """Where a sentence is parted: at semicolons, at "but", and before an instruction that begins with a capital letter."""
    depth = 0
    for token in sentence:
        depth += (token.text in "([") - (token.text in ")]")
        if token.i == sentence.start:
            continue
        before = token.nbor(-1)
        begins = (token.text in _BEGINNING or _begins_patients(token)) and depth <= 0 and before.text not in _SIGNS
        if (token.text == ";" and depth <= 0) or token.lower_ == "but" or (begins and before.lower_ not in _JOINING):
            yield token.i


def _begins_patients(token: Token) -> bool:
    return token.text == "Patients" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "who"


def _instructions(tokens: TokenSpan) -> Iterator[TokenSpan]:
    """A clause, parted before "and discontinue" where both of its instructions name when they hold."""
    doc, start = tokens.doc, tokens.start
    for token in tokens[1:-1]:
        if token.lower_ != "and" or token.nbor().lower_ not in _HALTS or not len(doc[start : token.i]):
            continue
        first, second = trimmed(doc[start : token.i]), trimmed(doc[token.i + 1 : tokens.end])
        if all(_has_own_finding(part) for part in (first, second)):
            yield first
            start = token.i + 1
    yield trimmed(doc[start : tokens.end])


def _has_own_finding(tokens: TokenSpan) -> bool:
    """Whether words that introduce a finding stand behind the first action of an instruction."""
    found = actions(tokens)
    if not changes_dose(found):
        return False
    return any(match.tokens.start >= found[0].tokens.end for match in patterns("dose_rule").find(tokens))


def _clause(tokens: TokenSpan) -> Clause:
    """A clause without the actions of its leading condition: "if a dose reduction is required, discontinue"."""
    found = actions(tokens)
    main = main_start(tokens, found)
    behind = tuple(action for action in found if action.tokens.start >= main)
    return Clause(tokens, behind, main) if changes_dose(behind) else Clause(tokens, found, tokens.start)


def main_start(tokens: TokenSpan, found: Sequence[FoundAction]) -> int:
    """Where the main clause begins behind a leading condition: at an instruction, or at a subject with its modal verb."""
    if not len(tokens) or tokens[0].lower_ not in _SUBORDINATE:
        return tokens.start
    commas = tuple(_commas(tokens))
    for comma in commas:
        if comma.i + 1 < tokens.end and comma.nbor().lower_ in _INSTRUCTIONS:
            return comma.i + 1
    for action in found:
        before = [comma.i for comma in commas if comma.i < action.tokens.start]
        if before and any(token.lower_ in MODALS for token in tokens.doc[before[-1] + 1 : action.tokens.end]):
            return before[-1] + 1
    return tokens.start


def _is_told(clause: Clause) -> bool:
    """Whether a clause tells to do what it names: nouns such as "discontinuation" need a word that does."""
    names = all(action.tokens[-1].lower_ in _NOUNS for action in clause.actions if action.action in DOSING)
    return not names or not _TELLING.isdisjoint(token.lower_ for token in clause.tokens)


def _commas(tokens: TokenSpan) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += (token.text in "([") - (token.text in ")]")
        if token.text == "," and depth <= 0:
            yield token
