import re
from pathlib import Path

import pytest

from ingest.document import Document, LabelFormat, Part, Section, StructureKind, Table
from ingest.names import product_name, product_names
from ingest.sources import read
from ingest.sources.spl import is_spl, read_spl
from kg.errors import SourceError
from tests.ingest.sources.spl.labels import label, numbered, section

_INDICATIONS = section(
    "1 INDICATIONS AND USAGE",
    "<paragraph>EXAMPLINE is indicated for pain [see Clinical Studies (14)].</paragraph>",
    code="34067-9",
    highlight="<paragraph>EXAMPLINE is indicated for pain. (1)</paragraph>",
)
_BOXED = section("WARNING: RASH", "<paragraph>Rash may occur.</paragraph>", code="34066-1")
_LEAFLET = section("", "<paragraph>Ask your doctor.</paragraph>", code="42230-3")
_STORAGE = section("", "<paragraph>Keep dry.</paragraph>", code="44425-7")


@pytest.fixture
def document() -> Document:
    return read_spl("exampline.xml", label(_BOXED, _INDICATIONS, numbered(2, 16), _STORAGE, numbered(17, 17), _LEAFLET))


def _titles(sections: tuple[Section, ...]) -> list[str | None]:
    return [found.title.text if found.title else None for found in sections]


def test_parts_are_told_by_number_and_code(document: Document) -> None:
    parts = [(found.part, found.number) for found in document.sections]
    full = [(Part.FULL, str(number)) for number in range(1, 18)]
    assert parts == [(Part.HIGHLIGHTS, None), (Part.BOXED, None), *full, (Part.GUIDE, None)]
    storage = document.section("16")
    assert storage is not None
    assert [found.loinc for found in storage.sections] == ["44425-7"]
    assert document.text[storage.span.start : storage.span.end].endswith("Keep dry.")


def test_highlights_hold_the_title_and_the_excerpts(document: Document) -> None:
    highlights = document.sections[0]
    assert len(highlights.blocks) == 3
    assert _titles(highlights.sections) == ["INDICATIONS AND USAGE"]


def test_names_version_and_set_are_kept(document: Document) -> None:
    assert (document.set_id, document.version, document.media_type) == ("0c6d-46e8", "7", "application/xml")
    assert document.product is not None
    assert document.quote(document.product.name) == "EXAMPLINE"
    name = product_name(document)
    assert name is not None
    assert (name.name, name.substance) == ("EXAMPLINE", "examplinib")
    assert product_names(document) == ("EXAMPLINE", "examplinib")


def test_cross_references_are_structure(document: Document) -> None:
    references = [mark for mark in document.structure if mark.kind is StructureKind.CROSS_REFERENCE]
    assert [document.quote(mark.span) for mark in references] == ["(1)", "[see Clinical Studies (14)]"]


def test_the_same_bytes_give_the_same_document() -> None:
    data = label(_INDICATIONS, numbered(2, 17))
    assert read_spl("a.xml", data) == read_spl("a.xml", data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<?xml version='1.0'?><html/>", "a.xml, line 1: the XML is a 'html' without a body"),
        (b"<document xmlns='urn:hl7-org:v3'><component/></document>", "without a body"),
        (label(product=""), "a.xml, line 2: the SPL has no section and no product"),
        (label(_INDICATIONS, numbered(2, 17))[:-400], "the XML is malformed"),
    ],
)
def test_xml_without_a_label_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_spl("a.xml", data)


def test_a_label_of_before_2006_has_sections_with_codes_and_without_numbers() -> None:
    below = section("1. General", "<paragraph>Take care.</paragraph>", code="34072-9")
    sections = (
        _BOXED,
        section("INDICATIONS", "<paragraph>EXAMPLINE is for pain.</paragraph>", code="34067-9"),
        section("PRECAUTIONS", "", below, code="42232-9"),
        section("", "<paragraph>Made in Exampleland.</paragraph>"),
    )
    document = read_spl("a.xml", label(*sections))
    assert document.format is LabelFormat.BEFORE_2006
    assert [(found.part, found.number, found.loinc) for found in document.walk()] == [
        (Part.FULL, None, None),
        (Part.BOXED, None, "34066-1"),
        (Part.FULL, None, "34067-9"),
        (Part.FULL, None, "42232-9"),
        (Part.FULL, None, "34072-9"),
        (Part.FULL, None, None),
    ]
    assert _titles(document.sections) == [None, "WARNING: RASH", "INDICATIONS", "PRECAUTIONS", None]
    assert len(document.sections[0].blocks) == 3
    assert document.not_understood == ()


def test_pictures_of_sections_are_told_as_not_understood() -> None:
    picture = "<renderMultiMedia referencedObject='P'/>"
    sections = (
        section("11 DESCRIPTION", f"<paragraph>It is a salt.</paragraph>{picture}", section("", picture)),
        section("PACKAGE LABEL", picture, code="51945-4"),
    )
    document = read_spl("a.xml", label(_INDICATIONS, numbered(2, 10), *sections))
    told = [
        (gap.section, gap.reason, document.quote(gap.span)) for gap in document.not_understood if "pict" in gap.reason
    ]
    assert told == [("11", "2 pictures of this section not read", "11 DESCRIPTION")]


def test_the_code_tells_the_number_that_a_title_does_not_print() -> None:
    below = section("Serious rash", "<paragraph>Stop it.</paragraph>")
    sections = (
        section("INDICATIONS AND USAGE", "<paragraph>For pain.</paragraph>", code="34067-9"),
        section("WARNINGS AND PRECAUTIONS", "", below, code="43685-7"),
        section("6 ADVERSE REACTIONS", "<paragraph>Rash.</paragraph>", code="34084-4"),
        section("", "<paragraph>Rash again.</paragraph>", code="34084-4"),
    )
    document = read_spl("a.xml", label(*sections))
    assert document.format is LabelFormat.PHYSICIAN_LABELING_RULE
    assert [(found.number, found.loinc) for found in document.sections[1:4]] == [
        ("1", "34067-9"),
        ("5", "43685-7"),
        ("6", "34084-4"),
    ]
    assert _titles(document.sections[2].sections) == ["Serious rash"]


