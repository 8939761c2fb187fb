"""The command about a patient: decide."""

from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, LabelOrFile, No, Store, Yes, answers, facts_of
from cli.printing import print_json_lines, print_table, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.decision.rules import Decision, InstructionDecision

_FINDING = 'What is known: "platelets: 40 10*9/L, baseline 60", "AST: 3 x ULN", "neuropathy: grade 3, occurrence 2".'


def decide(
    label: LabelOrFile,
    *,
    store: Store,
    findings: Annotated[list[str] | None, typer.Option("--finding", "-f", metavar="TEXT", help=_FINDING)] = None,
    cycle: Annotated[int | None, typer.Option(help="Number of the cycle.")] = None,
    day: Annotated[int | None, typer.Option(help="Day of the cycle.")] = None,
    reductions: Annotated[int | None, typer.Option(help="How often the dose was reduced so far.")] = None,
    interrupted: Annotated[
        str | None, typer.Option(metavar="DAYS", help="For how many days treatment was interrupted.")
    ] = None,
    yes: Yes = None,
    no: No = None,
    everything: Annotated[bool, typer.Option("--all", help="Show also rules that speak of nothing given.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell which dose rules of a label apply to a patient, which do not, and what is missing to tell.

    What cannot be decided says what it needs: a value, a grade, or a yes or no to words of the label (`--yes`, `--no`).

    Examples: `labelgraph decide besponsa -f "platelets: 40 10*9/L, baseline 60"`, `labelgraph decide besponsa --interrupted 16`
    """
    from kg.decision.patient import History
    from kg.decision.rules import applicable_dose_rules
    from kg.decision.typed import amount_from_text, finding_from_text
    from kg.facts import DoseRule

    history = History(
        cycle=cycle,
        day=day,
        reductions=reductions,
        interruption_days=amount_from_text(interrupted) if interrupted is not None else None,
        answers=answers(yes, no),
    )
    given = [finding_from_text(text) for text in findings or ()]
    rules = [fact for fact in facts_of(label, store, [DoseRule]) if isinstance(fact, DoseRule)]
    found = applicable_dose_rules(rules, given, history)
    shown = [one for one in found if everything or one.is_concerned]
    if as_json:
        print_json_lines(map(_record, shown))
    elif shown:
        print_table([_row(one) for one in shown])
    say(f"{len(found)} dose rules, of which {sum(one.is_concerned for one in found)} speak of what was given")


def _row(one: "Decision") -> "Mapping[str, object]":
    rule, place = one.rule, one.rule.evidence[0]
    reached = {True: " (reached)", False: " (not reached)", None: ""}[one.resumable]
    overlaps = "; ".join(f"applies as well: {other.severity}" for other in one.overlaps)
    return {
        "decision": one.applicability.replace("_", " "),
        "rule": rule.trigger if rule.severity is None else f"{rule.trigger}: {rule.severity}",
        "actions": "; ".join(map(_told, one.instructions)) or ", ".join(rule.actions),
        "until": f"{rule.until}{reached}" if rule.until else None,
        "needs": "; ".join(dict.fromkeys([*one.needs, *(need for each in one.instructions for need in each.needs)]))
        or None,
        "overlaps": overlaps or None,
        "label": f"{place.section or 'guide'}: {rule.text or place.quote}",
    }


def _told(one: "InstructionDecision") -> str:
    """An instruction with its condition and whether that holds: "discontinue if not recovered in 28 days (cannot be decided)"."""
    told = one.instruction
    when = "otherwise" if told.otherwise else f"if {told.condition}" if told.condition else None
    holds = f"({one.applicability.replace('_', ' ')})" if when else None
    return " ".join(filter(None, [", ".join(told.actions), when, holds]))


def _record(one: "Decision") -> "Mapping[str, object]":
    from ingest.export import record

    return {
        "decision": one.applicability,
        "needs": one.needs,
        "questions": one.questions,
        "concerned": one.is_concerned,
        "resumable": one.resumable,
        "overlaps": [other.severity for other in one.overlaps],
        "instructions": [
            {
                "text": each.instruction.text,
                "decision": each.applicability,
                "needs": each.needs,
                "questions": each.questions,
            }
            for each in one.instructions
        ],
        "rule": record(one.rule),
    }
