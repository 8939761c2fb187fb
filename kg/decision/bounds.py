"""Whether measured values keep to a bound: absolute, in multiples of a limit of normal, or against the value before treatment."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from kg.codes import Comparison
from kg.concepts import Concept
from kg.decision.outcome import FALSE, TRUE, Outcome, all_of, any_of, needing
from kg.decision.patient import Finding, Names, named
from kg.decision.units import converted, is_convertible
from kg.errors import PatientError
from kg.facts import Criterion, Threshold
from kg.naming.findings import included
from kg.naming.words import table

BASELINE = "baseline"
_LIMITS: Mapping[str, tuple[str, Callable[[Finding], Decimal | None]]] = {
    "ULN": ("upper", operator.attrgetter("upper_limit")),
    "LLN": ("lower", operator.attrgetter("lower_limit")),
}
_PERCENT, _HUNDRED = "%", 100
_COMPARED: Mapping[Comparison, Callable[[Decimal, Decimal], bool]] = {
    Comparison.LESS_THAN: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.GREATER_THAN: operator.gt,
    Comparison.AT_LEAST: operator.ge,
}
_LOWER = frozenset({Comparison.GREATER_THAN, Comparison.AT_LEAST})
_POINTS = frozenset({"point", "points", "absolute"})


def compared(value: Decimal, comparison: Comparison, bound: Decimal) -> bool:
    """Whether a value keeps to a bound: 50 is not less than 50."""
    return _COMPARED[comparison](value, bound)


def held(bounds: Sequence[Threshold], criterion: Criterion, findings: Sequence[Finding]) -> Outcome:
    """Whether the bounds on one printed parameter hold of what was measured. Of "ALT or AST" either may be within all of them, of
    "ALT and AST" both must be.

    Raises `PatientError` for a value whose unit is missing or unknown.
    """
    first = bounds[0]
    combine = all_of if _names_all(first.parameter) else any_of
    if not first.findings:
        return _within(bounds, criterion, first.parameter, named(first.parameter), findings)
    return combine(_of_concept(bounds, criterion, one, findings) for one in first.findings)


def _of_concept(
    bounds: Sequence[Threshold], criterion: Criterion, one: Concept, findings: Sequence[Finding]
) -> Outcome:
    """Whether bounds hold of a parameter. Of one that stands for several ("transaminases") any may be high, and each must be low."""
    parts = included(one.iri)
    if not parts or any(each.is_measured and one.iri in each.names.parameters for each in findings):
        return _within(bounds, criterion, one.label, Names.of_parameter(one.iri), findings)
    combine = any_of if any(bound.operator in _LOWER for bound in bounds) else all_of
    return combine(_within(bounds, criterion, each.label, Names.of_parameter(each.iri), findings) for each in parts)


def _within(
    bounds: Sequence[Threshold], criterion: Criterion, label: str, name: Names, findings: Sequence[Finding]
) -> Outcome:
    """Whether all bounds hold of one parameter; of one that is told in several units ("> 9 mg/dL (> 2.9 mmol/L)"), any that can be told."""
    kept = list[Outcome]()
    for compares in dict.fromkeys(bound.operator for bound in bounds):
        same = [bound for bound in bounds if bound.operator is compares]
        outcomes = [_one(bound, criterion, label, name, findings) for bound in same]
        is_repeated = len({bound.unit for bound in same}) == len(same)
        settled = [one for one in outcomes if one.holds is not None] if is_repeated else []
        kept += settled[:1] or outcomes
    return all_of(kept)


def _names_all(parameter: str) -> bool:
    return " and " in parameter and " or " not in parameter and "and/or" not in parameter


def _one(bound: Threshold, criterion: Criterion, label: str, name: Names, findings: Sequence[Finding]) -> Outcome:
    """Whether a bound holds of one parameter: of the values that can be told against it where there are any."""
    values = [one for one in findings if one.is_measured and name.is_same_parameter(one.names)]
    if not values:
        return needing(f"the value of {label}")
    told = [_measured(bound, criterion, one) for one in values]
    return any_of([one for one in told if one.holds is not None] or told)


def _measured(bound: Threshold, criterion: Criterion, finding: Finding) -> Outcome:
    value = finding.baseline if criterion.at_baseline else finding.value
    if value is None:
        return needing(f"the value of {finding.parameter}{' before treatment' if criterion.at_baseline else ''}")
    if bound.relative_to in _LIMITS:
        return _against_limit(bound, finding, value)
    if bound.relative_to == BASELINE:
        return _against_baseline(bound, criterion, finding, value)
    if finding.relative_to is not None or not _is_told_in(bound.unit, finding):
        return needing(f"the value of {finding.parameter} in {bound.unit or 'its unit'}")
    return _settled(compared(_in(bound.unit, value, finding), bound.operator, bound.value))


def _is_told_in(unit: str | None, finding: Finding) -> bool:
    """Whether a value can be told in the unit of a bound. A bound without unit is on a number, as of a score."""
    if unit is not None and finding.unit is None:
        raise PatientError(f"{finding.parameter} is {finding.value} without a unit", expected=f"a unit, such as {unit}")
    return unit is None or is_convertible(finding.unit or unit, unit)


def _in(unit: str | None, value: Decimal, finding: Finding) -> Decimal:
    return converted(value, finding.unit or unit, unit) if unit is not None else value


def _against_limit(bound: Threshold, finding: Finding, value: Decimal) -> Outcome:
    if finding.relative_to == bound.relative_to:
        return _settled(compared(value, bound.operator, bound.value))
    name, limit_of = _LIMITS[bound.relative_to or ""]
    limit = limit_of(finding)
    if limit is None or finding.relative_to is not None:
        return needing(f"the {name} limit of normal of {finding.parameter}")
    return _settled(compared(value, bound.operator, bound.value * limit))


def _against_baseline(bound: Threshold, criterion: Criterion, finding: Finding, value: Decimal) -> Outcome:
    if finding.relative_to == BASELINE and bound.unit is None:
        return _settled(compared(value, bound.operator, bound.value))
    if finding.baseline is None:
        return needing(f"the value of {finding.parameter} before treatment")
    if not is_change(bound):
        return _settled(compared(value, bound.operator, bound.value * finding.baseline))
    read = {compared(change, bound.operator, bound.value) for change in changes(bound, criterion, finding)}
    if len(read) > 1:
        return needing(f"whether the label means points or a share of the value before treatment: {criterion.text}")
    return _settled(read.pop()) if read else needing(f"the change of {finding.parameter} in {bound.unit}")


def is_change(bound: Threshold) -> bool:
    """Whether a bound is on how much a value changed, in its unit or in percent."""
    return bound.relative_to == BASELINE and bound.unit is not None


def tells_fall(criterion: Criterion) -> bool:
    """Whether a criterion speaks of a decrease."""
    return "decreased" in map(table().direction.get, named(criterion.text).words)


def changes(bound: Threshold, criterion: Criterion, finding: Finding) -> Iterator[Decimal]:
    """The change since before treatment, in each way in which the words can be meant."""
    if finding.value is None or finding.baseline is None:
        return
    rise = finding.value - finding.baseline
    change = -rise if tells_fall(criterion) else rise
    if bound.unit != _PERCENT:
        if _is_told_in(bound.unit, finding):
            yield _in(bound.unit, change, finding)
        return
    says_points = bool(_POINTS & set(named(criterion.text).words))
    if finding.unit == _PERCENT:
        yield change
    if not (finding.unit == _PERCENT and says_points) and finding.baseline:
        yield change / finding.baseline * _HUNDRED


def _settled(holds: bool) -> Outcome:
    return TRUE if holds else FALSE
