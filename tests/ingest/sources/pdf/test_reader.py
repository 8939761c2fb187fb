"""PDFs printed for these tests, and the real ones, read end to end."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.document import Paragraph, Part, Section, StructureKind
from ingest.sources.forms import read
from ingest.sources.pdf import is_pdf, read_pdf
from kg.errors import SourceError
from kg.locator import Span
from tests.ingest.sources.pdf.printing import BOLD, Drawn, Scan, Text, paragraphs, pdf

GOLDEN = Path(__file__).parents[3] / "data/pdf_sections"

_FIRST = [
    "# FULL PRESCRIBING INFORMATION",
    "",
    "# 1 INDICATIONS AND USAGE",
    "",
    "EXAMPLINE is indicated for adults with an invented illness whose name is long enough to fill more than a",
    "line, at a dose of 5 mg/m",
    "",
    "# 2 DOSAGE AND ADMINISTRATION",
    "",
    "# 2.1 Recommended Dosage",
    "",
    "• Give 10 mg once a day for as long as the illness lasts, and stop when it has ended or when two weeks",
    "   have passed.",
    "• Do not chew.",
    "",
    "Give the next dose at the usual time, which is the time at which the first one was given, and tell the",
]
_SECOND = ["patient so.", "", "# 16 HOW SUPPLIED/STORAGE AND HANDLING", "", "In bottles of 30, kept dry."]


def _label() -> bytes:
    first = paragraphs(_FIRST)
    raised = Text(left=182, top=72 + 5 * 12 - 4, words="2", size=6)
    return pdf([*first, raised], paragraphs(_SECOND))


def _pictures(*pages: str) -> list[tuple[str | None, str, str]]:
    """What is told of pages that are pictures: section, words beside them, and reason."""
    last = [*_SECOND, "", "# 17 PATIENT COUNSELING INFORMATION", "", "Tell patients to keep it dry."]
    drawn: dict[str, Sequence[Drawn]] = {
        "first": paragraphs(_FIRST),
        "second": paragraphs(_SECOND),
        "last": paragraphs(last),
        "scan": [Scan()],
    }
    document = read_pdf("label.pdf", pdf(*(drawn[page] for page in pages)))
    told = (gap for gap in document.not_understood if "picture" in gap.reason)
    return [(gap.section, document.text[gap.span.start : gap.span.end], gap.reason) for gap in told]


def test_pages_that_are_pictures_are_told_with_their_numbers() -> None:
    told = _pictures("first", "scan", "scan", "last", "scan")
    assert [(section, reason) for section, _, reason in told] == [
        ("2.1", "page 2 is a picture without text and was not read"),
        ("2.1", "page 3 is a picture without text and was not read"),
    ]
    assert {" ".join(words.split()) for _, words, _ in told} == {"the patient"}
    assert _pictures("first", "second") == []


def test_pictures_at_the_end_of_a_label_that_is_cut_off_are_told() -> None:
    assert [(section, reason) for section, _, reason in _pictures("first", "second", "scan")] == [
        ("16", "page 3 is a picture without text and was not read")
    ]


def _tree(sections: tuple[Section, ...]) -> list[tuple[str | None, str | None]]:
    return [(s.number, s.title.text if s.title else None) for top in sections for s in top.walk()]


def test_sections_paragraphs_and_items_are_read() -> None:
    document = read_pdf("label.pdf", _label())
    assert document.media_type == "application/pdf"
    assert _tree(document.sections) == [
        ("1", "INDICATIONS AND USAGE"),
        ("2", "DOSAGE AND ADMINISTRATION"),
        ("2.1", "Recommended Dosage"),
        ("16", "HOW SUPPLIED/STORAGE AND HANDLING"),
    ]
    section = document.section("2.1")
    assert section is not None
    blocks = [(block.text.text, block.level) for block in section.blocks if isinstance(block, Paragraph)]
    assert [(text.split()[-2:], level) for text, level in blocks] == [
        (["have", "passed."], 1),
        (["not", "chew."], 1),
        (["patient", "so."], 0),
    ]


def test_the_product_is_named_by_highlights() -> None:
    front = ["# HIGHLIGHTS OF PRESCRIBING INFORMATION", "", "# EXAMPLINE (examplinib) tablets, for oral use", ""]
    document = read_pdf("label.pdf", pdf(paragraphs([*front, *_FIRST]), paragraphs(_SECOND)))
    assert document.product is not None
    assert document.quote(document.product.name) == "EXAMPLINE"
    assert document.product.substance is not None
    assert document.quote(document.product.substance) == "examplinib"


def test_highlights_whose_title_is_broken_are_no_guide() -> None:
    front = [
        "HIGHLIGHTS OF PRESCRIBING 2.3)",
        "",
        "INFORMATION These highlights do not include all the information needed to use EXAMPLINE.",
        "",
    ]
    document = read_pdf("label.pdf", pdf(paragraphs([*front, *_FIRST]), paragraphs(_SECOND)))
    assert [section.part for section in document.sections[:2]] == [Part.HIGHLIGHTS, Part.FULL]


def test_every_written_word_knows_its_page_and_box() -> None:
    document = read_pdf("label.pdf", _label())
    placed = {offset for place in document.places for offset in range(place.span.start, place.span.end)}
    assert {character for offset, character in enumerate(document.text) if offset not in placed} <= {" ", "\n"}
    first, last = document.places[0], document.places[-1]
    assert (document.quote(first.span).strip(), first.page, round(first.box.left)) == ("1", 1, 72)
    assert (document.quote(last.span), last.page) == ("dry.", 2)


def test_raised_characters_are_written_out() -> None:
    section = read_pdf("label.pdf", _label()).section("1")
    assert section is not None
    block = section.blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text.text.endswith("a dose of 5 mg/m2")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf([]), "no text layer"),
        (pdf([Text(left=72, top=72, words="scanned", font=BOLD)]), "no text layer"),
        (_label()[:900], "broken or cut off"),
        (pdf(paragraphs(["No label at all, only many words that say nothing of sections."] * 9)), "numbered sections"),
    ],
)
def test_what_is_no_readable_label_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_pdf("label.pdf", data)


def test_a_pdf_is_told_by_its_first_bytes() -> None:
    assert is_pdf(b"\n%PDF-1.7\n")
    assert not is_pdf(b"1 INDICATIONS AND USAGE")


@pytest.mark.shared
def test_the_sections_of_real_labels_are_those_that_their_contents_list(shared: Path) -> None:
    for path in sorted((shared / "labels/pdf").glob("*.pdf")):
        document = read(path)
        contents = [mark.span for mark in document.structure if mark.kind is StructureKind.TABLE_OF_CONTENTS]
        listed = re.findall(r"^(\d{1,2}(?:\.\d{1,2})?)\s", document.quote(contents[0]), re.MULTILINE)
        found = [section.number for section in document.walk() if section.part is Part.FULL and section.number]
        assert (path.name, found) == (path.name, listed)


def test_a_quote_knows_its_box_on_each_line() -> None:
    document = read_pdf("label.pdf", _label())
    start = document.text.index("fill more")
    boxes = document.boxes(Span(start, document.text.index("at a dose") + 4))
    assert [(document.quote(place.span).strip(), place.page, round(place.box.top)) for place in boxes] == [
        ("fill more than a", 1, 112),
        ("line, at a", 1, 124),
    ]
    assert document.boxes(Span(len(document.text), len(document.text) + 1)) == ()


def _outline(sections: Iterable[Section], depth: int = 0) -> Iterator[str]:
    """The sections without guides, each on a line: part, number and title, of long titles three words and a digest."""
    for section in sections:
        if depth == 0 and section.part is Part.GUIDE:
            continue
        title = section.title.text if section.title else ""
        if len(title.split()) > 4:
            title = f"{' '.join(title.split()[:3])} {sha256(title.encode()).hexdigest()[:8]}"
        part = section.part.value if depth == 0 and section.part is not Part.FULL else ""
        yield "  " * depth + " ".join(name for name in (part, section.number, title) if name)
        yield from _outline(section.sections, depth + 1)


@pytest.mark.shared
@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.txt")), ids=lambda path: str(path.stem))
def test_section_trees_of_real_labels_are_those_checked_by_eye(shared: Path, golden: Path) -> None:
    document = read(shared / "labels/pdf" / f"{golden.stem}.pdf")
    assert list(_outline(document.sections)) == golden.read_text(encoding="utf-8").splitlines()
