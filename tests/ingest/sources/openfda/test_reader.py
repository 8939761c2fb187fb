"""openFDA labels: what sections, subsections, tables and names are read from the fields."""

import time
from pathlib import Path

import pytest

from ingest.document import Document, LabelFormat, Part, Table
from ingest.names import product_name
from ingest.sources import read
from ingest.sources.openfda import is_openfda, read_openfda
from kg.errors import SourceError
from tests.ingest.sources.openfda.made_up import LABEL, TABLE, label


@pytest.fixture(scope="module")
def document() -> Document:
    return read_openfda("label.json", label())


def _texts(document: Document, part: Part) -> list[str]:
    return [document.quote(section.span) for section in document.sections if section.part is part]


def test_words_in_a_field_of_tables_without_a_table_are_read_and_told() -> None:
    read = read_openfda("label.json", label(contraindications_table=["Known allergy"]))
    told = [read.quote(gap.span) for gap in read.not_understood if gap.section == "4"]
    assert told == ["Known allergy"]


def test_numbers_and_titles_come_in_label_order(document: Document) -> None:
    found = [(s.number, s.title.text) for s in document.walk() if s.part is Part.FULL and s.number and s.title]
    assert found == [
        ("1", "INDICATIONS AND USAGE"),
        ("1.1", "Common Warts"),
        ("3", "DOSAGE FORMS AND STRENGTHS"),
        ("4", "CONTRAINDICATIONS"),
        ("5", "WARNINGS AND PRECAUTIONS"),
        ("5.1", "Liver Injury"),
        ("5.2", "QT Interval Prolongation (Including Syncope)"),
        ("6", "ADVERSE REACTIONS"),
        ("6.1", "Clinical Trials Experience"),
        ("8", "USE IN SPECIFIC POPULATIONS"),
        ("8.1", "Pregnancy"),
        ("8.3", "Females and Males of Reproductive Potential"),
    ]


def test_what_highlights_say_of_a_section_stands_apart(document: Document) -> None:
    summaries = _texts(document, Part.HIGHLIGHTS)
    assert summaries == [
        "WARNING: LIVER INJURY See full prescribing information for complete boxed warning. Liver injury can occur. ( 5.1 )",
        "DRUG-X is a blocker indicated for warts in adults ( 1.1 ).",
        "For injection: 5 mg ( 3 )",
        "None. ( 4 )",
        "Liver: Measure enzymes. ( 5.1 ) Heart: Record an ECG. ( 5.2 )",
        "The most common are nausea and fever. ( 6.1 ) To report SUSPECTED ADVERSE REACTIONS, contact Example at "
        "1-800-555-0100.",
    ]
    assert not any(summary in text for summary in summaries for text in _texts(document, Part.FULL))


def test_the_title_of_the_boxed_warning_ends_where_highlights_end_it(document: Document) -> None:
    boxed = next(section for section in document.sections if section.part is Part.BOXED)
    assert boxed.title is not None
    assert boxed.title.text == "WARNING: LIVER INJURY"


def test_a_boxed_warning_goes_on_behind_what_highlights_say_of_it() -> None:
    box = (
        "WARNING: LIVER INJURY WARNING: LIVER INJURY See full prescribing information for complete boxed warning. Liver "
        "injury can occur. ( 5.1 ) Liver injury occurred in patients [see Warnings and Precautions (5.1) ] ."
    )
    document = read_openfda("label.json", label(boxed_warning=[box]))
    boxed = next(section for section in document.sections if section.part is Part.BOXED)
    assert document.quote(boxed.span) == (
        "WARNING: LIVER INJURY\nLiver injury occurred in patients [see Warnings and Precautions (5.1) ] ."
    )


def test_a_boxed_warning_begins_behind_the_opening_of_highlights() -> None:
    opening = "These highlights do not include all that is needed. EXAMPLINE injection Initial U.S. Approval: 2021"
    document = read_openfda(
        "label.json", label(boxed_warning=[f"{opening} WARNING: LIVER INJURY Liver injury occurs."])
    )
    boxed = next(section for section in document.sections if section.part is Part.BOXED)
    assert document.quote(boxed.span) == "WARNING: LIVER INJURY\nLiver injury occurs."
    assert opening in document.text


