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
    ("After the CYP3A inhibitor is discontinued, increase the EXAMPLINE dose.", []),
    ("Strong CYP3A inhibitors may increase the risk of rash.", []),
)


@pytest.mark.parametrize(("text", "facts"), SENTENCES)
def test_sentences(text: str, facts: list[tuple[str, Advice]]) -> None:
    found = interaction.extract(reading_of({"7": text}))
    assert {(fact.precipitant, fact.advice) for fact in found} == set(facts)


def test_a_heading_names_the_drugs_and_a_general_one_does_not() -> None:
    writing = Writing()
    text = "Use with UGT1A1 inhibitors should be avoided."
    named = writing.section(None, "Drugs That Lower Potassium", text)
    general = writing.section(None, "Effect of Other Drugs on EXAMPLINE", text)
    reading = writing.add(writing.section("7", "DRUG INTERACTIONS", sections=(named, general))).reading()
    assert [fact.precipitant for fact in interaction.extract(reading)] == [
        "Drugs That Lower Potassium",
        "UGT1A1 inhibitors",
    ]


def test_a_cell_is_about_the_drugs_of_its_row() -> None:
    writing = Writing()
    table = writing.table(
        [["Drug", "Recommendation"], ["Antacids", "Avoid use."], ["Digoxin", "Monitor digoxin levels."]]
    )
    reading = writing.add(writing.section("7", "DRUG INTERACTIONS", table)).reading()
    found = [(fact.precipitant, fact.advice) for fact in interaction.extract(reading)]
    assert found == [("Antacids", Advice.AVOID), ("Digoxin", Advice.MONITOR)]


def test_warnings_are_read_only_where_no_section_is_about_interactions() -> None:
    warning = "In patients taking drugs that prolong the QT interval, monitor the ECG."
    assert len(list(interaction.extract(reading_of({"5.1": warning})))) == 1
    assert not list(interaction.extract(reading_of({"5.1": warning, "7": "None known."})))


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
