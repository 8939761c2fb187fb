"""Facts with the terms that their printed words name, beside the words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatch

from ingest.concepts.meddra import Meddra
from ingest.criteria.absence import with_absence
from ingest.criteria.of_rule import reached, rule_criteria
from ingest.criteria.title import parted_title
from ingest.dosing.instructions import instructions
from kg.codes import Action, Comparison
from kg.concepts import Concept, concept
from kg.facts import (
    Criterion,
    Definition,
    DoseRule,
    Fact,
    Instruction,
    LabAbnormality,
    Material,
    Premedication,
    ReactionObservation,
    Threshold,
)
from kg.facts.criteria import COURSE, TITLES
from kg.naming import findings
from kg.naming.materials import material
from kg.naming.reactions import organ_class, reactions

_HIGH = frozenset({Comparison.GREATER_THAN, Comparison.AT_LEAST})


def normalised(facts: Iterable[Fact], meddra: Meddra | None = None) -> Iterator[Fact]:
    """The facts, each with its terms; names of reactions are looked up in a user's MedDRA table if there is one."""
    for fact in facts:
        named = _named(fact)
        yield _in_meddra(named, meddra) if meddra and isinstance(named, ReactionObservation) else named


@singledispatch
def _named(fact: Fact) -> Fact:
    """The fact as it is: nothing in most kinds is normalised."""
    return fact


@_named.register
def _(fact: ReactionObservation) -> Fact:
    found = reactions(fact.term)
    terms = tuple(dict.fromkeys(one.term for one in found if one.term))
    named = [one.finding for one in found if one.finding]
    if isinstance(fact, LabAbnormality) and not named:
        named = list(findings.mentioned(fact.term))
    classes = {term.broader for term in terms}
    return replace(
        fact,
        ctcae_terms=terms,
        findings=_concepts(named),
        organ_class=classes.pop() if len(classes) == 1 else organ_class(fact.system_organ_class or ""),
    )


@_named.register
def _(fact: DoseRule) -> Fact:
    """The rule with what it names, and with what follows from its words: what must hold, and for which of its actions."""
    found = reactions(fact.trigger)
    named = [one.finding for one in found if one.finding] or [one for one in [findings.finding(fact.trigger)] if one]
    criteria = rule_criteria(fact.trigger, _severity(fact), about=_about(fact), measured=_measured(fact))
    title = fact.trigger if found or named else _bounded_above(fact, criteria) or _title(fact.trigger, criteria)
    told = tuple(instructions(fact, title))
    asked = filter(None, (fact.trigger, fact.severity, fact.condition, fact.exceptions, fact.until))
    held = criteria if told else with_absence(criteria, fact.text or "", asked)
    return replace(
        fact,
        ctcae_terms=tuple(dict.fromkeys(one.term for one in found if one.term)),
        findings=_concepts(named),
        thresholds=_bounds(fact.thresholds),
        criteria=_criteria(held),
        resume_criteria=tuple(map(_each, _criteria(reached(fact.until, _to_recover(title, criteria)))))
        if fact.until
        else (),
        instructions=tuple(replace(one, criteria=_of_instruction(one)) for one in told),
    )


def _bounded_above(rule: DoseRule, criteria: Iterable[Criterion]) -> str | None:
    """What the heading above a rule names, where the bounds of its trigger are on that."""
    about = _about(rule)
    return about if any(limit.parameter == about for one in criteria for limit in one.thresholds) else None


def _title(trigger: str, criteria: Iterable[Criterion]) -> str:
    """What a trigger that says more than a name names, where all of its criteria are of that: "neuropathy" of "Grade 3 neuropathy"."""
    subjects = {one.subject for one in criteria if one.subject is not None}
    subject = subjects.pop() if len(subjects) == 1 else trigger
    return subject if subject in trigger else parted_title(trigger)[0]