def test_a_table_stands_at_its_place_and_is_not_read_twice(document: Document) -> None:
    section = document.section("6.1")
    assert section is not None
    kinds = [type(block).__name__ for block in section.blocks]
    assert kinds == ["Paragraph", "Table", "Paragraph", "Paragraph", "Paragraph"]
    table = section.blocks[1]
    assert isinstance(table, Table)
    assert (table.label, table.caption and table.caption.text) == ("Table 1", "Adverse Reactions")
    nausea = table.cell(1, 0)
    assert nausea is not None
    assert (nausea.words, nausea.markers) == ("Nausea", ("a",))
    note = table.footnote("a")
    assert note is not None
    assert note.text.text == "Includes vomiting."
    assert document.text.count("Includes vomiting.") == 1
    assert [(b.level, b.text.text) for b in section.blocks[3:] if not isinstance(b, Table)] == [
        (1, "Rash"),
        (1, "Fever"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_json_with_a_byte_order_mark_is_read(encoding: str, document: Document, tmp_path: Path) -> None:
    text = f"\ufeff {label().decode()}" if encoding.startswith("utf-16-") else label().decode()
    path = tmp_path / "label.json"
    path.write_bytes(text.encode(encoding))
    assert read(path).sections == document.sections


@pytest.mark.parametrize("given", ["", "<caption/>", "<caption> </caption>"])
def test_the_line_in_front_of_a_table_without_words_in_its_caption_is_the_caption(given: str) -> None:
    table = TABLE.replace("<caption>Table 1: Adverse Reactions</caption>", given)
    section = read_openfda("label.json", label(adverse_reactions_table=[table])).section("6.1")
    assert section is not None
    captions = [(b.label, b.caption and b.caption.text) for b in section.blocks if isinstance(b, Table)]
    assert captions == [("Table 1", "Adverse Reactions")]


def test_a_table_without_a_place_stands_at_the_end_of_its_section() -> None:
    elsewhere = "6 ADVERSE REACTIONS 6.1 Clinical Trials Experience Reactions were few."
    document = read_openfda("label.json", label(adverse_reactions=[elsewhere]))
    section = document.section("6")
    assert section is not None
    assert [type(block).__name__ for block in section.blocks] == ["Table"]
    assert (section.number, section.blocks[0]) in [
        (gap.section, block)
        for gap in document.not_understood
        for block in section.blocks
        if isinstance(block, Table) and block.span == gap.span and "place" in gap.reason
    ]


def test_what_a_field_says_again_is_left_out() -> None:
    again = (
        "6.1 Clinical Trials Experience Reactions are in Table 1. Table 1: Adverse Reactions Reaction DRUG-X N=100 a "
    )
    again += "Includes vomiting. Nausea a 12"
    texts = LABEL["adverse_reactions"]
    assert isinstance(texts, list)
    repeated = label(adverse_reactions=[*texts, again], adverse_reactions_table=[TABLE, TABLE])
    assert read_openfda("label.json", repeated).text == read_openfda("label.json", label()).text


def test_section_1_says_again_what_highlights_say_without_a_reference() -> None:
    uses = "1 INDICATIONS AND USAGE DRUG-X is indicated for warts. DRUG-X is a blocker (BLK) indicated for: warts"
    section = read_openfda("label.json", label(indications_and_usage=[uses])).section("1")
    assert section is not None
    assert [block.text.text for block in section.blocks if not isinstance(block, Table)] == [
        "DRUG-X is indicated for warts."
    ]


def test_only_sections_1_to_8_have_highlights() -> None:
    studies = (
        "14 CLINICAL STUDIES Warts healed in half of the patients ( 1 ). Warts healed in half of the patients ( 1 )."
    )
    document = read_openfda("label.json", label(clinical_studies=[studies]))
    assert all("healed" not in text for text in _texts(document, Part.HIGHLIGHTS))


def test_unnumbered_headings_become_sections_below(document: Document) -> None:
    section = document.section("8.3")
    assert section is not None
    assert [[below.title and below.title.text for below in child.sections] for child in section.sections] == [
        ["Females"],
        [],
    ]
    assert [below.title.text for below in section.walk() if below.number is None and below.title] == [
        "Contraception",
        "Females",
        "Infertility",
    ]


def test_every_span_quotes_the_text_that_was_written(document: Document) -> None:
    for section in document.walk():
        for block in section.blocks:
            text = block.caption if isinstance(block, Table) else block.text
            assert text is None or document.quote(text.span()).split()[0] == text.text.split()[0]
    warning = document.section("5.1")
    assert warning is not None
    assert document.quote(warning.span).startswith("5.1 Liver Injury\nSerious liver injury occurred. Give 5 mg/m 2")
    assert [block.text.text for block in warning.blocks if not isinstance(block, Table)] == [
        "Serious liver injury occurred. Give 5 mg/m2 less."
    ]


def test_the_same_label_is_written_out_the_same(document: Document) -> None:
    assert read_openfda("label.json", label()) == document


def test_names_and_identifiers(document: Document) -> None:
    names = product_name(document)
    assert names is not None
    assert (names.name, names.substance) == ("Drug-X", "exampline sodium")
    assert document.quote(names.name_span) == "Drug-X"
    assert (document.set_id, document.version) == (LABEL["set_id"], "7")


def test_names_come_from_the_text_where_the_block_is_empty() -> None:
    supplied = "16 HOW SUPPLIED/STORAGE AND HANDLING DRUG-X (exampline) is supplied in vials."
    names = product_name(read_openfda("label.json", label(openfda={}, how_supplied=[supplied])))
    assert names is not None
    assert (names.name, names.substance) == ("DRUG-X", "exampline")


NESTED = "<list><item>" * 200 + "x" + "</item></list>" * 200


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("<table><tr>", ", line 1: the XML is malformed"),
        (
            TABLE.replace("colspan='2'", "colspan='1000000000'").replace("tfoot", "tbody"),
            ": a cell has colspan 1000000000",
        ),
        ("<!DOCTYPE t [<!ENTITY a 'b'>]><table/>", ", line 1: a document type or entities are declared"),
        ("<table><tr><td>&a;</td></tr></table>", ", line 1: the XML is malformed: undefined entity"),
        (f"<table><tr><td>{NESTED}</td></tr></table>", ", line 1: elements are nested more than 100 deep"),
        ("<table>\0</table>", " holds U+0000"),
    ],
)
def test_a_table_that_is_out_of_bounds_is_refused_at_once(table: str, reason: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(SourceError) as caught:
        read_openfda("label.json", label(adverse_reactions_table=[table]))
    assert time.perf_counter() - begun < 1
    place = "label.json: " if reason.startswith(" ") else "label.json, "
    assert str(caught.value).startswith(f"{place}adverse_reactions_table{reason}")


def test_json_is_told_by_its_content(tmp_path: Path) -> None:
    assert is_openfda(b"\xef\xbb\xbf \n{")
    assert not is_openfda(b"1 INDICATIONS AND USAGE")
    path = tmp_path / "label.txt"
    path.write_bytes(label())
    assert read(path).media_type == "application/json"


@pytest.mark.shared
def test_every_label_is_read(shared: Path) -> None:
    documents = [read(path) for path in sorted((shared / "labels" / "openfda").glob("*.json"))]
    numbered = [document for document in documents if document.format is LabelFormat.PHYSICIAN_LABELING_RULE]
    assert len(documents) - len(numbered) == 21
    assert all(document.format is LabelFormat.BEFORE_2006 for document in documents if document not in numbered)
    assert [d.name for d in numbered for number in ("1", "2", "6") if d.section(number) is None] == []
    tables = [block for d in numbered for section in d.walk() for block in section.blocks if isinstance(block, Table)]
    assert len(tables) > 1_400


@pytest.mark.shared
def test_real_titles_and_tables(shared: Path) -> None:
    document = read(shared / "labels" / "openfda" / "trodelvy.BLA761115.json")
    titles = [s.title.text for s in document.walk() if s.title and s.number and s.number.startswith("5.")]
    assert titles == [
        "Neutropenia",
        "Diarrhea",
        "Hypersensitivity and Infusion-Related Reactions",
        "Nausea and Vomiting",
        "Increased Risk of Adverse Reactions in Patients with Reduced UGT1A1 Activity",
        "Embryo-Fetal Toxicity",
    ]


def test_what_else_a_label_holds_stands_behind_its_sections() -> None:
    table = "<table><tr><td>Store in the carton.</td></tr></table>"
    more: dict[str, object] = {
        "recent_major_changes": ["RECENT MAJOR CHANGES Warnings and Precautions ( 5.1 ) 8/2022"],
        "spl_medguide": ["MEDICATION GUIDE DRUG-X What is DRUG-X? Store in the carton."],
        "spl_medguide_table": [table],
        "spl_unclassified_section": ["Made by Example Inc.", "17. PATIENT COUNSELING INFORMATION Advise patients."],
        "new_words": ["Ask your pharmacist for a leaflet."],
        "risks": [str(LABEL["contraindications"])[2:-2]],
    }
    document = read_openfda("label.json", label(**more))
    behind = list(document.sections)[-5:]
    assert [(s.part.value, s.number, s.title and s.title.text, s.loinc) for s in behind] == [
        ("full", "17", "PATIENT COUNSELING INFORMATION", "34076-0"),
        ("highlights", None, "RECENT MAJOR CHANGES", "43683-2"),
        ("guide", None, "MEDICATION GUIDE", "42231-1"),
        ("guide", None, None, "42229-5"),
        ("guide", None, "New words", None),
    ]
    assert [isinstance(block, Table) for block in behind[2].blocks] == [False, True]
    assert document.text.count("Made by Example Inc.") == document.text.count("17 PATIENT COUNSELING") == 1
