"""What pdftotext and pypdfium2 give of five real PDFs is read: sections, numbered warnings, indications.

Its section tree is that of the PDF, whose own is a golden file.
"""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from ingest.document import Part
from ingest.pipeline import read_label
from ingest.sources.forms import read
from ingest.sources.numbering import letters

pytestmark = pytest.mark.shared

NAMES_AND_WARNINGS = {
    "fda_atorvastatin_highlights_2024": 5,
    "fda_lisinopril_highlights_2025": 6,
    "fda_metformin_highlights_2026": 4,
    "fda_warfarin_label_2025": 9,
    "veklury": 3,
}
WITHOUT = {"9", "15"}
"""Sections that these labels leave out; one of them has references."""
UNPRINTED = {("fda_metformin_highlights_2026", "_pdfium"): {"5.2": "VITAMINBDEFICIENCY"}}
"""Titles that differ because pypdfium2 sets the lowered "12" of "B12" elsewhere on the page."""
MOST_COUNSELLING = 30
"""Counselling is what section 17 says; the patient labeling behind it would be hundreds of facts."""


def _plain(pdf: Path, target: Path, *options: str) -> None:
    if shutil.which("pdftotext") is None:
        pytest.fail("no pdftotext is installed; on Debian: apt-get install poppler-utils")
    subprocess.run(["pdftotext", *options, str(pdf), str(target)], check=True, capture_output=True)  # noqa: S603, S607


def _layout(pdf: Path, target: Path) -> None:
    _plain(pdf, target, "-layout")


def _pdfium(pdf: Path, target: Path) -> None:
    document = pypdfium2.PdfDocument(pdf)
    text = "\f".join(page.get_textpage().get_text_range() for page in document)
    target.write_text(text, encoding="utf-8", newline="")
    document.close()


@pytest.mark.parametrize("take", [_plain, _pdfium], ids=["pdftotext", "pypdfium2"])
@pytest.mark.parametrize("name", NAMES_AND_WARNINGS)
def test_sections_indications_and_warnings_are_found(
    name: str, take: Callable[[Path, Path], None], shared: Path, tmp_path: Path
) -> None:
    text = tmp_path / "label.txt"
    take(shared / "labels" / "pdf" / f"{name}.pdf", text)
    label = read_label(text)
    kinds = [fact.kind for fact in label.facts]
    numbers = {section.number for section in label.document.sections if section.number}
    assert {str(number) for number in range(1, 18)} - numbers <= WITHOUT
    assert kinds.count("warning") == NAMES_AND_WARNINGS[name]
    assert kinds.count("indication") > 0
    assert kinds.count("counselling") <= MOST_COUNSELLING


@cache
def _tree(path: Path) -> dict[str, str]:
    """The titles of the numbered sections, by number: their letters, since wraps and signs are printed differently."""
    sections = (section for section in read(path).walk() if section.part is Part.FULL)
    return {found.number: letters(found.title.text) for found in sections if found.number and found.title}


@pytest.mark.parametrize("take", [_plain, _layout, _pdfium], ids=["pdftotext", "layout", "pypdfium2"])
@pytest.mark.parametrize("name", NAMES_AND_WARNINGS)
def test_section_trees_are_those_of_the_pdf(
    name: str, take: Callable[[Path, Path], None], shared: Path, tmp_path: Path
) -> None:
    text, pdf = tmp_path / "label.txt", shared / "labels" / "pdf" / f"{name}.pdf"
    take(pdf, text)
    assert _tree(text) == _tree(pdf) | UNPRINTED.get((name, take.__name__), {})