def _to_recover(title: str, criteria: Iterable[Criterion]) -> str:
    """What must recover, if a title names more than that: of "ALT or AST above 5 × ULN with bilirubin of at most 2 × ULN" what is high."""
    bounds = [limit for one in criteria for limit in one.thresholds if limit.parameter not in COURSE]
    high = {limit.parameter for limit in bounds if limit.operator in _HIGH}
    is_more = len(high) == 1 and len({limit.parameter for limit in bounds}) > 1 and len(findings.mentioned(title)) > 1
    return high.pop() if is_more else title


def _severity(rule: DoseRule) -> str | None:
    """The severity of a rule, unless it is told of the trigger as what must be reached: "until the rash has recovered (≤ Grade 1)"."""
    is_reached = f"{rule.trigger} ({rule.severity})" in (rule.until or "")
    return None if is_reached else rule.severity


@_named.register
def _(fact: Definition) -> Fact:
    return replace(fact, thresholds=_bounds(fact.thresholds))


@_named.register
def _(fact: Premedication) -> Fact:
    return replace(fact, target=_bounds((fact.target,))[0]) if fact.target else fact


@_named.register
def _(fact: Material) -> Fact:
    return replace(fact, material_term=material(fact.material)) if fact.material else fact


def _bounds(thresholds: Iterable[Threshold]) -> tuple[Threshold, ...]:
    return tuple(replace(one, findings=_concepts(findings.mentioned(one.parameter))) for one in thresholds)


def _criteria(found: Iterable[Criterion]) -> tuple[Criterion, ...]:
    return tuple(
        replace(
            one,
            thresholds=_bounds(one.thresholds),
            ctcae_terms=tuple(dict.fromkeys(each.term for each in reactions(one.subject or "") if each.term)),
            findings=_concepts(findings.mentioned(one.subject or "")),
        )
        for one in found
    )


def _about(rule: DoseRule) -> str | None:
    """The nearest heading above a rule, where it is what the trigger is of: "Lipase elevation", above "Elevation greater than 2 × ULN"."""
    title = (rule.condition or "").rpartition(TITLES)[2]
    is_of = bool(findings.mentioned(title) or reactions(title))
    return title if is_of and not findings.mentioned(rule.trigger) and not reactions(rule.trigger) else None


def _measured(rule: DoseRule) -> str | None:
    """What the bounds of a severity are on, where that is not the trigger and the severity does not name it."""
    named = (bound.parameter for bound in rule.thresholds)
    told = f"{rule.trigger} {rule.severity}"
    return next((one for one in named if one not in told and findings.mentioned(one)), None)


def _of_instruction(one: Instruction) -> tuple[Criterion, ...]:
    """The criteria of an instruction with their terms; what is resumed waits for all findings."""
    named = _criteria(one.criteria)
    return tuple(map(_each, named)) if Action.RESUME in one.actions else named


def _each(one: Criterion) -> Criterion:
    """A criterion whose bounds hold of each finding by itself: where "ALT or AST" rose, both must recover."""
    limits = (replace(limit, findings=named) for limit in one.thresholds for named in _apart(limit))
    return replace(one, thresholds=tuple(limits))


def _apart(limit: Threshold) -> Iterable[tuple[Concept, ...]]:
    return [(named,) for named in limit.findings] or [()]


def _concepts(found: Iterable[findings.Finding]) -> tuple[Concept, ...]:
    return tuple(dict.fromkeys(one.concept for one in found))


def _in_meddra(fact: ReactionObservation, meddra: Meddra) -> ReactionObservation:
    """The fact with the name of its reaction, and its CTCAE terms, as the table has them: terms of the same name match exactly."""
    term = meddra.term(fact.term)
    return replace(
        fact,
        ctcae_terms=tuple(_matched(one, meddra.term(one.label)) for one in fact.ctcae_terms),
        reaction_term=_matched(concept("reaction", term.label, term.label), term) if term else None,
    )


def _matched(one: Concept, other: Concept | None) -> Concept:
    return replace(one, exact=(other,)) if other else one
