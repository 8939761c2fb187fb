"""Text that keeps columns, read to a document."""

from pathlib import Path

import pytest

from ingest.document import Document, Paragraph, Part, Table
from ingest.sources import read
from ingest.sources.layout.columns_reader import is_columns, read_columns

_HIGHLIGHTS = """\
HIGHLIGHTS OF PRESCRIBING                        the dose in adults is 10 mg once daily.
                                                 (2.1)
INFORMATION                                      ------CONTRAINDICATIONS------
EXAMPLINE (examplinib) tablets                   None. (4)
Initial U.S. Approval: 2017                      ------WARNINGS AND PRECAUTIONS------
------INDICATIONS AND USAGE------                Bleeding: stop EXAMPLINE in patients who
EXAMPLINE is a kinase inhibitor for adults       bleed. (5.1)
with anemia. (1)                                 ------ADVERSE REACTIONS------
------DOSAGE AND ADMINISTRATION------            Nausea and rash were most common. (6.1)
Take EXAMPLINE with food; see below for          See 17 for PATIENT COUNSELING INFORMATION.
"""

_FULL = """\
FULL PRESCRIBING INFORMATION
1 INDICATIONS AND USAGE
EXAMPLINE is indicated for the treatment of:
     anemia in adults who had one prior treatment and need no
     transfusion.
     rash in adults.
2 DOSAGE AND ADMINISTRATION
2.1 Recommended Dosage
Take 10 mg once daily.
Table 1: Dose Modifications
 Adverse Reaction        Severity           What to Do
 Anemia                  Grade 3            Withhold EXAMPLINE until the
                                            reaction resolves.
                         Grade 4            Stop EXAMPLINE.
3 DOSAGE FORMS AND STRENGTHS
Tablets: 10 mg.
4 CONTRAINDICATIONS
None.
"""

_REACTIONS = """\
5 WARNINGS AND PRECAUTIONS
5.1 Bleeding
Stop EXAMPLINE in patients who bleed.
6 ADVERSE REACTIONS
6.1 Clinical Trials Experience
Table 2: Adverse Reactions in Trial 1
                        EXAMPLINE         Placebo
                        N=100             N=98
 Nausea                 31                12
      a
 Rash                   14                2
a
  Includes rash and itching.

8 USE IN SPECIFIC POPULATIONS
8.1 Pregnancy
There are no data.
11 DESCRIPTION
EXAMPLINE is a tablet.
12 CLINICAL PHARMACOLOGY
12.1 Mechanism of Action
Unknown.
16 HOW SUPPLIED/STORAGE AND HANDLING
Store at room temperature.
17 PATIENT COUNSELING INFORMATION
Advise patients to stop in case of bleeding.
"""

LABEL = "\f".join((_HIGHLIGHTS, _FULL, _REACTIONS)) + "\f"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_columns("exampline.txt", LABEL.encode())


def _tables(document: Document) -> dict[str | None, Table]:
    return {b.label: b for s in document.walk() for b in s.blocks if isinstance(b, Table)}


def _cells(table: Table) -> list[list[str]]:
    grid = [[table.cell(row, column) for column in range(table.columns)] for row in range(table.rows)]
    return [[cell.words if cell else "" for cell in row] for row in grid]


def test_the_form_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "exampline.txt"
    path.write_text(LABEL)
    assert is_columns(LABEL.encode())
    assert not is_columns(b"\x00\x01")
    assert read(path).section("6.1") is not None


def test_highlights_are_read_down_their_columns(document: Document) -> None:
    highlights = next(section for section in document.sections if section.part is Part.HIGHLIGHTS)
    titles = [section.title.text for section in highlights.walk() if section.title]
    assert titles[0] == "HIGHLIGHTS OF PRESCRIBING INFORMATION"
    assert titles[1:4] == ["INDICATIONS AND USAGE", "DOSAGE AND ADMINISTRATION", "CONTRAINDICATIONS"]
    dosage = next(s for s in highlights.walk() if s.title and s.title.text == "DOSAGE AND ADMINISTRATION")
    (paragraph,) = (block for block in dosage.blocks if isinstance(block, Paragraph))
    assert (
        paragraph.text.text == "Take EXAMPLINE with food; see below for the dose in adults is 10 mg once daily. (2.1)"
    )


def test_items_that_are_set_in_without_bullets_are_a_list(document: Document) -> None:
    section = document.section("1")
    assert section is not None
    items = [block.text.text for block in section.blocks if isinstance(block, Paragraph) and block.level]
    assert items == ["anemia in adults who had one prior treatment and need no transfusion.", "rash in adults."]


def test_tables_stand_in_their_place_with_notes_and_marks(document: Document) -> None:
    tables = _tables(document)
    assert _cells(tables["Table 1"]) == [
        ["Adverse Reaction", "Severity", "What to Do"],
        ["Anemia", "Grade 3", "Withhold EXAMPLINE until the reaction resolves."],
        ["Anemia", "Grade 4", "Stop EXAMPLINE."],
    ]
    reactions = tables["Table 2"]
    assert _cells(reactions) == [["", "EXAMPLINE N=100", "Placebo N=98"], ["Nausea", "31", "12"], ["Rash", "14", "2"]]
    assert [(note.marker, note.text.text) for note in reactions.footnotes] == [("a", "Includes rash and itching.")]
    rash = reactions.cell(2, 0)
    assert rash is not None
    assert rash.markers == ("a",)


def test_markers_of_notes_are_cut_from_words_and_values() -> None:
    reactions = _REACTIONS.replace(
        "      a\n Rash                   14                2\na\n  Includes",
        " Rasha                  14 (14%)b        2\na. Includes",
    )
    reactions = reactions.replace("itching.", "itching.\nb. Two of them serious.")
    table = _tables(read_columns("a.txt", "\f".join((_HIGHLIGHTS, _FULL, reactions)).encode()))["Table 2"]
    rash = [(cell.words, cell.markers) for cell in table.cells if cell.row == 2]
    assert rash == [("Rash", ("a",)), ("14 (14%)", ("b",)), ("2", ())]
    assert [note.marker for note in table.footnotes] == ["a", "b"]


def test_every_paragraph_and_cell_knows_its_page(document: Document) -> None:
    pages = {document.quote(place.span): place.page for place in document.places}
    assert pages["Take 10 mg once daily."] == 2
    assert pages["31"] == 3
    assert all(document.quote(place.span).strip() for place in document.places)


def test_spans_quote_the_text_that_is_written(document: Document) -> None:
    for section in document.walk():
        for block in section.blocks:
            if isinstance(block, Paragraph):
                assert block.text.text[:8] in document.quote(block.text.span())


@pytest.mark.shared
def test_a_real_pdf_in_columns_has_its_sections(shared: Path, layout_text: Path) -> None:
    del shared
    document = read(layout_text)
    numbers = [section.number for section in document.walk() if section.number and "." not in section.number]
    assert [number for number in numbers if number != "15"] == [*"12345678", "10", "11", "12", "13", "14", "16", "17"]
    assert document.places
