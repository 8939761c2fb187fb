"""Headings above rows of a table that only name what the rows name again, and so ask for nothing."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.codes import Form
from kg.decision.patient import History, named
from kg.decision.spoken import subject_of
from kg.facts import Criterion, DoseRule
from kg.facts.criteria import TITLES
from kg.naming.reaction_group import (
    are_alike,
    are_values_of,
    group,
    names_organ_of,
    stands_for_reactions,
    stands_for_whatever,
)
from kg.naming.reactions import is_part_of_term, mentioned
from kg.naming.words import parts, table, words

_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_BASELINE = "baseline"
_CAUSED = "related"
"""A word that tells by what reactions were caused, which a person must confirm."""
_WHOM = frozenset({"patient", "combination", "monotherapy", "therapy", "treatment", "treated", "receiving"})
"""Words of a heading that tells for whom its rows are, whatever else it names."""
_EVERYBODY = frozenset({"adult", "pediatric"})
_PATIENTS = _EVERYBODY | {"and", "or", "in", "patient"}


def is_heading(condition: str, rule: DoseRule) -> bool:
    """Whether a condition only says what the rule's own words do: "Hematologic Adverse Reactions" above "ANC < 0.5", "AV Block" above
    "second-degree AV block", or that patients are adults or children. Each alternative of the rule names a thing itself.

    That a reaction is "immune-mediated", or the disease and the combination that patients are treated for, are no such headings.
    """
    alternatives = {one.alternative for one in rule.criteria}
    return _tells_of_everybody(condition) or (bool(alternatives) and alternatives == _repeating(condition, rule))


def _repeating(condition: str, rule: DoseRule) -> set[int]:
    """The alternatives of a rule that name again what a condition names."""
    return {one.alternative for one in rule.criteria if _repeats(condition, one)}


def asked_of(condition: str, rule: DoseRule) -> str | None:
    """The words of a condition that must hold, without the heading behind them that names the rule's own thing ("Patients with
    samplosis, Anemia"); None where it is nothing but a heading.
    """
    if is_heading(condition, rule):
        return None
    before, comma, last = condition.rpartition(TITLES)
    return asked_of(before, rule) if comma and _repeating(last, rule) else condition


def without_titles(criteria: Sequence[Criterion], rule: DoseRule, history: History) -> Iterator[Criterion]:
    """The criteria of a rule of a table but for its trigger, where that only names a thing that the severity beside it names again without
    a bound or grade: "deep venous thrombosis" beside "Venous thromboembolism". A title that was answered holds as answered.
    """
    for one in criteria:
        beside = (other for other in criteria if other.alternative == one.alternative and other.text != one.text)
        is_title = _is_title(one, rule) and history.answer(one.text) is None
        if not (is_title and any(_happens_again(one.text, other) for other in beside)):
            yield one


def _is_title(one: Criterion, rule: DoseRule) -> bool:
    """Whether a criterion is all of the trigger of a rule of a table, and names some thing, not reactions of any kind."""
    is_whole = one.text == rule.trigger and rule.form is Form.TABLE
    return is_whole and _is_bare(one) and one.occurrence is None and not stands_for_whatever(one.text)


def _happens_again(title: str, one: Criterion) -> bool:
    """Whether a criterion that bounds nothing names what a title does; a parameter alone ("serum phosphate") does not happen."""
    return _is_bare(one) and not named(subject_of(one)).is_parameter and _repeats(title, one)


def _is_bare(one: Criterion) -> bool:
    return not one.thresholds and one.grade_high is None and not one.absent


@cache
def _tells_of_everybody(condition: str) -> bool:
    spoken = frozenset(words(condition))
    return spoken >= _EVERYBODY and spoken <= _PATIENTS


def _repeats(condition: str, criterion: Criterion) -> bool:
    printed = [subject_of(criterion), *(bound.parameter for bound in criterion.thresholds)]
    return any(_names_again(condition, one) for one in printed)


def _is_one_of(heading: str, printed: str) -> bool:
    """Whether some words are one of the things that a heading names, whatever they are ("Samplosis" under "Samplosis or rash"), hardly
    told apart from the one that it names, or a value that tells of it where it is no term itself: "LVEF" under "Cardiomyopathy".
    """
    said = list(words(_PARENTHESIS.sub("", printed)))
    if any(list(words(part)) == said for part in parts(heading)):
        return True
    is_bare = all(is_part_of_term((word,)) and word not in table().degrees_of_reactions for word in words(heading))
    named_above = named(heading)
    tells = not named_above.terms and are_values_of(named_above.organ_classes, named(printed).parameters)
    return is_bare and (tells or are_alike(heading, printed))


@cache
def _names_again(condition: str, printed: str) -> bool:
    """Whether some words name one of the things that a condition names, or any where that stands for whatever happens.

    A condition with a number, or on a value before treatment, says more than a name.
    """
    bare = _PARENTHESIS.sub("", condition)
    one, heading = named(printed), named(bare)
    if _WHOM & set(heading.words) or (group(condition) is not None and _CAUSED in heading.words):
        return False
    if group(condition) is not None:
        names = one.is_known or bool(one.parameters) or stands_for_reactions(printed)
        return names and group(printed) is None
    if any(sign.isdigit() for sign in condition) or _BASELINE in heading.words:
        return False
    if names_organ_of(condition, one.organ_classes, one.parameters) or _is_one_of(bare, printed):
        return True
    terms = heading.terms.union(*(named(part).terms for part in parts(bare)))
    values = {iri for iri, _ in heading.values}
    if terms or values or heading.is_parameter:
        measured = values or (heading.parameters if heading.is_parameter else frozenset())
        return bool(terms & (one.terms | mentioned(printed)) or measured & one.covered)
    return heading.is_known and bool(set(heading.words) & set(one.words))
