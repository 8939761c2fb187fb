"""Headings above rows of a table that only name what the rows name again, and so ask for nothing."""

import re
from functools import cache

from kg.decision.patient import named
from kg.decision.spoken import subject_of
from kg.facts import Criterion, DoseRule
from kg.naming.reaction_group import group, names_organ_of, stands_for_reactions
from kg.naming.reactions import mentioned
from kg.naming.words import parts, words

_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BASELINE = "baseline"
_CAUSED = "related"
"""A word that tells by what reactions were caused, which a person must confirm."""
_EVERYBODY = frozenset({"adult", "pediatric"})
_PATIENTS = _EVERYBODY | {"and", "or", "in", "patient"}


def is_heading(condition: str, rule: DoseRule) -> bool:
    """Whether a condition only says what the rule's own words do: "Hematologic Adverse Reactions" above "ANC < 0.5", "AV Block" above
    "second-degree AV block", or that patients are adults or children. Each alternative of the rule names a thing itself.

    That a reaction is "immune-mediated", or the disease and the combination that patients are treated for, are no such headings.
    """
    if _tells_of_everybody(condition):
        return True
    alternatives = {one.alternative for one in rule.criteria}
    told = {one.alternative for one in rule.criteria if _repeats(condition, one)}
    return bool(alternatives) and alternatives == told


@cache
def _tells_of_everybody(condition: str) -> bool:
    spoken = frozenset(words(condition))
    return spoken >= _EVERYBODY and spoken <= _PATIENTS


def _repeats(condition: str, criterion: Criterion) -> bool:
    printed = [subject_of(criterion), *(bound.parameter for bound in criterion.thresholds)]
    return any(_names_again(condition, one) for one in printed)


@cache
def _names_again(condition: str, printed: str) -> bool:
    """Whether some words name one of the things that a condition names, or any where that stands for whatever happens.

    A condition with a number, or on a value before treatment, says more than a name.
    """
    bare = _PARENTHESIS.sub("", condition)
    one, heading = named(printed), named(bare)
    if group(condition) is not None:
        if _CAUSED in heading.words:
            return False
        names = one.is_known or bool(one.parameters) or stands_for_reactions(printed)
        return names and group(printed) is None
    if any(sign.isdigit() for sign in condition) or _BASELINE in heading.words:
        return False
    if names_organ_of(condition, one.organ_classes, one.parameters):
        return True
    terms = heading.terms.union(*(named(part).terms for part in parts(bare)))
    values = {iri for iri, _ in heading.values}
    if terms or values or heading.is_parameter:
        measured = values or (heading.parameters if heading.is_parameter else frozenset())
        return bool(terms & (one.terms | mentioned(printed)) or measured & one.covered)
    return heading.is_known and bool(set(heading.words) & set(one.words))
