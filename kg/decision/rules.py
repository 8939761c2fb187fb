"""Which dose rules of a label apply to a patient."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from kg.decision.criterion import concerns, decided
from kg.decision.outcome import Outcome, all_of, any_of, needing
from kg.decision.patient import Finding, History, named
from kg.decision.units import is_convertible
from kg.errors import PatientError
from kg.facts import Criterion, DoseRule


class Applicability(StrEnum):
    """Whether a dose rule applies to a patient."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    CANNOT_BE_DECIDED = "cannot_be_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A dose rule with whether it applies.

    `needs` is what is missing to tell. `is_concerned` tells whether the rule speaks of any finding that was given.
    `resumable` tells whether what must be reached before going on is reached already; None where that is open, or where the
    label says nothing of it.
    """

    rule: DoseRule
    applicability: Applicability
    needs: tuple[str, ...] = ()
    is_concerned: bool
    resumable: bool | None = None


def applicable_dose_rules(
    rules: Iterable[DoseRule], findings: Sequence[Finding], history: History
) -> tuple[Decision, ...]:
    """Each rule with whether it applies: first those that do, then those of which that is open, then the others.

    Raises `PatientError` for a finding that neither our lists nor the rules know, and for a value that no bound of the rules
    can be told against: in no unit, in an unknown one, or in one of another measure.
    """
    asked = tuple(rules)
    for finding in findings:
        _check(finding, [criterion for rule in asked for criterion in rule.criteria])
    found = [_decision(rule, findings, history) for rule in asked]
    return tuple(sorted(found, key=lambda one: (not one.is_concerned, _ORDER.index(one.applicability))))


_ORDER = (Applicability.APPLIES, Applicability.CANNOT_BE_DECIDED, Applicability.DOES_NOT_APPLY)
_SETTLED = {True: Applicability.APPLIES, False: Applicability.DOES_NOT_APPLY, None: Applicability.CANNOT_BE_DECIDED}


def _check(finding: Finding, criteria: Sequence[Criterion]) -> None:
    if not finding.names.is_known and not any(concerns(criterion, finding) for criterion in criteria):
        raise PatientError(
            f"{finding.parameter!r} is no finding that is known",
            expected="a laboratory parameter, a reaction of CTCAE, or the words of the label",
        )
    if finding.unit is not None:
        bounds = (bound for one in criteria for bound in one.thresholds if bound.unit and bound.relative_to is None)
        units = {bound.unit for bound in bounds if named(bound.parameter).is_same_parameter(finding.names)}
        if units and not any(is_convertible(finding.unit, unit) for unit in units if unit):
            expected = f"a value in {', '.join(sorted(filter(None, units)))}, or in a unit of the same measure"
            raise PatientError(f"{finding.parameter} in {finding.unit} cannot be compared", expected=expected)


def _decision(rule: DoseRule, findings: Sequence[Finding], history: History) -> Decision:
    found = all_of([_alternatives(rule.criteria, findings, history), *_asked(rule, history)])
    return Decision(
        rule=rule,
        applicability=_SETTLED[found.holds],
        needs=found.needs,
        is_concerned=any(concerns(criterion, one) for criterion in rule.criteria for one in findings),
        resumable=_alternatives(rule.resume_criteria, findings, history).holds if rule.resume_criteria else None,
    )


def _alternatives(criteria: Iterable[Criterion], findings: Sequence[Finding], history: History) -> Outcome:
    number = attrgetter("alternative")
    groups = groupby(sorted(criteria, key=number), key=number)
    return any_of(all_of(decided(one, findings, history) for one in group) for _, group in groups)


def _asked(rule: DoseRule, history: History) -> Iterator[Outcome]:
    """What the rule leaves to a person: its exception, and the condition under which it is printed."""
    for words, wanted in ((rule.exceptions, False), (rule.condition, True)):
        if words is not None:
            answer = history.answers.get(words)
            yield needing(f"whether this is so: {words}") if answer is None else Outcome(holds=answer == wanted)
