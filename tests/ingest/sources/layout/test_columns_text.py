"""Text that keeps columns: told from running text, and made pages of words."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ingest.sources.layout.columns_text import COLUMN, LINE, is_in_columns, pages_in_columns
from ingest.sources.writing.runs import Kind

_PDFS = (
    "fda_atorvastatin_highlights_2024",
    "fda_lisinopril_highlights_2025",
    "fda_metformin_highlights_2026",
    "fda_warfarin_label_2025",
    "veklury",
)


def test_a_word_stands_at_its_column_and_line() -> None:
    (page,) = pages_in_columns("Dose\n\n  12 mg     daily\n\f")
    words = [(word.text, word.box.left / COLUMN, word.box.top / LINE) for word in page.words]
    assert words == [("Dose", 0, 0), ("12", 2, 2), ("mg", 5, 2), ("daily", 12, 2)]


def test_a_form_feed_ends_a_page() -> None:
    assert [page.words[0].text for page in pages_in_columns("One\n\fTwo\n\f")] == ["One", "Two"]


def test_a_mark_on_a_line_of_its_own_is_raised_into_the_line_below() -> None:
    (page,) = pages_in_columns("a\n  In 12 of 40 patients.\n")
    assert [(word.text, word.kind) for word in page.words][:2] == [("a", Kind.RAISED), ("In", Kind.PLAIN)]
    assert page.words[0].box.top == page.words[1].box.top


def test_a_number_on_a_line_of_its_own_is_no_mark_where_nothing_is_near() -> None:
    (page,) = pages_in_columns("                          7\nA paragraph.\n")
    assert page.words[0].kind is Kind.PLAIN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nausea          31 (12)       24 (11)\nVomiting        24 (11)       20 (9)\n", True),
        ("Nausea was common.\nIt was mild.\n", False),
        ("1     INDICATIONS AND USAGE\nExampline is indicated for adults.\n", False),
        ("•     Nausea\n•     Vomiting\n", False),
    ],
)
def test_columns_are_told_by_gaps_inside_lines(text: str, expected: bool) -> None:
    assert is_in_columns(text) is expected


@pytest.mark.shared
@pytest.mark.parametrize("name", _PDFS)
def test_both_forms_of_a_pdf_are_told_apart(shared: Path, name: str) -> None:
    pdf = shared / "labels" / "pdf" / f"{name}.pdf"
    assert is_in_columns(_text(pdf, "-layout"))
    assert not is_in_columns(_text(pdf))


@pytest.mark.shared
def test_running_text_of_a_label_is_not_in_columns(shared: Path) -> None:
    assert not is_in_columns((shared / "labels" / "besponsa.txt").read_text())


def _text(pdf: Path, *options: str) -> str:
    command = shutil.which("pdftotext")
    if command is None:
        pytest.fail("pdftotext is missing: install poppler-utils")
    return subprocess.run([command, *options, str(pdf), "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603
