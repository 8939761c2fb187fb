"""Dose rules as OWL classes: HermiT and the rules themselves say the same of patients drawn at random."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDF, Graph

from ingest.concepts.normalised import normalised
from kg.codes import Action
from kg.decision.patient import Finding, History
from kg.decision.rules import Applicability, applicable_dose_rules
from kg.facts import DoseRule, Fact
from kg.locator import Evidence, Span
from kg.reasoning.reasoner import reasoned
from kg.reasoning.rule_classes import PATIENT, is_expressible, patient, rule_class, value_properties

_STATED = (Evidence(section="2.3", heading=None, table=None, span=Span(0, 4), quote="Rule"),)
_PRINTED = (
    ("Platelet count less than 50 × 10^9/L", None),
    ("Platelet count 25 to less than 50 × 10^9/L", None),
    ("ANC less than 1 × 10^9/L and/or platelet count less than 50 × 10^9/L", None),
    ("ANC decreases", "prior to treatment ANC was greater than or equal to 1 × 10^9/L"),
    ("ALT > 3 × ULN and total bilirubin > 2 × ULN", None),
    ("Hemoglobin less than 8.1 g/dL", None),
    ("Total bilirubin greater than 1.5 × ULN and AST greater than 2.5 × ULN", None),
    ("LVEF 40% to 45%", None),
    ("LVEF < 45% and an absolute decrease in LVEF of at least 10% from baseline", None),
    ("Hemoglobin decreases by more than 2 g/dL from baseline", None),
    ("Creatinine increases by 50% or more from baseline", None),
    ("Creatinine > 1.5 × baseline or > 3 × ULN", None),
)
_MEASURED = (
    ("platelet count", "10*9/L", ("24.9", "25", "49.9", "50", "50.1", "120")),
    ("ANC", "10*9/L", ("0.5", "0.9999", "1", "1.0001", "1.4")),
    ("hemoglobin", "g/dL", ("8", "8.1", "8.10001", "10.1", "12")),
    ("LVEF", "%", ("39.9", "40", "45", "49.9", "50", "60")),
    ("creatinine", "mg/dL", ("0.7", "0.8", "1.05", "1.2", "3.1", "3.6")),
)


def _rules() -> Iterator[DoseRule]:
    for trigger, severity in _PRINTED:
        rule: Fact = DoseRule(
            evidence=_STATED, read_by="example", trigger=trigger, severity=severity, actions=(Action.INTERRUPT,)
        )
        (found,) = normalised([rule])
        assert isinstance(found, DoseRule)
        yield found


@st.composite
def _findings(draw: st.DrawFn) -> tuple[Finding, ...]:
    """Values at, beside and away from the bounds of the rules; some are not known."""
    found = list[Finding]()
    for name, unit, values in _MEASURED:
        value, before = (draw(st.none() | st.sampled_from(values).map(Decimal)) for _ in range(2))
        if value is not None:
            limit = draw(st.sampled_from((None, Decimal("1.2")))) if name == "creatinine" else None
            found.append(Finding(parameter=name, value=value, unit=unit, baseline=before, upper_limit=limit))
    for name in ("ALT", "AST", "total bilirubin"):
        multiple = draw(st.none() | st.sampled_from(("1", "1.5", "2", "2.5", "3", "3.1")).map(Decimal))
        if multiple is not None:
            found.append(Finding(parameter=name, value=multiple, relative_to="ULN"))
    return tuple(found)


@settings(max_examples=10, deadline=None)
@given(patients=st.lists(_findings(), min_size=50, max_size=50))
def test_the_reasoner_and_the_rules_agree_on_500_patients(patients: Sequence[Sequence[Finding]]) -> None:
    rules = tuple(_rules())
    assert all(map(is_expressible, rules))
    for said, inferred in _compared(rules, patients):
        assert said is inferred


def _compared(
    rules: Sequence[DoseRule], patients: Sequence[Sequence[Finding]]
) -> Iterator[tuple[Applicability, Applicability]]:
    """For each patient and rule, what the rules say and what the reasoner says."""
    graph = Graph()
    graph.add((PATIENT, RDF.type, OWL.Class))
    for number, rule in enumerate(rules):
        rule_class(graph, f"https://example.org/rule-{number}", rule)
    iris = [f"https://example.org/patient-{number}" for number in range(len(patients))]
    for iri, findings in zip(iris, patients, strict=True):
        patient(graph, iri, value_properties(rules, findings))
    inferred = reasoned(graph, iris)
    assert inferred.is_consistent
    for iri, findings in zip(iris, patients, strict=True):
        for decision in applicable_dose_rules(rules, findings, History()):
            name = f"https://example.org/rule-{rules.index(decision.rule)}"
            yield decision.applicability, _said(name, inferred.classes[iri])


def _said(rule: str, classes: "frozenset[str]") -> Applicability:
    if rule in classes:
        return Applicability.APPLIES
    return Applicability.DOES_NOT_APPLY if f"{rule}.not" in classes else Applicability.CANNOT_BE_DECIDED
