from ingest.document import Part, Section, StructureKind
from ingest.sources.spl.elements import sections_below
from ingest.sources.spl.parsing import parse
from ingest.sources.spl.sections import SectionReader
from ingest.sources.writing.writer import TextWriter
from tests.ingest.sources.spl.labels import section


def _read(xml: str) -> tuple[Section, TextWriter]:
    writer = TextWriter()
    element = sections_below(parse("a.xml", f"<structuredBody>{xml}</structuredBody>".encode()))[0]
    return SectionReader(writer=writer, name="a.xml").read(element, Part.FULL), writer


def _tree(found: Section) -> tuple[str | None, str | None, list[object]]:
    return found.number, found.title.text if found.title else None, [_tree(below) for below in found.sections]


def test_numbers_are_those_that_titles_print() -> None:
    below = section("8.1 Pregnancy", "<paragraph>None.</paragraph>", code="42228-7")
    odd = section("2 Doses a Day", "<paragraph>None.</paragraph>")
    read, writer = _read(section("8. USE IN SPECIFIC POPULATIONS", "", below, odd, code="43684-0"))
    assert _tree(read) == (
        "8",
        "USE IN SPECIFIC POPULATIONS",
        [("8.1", "Pregnancy", []), (None, "2 Doses a Day", [])],
    )
    assert [found.loinc for found in read.walk()] == ["43684-0", "42228-7", None]
    numbers = [mark for mark in writer.structure if mark.kind is StructureKind.SECTION_NUMBER]
    assert [writer.text[mark.span.start : mark.span.end] for mark in numbers] == ["8", "8.1"]


def test_a_blank_may_be_missing_behind_the_number_of_a_subsection() -> None:
    below = [section(title, "<paragraph>None.</paragraph>") for title in ("2.4Dosage for Warts", "2.5mL Doses")]
    read, _ = _read(section("2 DOSAGE AND ADMINISTRATION", "", *below))
    assert _tree(read)[2] == [("2.4", "Dosage for Warts", []), (None, "2.5mL Doses", [])]


def test_sections_without_title_and_text_are_passed_over() -> None:
    inner = section("", "", section("Storage", "<paragraph>Keep dry.</paragraph>"))
    read, _ = _read(section("16 HOW SUPPLIED", "", inner))
    assert _tree(read) == ("16", "HOW SUPPLIED", [(None, "Storage", [])])


def test_headings_in_text_are_sections_in_italics_below_bold_and_numbered_ones_have_their_number() -> None:
    def heading(words: str, style: str) -> str:
        return f"<paragraph><content styleCode='{style}'>{words}</content></paragraph>"

    text = "<paragraph>Text.</paragraph>"
    xml = (
        heading("13.1 Carcinogenesis", "bold") + text + heading("Data", "underline") + heading("Human Data", "underline")
        + text + heading("Animal Data", "underline") + text + heading("Other Drugs", "bold") + text
        + heading("In Rats", "italics") + text
    )  # fmt: skip
    read, _ = _read(section("13 NONCLINICAL TOXICOLOGY", xml))
    assert _tree(read)[2] == [
        ("13.1", "Carcinogenesis", []),
        (
            None,
            "Data",
            [(None, "Human Data", []), (None, "Animal Data", []), (None, "Other Drugs", [(None, "In Rats", [])])],
        ),
    ]
