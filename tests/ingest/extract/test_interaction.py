from pathlib import Path

import pytest

from ingest.extract import interaction
from ingest.reading import Reading
from ingest.sources import read
from kg.codes import InteractionAdvice as Advice
from tests.ingest.building import Writing, reading_of

SENTENCES: tuple[tuple[str, list[tuple[str, Advice]]], ...] = (
    ("Avoid concomitant use of EXAMPLINE with strong CYP3A4 inhibitors.", [("strong CYP3A4 inhibitors", Advice.AVOID)]),
    (
        "Concomitant use of combined P-gp and strong CYP3A4 inhibitors is contraindicated.",
        [("combined P-gp and strong CYP3A4 inhibitors", Advice.CONTRAINDICATED)],
    ),
    (
        "If use of a moderate CYP3A inducer is unavoidable, increase the EXAMPLINE dose and monitor for fever.",
        [("moderate CYP3A inducer", Advice.MONITOR), ("moderate CYP3A inducer", Advice.INCREASE_DOSE)],
    ),
    (
        "If drugs that prolong the QT interval cannot be avoided, monitor the ECG.",
        [("drugs that prolong the QT interval", Advice.MONITOR)],
    ),
    (
        "Strong CYP3A inhibitors raise exposure. Consider alternative medications that do not inhibit CYP3A.",
        [("Strong CYP3A inhibitors", Advice.AVOID)],
    ),
    ("No dose adjustment is required with UGT1A1 inhibitors.", [("UGT1A1 inhibitors", Advice.NO_ADJUSTMENT)]),
    (
        "Administer bile acid binding resins at least 4 hours before EXAMPLINE.",
        [("bile acid binding resins", Advice.SEPARATE)],
    ),
    ("Separate administration of antacids by at least 2 hours.", [("antacids", Advice.SEPARATE)]),
    (
        "Use with live vaccines is contraindicated. Patients on digoxin should have their levels monitored.",
        [("live vaccines", Advice.CONTRAINDICATED), ("digoxin", Advice.MONITOR)],
    ),
    (
        "Avoid use of proton pump inhibitors (PPIs), samplol, or a locally-acting antacid.",
        [
            ("proton pump inhibitors", Advice.AVOID),
            ("samplol", Advice.AVOID),
            ("locally-acting antacid", Advice.AVOID),
        ],
    ),
    (
        "Avoid EXAMPLINE with strong inhibitors of CYP3A4 and CYP2C9.",
        [("strong inhibitors of CYP3A4 and CYP2C9", Advice.AVOID)],
    ),
    (
        "Avoid use with CYP3A substrates with a narrow therapeutic index.",
        [("CYP3A substrates with a narrow therapeutic index", Advice.AVOID)],
    ),
    (
        "Patients receiving drugs that interfere with clotting should be monitored.",
        [("drugs that interfere with clotting", Advice.MONITOR)],
    ),
    (
        "In patients taking samplols, caution is needed. They should be monitored when they are administered EXAMPLINE.",
        [("samplols", Advice.MONITOR)],
    ),
    (
        "No dosage adjustment is necessary for samplol, testol, or examplol when given with it.",
        [(name, Advice.NO_ADJUSTMENT) for name in ("samplol", "testol", "examplol")],
    ),
    (
        "EXAMPLINE should generally not be started with moderate (e.g., samplol) or strong CYP3A4 inducers.",
        [("moderate or strong CYP3A4 inducers", Advice.AVOID)],
    ),
    (
        "Concomitant use with strong CYP3A4 inducers or inhibitors is not recommended.",
        [("strong CYP3A4 inducers", Advice.AVOID), ("strong CYP3A4 inhibitors", Advice.AVOID)],
    ),
    ("Discontinue samplol agents well in advance of EXAMPLINE.", [("samplol agents", Advice.SEPARATE)]),
    (
        "Monitoring of its concentrations, with a change of the dosage as the label of the other drug tells, is recommended "
        "during co-administration with testol.",
        [("testol", Advice.MONITOR)],
    ),
    ("Avoid intake of large quantities of samplol juice.", [("samplol juice", Advice.AVOID)]),
    ("Do not consume samplol and samplol juice.", [("samplol and samplol juice", Advice.AVOID)]),
    ("Samplol juice may raise exposure and should be avoided.", [("Samplol juice", Advice.AVOID)]),
    (
        "Concurrent treatment with strong inhibitors (e.g., samplol) and inducers (e.g., testol) of CYP3A4 is not recommended.",
        [("strong inhibitors of CYP3A4", Advice.AVOID), ("strong inducers of CYP3A4", Advice.AVOID)],
    ),
    (
        "Avoid use with drugs that are also associated with rash.",
        [("drugs that are also associated with rash", Advice.AVOID)],
    ),
    ("A single dose of samplol decreased the exposure to EXAMPLINE when taken with samplol.", []),
    ("Initiating treatment with EXAMPLINE after samplol is not recommended.", [("samplol", Advice.AVOID)]),
    ("Avoid use with samplol and testol.", [("samplol", Advice.AVOID), ("testol", Advice.AVOID)]),
    ("Avoid live vaccines during treatment and for 4 weeks after it.", [("live vaccines", Advice.AVOID)]),
    ("Do not administer EXAMPLINE with samplol or testol.", [("samplol", Advice.AVOID), ("testol", Advice.AVOID)]),
    ("Avoid samplol juice which may raise exposure.", [("samplol juice", Advice.AVOID)]),
    ("Testol, samplol: Avoid concomitant use.", [("Testol, samplol", Advice.AVOID)]),
    ("Take EXAMPLINE 2 hours before antacids to avoid a loss of effect.", [("antacids", Advice.SEPARATE)]),
    (
        "Discontinue strong CYP3A4 inhibitors at least 9 days prior to EXAMPLINE.",
        [("strong CYP3A4 inhibitors", Advice.SEPARATE)],
    ),
    ("If samplols are used, the heart should be monitored.", [("samplols", Advice.MONITOR)]),
    (
        "Avoid use with strong CYP3A inducers or moderate CYP2C8 inducers.",
        [("strong CYP3A inducers or moderate CYP2C8 inducers", Advice.AVOID)],
    ),
    (
        "Avoid strong CYP3A inhibitors and strong CYP3A inducers.",
        [("strong CYP3A inhibitors", Advice.AVOID), ("strong CYP3A inducers", Advice.AVOID)],
    ),
    ("Discontinue samplol salts at least 3 weeks prior to EXAMPLINE.", [("samplol salts", Advice.SEPARATE)]),
    ("Do not give live vaccines to patients who had EXAMPLINE.", [("live vaccines", Advice.AVOID)]),
    ("Monitor samplol blood levels and seizures.", [("samplol", Advice.MONITOR)]),
    ("It is recommended that plasma levels of samplol be monitored.", [("samplol", Advice.MONITOR)]),
    ("In adults use testol instead of samplol in combination.", [("samplol", Advice.AVOID)]),
    ("Avoid use with high doses of samplol which may raise exposure.", []),
    ("Coadministration with samplol doses of 40 mg is contraindicated.", [("samplol", Advice.CONTRAINDICATED)]),
    ("With testol, a reduction in the dose of samplol should be considered.", []),
    ("With samplol, doses of EXAMPLINE above 40 mg are not recommended.", []),
    ("There are no studies of a lower dose of EXAMPLINE with samplol.", []),
    ("After the CYP3A inhibitor is discontinued, increase the EXAMPLINE dose.", []),
    ("Strong CYP3A inhibitors may increase the risk of rash.", []),
)


