"""Which dose rules of a label apply to a patient."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.codes import Action
from kg.decision.catch_all import Listing, catch_all, met, other_words
from kg.decision.criterion import alternatives, awaited, concerns, groups, highest_occurrence
from kg.decision.heading import asked_of, without_titles
from kg.decision.instructions import held_instructions
from kg.decision.outcome import FALSE, Outcome, all_of, any_of, needing
from kg.decision.patient import Finding, History, check_once, folded, named
from kg.decision.spoken import is_mentioned, subject_of
from kg.decision.units import is_convertible
from kg.errors import PatientError
from kg.facts import Criterion, DoseRule, Instruction
from kg.facts.criteria import PARTED
from kg.naming.degrees import names_impairment


class Applicability(StrEnum):
    """Whether a dose rule applies to a patient."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    CANNOT_BE_DECIDED = "cannot_be_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionDecision:
    """An instruction of a dose rule with whether it holds, if the rule applies; `needs` and `questions` are as of a `Decision`."""

    instruction: Instruction
    applicability: Applicability
    needs: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A dose rule with whether it applies.

    `needs` is what is missing to tell, and `questions` the words of the label among it that a person can say yes or no to
    (`History.answers`). `is_concerned` tells whether the rule speaks of anything that was given. `resumable` tells whether what
    must be reached before going on is reached already; None where that is open, or where the label says nothing of it.
    `overlaps` are further rules that apply, of the same trigger with another bound or grade (at least 7 days, at least 14
    days): the label does not say which of them counts. `instructions` are those of the rule, unless it does not apply.
    """

    rule: DoseRule
    applicability: Applicability
    needs: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    is_concerned: bool
    resumable: bool | None = None
    overlaps: tuple[DoseRule, ...] = ()
    instructions: tuple[InstructionDecision, ...] = ()


def applicable_dose_rules(
    rules: Iterable[DoseRule], findings: Sequence[Finding], history: History
) -> tuple[Decision, ...]:
    """Each rule with whether it applies: first those that do, then those of which that is open, then the others.

    Raises `PatientError` for a finding that neither our lists nor the rules know, for a value that no bound of the rules
    can be told against: in no unit, in an unknown one, or in one of another measure, for two values of one thing, and for an answer to words that are
    none of the rules'.
    """
    asked = tuple(rules)
    _check_answers(history, asked)
    check_once(findings)
    for finding in findings:
        _check(finding, asked)
    listing = Listing(asked, history)
    found = _with_overlaps([_decision(rule, listing, findings) for rule in asked])
    return tuple(sorted(found, key=lambda one: (not one.is_concerned, _ORDER.index(one.applicability))))


_ORDER = (Applicability.APPLIES, Applicability.CANNOT_BE_DECIDED, Applicability.DOES_NOT_APPLY)
_SETTLED = {True: Applicability.APPLIES, False: Applicability.DOES_NOT_APPLY, None: Applicability.CANNOT_BE_DECIDED}


def _check(finding: Finding, rules: Sequence[DoseRule]) -> None:
    told = (criterion for rule in rules for criterion in _all_criteria(rule))
    is_known = finding.names.is_known or names_impairment(finding.parameter)
    if not is_known and not any(is_mentioned(criterion, finding) for criterion in told):
        raise PatientError(
            f"{finding.parameter!r} is no finding that is known",
            expected="a laboratory parameter, a reaction of CTCAE, or the words of the label",
        )
    if finding.unit is not None:
        criteria = (criterion for rule in rules for criterion in rule.criteria)
        bounds = (bound for one in criteria for bound in one.thresholds if bound.unit and bound.relative_to is None)
        units = {bound.unit for bound in bounds if named(bound.parameter).is_same_parameter(finding.names)}
        if units and not any(is_convertible(finding.unit, unit) for unit in units if unit):
            expected = f"a value in {', '.join(sorted(filter(None, units)))}, or in a unit of the same measure"
            raise PatientError(f"{finding.parameter} in {finding.unit} cannot be compared", expected=expected)


def _check_answers(history: History, rules: Sequence[DoseRule]) -> None:
    asked = {folded(words) for rule in rules for words in _words(rule)} if history.answers else set[str]()
    for printed in history.answers:
        if folded(printed) not in asked:
            expected = "words as an earlier answer asked for them"
            raise PatientError(f"no dose rule asks whether this holds: {printed!r}", expected=expected)


def _all_criteria(rule: DoseRule) -> Iterator[Criterion]:
    """What a rule, going on, and its instructions ask for."""
    yield from (*rule.criteria, *rule.resume_criteria)
    yield from (criterion for one in rule.instructions for criterion in one.criteria)


def _words(rule: DoseRule) -> Iterator[str]:
    """The words of a rule that a yes or no can be said to."""
    for criterion in _all_criteria(rule):
        yield criterion.text
        yield subject_of(criterion)
    yield from filter(None, (rule.exceptions, rule.condition))
    if rule.condition is not None:
        yield from filter(None, [asked_of(rule.condition, rule), *rule.condition.split(PARTED)])


def _at_any_time(rule: DoseRule) -> Sequence[Criterion]:
    """The criteria of a rule; where a first time ends treatment, any later one does."""
    if rule.actions != (Action.DISCONTINUE,):
        return rule.criteria
    return [replace(one, occurrence=None) if one.occurrence == 1 else one for one in rule.criteria]


def _decision(rule: DoseRule, listing: Listing, findings: Sequence[Finding]) -> Decision:
    history = listing.history
    criteria = tuple(without_titles(_at_any_time(rule), rule, history))
    others = catch_all(rule, listing, findings)
    if others is not None:
        findings, is_met = others.findings, met(criteria, others, history)
    else:
        is_met = alternatives(criteria, findings, history) if criteria else needing("what the trigger asks for")
    found = all_of([is_met, *_passed(rule, listing.rules, findings, history), *_asked(rule, history)])
    return Decision(
        rule=rule,
        applicability=_SETTLED[found.holds],
        needs=tuple(map(str, found.needs)),
        questions=found.questions,
        is_concerned=any(concerns(criterion, findings, history) for criterion in rule.criteria),
        resumable=_reached(rule, findings, history).holds if rule.resume_criteria else None,
        instructions=tuple(_instructions(rule, findings, history)) if found.holds is not False else (),
    )


def _instructions(rule: DoseRule, findings: Sequence[Finding], history: History) -> Iterator[InstructionDecision]:
    for one, found in zip(rule.instructions, held_instructions(rule, findings, history), strict=True):
        yield InstructionDecision(
            instruction=one,
            applicability=_SETTLED[found.holds],
            needs=tuple(map(str, found.needs)),
            questions=found.questions,
        )


def _passed(
    rule: DoseRule, rules: Sequence[DoseRule], findings: Sequence[Finding], history: History
) -> Iterator[Outcome]:
    """No, where the label has a rule of its own for the later time that a thing happens: "Second" holds before "Third", and before
    a rule that names no time.
    """
    is_told = any(one.occurrence for one in findings)
    told = max((highest_occurrence(one, findings, history) for one in rule.criteria if is_told), default=0)
    earlier = _times(rule) if told else set()
    if not earlier or (None in earlier and len(earlier) > 1):
        return
    own = [_but_time(group) for group in groups(rule.criteria)]
    beside = [other for other in rules if other is not rule and other.condition == rule.condition]
    later = [_later_time(own, other) for other in beside]
    if any(time is not None and max(one or 1 for one in earlier) < time <= told for time in later):
        yield FALSE


def _later_time(own: Sequence[Sequence[Criterion]], other: DoseRule) -> int | None:
    """The least time that alternatives of another rule are for, where all they ask for but the time is as in each of some others."""
    timed = [(_but_time(group), _time(group)) for group in groups(other.criteria)]
    times = [[time for same, time in timed if time is not None and same == one] for one in own]
    return min(map(min, times)) if times and all(times) else None


def _times(rule: DoseRule) -> set[int | None]:
    """The times that the alternatives of a rule are for; None for one without."""
    return {_time(group) for group in groups(rule.criteria)}


def _time(group: Sequence[Criterion]) -> int | None:
    """The one time that an alternative is for."""
    times = [one.occurrence for one in group if one.occurrence]
    return times[0] if len(times) == 1 else None


def _but_time(group: Iterable[Criterion]) -> Sequence[Criterion]:
    return [replace(one, alternative=1, occurrence=None, text="") for one in group]


def _with_overlaps(found: Sequence[Decision]) -> Iterator[Decision]:
    applying = [one.rule for one in found if one.applicability is Applicability.APPLIES]
    for one in found:
        same = [rule for rule in applying if rule is not one.rule and _is_other_band(rule, one.rule)]
        yield replace(one, overlaps=tuple(same)) if one.applicability is Applicability.APPLIES else one


def _is_other_band(rule: DoseRule, other: DoseRule) -> bool:
    """Whether two rules answer the same trigger, under the same condition, at other bounds or grades and with other actions."""
    is_same = (named(rule.trigger).words, rule.condition) == (named(other.trigger).words, other.condition)
    return is_same and rule.severity != other.severity and (rule.actions, rule.text) != (other.actions, other.text)


def _reached(rule: DoseRule, findings: Sequence[Finding], history: History) -> Outcome:
    """Whether what must be reached is. Where "or" parts the same values as in the trigger ("ANC < 1 or platelets < 50", "until
    ANC ≥ 1 or platelets ≥ 50"), what was low must recover: one value that is high enough does not stand for another.
    """
    met, wanted = _by_values(rule.criteria), _by_values(rule.resume_criteria)
    if len(met) < _SEVERAL or met.keys() != wanted.keys() or not all(met):
        return awaited(rule.resume_criteria, findings, history)
    each = {values: awaited(criteria, findings, history) for values, criteria in wanted.items()}
    if any_of(each.values()).holds is False:
        return FALSE
    low = {values for values, criteria in met.items() if alternatives(criteria, findings, history).holds}
    return all_of(
        one if one.holds or values in low else needing("which value was low", rule.until)
        for values, one in each.items()
    )


_SEVERAL = 2


def _by_values(criteria: Iterable[Criterion]) -> Mapping[frozenset[str], Sequence[Criterion]]:
    """The alternatives of some criteria by the values that each bounds."""
    found = dict[frozenset[str], list[Criterion]]()
    for group in groups(criteria):
        values = frozenset(
            iri for one in group for bound in one.thresholds for iri in named(bound.parameter).parameters
        )
        found.setdefault(values, []).extend(group)
    return found


def _asked(rule: DoseRule, history: History) -> Iterator[Outcome]:
    """What the rule leaves to a person: its exception, and the condition under which it is printed."""
    if rule.exceptions is not None:
        yield _answered(rule.exceptions, "whether this exception holds", history, wanted=False)
    condition = _condition(rule, history)
    if condition is not None:
        columns = condition.split(PARTED) if _tells_apart(rule) else [condition]
        yield any_of(_answered(one, "whether this holds of the patient", history, wanted=True) for one in columns)


def _condition(rule: DoseRule, history: History) -> str | None:
    """The words of a rule's condition that a person must confirm: all of them, where they were answered as a whole."""
    words = rule.condition
    if words is None or history.answer(words) is not None:
        return words
    return None if words in other_words(rule) else asked_of(words, rule)


def _answered(words: str, what: str, history: History, *, wanted: bool) -> Outcome:
    answer = history.answer(words)
    return needing(what, words) if answer is None else Outcome(holds=answer == wanted)


def _tells_apart(rule: DoseRule) -> bool:
    """Whether the instructions of a rule are each for some of its patients."""
    patients = (rule.condition or "").split(PARTED)
    asked = {each.text for one in rule.instructions for each in one.criteria}
    return len(patients) > 1 and asked.issuperset(patients)
