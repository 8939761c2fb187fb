"""Whether a criterion of a dose rule holds of a patient."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from kg.concepts import Concept
from kg.decision import bounds
from kg.decision.outcome import FALSE, TRUE, Outcome, all_of, any_of, needing
from kg.decision.patient import HIGHEST, LOWEST, Finding, History, named
from kg.decision.spoken import Spoken, happens, is_mentioned, spoken_of, subject_of
from kg.decision.units import converted
from kg.facts import Criterion, Threshold
from kg.facts.criteria import COURSE, CYCLE, DAY, DURATION, REDUCTIONS
from kg.naming.degrees import is_of_degree
from kg.naming.reaction_group import stands_for_reactions

_INTERRUPTION = frozenset({"interruption", "delay", "delayed"})
"""Words by which a bound on a length of time means that of an interruption of treatment."""
_ASKED = {CYCLE: "which cycle it is", DAY: "which day of the cycle it is", REDUCTIONS: "how often the dose was reduced"}


def groups(criteria: Iterable[Criterion]) -> Iterator[Sequence[Criterion]]:
    """The criteria of each alternative."""
    number = attrgetter("alternative")
    return (tuple(group) for _, group in groupby(sorted(criteria, key=number), key=number))


def alternatives(criteria: Iterable[Criterion], findings: Sequence[Finding], history: History) -> Outcome:
    """Whether all criteria of any one alternative hold."""
    return any_of(all_of(decided(one, findings, history) for one in each) for each in groups(criteria))


def awaited(criteria: Iterable[Criterion], findings: Sequence[Finding], history: History) -> Outcome:
    """Whether all criteria of any one alternative hold of what is waited for: of "the rash has resolved" and what else sets no
    bound, only a person can tell, and the rash itself does not. That what happens a "second" time does happen is known.
    """
    return any_of(all_of(_awaited(one, findings, history) for one in each) for each in groups(criteria))


def _awaited(one: Criterion, findings: Sequence[Finding], history: History) -> Outcome:
    is_bound = bool(one.thresholds) or one.grade_high is not None
    if is_bound or history.answer(one.text) is not None:
        return decided(one, findings, history)
    if one.occurrence is not None:
        return all_of(_repeated(one, spoken_of(one, findings, history)))
    return needing("whether this is so", one.text)


def decided(criterion: Criterion, findings: Sequence[Finding], history: History) -> Outcome:
    """Whether a criterion holds. A grade and bounds in one criterion say the same, so that either settles it."""
    answer = history.answer(criterion.text)
    found = _told(criterion, findings, history) if answer is None else Outcome(holds=answer)
    settled = found.negated() if criterion.absent else found
    if criterion.disputed and settled.holds is False:
        return needing(f"whether the label means this to hold as well: {criterion.text}")
    return settled


def concerns(criterion: Criterion, findings: Sequence[Finding], history: History) -> bool:
    """Whether a criterion speaks of anything that is known of a patient."""
    spoken = spoken_of(criterion, findings, history)
    return (
        bool(spoken.events or spoken.perhaps)
        or any(is_mentioned(criterion, one) for one in findings)
        or (history.interruption_days is not None and _is_of_interruption(criterion))
    )


def _is_of_interruption(criterion: Criterion) -> bool:
    """Whether a criterion bounds how long treatment was interrupted."""
    is_lasting = any(bound.parameter == DURATION for bound in criterion.thresholds)
    return is_lasting and bool(_INTERRUPTION & set(named(criterion.subject or "").words))


def _told(criterion: Criterion, findings: Sequence[Finding], history: History) -> Outcome:
    """Whether a criterion holds of what it names; what may be meant besides is asked about where it makes a difference."""
    spoken = spoken_of(criterion, findings, history)
    found = _held(criterion, spoken, findings, history)
    if found.holds is None and (stated := _stated(criterion, findings)) is not None:
        return stated
    if found.holds is not None or not spoken.perhaps:
        return found
    had = _held(criterion, spoken.with_all_meant(), findings, history)
    if had.holds is False:
        is_of = stands_for_reactions(subject_of(criterion)) or _are_kinds(spoken.perhaps, criterion)
        return FALSE if is_of else found
    names = ", ".join(one.parameter for one in spoken.perhaps)
    return all_of([had, needing(f"whether {names} is meant by this", subject_of(criterion))])


def _are_kinds(told: Sequence[Finding], criterion: Criterion) -> bool:
    """Whether all that may be meant are kinds of what a criterion names, which is no term itself: "sensory neuropathy" of "neuropathy"."""
    subject = named(subject_of(criterion))
    return not subject.terms and all(set(subject.words) < set(one.names.words) for one in told)


def _stated(criterion: Criterion, findings: Sequence[Finding]) -> Outcome | None:
    """Whether a state that a bound defines is told by its name: "severe renal impairment (CLcr < 30 mL/min)"."""
    told = {is_of_degree(criterion.text, one.parameter) for one in findings if happens(one) and one.is_present}
    known = told - {None} if criterion.thresholds else set[bool | None]()
    return (TRUE if True in known else FALSE) if known else None


def _held(criterion: Criterion, spoken: Spoken, findings: Sequence[Finding], history: History) -> Outcome:
    course = [bound for bound in criterion.thresholds if bound.parameter in COURSE]
    measured = [bound for bound in criterion.thresholds if bound.parameter not in COURSE]
    ways = [all_of(_told_once(criterion, measured, findings))] if measured else []
    if criterion.grade_high is not None:
        ways.append(_graded(criterion, spoken))
    if not ways and not course:
        ways.append(_happened(criterion, spoken))
    kept = (
        _lasted(bound, criterion, spoken, history) if bound.parameter == DURATION else _reached(bound, history)
        for bound in course
    )
    return all_of([*_agreed(criterion, ways), *kept, *_repeated(criterion, spoken)])


def _told_once(criterion: Criterion, measured: Iterable[Threshold], findings: Sequence[Finding]) -> Iterator[Outcome]:
    """What becomes of the bounds on each parameter."""
    told = defaultdict[tuple[str, tuple[Concept, ...]], list[Threshold]](list)
    for bound in measured:
        told[bound.parameter, bound.findings].append(bound)
    return (bounds.held(same, criterion, findings) for same in told.values())


def _agreed(criterion: Criterion, ways: Sequence[Outcome]) -> Iterator[Outcome]:
    """What the ways to tell the same say together: any that is settled settles it, unless another one says the opposite."""
    settled = {way.holds for way in ways} - {None}
    if len(settled) > 1:
        yield needing(f"which is right of the grade and the value, for they disagree: {criterion.text}")
    elif ways:
        yield next((way for way in ways if way.holds is not None), any_of(ways))


def _lasted(bound: Threshold, criterion: Criterion, spoken: Spoken, history: History) -> Outcome:
    lengths = [one.duration_days for one in spoken.events if one.duration_days is not None]
    if history.interruption_days is not None and _is_of_interruption(criterion):
        lengths.append(history.interruption_days)
    if not lengths:
        return needing(f"how long it lasts: {subject_of(criterion)}")
    least = converted(bound.value, bound.unit or "day", "day")
    return TRUE if any(bounds.compared(length, bound.operator, least) for length in lengths) else FALSE


def _reached(bound: Threshold, history: History) -> Outcome:
    """Whether a bound on the cycle, the day or the earlier dose reductions holds."""
    told = {CYCLE: history.cycle, DAY: history.day, REDUCTIONS: history.reductions}[bound.parameter]
    if told is None:
        return needing(_ASKED[bound.parameter])
    return TRUE if bounds.compared(Decimal(told), bound.operator, bound.value) else FALSE


def _graded(criterion: Criterion, spoken: Spoken) -> Outcome:
    """Whether anything has a grade from the lowest to the highest; where no lowest is told, what is not there is within."""
    low, high = criterion.grade_low or 0, criterion.grade_high or 5
    grades = {one: one.grade if one.is_present else 0 for one in spoken.events}
    within = [one for one, grade in grades.items() if grade is not None and low <= grade <= high]
    is_any = low <= LOWEST and high >= HIGHEST and any(one.is_present for one in spoken.meant)
    if is_any or any(not one.is_vague or one in spoken.meant for one in within):
        return TRUE
    if within:
        return needing("whether this is so", criterion.text)
    return needing(f"the grade of {subject_of(criterion)}") if None in grades.values() or not grades else FALSE


def _happened(criterion: Criterion, spoken: Spoken) -> Outcome:
    """A value alone does not tell that something happened: 140 is a platelet count, and no thrombocytopenia."""
    told = [one for one in spoken.meant if not one.names.is_parameter]
    if any(one.is_present for one in told):
        return TRUE
    return FALSE if told else needing("whether this is so", criterion.text)


def highest_occurrence(criterion: Criterion, findings: Sequence[Finding], history: History) -> int:
    """Which time the thing that a criterion speaks of happens, as far as that is told; nought where it is not."""
    events = spoken_of(criterion, findings, history).events
    return max((one.occurrence or 0 for one in events), default=0)


def _repeated(criterion: Criterion, spoken: Spoken) -> Iterator[Outcome]:
    if criterion.occurrence is None:
        return
    told = [one.occurrence for one in spoken.events if one.occurrence is not None]
    if not told:
        yield needing(f"which time {subject_of(criterion)} happens")
    elif criterion.occurrence == 1:
        yield TRUE if 1 in told else FALSE
    else:
        yield TRUE if max(told) >= criterion.occurrence else FALSE