@pytest.mark.parametrize(("text", "facts"), SENTENCES)
def test_sentences(text: str, facts: list[tuple[str, Advice]]) -> None:
    found = interaction.extract(reading_of({"7": text}))
    assert {(fact.precipitant, fact.advice) for fact in found} == set(facts)


@pytest.mark.parametrize(
    ("heading", "text", "precipitant"),
    [
        ("Drugs That Lower Potassium", "Avoid use with agents that lower potassium.", "Drugs That Lower Potassium"),
        ("Effect of Other Drugs on EXAMPLINE", "Avoid use with UGT1A1 inhibitors.", "UGT1A1 inhibitors"),
        ("Drugs That Affect Clotting (e.g., samplol, testol)", "In patients taking samplol, monitor INR.", "samplol"),
        (
            "Strong or Moderate CYP3A Inhibitors",
            "Reduce the dose with moderate CYP3A inhibitors.",
            "moderate CYP3A inhibitors",
        ),
        ("Testol and Samplol", "Avoid EXAMPLINE in patients taking testol.", "Testol and Samplol"),
        ("Other Testols", "No dosage adjustment for samplol when used with it.", "samplol"),
        ("Testol", "Although testol is a strong CYP3A inhibitor, no dose adjustment is necessary.", "Testol"),
    ],
)
def test_a_heading_names_the_drugs_unless_a_sentence_names_others_or_fewer(
    heading: str, text: str, precipitant: str
) -> None:
    writing = Writing()
    named = writing.section(None, heading, text)
    reading = writing.add(writing.section("7", "DRUG INTERACTIONS", sections=(named,))).reading()
    assert [fact.precipitant for fact in interaction.extract(reading)] == [precipitant]


