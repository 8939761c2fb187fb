from decimal import Decimal
from pathlib import Path

import pytest

from ingest.audit import audit
from ingest.extract import measure
from ingest.pipeline import read_label
from tests.ingest.building import reading_of

Told = tuple[str, str, str | None, str | None, str | None, str | None, str | None]
SENTENCES: tuple[tuple[str, str, list[Told]], ...] = (
    (
        "5.1",
        "The median time to onset of rash was 15 days (range: 3-57 days).",
        [("time to onset of rash", "median", None, "15", "3", "57", "day")],
    ),
    (
        "6.1",
        "The median age was 47 years (range: 18-78 years), with a median of 3 treatment cycles started in each patient.",
        [
            ("age", "median", None, "47", "18", "78", "year"),
            ("treatment cycles started in each patient", "median", None, "3", None, None, "{cycle}"),
        ],
    ),
    (
        "5.2",
        "Five of the 18 events that occurred later were fatal.",
        [("events that occurred later were fatal, of 18", "count", None, "5", None, None, None)],
    ),
    ("14", "Of all, 40 patients (66%) had rash.", [("patients had rash", "count", None, "40", None, None, None)]),
    (
        "8.6",
        "Clearance in patients with mild impairment (total bilirubin > 1.5 × ULN; n=150) was similar.",
        [
            ("total bilirubin", "value", ">", "1.5", None, None, "{ULN}"),
            ("patients with mild impairment", "count", None, "150", None, None, None),
        ],
    ),
    (
        "5.1",
        "Rash was reported up to 56 days after the last dose.",
        [("Rash was reported after the last dose", "value", "<=", "56", None, None, "day")],
    ),
    (
        "14",
        "Patients were randomized (1:1) and stratified by age (< 55 or ≥ 55 years).",
        [
            ("randomization ratio", "value", None, "1", None, None, None),
            ("stratified by age", "value", "<", "55", None, None, "year"),
            ("stratified by age", "value", ">=", "55", None, None, "year"),
        ],
    ),
    (
        "14",
        "All were required to have ≥ 5% marrow blasts and 1 or 2 previous regimens.",
        [
            ("marrow blasts", "value", ">=", "5", None, None, "%"),
            ("previous regimens", "count", None, "1", None, None, None),
            ("previous regimens", "count", None, "2", None, None, None),
        ],
    ),
    (
        "14",
        "Responses occurred in Cycles 1 and 2.",
        [
            ("Responses occurred", "value", None, "1", None, None, "{cycle}"),
            ("Responses occurred", "value", None, "2", None, None, "{cycle}"),
        ],
    ),
    (
        "2.2",
        "Observe patients for at least 1 hour after the infusion.",
        [("Observe patients after the infusion", "value", ">=", "1", None, None, "h")],
    ),
    ("2.1", "Infuse 2 vials within 4 hours.", []),
    ("6.1", "Patients received DRUG-X every 2 weeks.", []),
    ("6.1", "Common Reactions Rash 4.0 itching", []),
    ("6.1", "Table 6 shows the most frequent reactions.", []),
    ("5.1", "Rash was reported in 12/60 patients (20%).", []),
)


@pytest.mark.parametrize(("section", "text", "told"), SENTENCES)
def test_measures_of_a_sentence(section: str, text: str, told: list[Told]) -> None:
    found = [
        (
            fact.subject,
            fact.statistic.value,
            fact.comparison.value if fact.comparison else None,
            *(None if number is None else str(number) for number in (fact.value, fact.range_low, fact.range_high)),
            fact.unit,
        )
        for fact in measure.extract(reading_of({section: text}))
    ]
    assert found == told


def test_a_range_that_a_page_break_cut_off() -> None:
    reading = reading_of({"5.1": ("The median time to onset was 15 days (range:", "3-57 days). It resolved.")})
    median, spread = measure.extract(reading)
    assert (median.subject, median.value) == ("time to onset", Decimal(15))
    assert (spread.subject, spread.range_low, spread.range_high) == ("time to onset", Decimal(3), Decimal(57))


@pytest.mark.shared
def test_numbers_of_a_real_label_are_captured(shared: Path) -> None:
    label = read_label(shared / "labels" / "besponsa.txt")
    found = audit(label.document, label.facts)
    assert found.share_captured([*"12345678", "14"]) >= 0.95
