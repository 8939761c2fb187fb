from decimal import Decimal
from pathlib import Path

import pytest

from ingest.audit import audit
from ingest.extract import measure
from ingest.pipeline import read_label
from ingest.reading import Reading
from kg.codes import Comparison
from kg.facts import Measure, Setting
from tests.ingest.building import Writing, reading_of

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
    (
        "6.1",
        "In the trials, pyrexia was reported in 90 subjects (12.5 per 100 patient-years) treated with samplol.",
        [
            ("subjects with pyrexia", "count", None, "90", None, None, None),
            ("incidence per 100 patient-years, pyrexia", "value", None, "12.5", None, None, None),
        ],
    ),
    ("5.1", "Adults had more than 4 microbleeds.", [("microbleeds", "bound", ">", "4", None, None, None)]),
    ("5.1", "It is not for adults weighing less than 50 kg.", [("body weight", "bound", "<", "50", None, None, "kg")]),
    (
        "5.1",
        "Rash resolved within 14 days of onset of therapy.",
        [("time after onset of therapy, Rash resolved", "time", "<=", "14", None, None, "day")],
    ),
    ("14", "Of all, 40 patients (66%) had rash.", [("patients had rash", "count", None, "40", None, None, None)]),
    (
        "8.6",
        "Clearance in patients with mild impairment (total bilirubin > 1.5 × ULN; n=150) was similar.",
        [
            ("total bilirubin", "bound", ">", "1.5", None, None, "{ULN}"),
            ("patients with mild impairment", "group_size", None, "150", None, None, None),
        ],
    ),
    (
        "5.1",
        "Rash was reported up to 56 days after the last dose.",
        [("time after last dose, Rash was reported", "time", "<=", "56", None, None, "day")],
    ),
    (
        "14",
        "Patients were randomized (1:1) and stratified by age (< 55 or ≥ 55 years).",
        [
            ("randomization ratio", "randomization", None, "1", None, None, None),
            ("age", "age", "<", "55", None, None, "year"),
            ("age", "age", ">=", "55", None, None, "year"),
        ],
    ),
    (
        "14",
        "All were required to have ≥ 5% marrow blasts and 1 or 2 previous regimens.",
        [
            ("marrow blasts", "bound", ">=", "5", None, None, "%"),
            ("previous regimens", "group_size", None, "1", None, None, None),
            ("previous regimens", "group_size", None, "2", None, None, None),
        ],
    ),
    (
        "14",
        "Responses occurred in Cycles 1 and 2.",
        [
            ("cycle, Responses occurred", "time", None, "1", None, None, "{cycle}"),
            ("cycle, Responses occurred", "time", None, "2", None, None, "{cycle}"),
        ],
    ),
    (
        "14",
        "Responses were seen on Days 4-5 and 9.",
        [
            ("study day, Responses were seen", "time", None, "4", None, "5", "day"),
            ("study day, Responses were seen", "time", None, "9", None, None, "day"),
        ],
    ),
    ("14", "Study 307/602 compared DRUG-X with placebo in rash.", []),
    ("14", "About 1/3 of the water was drunk at breakfast.", []),
    (
        "8.4",
        "Juvenile rats had it on postnatal days 14 to 77.",
        [("postnatal day", "time", None, "14", None, "77", "day")],
    ),
    (
        "2.2",
        "Observe patients for at least 1 hour after the infusion.",
        [("time after infusion, Observe patients", "time", ">=", "1", None, None, "h")],
    ),
    ("2.1", "Infuse 2 vials within 4 hours.", []),
    (
        "6.1",
        "Patients received DRUG-X every 2 weeks.",
        [("interval of dosing, Patients received DRUG-X", "time", None, "2", None, None, "week")],
    ),
    (
        "6.1",
        "It was severe at 3 months.",
        [("time of assessment, It was severe", "time", None, "3", None, None, "month")],
    ),
    ("6.1", "It stung beyond 3 months.", []),
    ("5.2", "Treat adults of 18 to 64 years of age.", [("age", "age", None, "18", None, "64", "year")]),
    (
        "5.2",
        "Test the liver every 4 weeks.",
        [("interval of monitoring, Test the liver", "time", None, "4", None, None, "week")],
    ),
    (
        "6.1",
        "A 12-week, double-blind trial enrolled 449 adult volunteers with gout.",
        [
            ("length of double-blind trial", "time", None, "12", None, None, "week"),
            ("adult volunteers with gout", "group_size", None, "449", None, None, None),
        ],
    ),
    ("6.1", "It lasted over 70 kg.", []),
    ("8.5", "It was given to no adults aged 65 and over.", [("age", "age", ">=", "65", None, None, "year")]),
    (
        "6.1",
        "A total of 111 patients (45 men) had rash during the first year.",
        [
            ("patients had rash during the first year", "count", None, "111", None, None, None),
            ("men", "group_size", None, "45", None, None, None),
        ],
    ),
    ("2.1", "Take 10 mg once daily.", []),
    ("6.1", "Common Reactions Rash 4.0 itching", []),
    ("6.1", "Table 6 shows the most frequent reactions.", []),
    (
        "5.1",
        "Rash was reported in 12/60 patients.",
        [("Rash was reported, of 60", "count", None, "12", None, None, None)],
    ),
)