def test_the_row_names_the_drug_and_the_row_above_its_class() -> None:
    writing = Writing()
    rows: list[list[str | tuple[str, int]]] = [
        ["Drug", "Recommendation"],
        [("CYP3A Inhibitors", 2)],
        ["Strong", "Contraindicated"],
        ["Samplol*", "Avoid use."],
    ]
    table = writing.table(rows)
    reading = writing.add(writing.section("7", "DRUG INTERACTIONS", table)).reading()
    found = [(fact.precipitant, fact.advice) for fact in interaction.extract(reading)]
    assert found == [("Strong CYP3A Inhibitors", Advice.CONTRAINDICATED), ("Samplol", Advice.AVOID)]


def test_a_cell_is_about_the_drugs_of_its_row() -> None:
    writing = Writing()
    table = writing.table(
        [["Drug", "Recommendation"], ["Antacids", "Avoid use."], ["Digoxin", "Monitor digoxin levels."]]
    )
    reading = writing.add(writing.section("7", "DRUG INTERACTIONS", table)).reading()
    found = [(fact.precipitant, fact.advice) for fact in interaction.extract(reading)]
    assert found == [("Antacids", Advice.AVOID), ("Digoxin", Advice.MONITOR)]


def test_the_name_of_a_row_is_read_without_what_the_drug_does_to_an_enzyme() -> None:
    writing = Writing()
    rows: list[list[str | tuple[str, int]]] = [
        ["Drug (Mechanism)", "Recommendation"],
        ["Samplol (CYP3A4 Inhibition)", "Contraindicated"],
        [
            "High-dose Testol (90 mg) (CYP450 inducer; P-gp inducer)",
            "No dosage adjustment for testol when used with it.",
        ],
    ]
    reading = writing.add(writing.section("7", "DRUG INTERACTIONS", writing.table(rows))).reading()
    found = [(fact.precipitant, fact.advice) for fact in interaction.extract(reading)]
    assert found == [("Samplol", Advice.CONTRAINDICATED), ("High-dose Testol (90 mg)", Advice.NO_ADJUSTMENT)]


def test_section_4_adds_only_drugs_that_no_advice_names() -> None:
    alone = "EXAMPLINE is contraindicated with concomitant testol due to the risk of rash."
    listed = "Coadministration of samplol, testol, or examplol with EXAMPLINE is contraindicated."
    named = "Avoid use with testol."
    found = [(fact.precipitant, fact.advice) for fact in interaction.extract(reading_of({"4": alone}))]
    assert found == [("testol", Advice.CONTRAINDICATED)]
    each = [fact.precipitant for fact in interaction.extract(reading_of({"4": listed}))]
    assert each == ["samplol", "testol", "examplol", "EXAMPLINE"]
    assert [fact.advice for fact in interaction.extract(reading_of({"4": alone, "7": named}))] == [Advice.AVOID]


