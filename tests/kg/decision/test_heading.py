"""Conditions that only name what a rule's own words name again, and those that ask for more."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.codes import Form
from kg.decision.patient import Finding
from kg.decision.rules import Applicability
from tests.kg.decision.deciding import decided, rule_of

APPLIES, OPEN = Applicability.APPLIES, Applicability.CANNOT_BE_DECIDED

_GIVEN = {
    "ANC": Finding(parameter="ANC", value=Decimal("0.4"), unit="10*9/L"),
    "ALT": Finding(parameter="ALT", value=Decimal(6), relative_to="ULN"),
    "LVEF": Finding(parameter="LVEF", value=Decimal(35), unit="%"),
    "hemoglobin": Finding(parameter="hemoglobin", value=Decimal(7), unit="g/dL"),
}


@pytest.mark.parametrize(
    ("condition", "trigger", "severity", "finding", "expected"),
    [
        ("Hematologic Adverse Reactions", "Neutropenia", "ANC < 0.5 × 10^9/L", "ANC", APPLIES),
        ("Nonhematologic Adverse Reactions", "Skin reactions", "Grade 3", "rash", OPEN),
        ("Atrioventricular (AV) Block", "Second-degree AV block", None, "second-degree AV block", APPLIES),
        ("Hepatotoxicity", "ALT > 5 × ULN", None, "ALT", APPLIES),
        ("Immune-mediated hepatotoxicity", "ALT > 5 × ULN", None, "ALT", OPEN),
        ("Anemia", "Hemoglobin < 8 g/dL", None, "hemoglobin", APPLIES),
        ("Samplosis or Retinal Examplosis", "Retinal examplosis", None, "retinal examplosis", APPLIES),
        ("Cardiomyopathy", "Absolute LVEF < 40%", None, "LVEF", APPLIES),
        ("Patients with samplosis, Anemia", "Hemoglobin < 8 g/dL", None, "hemoglobin", OPEN),
        ("Patients with samplosis, ANC", "ANC < 0.5 × 10^9/L", None, "ANC", OPEN),
        ("Adult and pediatric patients", "ANC < 0.5 × 10^9/L", None, "ANC", APPLIES),
        ("Immune-Mediated Adverse Reactions", "Pneumonitis", "Grade 3", "pneumonitis", OPEN),
        ("Febrile neutropenia", "ANC < 0.5 × 10^9/L", None, "ANC", OPEN),
        ("Elevated baseline ANC", "ANC < 0.5 × 10^9/L", None, "ANC", OPEN),
        ("ANC above 0.2 × 10^9/L", "ANC < 0.5 × 10^9/L", None, "ANC", OPEN),
        ("Pediatric patients", "ANC < 0.5 × 10^9/L", None, "ANC", OPEN),
        ("Exampline with samplol", "ANC < 0.5 × 10^9/L", None, "ANC", OPEN),
    ],
)
def test_a_condition_is_asked_unless_it_only_names_the_rule_again(
    condition: str, trigger: str, severity: str | None, finding: str, expected: Applicability
) -> None:
    rule = replace(rule_of(trigger, severity), condition=condition)
    given = _GIVEN.get(finding, Finding(parameter=finding, grade=3))
    assert decided(rule, given).applicability is expected


def test_of_headings_of_several_levels_the_one_that_names_the_row_is_not_asked() -> None:
    rule = replace(rule_of("Hemoglobin < 8 g/dL"), condition="Patients with samplosis, Anemia")
    low = _GIVEN["hemoglobin"]
    assert decided(rule, low).questions == ("Patients with samplosis",)
    assert decided(rule, low, answers={"Patients with samplosis": True}).applicability is APPLIES
    assert decided(rule, low, answers={"Patients with samplosis, Anemia": True}).applicability is APPLIES


@pytest.mark.parametrize(
    ("title", "severity", "questions"),
    [
        ("Venous Thromboembolism", "• Deep venous thrombosis without complications", ()),
        ("Rhabdomyolysis and CPK elevations", "Any CPK elevation that goes on", ()),
        ("Venous Thromboembolism", "Life-threatening clot", ("Venous Thromboembolism",)),
        ("Hyponatremia", "with seizures", ("Hyponatremia",)),
        ("Hyperphosphatemia", "Serum phosphate with samplosis", ("Hyperphosphatemia",)),
        ("Other non-hematologic toxicity", "Any unacceptable toxicity", ("Other non-hematologic toxicity",)),
    ],
)
def test_a_title_that_the_severity_names_again_is_not_asked(
    title: str, severity: str, questions: tuple[str, ...]
) -> None:
    rule = replace(rule_of(title, severity), form=Form.TABLE)
    said = {one.text: True for one in rule.criteria if one.text not in title}
    found = decided(rule, answers=said)
    assert found.applicability is (OPEN if questions else APPLIES)
    assert found.questions == questions
    assert decided(rule, answers={**said, rule.criteria[0].text: False}).applicability is Applicability.DOES_NOT_APPLY
