"""Whole labels read from text."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.document import Document, Paragraph, Part, Section, Table
from ingest.sources import read
from ingest.sources.text import read_text
from tests.bounds import LONG_SECONDS

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


@pytest.mark.shared
def test_besponsa_loses_nothing(besponsa: Document) -> None:
    held = bytearray(len(besponsa.text))
    spans = [found.span for found in besponsa.structure]
    for section in besponsa.walk():
        spans.extend(block.span for block in section.blocks if isinstance(block, Table))
        texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        notes = [note.text for block in section.blocks if isinstance(block, Table) for note in block.footnotes]
        for offset in (offset for text in (*texts, *notes, section.title) if text for offset in text.offsets):
            held[offset] = 1
    for span in spans:
        held[span.start : span.end] = b"\1" * (span.end - span.start)
    lost = "".join(character if not held[offset] else " " for offset, character in enumerate(besponsa.text))
    assert set(re.findall(r"[^\s•.–-]+", lost)) == {"FULL", "PRESCRIBING", "INFORMATION"}


@pytest.mark.shared
def test_besponsa_is_read_in_time(shared: Path) -> None:
    started = time.process_time()
    read(shared / "labels" / "besponsa.txt")
    assert time.process_time() - started < LONG_SECONDS


@pytest.mark.shared
def test_besponsa_lists_are_whole(besponsa: Document) -> None:
    section = besponsa.section("2.1")
    assert section is not None
    items = [
        (b.level, b.text.text.split(" [see")[0][:30], b.text.text[-9:])
        for b in section.blocks
        if isinstance(b, Paragraph)
    ]
    assert items[:8] == [
        (1, "Pre-medicate before each dose", "n (2.2)]."),
        (1, "For the first cycle, the recom", "toxicity."),
        (1, "For subsequent cycles:", "t cycles:"),
        (2, "In patients who achieve a CR o", "duration."),
        (2, "OR", "OR"),
        (2, "In patients who do not achieve", "reatment."),
        (1, "For patients proceeding to hem", "s (5.1)]."),
        (1, "For patients not proceeding to", "nistered."),
    ]


def test_reads_the_bundled_example(root: Path) -> None:
    document = read(root / "examples" / "inotuzumab-ozogamicin.txt")
    assert [section.number for section in document.sections if section.part is Part.FULL] == [
        *(str(number) for number in (*range(1, 9), *range(11, 15))),
        "16",
        "17",
    ]
    boxed = next(section for section in document.sections if section.part is Part.BOXED)
    assert boxed.loinc == "34066-1"
    assert boxed.title is not None
    assert boxed.title.text.startswith("WARNING: SEVERE HEPATOTOXICITY")
    assert not [gap for gap in document.not_understood if "table" not in gap.reason]


def test_keeps_windows_line_ends_and_a_byte_order_mark_apart(root: Path) -> None:
    data = (root / "examples" / "inotuzumab-ozogamicin.txt").read_bytes()
    plain = read_text("a.txt", data)
    windows = read_text("a.txt", b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert [_outline(section) for section in plain.sections] == [_outline(section) for section in windows.sections]


def _outline(section: Section) -> object:
    texts = [block.text.text for block in section.blocks if isinstance(block, Paragraph)]
    return section.number, section.title and section.title.text, texts, [_outline(below) for below in section.sections]


@pytest.mark.shared
def test_besponsa_notes_far_above_their_table_are_notes_only(besponsa: Document) -> None:
    paragraphs = [b.text.text for s in besponsa.walk() for b in s.blocks if isinstance(b, Paragraph)]
    notes = [n.text.text for s in besponsa.walk() for b in s.blocks if isinstance(b, Table) for n in b.footnotes]
    assert [note for note in notes if note.startswith("+/- 2 days (maintain")]
    assert not [text for text in paragraphs if "+/- 2 days (maintain" in text]
