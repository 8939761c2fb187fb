"""Whole labels read from text."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.document import Document, Paragraph, Part, Section
from ingest.sources import read

BESPONSA_SECTIONS = [
    ("1", "INDICATIONS AND USAGE"),
    ("2", "DOSAGE AND ADMINISTRATION"),
    ("2.1", "Recommended Dosage"),
    ("2.2", "Recommended Pre-medications and Cytoreduction"),
    ("2.3", "Dose Modification"),
    ("2.4", "Instructions for Reconstitution, Dilution, and Administration"),
    ("3", "DOSAGE FORMS AND STRENGTHS"),
    ("4", "CONTRAINDICATIONS"),
    ("5", "WARNINGS AND PRECAUTIONS"),
    (
        "5.1",
        "Hepatotoxicity, Including Hepatic Veno-occlusive Disease (VOD) (also known as Sinusoidal Obstruction Syndrome)",
    ),
    ("5.2", "Increased Risk of Post-Transplant Non-Relapse Mortality"),
    ("5.3", "Myelosuppression"),
    ("5.4", "Infusion Related Reactions"),
    ("5.5", "QT Interval Prolongation"),
    ("5.6", "Embryo-Fetal Toxicity"),
    ("6", "ADVERSE REACTIONS"),
    ("6.1", "Clinical Trials Experience"),
    ("6.2", "Immunogenicity"),
    ("7", "DRUG INTERACTIONS"),
    ("8", "USE IN SPECIFIC POPULATIONS"),
    ("8.1", "Pregnancy"),
    ("8.2", "Lactation"),
    ("8.3", "Females and Males of Reproductive Potential"),
    ("8.4", "Pediatric Use"),
    ("8.5", "Geriatric Use"),
    ("8.6", "Hepatic Impairment"),
    ("11", "DESCRIPTION"),
    ("12", "CLINICAL PHARMACOLOGY"),
    ("12.1", "Mechanism of Action"),
    ("12.2", "Pharmacodynamics"),
    ("12.3", "Pharmacokinetics"),
    ("13", "NONCLINICAL TOXICOLOGY"),
    ("13.1", "Carcinogenesis, Mutagenesis, Impairment of Fertility"),
    ("14", "CLINICAL STUDIES"),
    ("16", "HOW SUPPLIED/STORAGE AND HANDLING"),
    ("16.1", "How Supplied"),
    ("16.2", "Storage and Handling"),
    ("17", "PATIENT COUNSELING INFORMATION"),
]


@pytest.fixture(scope="module")
def besponsa(shared: Path) -> Document:
    return read(shared / "labels" / "besponsa.txt")


def _numbered(document: Document) -> Iterator[Section]:
    return (section for section in document.walk() if section.part is Part.FULL and section.number)


@pytest.mark.shared
def test_besponsa_has_its_sections(besponsa: Document) -> None:
    found = [(section.number, section.title.text if section.title else None) for section in _numbered(besponsa)]
    assert found == BESPONSA_SECTIONS


@pytest.mark.shared
def test_besponsa_has_its_parts(besponsa: Document) -> None:
    parts = list(dict.fromkeys(section.part for section in besponsa.sections))
    assert parts == [Part.GUIDE, Part.HIGHLIGHTS, Part.BOXED, Part.FULL]


@pytest.mark.shared
def test_besponsa_text_stands_where_it_says(besponsa: Document) -> None:
    for section in besponsa.walk():
        for block in section.blocks:
            texts = [block.text] if isinstance(block, Paragraph) else [c.text for c in block.cells if c.text]
            for text in texts:
                source = besponsa.text
                moved = [c for c, o in zip(text.text, text.offsets, strict=True) if source[o] != c and not c.isspace()]
                assert set(moved) <= {"^"}, text.text
