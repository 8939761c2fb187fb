"""Made-up dose rules, and what becomes of them."""

from collections.abc import Mapping

from ingest.concepts.normalised import normalised
from kg.codes import Action
from kg.decision.patient import Finding, History
from kg.decision.rules import Decision, applicable_dose_rules
from kg.facts import DoseRule, Fact
from kg.locator import Evidence, Span

_STATED = (Evidence(section="2.3", heading=None, table=None, span=Span(0, 4), quote="Rule"),)


def rule_of(
    trigger: str, severity: str | None = None, *, until: str | None = None, exceptions: str | None = None
) -> DoseRule:
    """A dose rule with its criteria, as a label's are read."""
    rule: Fact = DoseRule(
        evidence=_STATED,
        read_by="example",
        trigger=trigger,
        severity=severity,
        actions=(Action.INTERRUPT,),
        until=until,
        exceptions=exceptions,
    )
    (found,) = normalised([rule])
    assert isinstance(found, DoseRule)
    return found


def decided(rule: DoseRule, *findings: Finding, answers: Mapping[str, bool] | None = None) -> Decision:
    """What becomes of one rule."""
    (found,) = applicable_dose_rules([rule], findings, History(answers=answers or {}))
    return found
