"""Where titles end in flattened text."""

import pytest

from ingest.sources.openfda.titles import titles_of

TITLES = titles_of(["Deaths in Adults [see Warnings and Precautions (5.9) ]"], ["Drug-X", "exampline hydrochloride"])


@pytest.mark.parametrize(
    ("number", "title", "following"),
    [
        ("5.1", "Hepatotoxicity", "Serious hepatotoxicity occurred."),
        ("5.2", "Embryo-Fetal Toxicity", "Based on animal studies"),
        ("5.3", "Hypersensitivity Reactions", "DRUG-X caused reactions"),
        ("5.4", "Increased Risk of Bleeding in Patients with Cancer", "Patients treated with"),
        ("5.11", "For Oral Use Only: Harmful if Given by Other Routes", "Harmful if given by other routes. It was"),
        ("2.9", "Instructions for Oral Administration", "Reconstitute DRUG-X with 5 mL of water"),
        ("5.9", "Deaths in Adults", "Lung Cancer Treated patients died"),
        ("7.1", "Effect of DRUG-X on Other Drugs", "Coadministration of DRUG-X increased"),
        ("8.4", "Pediatric Use", "Safety has not been established"),
        ("7.2", "Drugs that prolong bleeding", "Aspirin may prolong"),
        ("5.5", "Infusion Reactions (including anaphylaxis)", "Fever occurred"),
        ("7.3", "Inhibitors (MAOIs)", "[See Contraindications (4) ]"),
        ("6.1", "Clinical Trials Experience in Chronic Warts", "Because clinical trials are conducted"),
        ("7.4", "Use of DRUG-X with Other MAOIs such as Linezolid", "Do not start DRUG-X"),
        ("5.6", "Drug Reaction with Eosinophilia", "Drug Reaction with Eosinophilia has been reported"),
        ("5.7", "Thyrotoxicosis", "β-blockade may mask clinical signs"),
        ("5.8", "Diabetes and Hypoglycemia", "β-blockers may mask some signs"),
        ("2.1", "Recommended Dosage", "Administer DRUG-X once daily"),
        ("8.6", "Hepatic Impairment", "Increased exampline exposure occurs"),
        ("7.5", "Effects of Drugs on Exampline hydrochloride", "The dose is halved"),
        ("5.10", "Interaction with St. John’s Wort", "Drugs which induce enzymes lower it"),
        ("7.6", "Drugs that Prolong QT and are Metabolized by CYP2D6", "Do not use with drugs"),
        ("2.2", "Preparation and Storage", "Each mL of DRUG-X contains 5 mg"),
        ("1.1", "von Example-Madeup (VEM) disease", "DRUG-X is indicated for adults"),
    ],
)
def test_a_title_ends_where_its_first_sentence_begins(number: str, title: str, following: str) -> None:
    text = f"{title} {following}"
    assert text[: TITLES.end(text, 0, len(text), number)] == title


def test_a_title_goes_on_to_the_table_or_heading_behind_it() -> None:
    text = "Drugs Having Important Interactions with DRUG-X Table 1"
    assert text[: TITLES.end(text, 0, text.index(" Table"), "7.1")] == "Drugs Having Important Interactions with DRUG-X"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Common Warts (Single-agent Regimen) The dose is 5 mg.", "Common Warts (Single-agent Regimen)"),
        ("Non-small Cell Lung Cancer DRUG-X is given.", "Non-small Cell Lung Cancer"),
        ("DO NOT FREEZE. Store upright.", None),
        ("DO NOT The vial", None),
        ("If the Drug-X vials leak, discard them.", None),
        ("Table 1 Patients were", None),
        ("Treat Acute Warts Leukemia patients with care.", None),
        ("Dilute the solution. The bag", None),
    ],
)
def test_a_heading_is_told_by_the_word_that_begins_the_sentence_behind_it(text: str, heading: str | None) -> None:
    end = TITLES.heading(text, 0, len(text))
    assert (text[:end] if end else None) == heading


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("DEATHS IN ADULTS", "Deaths in Adults"),
        ("Ask about Deaths in adults", "Deaths in Adults"),
        ("ask about deaths in adults", "Deaths in Adults Lung Cancer"),
        ("Adults", "Deaths in Adults Lung Cancer"),
    ],
)
def test_a_title_in_front_of_a_reference_is_a_phrase_of_its_own_in_any_case(front: str, title: str) -> None:
    text = "Deaths in Adults Lung Cancer Treated patients died"
    titles = titles_of([f"{front} [see Warnings and Precautions (5.9)]"], [])
    assert text[: titles.end(text, 0, len(text), "5.9")] == title
