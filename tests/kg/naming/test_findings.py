import pytest

from kg.naming.findings import finding, mentioned


@pytest.mark.parametrize(
    ("printed", "label", "direction"),
    [
        ("Platelets decreased", "platelet count", "decreased"),
        ("Decrease in platelet count", "platelet count", "decreased"),
        ("thrombocytopenia", "platelet count", "decreased"),
        ("Elevated SGPT (ALT)", "alanine aminotransferase", "increased"),
        ("Blood bilirubin increased", "total bilirubin", "increased"),
        ("Activated partial thromboplastin time prolonged", "activated partial thromboplastin time", "increased"),
        ("Neutrophils <750/mm3", "absolute neutrophil count", None),
        ("LVEF", "left ventricular ejection fraction", None),
        ("Hypokalaemia", "potassium", "decreased"),
        ("Bilirubin (total) elevated", "total bilirubin", "increased"),
    ],
)
def test_a_finding_is_named_with_its_direction(printed: str, label: str, direction: str | None) -> None:
    found = finding(printed)
    assert found is not None
    assert (found.concept.label, found.direction) == (label, direction)


@pytest.mark.parametrize(
    "printed", ["Nausea", "platelet transfusion", "Bilirubin decreased or increased", "febrile neutropenia", ""]
)
def test_no_finding_is_guessed(printed: str) -> None:
    assert finding(printed) is None


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("ALT or AST", ["alanine aminotransferase", "aspartate aminotransferase"]),
        ("AST/ALT elevation", ["aspartate aminotransferase", "alanine aminotransferase"]),
        ("absolute decrease in LVEF from baseline", ["left ventricular ejection fraction"]),
        ("serum lipase and symptomatic pancreatitis", ["lipase"]),
        ("blasts in the bone marrow", ["blasts in bone marrow"]),
        ("platelet transfusion within 7 days", []),
        ("oral calcium supplementation", []),
        ("sodium bicarbonate", []),
        ("decrease from baseline", []),
    ],
)
def test_findings_are_found_in_the_words_of_a_bound(printed: str, labels: list[str]) -> None:
    assert [found.concept.label for found in mentioned(printed)] == labels
