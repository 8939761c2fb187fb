from decimal import Decimal
from pathlib import Path

import pytest

from ingest.document import Part
from ingest.extract import rate
from ingest.reading import Reading
from ingest.sources import read
from tests.ingest.building import Writing, reading_of

Told = tuple[str | None, str | None, Decimal, Decimal | None]


@pytest.mark.parametrize(
    ("section", "text", "rates"),
    [
        (
            "6.1",
            "Of these, 56% were male, and 31% had received 2 prior regimens.",
            [("were male", None, Decimal(56), None), ("had received 2 prior regimens", None, Decimal(31), None)],
        ),
        (
            "14",
            "24% were male; 105 subjects had mild/moderate illness (10% in both groups); 65 were tall (62%).",
            [
                ("were male", None, Decimal(24), None),
                ("had mild/moderate illness", None, Decimal(10), None),
                ("were tall", None, Decimal(62), None),
            ],
        ),
        ("6.1", "The most common (≥ 20%) adverse reactions were rash and fever.", []),
        ("6.1", "Table 2 shows the adverse reactions with ≥ 10% incidence.", []),
        (
            "14",
            "The ECOG PS was 0 (63%) or 1 (37%).",
            [("ECOG PS 0", None, Decimal(63), None), ("ECOG PS 1", None, Decimal(37), None)],
        ),
        (
            "5.1",
            "In 24-week and 48-week studies, rash was seen in 10% and 3% of adults, respectively.",
            [
                ("rash in the 24-week study", None, Decimal(10), None),
                ("rash in the 48-week study", None, Decimal(3), None),
            ],
        ),
        ("5.1", "Rash was seen in 10% and 3% of adults, respectively.", []),
        (
            "5.1",
            "Rash was seen in 12% of adults; 2% experienced Grade 3 or 4 rash.",
            [("Rash, in adults", None, Decimal(12), None), ("experienced rash", None, Decimal(2), None)],
        ),
        (
            "5.1",
            "Rash was seen in 2% and 5% of adults with gout and gravel, respectively.",
            [("Rash with gout", None, Decimal(2), None), ("Rash with gravel", None, Decimal(5), None)],
        ),
        ("5.1", "There were 12 (4%) fractures in the study.", [("fractures", None, Decimal(4), None)]),
        ("5.1", "The mean triglycerides rose by 71 mg/dL (54%) in the group.", []),
        (
            "8.1",
            "The background risk of birth defects and miscarriage in recognized pregnancies is 2-4% and 15-20%, respectively.",
            [
                ("background risk of birth defects", None, Decimal(2), Decimal(4)),
                ("miscarriage in recognized pregnancies", None, Decimal(15), Decimal(20)),
            ],
        ),
        (
            "14",
            "Of all, 40 patients (66%) had received 1 prior regimen.",
            [("had received 1 prior regimen", None, Decimal(66), None)],
        ),
        ("5.1", "Rash occurred in 12% of patients.", [("Rash", None, Decimal(12), None)]),
        ("5.1", "Rash was reported in 12/60 patients (20%).", []),
        (
            "5.1",
            "Rash was more frequent (12% vs. 5%).",
            [],
        ),
        ("14", "All patients were required to have ≥ 5% blasts.", []),
        ("14", "The difference was significant (95% CI: 2.1, 4.5).", []),
        ("14", "DRUG-X had no effect on survival (RR 98%, with confidence limits of 90 to 106%).", []),
        ("2.4", "Dilute with 0.9% Sodium Chloride Injection.", []),
    ],
)
def test_rates_of_a_sentence(section: str, text: str, rates: list[Told]) -> None:
    found = rate.extract(reading_of({section: text}))
    told = [
        (fact.event, fact.comparison.value if fact.comparison else None, fact.percent, fact.percent_high)
        for fact in found
    ]
    assert told == rates


@pytest.mark.shared
def test_rates_of_a_real_label(shared: Path) -> None:
    found = list(rate.extract(Reading(document=read(shared / "labels" / "besponsa.txt"))))
    assert ("were Asian", Decimal(19)) in {(fact.event, fact.percent) for fact in found}


def test_a_change_in_percent_is_no_share_of_patients() -> None:
    assert not list(rate.extract(reading_of({"14": "Scores fell, a rate of -27% of patients in the group."})))


def test_shares_in_brackets_are_of_the_arms_that_are_compared() -> None:
    text = "Reactions were more frequent in the DRUG-X arm versus the placebo arm: rash, all grades (6% vs. 4%) and itching (2% vs. 1%)."
    found = rate.extract(reading_of({"5.1": text}))
    assert [(fact.event, fact.arm, fact.percent) for fact in found] == [
        ("rash", "DRUG-X", Decimal(6)),
        ("rash", "placebo", Decimal(4)),
        ("itching", "DRUG-X", Decimal(2)),
        ("itching", "placebo", Decimal(1)),
    ]


def test_the_background_risk_is_of_no_arm() -> None:
    title = "EXAMPLINE (examplumab) for injection, for intravenous use\nInitial U.S. Approval: 2017"
    writing = Writing()
    highlights = writing.section(None, "HIGHLIGHTS", title, part=Part.HIGHLIGHTS)
    text = "EXAMPLINE can harm a fetus. The background risk of miscarriage in the general population is 15% to 20%."
    [found] = rate.extract(writing.add(highlights, writing.section("8.1", None, text)).reading())
    assert (found.event, found.arm, found.percent_high) == (
        "background risk of miscarriage in the general population",
        None,
        Decimal(20),
    )


def test_shares_of_all_randomized_patients_are_of_no_one_arm() -> None:
    text = (
        "Among all 90 patients who were randomized to receive EXAMPLINE (N=45) or chemotherapy (N=45), 60 patients (66%) had "
        "received 1 prior regimen. Of all, 50 patients (55%) had rash."
    )
    writing = Writing()
    title = "EXAMPLINE (examplumab) for injection, for intravenous use\nInitial U.S. Approval: 2017"
    highlights = writing.section(None, "HIGHLIGHTS", title, part=Part.HIGHLIGHTS)
    treated = writing.section("6.1", None, "Of 45 patients who received EXAMPLINE, 56% were male.")
    studied = writing.section("14", None, text)
    found = rate.extract(writing.add(highlights, treated, studied).reading())
    assert {(fact.evidence[0].section, fact.arm) for fact in found} == {("6.1", "EXAMPLINE"), ("14", None)}


def test_the_number_of_patients_is_kept_beside_their_share() -> None:
    text = "Of the adults, 31% (235) were aged 65 years or older, and rash occurred in 26 (3%) of them."
    found = rate.extract(reading_of({"8.5": text}))
    assert [(fact.percent, fact.count) for fact in found] == [(Decimal(31), 235), (Decimal(3), 26)]


def test_a_place_on_a_scale_is_no_number_of_patients() -> None:
    found = rate.extract(reading_of({"14": "The ECOG PS was 0 (63%) or 1 (37%)."}))
    assert [(fact.percent, fact.count) for fact in found] == [(Decimal(63), None), (Decimal(37), None)]
