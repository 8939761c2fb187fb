"""Sentences that go on with the rule of the sentence before them: "Resume Exampline when the rash has resolved"."""

import re

from spacy.tokens import Span as TokenSpan

from ingest.dosing.actions import DOSING
from ingest.dosing.clause_triggers import clause_triggers
from ingest.dosing.clauses import Clause, clauses
from kg.codes import Action
from kg.facts import DoseRule

_AFTER = frozenset({Action.RESUME, Action.REDUCE, Action.SLOW_INFUSION})
"""What is done with a dose after it was interrupted."""
_RESUMING = frozenset({"resume", "restart", "reinitiate"})
_WHEN = frozenset({"once", "when", "after", "upon", "following", "if"})
_FINAL = re.compile(r"\bpermanent", re.IGNORECASE)
_RECOVERED = re.compile(
    r"^(?:(?:complete|partial|adequate)\s+)?(?:recovery|resolution|improvement|stabili[sz]ation)\b"
    r"|\b(?:recover(?:s|ed)?|resolve[sd]?|improve[sd]?|return(?:s|ed)?|subside[sd]?|stabili[sz]e[sd]?|normali[sz]e[sd]?|controlled|stable)\b",
    re.IGNORECASE,
)


def goes_on(sentence: TokenSpan, rule: DoseRule) -> Clause | None:
    """The clause of a sentence that says how to go on after the rule before it interrupted or stopped the drug: it resumes or
    reduces, and names no finding of its own but recovery.
    """
    found = list(clauses(sentence))
    if len(found) != 1 or not _is_stopped(rule, found[0]):
        return None
    clause = found[0]
    is_labelled = any(t.text == ":" for t in clause.tokens.doc[clause.tokens.start : clause.actions[0].tokens.start])
    if is_labelled:
        return None
    dosing = {action.action for action in clause.actions} & DOSING
    named = [told.trigger.words for told in clause_triggers(clause)]
    return clause if dosing <= _AFTER and (resumes_first(clause) or all(map(recovers, named))) else None


def resumes_first(clause: Clause) -> bool:
    """Whether a clause begins with the word that resumes: what it names is when to go on, and no finding."""
    first = clause.actions[0]
    return first.action in _AFTER and clause.tokens[0].lower_ in _RESUMING and first.tokens.start == clause.tokens.start


def _is_stopped(rule: DoseRule, clause: Clause) -> bool:
    """Whether a rule interrupts, or stops what the clause behind it resumes, though not for good."""
    is_resumed = clause.tokens[0].lower_ in _RESUMING | _WHEN and any(a.action is Action.RESUME for a in clause.actions)
    is_final = _FINAL.search(rule.text or "") is not None
    return Action.INTERRUPT in rule.actions or (is_resumed and Action.DISCONTINUE in rule.actions and not is_final)


def with_going_on(told: tuple[Action, ...], then: tuple[Action, ...]) -> tuple[Action, ...]:
    """The actions of a rule and of the clause that goes on with it, in the order of their code list; what is resumed was
    interrupted.

    >>> [str(action) for action in with_going_on((Action.DISCONTINUE,), (Action.RESUME,))]
    ['interrupt', 'resume']
    """
    is_stop = Action.INTERRUPT not in told
    before = {Action.INTERRUPT if is_stop and action is Action.DISCONTINUE else action for action in told}
    return tuple(action for action in Action if action in before or action in then)


def recovers(words: str) -> bool:
    """Whether some words tell that a finding has gone.

    >>> recovers("ANC returns to 1.5 Gi/L"), recovers("severe rash")
    (True, False)
    """
    return _RECOVERED.search(words) is not None
