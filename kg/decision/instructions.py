"""Which of the instructions of a dose rule hold of a patient whom the rule applies to."""

from collections.abc import Sequence

from kg.decision.criterion import awaited, highest_occurrence
from kg.decision.outcome import FALSE, TRUE, Outcome, all_of
from kg.decision.patient import Finding, History
from kg.facts import DoseRule, Instruction


def held_instructions(rule: DoseRule, findings: Sequence[Finding], history: History) -> Sequence[Outcome]:
    """Whether each instruction of a rule holds, if the rule applies. One that holds otherwise does where the one before it does not;
    one for a second time does for any later time, too, unless the rule has one for that.
    """
    found = list[Outcome]()
    for one in rule.instructions:
        is_met = awaited(one.criteria, findings, history) if one.criteria else TRUE
        before = [found[-1].negated()] if one.otherwise and found else []
        found.append(FALSE if _is_passed(one, rule, findings, history) else all_of([is_met, *before]))
    return found


def _is_passed(one: Instruction, rule: DoseRule, findings: Sequence[Finding], history: History) -> bool:
    """Whether the rule has an instruction of its own for the later time that a thing happens."""
    times = [each.occurrence for other in rule.instructions for each in other.criteria if each.occurrence]
    own = max((each.occurrence for each in one.criteria if each.occurrence), default=0)
    told = max((highest_occurrence(each, findings, history) for each in one.criteria if each.occurrence), default=0)
    return any(own < time <= told for time in times) if own else False