def test_warnings_add_only_drugs_that_the_section_on_interactions_does_not_name() -> None:
    warning = "Avoid use of EXAMPLINE in combination with drugs that slow the heart. Monitor patients taking CYP3A inhibitors."
    advice = [("drugs that slow the heart", Advice.AVOID), ("CYP3A inhibitors", Advice.MONITOR)]
    for further in ({}, {"7": "None known."}):
        found = [
            (fact.precipitant, fact.advice) for fact in interaction.extract(reading_of({"5.1": warning, **further}))
        ]
        assert found == advice
    named = "Drugs that slow the heart should be avoided."
    sections = [fact.evidence[0].section for fact in interaction.extract(reading_of({"5.1": warning, "7": named}))]
    assert sections == ["7", "5.1"]


WARNED: tuple[tuple[str, list[tuple[str, Advice]]], ...] = (
    ("Monitor the INR of patients receiving samplol.", [("samplol", Advice.MONITOR)]),
    (
        "Monitor patients if samplol agents and/or SMPLs are used concomitantly.",
        [("samplol agents and/or SMPLs", Advice.MONITOR)],
    ),
    ("Therefore, use with other biologic therapies is not recommended.", [("other biologic therapies", Advice.AVOID)]),
    ("Avoid using drugs that slow the heart.", [("drugs that slow the heart", Advice.AVOID)]),
    (
        "Conduct periodic monitoring in patients who are taking medications that slow the heart.",
        [("medications that slow the heart", Advice.MONITOR)],
    ),
    ("Live viral vaccines should not be given.", [("Live viral vaccines", Advice.AVOID)]),
    ("Monitor patients receiving EXAMPLINE, when administered with testol, for rash.", []),
    ("Patients receiving testol should be monitored.", []),
    ("EXAMPLINE is not recommended in patients who had a rash when previously taking samplol.", []),
)


@pytest.mark.parametrize(("warning", "expected"), WARNED)
def test_a_warning_tells_of_drugs_that_are_surely_taken_beside_the_product(
    warning: str, expected: list[tuple[str, Advice]]
) -> None:
    given = "EXAMPLINE is indicated in combination with testol for gout."
    reading = reading_of({"1": given, "5.1": warning, "7": "None known."})
    assert [(fact.precipitant, fact.advice) for fact in interaction.extract(reading)] == expected


def test_live_vaccines_of_a_warning_are_drugs_to_avoid() -> None:
    warning = "Do not give live viral vaccines to those who have recently received EXAMPLINE."
    found = [(fact.precipitant, fact.advice) for fact in interaction.extract(reading_of({"5.1": warning}))]
    assert found == [("live viral vaccines", Advice.AVOID)]


def test_a_list_of_section_4_names_drugs_and_what_it_advises_against_is_read_as_well() -> None:
    listed = (
        "EXAMPLINE is contraindicated in patients: taking, or within 14 days of stopping, samplol because of the risk of "
        "rash. who require concomitant testol therapy or have gout. with asthma after taking anexol. Do not use EXAMPLINE with proberol."
    )
    found = {(fact.precipitant, fact.advice) for fact in interaction.extract(reading_of({"4": listed}))}
    assert found == {
        ("samplol", Advice.CONTRAINDICATED),
        ("testol therapy", Advice.CONTRAINDICATED),
        ("proberol", Advice.AVOID),
    }


@pytest.mark.shared
def test_of_a_real_label(shared: Path) -> None:
    found = list(interaction.extract(Reading(document=read(shared / "labels" / "besponsa.txt"))))
    assert [(fact.precipitant, fact.advice) for fact in found] == [
        ("Drugs That Prolong the QT Interval", Advice.AVOID),
        ("Drugs That Prolong the QT Interval", Advice.MONITOR),
    ]


def test_two_drugs_that_or_joins_are_two_interactions() -> None:
    text = "Concomitant use of EXAMPLINE with samplol phosphate or testol sulfate is not recommended."
    found = interaction.extract(reading_of({"7": text}))
    assert [fact.precipitant for fact in found] == ["samplol phosphate", "testol sulfate"]
