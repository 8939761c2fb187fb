import pytest

from ingest.extract.dose_rule import extract
from tests.ingest.building import Writing


def rules(text: str, section: str = "5.1") -> list[tuple[str, str | None, set[str], str | None]]:
    """The rules of EXAMPLINE in a subsection: trigger, severity, actions, condition."""
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    reading = writing.add(writing.section(section, "Hazard", text)).reading()
    return [
        (rule.trigger, rule.severity, {str(action) for action in rule.actions}, rule.condition)
        for rule in extract(reading)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Discontinue EXAMPLINE in the absence of another likely cause of the fever.",
            ("absence of another likely cause of the fever", None, {"discontinue"}, None),
        ),
        (
            "For patients with a rash after surgery, EXAMPLINE should be permanently discontinued for Grade ≥ 3 or for Grade 2 "
            "not responding to treatment.",
            ("rash after surgery", "Grade ≥ 3 or for Grade 2 not responding to treatment", {"discontinue"}, None),
        ),
        (
            "Patients with a history of low blood counts should have their counts monitored weekly and should discontinue "
            "EXAMPLINE at the first sign of a decline.",
            ("decline", None, {"discontinue"}, "history of low blood counts"),
        ),
        (
            "Withhold or permanently discontinue EXAMPLINE depending on the severity and persistence of the rash.",
            ("rash", None, {"interrupt", "discontinue"}, None),
        ),
        (
            "Withhold EXAMPLINE in adults who develop QTc > 520 ms (Grade 3).",
            ("QTc > 520 ms", "Grade 3", {"interrupt"}, None),
        ),
        (
            "Reduce the dose for Grade 3 rash following recovery in subsequent cycles.",
            ("rash", "Grade 3", {"reduce"}, "subsequent cycles"),
        ),
        (
            "Withhold EXAMPLINE in patients with new cough, fever, and dyspnea, pending diagnostic evaluation.",
            ("new cough, fever, and dyspnea", None, {"interrupt"}, None),
        ),
        (
            "Reduce the dose of EXAMPLINE in patients with severe renal impairment from 9 mg to 6 mg once daily.",
            ("renal impairment", "severe", {"reduce"}, None),
        ),
        (
            "Reduce the dose of EXAMPLINE in patients with mild (Class A) to moderate (Class B) impairment.",
            ("mild (Class A) to moderate (Class B) impairment", None, {"reduce"}, None),
        ),
        (
            "Patients with Renal Impairment The dose should be reduced by half in patients with samplosic kidneys.",
            ("samplosic kidneys", None, {"reduce"}, None),
        ),
        (
            "Do not administer the EXAMPLINE therapeutic regimen to patients with impaired marrow reserve.",
            ("impaired marrow reserve", None, {"omit"}, None),
        ),
        ("Fever was reported. Interrupt EXAMPLINE until resolution.", ("Hazard", None, {"interrupt"}, None)),
        (
            "If gout develops, the dose should be reduced; but some patients need discontinuation.",
            ("gout", None, {"reduce"}, None),
        ),
        (
            "Discontinue EXAMPLINE if more than two dose reductions are required. exampleosis of the skin Monitor blood counts.",
            ("more than two dose reductions are required", None, {"discontinue"}, None),
        ),
    ],
)
def test_a_trigger_is_whole_and_no_more(text: str, expected: tuple[str, str | None, set[str], str | None]) -> None:
    assert rules(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Dose reductions for severe rash are recommended as indicated in Table 1.",
        "Do not administer EXAMPLINE with a high-fat meal, which raises its concentration.",
        "A dose increase may be considered in adults with disease progression at 5 mg and in the absence of fever.",
    ],
)
def test_what_only_points_or_tells_of_food_is_no_rule(text: str) -> None:
    assert rules(text, "2.1") == []
