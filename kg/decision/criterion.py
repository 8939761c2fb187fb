"""Whether a criterion of a dose rule holds of a patient."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kg.decision import bounds
from kg.decision.outcome import FALSE, TRUE, Outcome, all_of, any_of, needing
from kg.decision.patient import Finding, History, named
from kg.decision.units import converted
from kg.facts import Criterion, Threshold
from kg.facts.criteria import COURSE, CYCLE, DAY, DURATION, REDUCTIONS

_INTERRUPTION = frozenset({"interruption", "delay", "delayed"})
"""Words by which a bound on a length of time means that of an interruption of treatment."""
_ASKED = {CYCLE: "which cycle it is", DAY: "which day of the cycle it is", REDUCTIONS: "how often the dose was reduced"}


def decided(criterion: Criterion, findings: Sequence[Finding], history: History) -> Outcome:
    """Whether a criterion holds. A grade and bounds in one criterion say the same, so that either settles it."""
    answer = history.answers.get(criterion.text)
    found = _held(criterion, findings, history) if answer is None else Outcome(holds=answer)
    settled = found.negated() if criterion.absent else found
    if criterion.disputed and settled.holds is False:
        return needing(f"whether the label means this to hold as well: {criterion.text}")
    return settled


def concerns(criterion: Criterion, findings: Sequence[Finding], history: History) -> bool:
    """Whether a criterion speaks of anything that is known of a patient."""
    return bool(_of(criterion, findings)) or (history.interruption_days is not None and _is_of_interruption(criterion))


def _is_of_interruption(criterion: Criterion) -> bool:
    """Whether a criterion bounds how long treatment was interrupted."""
    is_lasting = any(bound.parameter == DURATION for bound in criterion.thresholds)
    return is_lasting and bool(_INTERRUPTION & set(named(criterion.subject or "").words))


def _held(criterion: Criterion, findings: Sequence[Finding], history: History) -> Outcome:
    events = _of(criterion, findings)
    course = [bound for bound in criterion.thresholds if bound.parameter in COURSE]
    measured = [bound for bound in criterion.thresholds if bound.parameter not in COURSE]
    ways = [all_of(_told_once(criterion, measured, findings))] if measured else []
    if criterion.grade_high is not None:
        ways.append(_graded(criterion, events))
    if not ways and not course:
        ways.append(_happened(criterion, events))
    kept = (
        _lasted(bound, criterion, events, history) if bound.parameter == DURATION else _reached(bound, history)
        for bound in course
    )
    return all_of([*_agreed(criterion, ways), *kept, *_repeated(criterion, events)])


def _told_once(criterion: Criterion, measured: Iterable[Threshold], findings: Sequence[Finding]) -> Iterator[Outcome]:
    """What becomes of each bound; of one that is told in several units ("> 9 mg/dL (> 2.9 mmol/L)"), any that can be told."""
    told = defaultdict[tuple[str, str], list[Threshold]](list)
    for bound in measured:
        told[bound.parameter, bound.operator].append(bound)
    for same in told.values():
        outcomes = [bounds.held(bound, criterion, findings) for bound in same]
        is_repeated = len({bound.unit for bound in same}) == len(same)
        settled = [one for one in outcomes if one.holds is not None] if is_repeated else []
        yield settled[0] if settled else all_of(outcomes)


def _agreed(criterion: Criterion, ways: Sequence[Outcome]) -> Iterator[Outcome]:
    """What the ways to tell the same say together: any that is settled settles it, unless another one says the opposite."""
    settled = {way.holds for way in ways} - {None}
    if len(settled) > 1:
        yield needing(f"which is right of the grade and the value, for they disagree: {criterion.text}")
    elif ways:
        yield next((way for way in ways if way.holds is not None), any_of(ways))


def _lasted(bound: Threshold, criterion: Criterion, events: Sequence[Finding], history: History) -> Outcome:
    lengths = [one.duration_days for one in events if one.duration_days is not None]
    if history.interruption_days is not None and _is_of_interruption(criterion):
        lengths.append(history.interruption_days)
    if not lengths:
        return needing(f"how long it lasts: {criterion.subject or criterion.text}")
    least = converted(bound.value, bound.unit or "day", "day")
    return TRUE if any(bounds.compared(length, bound.operator, least) for length in lengths) else FALSE


def _reached(bound: Threshold, history: History) -> Outcome:
    """Whether a bound on the cycle, the day or the earlier dose reductions holds."""
    told = {CYCLE: history.cycle, DAY: history.day, REDUCTIONS: history.reductions}[bound.parameter]
    if told is None:
        return needing(_ASKED[bound.parameter])
    return TRUE if bounds.compared(Decimal(told), bound.operator, bound.value) else FALSE


def _of(criterion: Criterion, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that a criterion speaks of."""
    subject = named(criterion.subject or criterion.text)
    parameters = [named(threshold.parameter) for threshold in criterion.thresholds]
    return [
        one
        for one in findings
        if subject.is_same_event(one.names)
        or any(
            each.is_same_parameter(one.names) for each in (subject, *parameters) if one.is_measured or _is_vague(one)
        )
    ]


def _is_vague(finding: Finding) -> bool:
    """Whether a grade is given of a parameter alone: "sodium: grade 3" is a low or a high one."""
    names = finding.names
    return finding.grade is not None and not finding.is_measured and not (names.values or names.terms)


def _graded(criterion: Criterion, events: Sequence[Finding]) -> Outcome:
    """Whether anything has a grade from the lowest to the highest; where no lowest is told, what is not there is within."""
    low, high = criterion.grade_low or 0, criterion.grade_high or 5
    subject = named(criterion.subject or criterion.text)
    grades = {one: one.grade if one.is_present else 0 for one in events}
    within = [one for one, grade in grades.items() if grade is not None and low <= grade <= high]
    if any(not _is_vague(one) or subject.is_same_event(one.names) for one in within):
        return TRUE
    if within:
        return needing("whether this is so", criterion.text)
    return (
        needing(f"the grade of {criterion.subject or criterion.text}")
        if None in grades.values() or not grades
        else FALSE
    )


def _happened(criterion: Criterion, events: Sequence[Finding]) -> Outcome:
    """A value alone does not tell that something happened: 140 is a platelet count, and no thrombocytopenia."""
    subject = named(criterion.subject or criterion.text)
    told = [one for one in events if subject.is_same_event(one.names)]
    if any(one.is_present for one in told):
        return TRUE
    return FALSE if told else needing("whether this is so", criterion.text)


def highest_occurrence(criterion: Criterion, findings: Sequence[Finding]) -> int:
    """Which time the thing that a criterion speaks of happens, as far as that is told; nought where it is not."""
    return max((one.occurrence or 0 for one in _of(criterion, findings)), default=0)


def _repeated(criterion: Criterion, events: Sequence[Finding]) -> Iterator[Outcome]:
    if criterion.occurrence is None:
        return
    told = [one.occurrence for one in events if one.occurrence is not None]
    if not told:
        yield needing(f"which time {criterion.subject or criterion.text} happens")
    elif criterion.occurrence == 1:
        yield TRUE if 1 in told else FALSE
    else:
        yield TRUE if max(told) >= criterion.occurrence else FALSE
