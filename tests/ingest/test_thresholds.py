import pytest

from ingest.aligned import AlignedText
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import tokenize
from kg.locator import Span


def read(text: str, finding: str | None = None) -> list[tuple[str, str, str, str | None, str | None]]:
    return [
        (bound.parameter, bound.operator.value, str(bound.value), bound.unit, bound.relative_to)
        for bound in thresholds(tokenize(text), finding)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Total bilirubin greater than 1.5 × ULN and AST/ALT greater than 2.5 × ULN",
            [("Total bilirubin", ">", "1.5", None, "ULN"), ("AST/ALT", ">", "2.5", None, "ULN")],
        ),
        ("LVEF 40% to ≤ 45%", [("LVEF", ">=", "40", "%", None), ("LVEF", "<=", "45", "%", None)]),
        ("decrease is ≥ 10% points from baseline", [("decrease", ">=", "10", "%", "baseline")]),
        ("LVEF < 40% or absolute decrease in LVEF", [("LVEF", "<", "40", "%", None)]),
        (
            "≥ 16% absolute decrease in LVEF from baseline values",
            [("absolute decrease in LVEF", ">=", "16", "%", "baseline")],
        ),
        (
            "lipase below normal and ≥ 9% absolute decrease in lipase from pre-treatment values",
            [("absolute decrease in lipase", ">=", "9", "%", "baseline")],
        ),
        (
            "decrease in lipase from baseline of greater than 9% and less than the lower limit of normal (LLN)",
            [("decrease in lipase from baseline", ">", "9", "%", "baseline"), ("lipase", "<", "1", None, "LLN")],
        ),
        (
            "Confirmed ≥ 40% increase from baseline serum creatinine",
            [("increase from baseline serum creatinine", ">=", "40", "%", "baseline")],
        ),
        ("Increase in lipase greater than 7 g/dL", [("Increase in lipase", ">", "7", "g/dL", None)]),
        ("creatinine is elevated to > 2 times the pretreatment value", [("creatinine", ">", "2", None, "baseline")]),
        ("platelet count down to Grade 3 (< 50,000/mm3)", [("platelet count down", "<", "50000", "/mm3", None)]),
        ("fewer than 5% blasts in marrow", [("blasts in marrow", "<", "5", "%", None)]),
        ("rash for more than 7 days", []),
        ("CrCl is persistently less than 41 mL/min", [("CrCl", "<", "41", "mL/min", None)]),
        ("kidney disease (eGFR of 41 mL/min or greater)", [("eGFR", ">=", "41", "mL/min", None)]),
        ("infusion rate less than 50 mL/hour", []),
        ("urine protein at least 7 g per 24 hours", [("urine protein", ">=", "7", "g/d", None)]),
        ("QT interval greater than 510 msec", [("QT interval", ">", "510", "ms", None)]),
        ("QTc increased by > 37 msec", []),
        ("QTc above 510 ms or more than 37 ms change from baseline", [("QTc", ">", "510", "ms", None)]),
        ("lipase increased by more than 37%", [("lipase increased by", ">", "37", "%", None)]),
        (
            "renal impairment (clearance [CLcr] 17 to 41 mL/min)",
            [("CLcr", ">=", "17", "mL/min", None), ("CLcr", "<=", "41", "mL/min", None)],
        ),
        ("WCC [white cell] count > 41%", [("WCC [white cell] count", ">", "41", "%", None)]),
        ("inability to reduce samplol to 7 mg per day or less", []),
    ],
)
def test_bounds_with_the_finding_before_them(text: str, expected: list[tuple[str, ...]]) -> None:
    assert read(text) == expected


def test_a_bound_without_a_named_finding_takes_that_of_the_row() -> None:
    assert read("Grade 3 (> 5 to ≤ 20× ULN)", "ALT") == [
        ("ALT", ">", "5", None, "ULN"),
        ("ALT", "<=", "20", None, "ULN"),
    ]
    assert read("Grade 3 (> 5 to ≤ 20× ULN)") == []
    assert read("Persistent Grade 2 at any time < 25,000/mm3", "platelets") == [
        ("platelets", "<", "25000", "/mm3", None)
    ]


def test_spans_of_the_quantities() -> None:
    text = AlignedText.of("dose 5 mg on Day 8", Span(0, 18))
    assert quantity_spans(text, tokenize(text.text)) == (Span(5, 9), Span(13, 18))


def test_what_a_finding_rises_to_is_not_its_baseline() -> None:
    text = "Baseline lipase is more than 2 and up to 4 times ULN and increases to at least 6 times ULN but less than 8 times ULN"
    found = [(bound.parameter, bound.operator.value, str(bound.value)) for bound in thresholds(tokenize(text))]
    assert found[0] == ("Baseline lipase", ">", "2")
    assert found[2:] == [("lipase", ">=", "6"), ("lipase", "<", "8")]