def test_a_caption_tells_how_common_reactions_must_be_to_be_listed() -> None:
    writing = Writing()
    table = writing.table([["Reaction", "DRUG-X"], ["Rash", "12"]], caption="Adverse Reactions With ≥ 10% Incidence")
    [found] = measure.extract(writing.add(writing.section("6.1", None, table)).reading())
    assert (found.subject, found.comparison, found.value) == (
        "incidence of listed adverse reactions",
        Comparison.AT_LEAST,
        Decimal(10),
    )


def test_doses_of_studies_name_their_drug() -> None:
    text = "Adults were given Exampline 5, 10, and 20 mg once daily or placebo."
    found = list(measure.extract(reading_of({"6.1": text})))
    assert [_told(fact) for fact in found] == [
        ("dose, Exampline", "dose", None, amount, None, None, "mg") for amount in ("5", "10", "20")
    ]


def test_a_ratio_has_its_confidence_interval() -> None:
    (fact,) = _results(reading_of({"5.1": "The risk of stroke rose (hazard ratio 1.59; 95% CI: 0.86, 2.98)."}))
    assert (fact.subject, fact.value) == ("hazard ratio of risk of stroke rose", Decimal("1.59"))
    assert (fact.ci_level, fact.range_low, fact.range_high) == (Decimal(95), Decimal("0.86"), Decimal("2.98"))


def test_a_mean_has_its_standard_deviation() -> None:
    (fact,) = _results(reading_of({"8.4": "The mean serum level was 339 ± 203 ng/mL."}))
    assert (fact.subject, fact.value, fact.spread, fact.unit) == ("serum level", Decimal(339), Decimal(203), "ng/mL")


def test_a_grade_in_the_subject_is_a_value() -> None:
    reading = reading_of({"5.1": "The median time to onset of Grade 3 rash was 15 days."})
    (fact,) = _results(reading)
    assert (fact.grade, [reading.document.quote(span) for span in fact.values]) == ("3", ["15", "3"])


def _results(reading: Reading) -> list[Measure]:
    return [fact for fact in measure.extract(reading) if isinstance(fact, Measure)]


def _told(fact: Measure | Setting) -> Told:
    """The subject, the statistic or role, and the numbers of a statement."""
    bound = fact.comparison.value if fact.comparison else None
    if isinstance(fact, Setting):
        return (
            fact.subject,
            fact.setting_role.value,
            bound,
            _printed(fact.value),
            None,
            _printed(fact.value_high),
            fact.unit,
        )
    numbers = _printed(fact.value), _printed(fact.range_low), _printed(fact.range_high)
    return fact.subject, fact.statistic.value, bound, *numbers, fact.unit


def _printed(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


@pytest.mark.parametrize(("section", "text", "told"), SENTENCES)
def test_measures_of_a_sentence(section: str, text: str, told: list[Told]) -> None:
    found = [_told(fact) for fact in measure.extract(reading_of({section: text}))]
    assert found == told


def test_a_range_that_a_page_break_cut_off() -> None:
    reading = reading_of({"5.1": ("The median time to onset of rash was 15 days (range:", "3-57 days). It resolved.")})
    median, spread = _results(reading)
    assert (median.subject, median.value) == ("time to onset of rash", Decimal(15))
    assert (spread.subject, spread.range_low, spread.range_high) == ("time to onset of rash", Decimal(3), Decimal(57))


@pytest.mark.shared
def test_numbers_of_a_real_label_are_captured(shared: Path) -> None:
    label = read_label(shared / "labels" / "besponsa.txt")
    found = audit(label.document, label.facts)
    assert found.share_captured([*"12345678", "14"]) >= 0.95


def test_days_from_one_to_another_are_a_range_and_no_list() -> None:
    (fact,) = measure.extract(reading_of({"8.4": "Rats were dosed from Postnatal Day 21 to 91."}))
    assert _told(fact) == ("postnatal day", "time", None, "21", None, "91", "day")


def test_a_number_of_a_name_is_no_amount() -> None:
    assert not list(measure.extract(reading_of({"8.4": "It skips exon 45 skipping studies."})))


def test_values_of_several_groups_say_whom_they_are_of() -> None:
    text = "The median time to onset of rash was 15 days (range: 3-57 days) in the DRUG-X group compared to 20 days in the placebo group."
    found = _results(reading_of({"5.1": text}))
    assert [(fact.subject, fact.value, fact.range_high) for fact in found] == [
        ("time to onset of rash in the DRUG-X group", Decimal(15), Decimal(57)),
        ("time to onset of rash in the placebo group", Decimal(20), None),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The mean time to onset of rash and of fever was 3 days and 5 days, respectively.",
            [("time to onset of rash", Decimal(3)), ("time to onset of fever", Decimal(5))],
        ),
        ("In both studies, the mean time to onset of rash was 3 days and 5 days, respectively.", []),
    ],
)
def test_values_that_are_assigned_by_their_order(text: str, told: list[tuple[str, Decimal]]) -> None:
    assert [(fact.subject, fact.value) for fact in _results(reading_of({"5.1": text}))] == told
