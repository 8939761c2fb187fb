"""Which of the instructions of a dose rule hold of a patient whom the rule applies to."""

from collections.abc import Iterator, Sequence

from kg.codes import Action
from kg.decision.criterion import awaited, highest_occurrence
from kg.decision.outcome import FALSE, TRUE, Outcome, all_of
from kg.decision.patient import Finding, History
from kg.facts import DoseRule, Instruction

_GOING_ON = frozenset({Action.RESUME, Action.REDUCE, Action.CONTINUE})
"""Actions by which treatment goes on; another one for a later time stands in their place, and so does the end of treatment."""
_ANEW = _GOING_ON | {Action.DISCONTINUE}


def held_instructions(rule: DoseRule, findings: Sequence[Finding], history: History) -> Sequence[Outcome]:
    """Whether each instruction of a rule holds, if the rule applies. One that holds otherwise does where the one before it does not;
    one for a second time does for any later time, too, unless the rule has one for that. How treatment goes on where no time is
    named is for the first time only, if a later instruction is for a second one: "resume at the same dose. If it recurs, reduce".
    """
    found = list[Outcome]()
    for one in rule.instructions:
        is_met = awaited(one.criteria, findings, history) if one.criteria else TRUE
        before = [found[-1].negated()] if one.otherwise and found else []
        found.append(FALSE if _is_passed(one, rule, findings, history) else all_of([is_met, *before]))
    return [all_of([outcome, *_not_again(number, rule, findings, history)]) for number, outcome in enumerate(found)]


def _not_again(number: int, rule: DoseRule, findings: Sequence[Finding], history: History) -> Iterator[Outcome]:
    """That it is not the later time for which another instruction stands in the place of one."""
    one = rule.instructions[number]
    if one.otherwise or _time(one) or not _GOING_ON & set(one.actions):
        return
    for other in rule.instructions[number + 1 :]:
        if _time(other) > 1 and _ANEW & set(other.actions):
            again = [each for each in other.criteria if each.occurrence]
            yield awaited(again, findings, history).negated()


def _is_passed(one: Instruction, rule: DoseRule, findings: Sequence[Finding], history: History) -> bool:
    """Whether the rule has an instruction of its own for the later time that a thing happens."""
    times = [each.occurrence for other in rule.instructions for each in other.criteria if each.occurrence]
    told = max((highest_occurrence(each, findings, history) for each in one.criteria if each.occurrence), default=0)
    own = _time(one)
    return any(own < time <= told for time in times) if own else False


def _time(one: Instruction) -> int:
    """The time that an instruction is for; nought where it names none."""
    return max((each.occurrence for each in one.criteria if each.occurrence), default=0)