def test_a_document_of_product_data_alone_is_read() -> None:
    document = read_spl("a.xml", label(code="53409-9", kind="BULK INGREDIENT", title=""))
    assert (document.format, document.text, document.sections) == (LabelFormat.OTHER, "", ())
    assert document.listing is not None
    assert [product.name for product in document.listing.products] == ["EXAMPLINE"]


def test_spl_is_told_by_content(tmp_path: Path) -> None:
    assert is_spl(b"\xef\xbb\xbf <?xml version='1.0'?>")
    assert is_spl("<?xml version='1.0'?>".encode("utf-16"))
    assert is_spl(b"<!-- saved --> <?style a?>\n<document xmlns='urn:hl7-org:v3'>")
    assert is_spl(b"<v:document xmlns:v='urn:hl7-org:v3'>")
    assert not is_spl(b"<!-- saved --><html>")
    assert not is_spl(b"<!---->" * 100 + b"<documents>")
    assert not is_spl(b"HIGHLIGHTS OF PRESCRIBING INFORMATION")
    path = tmp_path / "label.txt"
    path.write_bytes(label(_INDICATIONS, numbered(2, 17)))
    assert read(path).media_type == "application/xml"


_NO_PLR = {"albuterol", "diclofenac", "hydrocodone-acetaminophen-nonplr"} | {
    "prescription_1a0301ba-9f66-ac39-e063-6394a90a34bb",
    "prescription_4221a53d-0185-7219-e063-6394a90a7ff7",
}


@pytest.mark.shared
def test_real_labels_have_their_sections_and_true_spans(shared: Path) -> None:
    for path in sorted((shared / "labels" / "spl").glob("*.xml")):
        document = read(path)
        if path.stem in _NO_PLR:
            assert document.format is LabelFormat.BEFORE_2006
            continue
        assert document.format is LabelFormat.PHYSICIAN_LABELING_RULE
        required = {"1", "2", "3", "4", "5", "6", "7", "8", "10", "11", "12", "13", "16"}
        numbers = {found.number for found in document.sections}
        assert required <= numbers, f"{path.name} lacks {required - numbers}"
        for found in document.walk():
            for block in found.blocks:
                texts = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
                for text in texts:
                    assert text is None or "".join(document.text[offset] for offset in text.offsets) == text.text


@pytest.mark.shared
def test_the_subsections_of_a_real_label_are_found(shared: Path) -> None:
    document = read(shared / "labels" / "spl" / "apixaban.xml")
    numbers = [found.number for found in document.walk() if found.number and found.number.startswith(("5", "8", "14"))]
    assert numbers == (
        [
            "5",
            "5.1",
            "5.2",
            "5.3",
            "5.4",
            "5.5",
            "5.6",
            "8",
            "8.1",
            "8.2",
            "8.3",
            "8.4",
            "8.5",
            "8.6",
            "8.7",
            "14",
            "14.1",
            "14.2",
            "14.3",
            "14.4",
        ]
    )
    experience = document.section("6.1")
    assert experience is not None
    labels = [block.label for found in experience.walk() for block in found.blocks if isinstance(block, Table)]
    assert labels == [f"Table {number}" for number in range(2, 13)][: len(labels)]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "form", "sections"),
    [
        ("cough.xml", LabelFormat.OVER_THE_COUNTER, 19),
        ("homeopathic_1e5c425c-1387-49c4-8200-b36cb8925f9c.xml", LabelFormat.HOMEOPATHIC, 16),
        ("homeopathic_40e5e7b1-80c7-b406-e063-6394a90ac7e2.xml", LabelFormat.HOMEOPATHIC, 13),
        ("lipitor-orig.xml", LabelFormat.PHYSICIAN_LABELING_RULE, 177),
        ("lipitor-repack.xml", LabelFormat.PHYSICIAN_LABELING_RULE, 118),
        ("no-title.xml", LabelFormat.BEFORE_2006, 46),
        ("otc_2f8bbda5-0100-4d14-84b7-e5712f6dad6f.xml", LabelFormat.OVER_THE_COUNTER, 16),
        ("otc_409989d2-3458-6fab-e063-6294a90a57ab.xml", LabelFormat.OVER_THE_COUNTER, 12),
        ("other_14ed4ac8-b9ab-495c-9bef-bf3dd441ac78.xml", LabelFormat.BEFORE_2006, 81),
        ("other_26395c33-a90d-483a-96e9-f9f446cf5b53.xml", LabelFormat.OTHER, 2),
        ("other_375fc53c-643d-4137-b034-ac11b783022c.xml", LabelFormat.OTHER, 0),
    ],
)
def test_real_documents_of_other_kinds_are_named_and_read(
    shared: Path, name: str, form: LabelFormat, sections: int
) -> None:
    document = read(shared / "labels" / "spl_other" / name)
    assert (document.format, len(list(document.walk()))) == (form, sections)
    assert document.listing is not None
    assert document.listing.products


@pytest.mark.shared
def test_no_table_of_a_real_label_is_lost(shared: Path) -> None:
    for path in sorted((shared / "labels").glob("spl*/*.xml")):
        blocks = [block for found in read(path).walk() for block in found.blocks]
        printed = len(re.findall(rb"<table[\s>]", path.read_bytes()))
        assert sum(isinstance(block, Table) for block in blocks) == printed, path.name
