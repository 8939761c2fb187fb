"""The forms of a label: printed to PDF by Chromium, and what pdftotext and pypdfium2 take out of the PDF."""

import html
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

from benchmarks.parity.layout import PrintedLabel, page_html
from benchmarks.parity.openfda import openfda_label
from benchmarks.parity.spl import spl_label

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_STYLE = "font-size: 8px; width: 100%; padding: 0 0.8in;"
_HEAD = f"<div style='{_STYLE}'>Reference ID: 4100000</div>"
_FOOT = f"<div style='{_STYLE} text-align: center;'>Page <span class='pageNumber'></span></div>"


class ToolMissingError(Exception):
    """Raised when a program that the measurement needs is not installed."""


def printed_label(source: Path) -> PrintedLabel:
    """A label of the folder of real labels as it is to be printed."""
    read = spl_label if source.suffix == ".xml" else openfda_label
    return read(source.name, source.read_bytes())


def print_labels(sources: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """Print labels to PDF files in a folder, all in one browser; the files in the order of the sources."""
    with sync_playwright() as playwright:
        path = _program(_CHROMIUM, "chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        printed = tuple(_print(browser, source, folder / f"{source.stem}.pdf") for source in sources)
        browser.close()
    return printed


def _print(browser: Browser, source: Path, target: Path) -> Path:
    page = browser.new_page(java_script_enabled=False)
    label = printed_label(source)
    page.set_content(page_html(label), wait_until="load")
    head = _HEAD.replace("4100000", html.escape(label.name))
    page.pdf(
        path=target, prefer_css_page_size=True, display_header_footer=True, header_template=head, footer_template=_FOOT
    )
    page.close()
    return target


def _itself(pdf: Path) -> Path:
    return pdf


def _layout(pdf: Path) -> Path:
    return _pdftotext(pdf, pdf.with_suffix(".layout.txt"), "-layout")


def _plain(pdf: Path) -> Path:
    return _pdftotext(pdf, pdf.with_suffix(".plain.txt"))


def _pdftotext(pdf: Path, target: Path, *options: str) -> Path:
    command = [_program(("pdftotext",), "poppler-utils"), *options, str(pdf), str(target)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return target


def _pdfium(pdf: Path) -> Path:
    """The text of each page as pypdfium2 gives it, with a form feed between pages."""
    target = pdf.with_suffix(".pdfium.txt")
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.get_textpage().get_text_range() for page in document)
    target.write_text("\f".join(pages), encoding="utf-8", newline="")
    document.close()
    return target


FORMS: Mapping[str, Callable[[Path], Path]] = {"pdf": _itself, "layout": _layout, "plain": _plain, "pdfium": _pdfium}
"""Each form of a label by its name, and what makes it of the PDF."""


def _program(names: Iterable[str], package: str) -> str:
    """The path of the first program that is installed. Raises ToolMissingError if none is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise ToolMissingError(f"{next(iter(names))} is not installed; on Debian: apt-get install {package}")
    return found
